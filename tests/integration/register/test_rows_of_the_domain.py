"""Rows that were changed or removed behind the register's back are named by `verify`."""

from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.groups.models import Participant, Pledge, Seat
from gemportal.kernel import db
from gemportal.register import keys
from gemportal.register.verify import verify
from gemportal.voting.models import Ballot
from tests.factories import voting
from tests.factories.groups import working
from tests.factories.members import KAMPEN, URK, ZWOLLE
from tests.support.house import House
from tests.support.time import StoppedClock


def differences(house: House) -> list[str]:
    return [found.sentence for found in house.ask(lambda: verify(keys.signer().verifier)).differences]


def behind_its_back(house: House, *statements: sa.Executable) -> None:
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        for statement in statements:
            connection.execute(statement)


def ballot_of(code: str) -> Any:
    return Ballot.organisation_code == code


def test_a_ballot_that_was_removed_before_the_count_is_missed(house: House) -> None:
    vote = voting.open_vote(house)
    voting.cast(house, vote, ZWOLLE, "for")
    voting.cast(house, vote, KAMPEN, "for")
    assert differences(house) == []
    behind_its_back(house, sa.delete(Ballot).where(ballot_of(KAMPEN)))
    assert differences(house) == [f"the ballot of {KAMPEN} in {vote} is gone"]


def test_a_ballot_that_was_removed_after_the_count_is_missed(house: House) -> None:
    vote = voting.closed_vote(house)
    behind_its_back(house, sa.delete(Ballot).where(ballot_of(URK)))
    assert f"the ballot of {URK} in {vote} is gone" in differences(house)


def test_a_ballot_that_was_given_to_another_is_missed(house: House) -> None:
    vote = voting.open_vote(house)
    voting.cast(house, vote, ZWOLLE, "for")
    behind_its_back(house, sa.update(Ballot).where(ballot_of(ZWOLLE)).values(organisation_code=KAMPEN))
    assert f"the ballot of {ZWOLLE} in {vote} is gone" in differences(house)


@pytest.mark.parametrize("answer", ["against", "abstain"])
def test_a_ballot_that_was_changed_is_named(house: House, answer: str) -> None:
    vote = voting.open_vote(house)
    voting.cast(house, vote, ZWOLLE, "for")
    behind_its_back(house, sa.update(Ballot).where(ballot_of(ZWOLLE)).values(answer=answer))
    assert differences(house) == ["a ballot is not the one that was cast"]


def test_a_replaced_ballot_is_not_missed(house: House) -> None:
    vote = voting.open_vote(house)
    voting.cast(house, vote, ZWOLLE, "for")
    voting.cast(house, vote, ZWOLLE, "against")
    assert differences(house) == []


def test_a_seat_that_was_removed_is_missed(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    assert differences(house) == []
    seat = sa.select(Seat.id).where(Seat.organisation_code == KAMPEN).scalar_subquery()
    behind_its_back(
        house,
        sa.delete(Participant).where(Participant.seat_id == seat),
        sa.delete(Pledge).where(Pledge.seat_id == seat),
        sa.delete(Seat).where(Seat.organisation_code == KAMPEN),
    )
    assert differences(house) == [f"the seat of {KAMPEN} in {group} is gone"]
