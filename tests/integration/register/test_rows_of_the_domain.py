"""Rows that were changed or removed behind the register's back are named by `verify`."""

from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.groups.models import Participant, Pledge, Seat
from gemportal.kernel.clock import now
from gemportal.register import keys
from gemportal.register.queries import entries_about
from gemportal.register.verify import verify
from gemportal.settings.models import SettingValue
from gemportal.voting.models import Ballot
from tests.factories import voting
from tests.factories.groups import working
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator
from tests.support.house import House
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock


def differences(house: House) -> list[str]:
    return [found.sentence for found in house.ask(lambda: verify(keys.signer().verifier)).differences]


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
    (found,) = house.ask(lambda: verify(keys.signer().verifier)).differences
    assert found.sentence == f"seat of {group} {KAMPEN} is gone: the register tells of it"
    last = [entry.index for entry in house.ask(entries_about, [group]) if entry.organisation == KAMPEN][-1]
    assert found.index == last, "the last entry about that seat"


def test_of_what_stands_in_no_entry_the_first_entry_is_named(house: House) -> None:
    coordinator(house)
    behind_its_back(house, sa.insert(SettingValue).values(key="groups:cap", value=8, changed_at=now()))
    (found,) = house.ask(lambda: verify(keys.signer().verifier)).differences
    assert (found.index, found.sentence) == (
        0,
        "settings of groups:cap was never recorded: the register does not tell of it",
    )
