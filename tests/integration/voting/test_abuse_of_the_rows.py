"""What the database itself refuses of votes, whoever asks it: abuse 6 and 12 by SQL, behind the back of every act."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from gemportal.kernel import db
from gemportal.voting import acts, queries
from gemportal.voting.contesting.acts import contest, rule_on_contest
from gemportal.voting.contesting.models import Contest
from gemportal.voting.models import Ballot, Vote, VoteOption, VoteResult
from gemportal.voting.rounds.acts import settle_objection
from gemportal.voting.rounds.models import Objection
from gemportal.voting.secrecy.models import SecretBallot
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.time import StoppedClock

ADA = "keuze-1"
OBJECTION = {"position": "objection", "reason": "Zo kan het niet."}


def refused(house: House, statement: sa.Executable, why: str) -> None:
    """The database refuses this, and says why."""

    def behind_its_back() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            connection.execute(statement)

    with pytest.raises(sa.exc.DBAPIError, match=why):
        house.ask(behind_its_back)


def id_of(house: House, number: str) -> int:
    return house.ask(lambda: queries.by_number(number).id)


def of(table: Any, vote_id: int) -> Any:
    return table.vote_id == vote_id


def test_abuse_06_no_option_is_moved_into_an_open_vote(house: House, clock: StoppedClock) -> None:
    opened = id_of(house, voting.open_vote(house, voting.PRIORITIES))
    other = voting.prepared_vote(house, voting.PRIORITIES)
    moved = sa.update(VoteOption).where(VoteOption.vote_id == other, VoteOption.key == "keuze-3")
    refused(house, moved.values(vote_id=opened, key="keuze-4", position=9), "sealed")


def test_abuse_06_no_other_vote_takes_the_place_of_an_open_one(house: House, clock: StoppedClock) -> None:
    voting.open_vote(house)
    row = house.ask(lambda: dict(db.session().execute(sa.select(Vote.__table__)).mappings().one()))
    row |= {"question": "Iets anders?"}
    if house.ask(lambda: db.session().get_bind().dialect.name) == "sqlite":
        refused(house, sa.insert(Vote.__table__).prefix_with("OR REPLACE").values(row), "sealed")
    else:
        refused(
            house, insert(Vote.__table__).values(row).on_conflict_do_update(index_elements=["id"], set_=row), "sealed"
        )


def test_abuse_12_the_database_keeps_no_choice_with_a_voter(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.PERSONS)
    vote_id = id_of(house, number)
    index = voting.cast(house, number, ZWOLLE, [ADA])
    ballot = {"vote_id": vote_id, "organisation_code": KAMPEN, "cast_at": clock.now, "entry_index": index + 1000}
    for named in ({"answer": [ADA]}, {"statement": "Ik koos Ada."}, {"by_proxy_of": URK}):
        refused(house, sa.insert(Ballot).values(ballot | named), "without a choice")
        refused(house, sa.update(Ballot).where(of(Ballot, vote_id)).values(named), "without a choice")


def test_in_an_open_vote_no_ballot_is_without_an_answer(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    vote_id = id_of(house, number)
    index = voting.cast(house, number, ZWOLLE, "for")
    empty = {"vote_id": vote_id, "organisation_code": KAMPEN, "cast_at": clock.now, "entry_index": index + 1000}
    refused(house, sa.insert(Ballot).values(empty), "without a choice")
    refused(house, sa.update(Ballot).where(of(Ballot, vote_id)).values(answer=None), "without a choice")


def test_no_ballot_is_added_after_the_count(house: House, clock: StoppedClock) -> None:
    number = voting.closed_vote(house, answers={ZWOLLE: "for", KAMPEN: "for", URK: None})
    late = {"vote_id": id_of(house, number), "organisation_code": URK, "cast_at": clock.now, "entry_index": 1000}
    refused(house, sa.insert(Ballot).values(late | {"answer": "against"}), "while a vote is open")


def test_ballots_and_the_result_stay_as_they_were_counted(house: House, clock: StoppedClock) -> None:
    number = voting.closed_vote(house)
    vote_id = id_of(house, number)
    for changed in ({"answer": "against"}, {"statement": "Toch niet."}, {"by_proxy_of": KAMPEN}, {"vote_id": 99}):
        refused(
            house,
            sa.update(Ballot).where(Ballot.organisation_code == ZWOLLE).values(changed),
            "when its vote was closed",
        )
    refused(house, sa.delete(Ballot).where(of(Ballot, vote_id)), "never taken away")
    refused(house, sa.update(VoteResult).values(result={"outcome": "rejected"}), "as it was counted")
    refused(house, sa.delete(VoteResult), "as it was counted")
    refused(house, sa.update(Vote).values(status="open"), "does not open again")
    house.perform(acts.annul, coordinator(house), number, "Er stond een verkeerde vraag.")
    refused(house, sa.update(Vote).values(status="closed"), "does not open again")
    refused(house, sa.update(Ballot).values(answer="against"), "when its vote was closed")


def test_no_ballot_is_taken_out_of_an_open_vote(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "for")
    refused(house, sa.delete(Ballot), "never taken away")
    voting.cast(house, number, ZWOLLE, "against")
    assert voting.close(house, number)["result"]["totals"]["against"] == 1


def test_abuse_12_nothing_goes_into_or_out_of_an_urn_that_is_shut(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.PERSONS)
    voting.cast(house, number, ZWOLLE, [ADA])
    vote_id, open_one = id_of(house, number), id_of(house, voting.open_vote(house))
    here, tracker = of(SecretBallot, vote_id), {"tracker": "abc", "answer": [ADA]}
    refused(house, sa.update(SecretBallot).where(here).values(answer=["keuze-2"]), "urn")
    refused(house, sa.insert(SecretBallot).values(tracker | {"vote_id": open_one}), "urn")
    voting.close(house, number)
    refused(house, sa.insert(SecretBallot).values(tracker | {"vote_id": vote_id}), "urn")
    refused(house, sa.delete(SecretBallot).where(here), "urn")
    house.perform(acts.annul, coordinator(house), number, "Er stond een verkeerde naam.")
    house.run("register", "verify")


def test_a_contest_and_its_ruling_stay_as_they_were_said(house: House, clock: StoppedClock) -> None:
    number = voting.closed_vote(house)
    vote_id = id_of(house, number)
    clock.set(voting.closing_moment(house, number))
    row = {"vote_id": vote_id, "organisation_code": ZWOLLE, "reason": "Zomaar.", "contested_at": clock.now, "entry": 1}
    refused(house, sa.insert(Contest).values(row), "counted")
    house.perform(contest, representative(house, URK), number, "De telling klopt niet.")
    here = of(Contest, vote_id)
    refused(house, sa.update(Contest).where(here).values(reason="Toch wel."), "stays as it was said")
    refused(house, sa.update(Contest).where(here).values(organisation_code=ZWOLLE), "stays as it was said")
    refused(house, sa.delete(Contest).where(here), "stays as it was said")
    house.perform(rule_on_contest, coordinator(house), number, "dismissed", "De telling klopt.")
    refused(house, sa.update(Contest).where(here).values(answer="Iets anders."), "stays as it was said")
    again = sa.update(Contest).where(here).values(ruling=None, answer=None, ruled_at=None)
    refused(house, again, "stays as it was said")


def test_an_objection_and_its_end_stay_as_they_were_said(house: House, clock: StoppedClock) -> None:
    consent = voting.replace(voting.PROPOSAL, method="consent")
    number = voting.closed_vote(house, consent, {ZWOLLE: {"position": "consent"}, URK: OBJECTION})
    here = of(Objection, id_of(house, number))
    refused(house, sa.update(Objection).where(here).values(argument="Prima."), "as they were said")
    refused(house, sa.delete(Objection).where(here), "as they were said")
    house.perform(settle_objection, coordinator(house), number, URK, "upheld", "Het klopt.")
    refused(house, sa.update(Objection).where(here).values(text="Iets anders."), "as they were said")
    unsaid = sa.update(Objection).where(here).values(state="raised", text=None, settled_at=None)
    refused(house, unsaid, "as they were said")
