"""What happened to voting systems elsewhere, tried here (abuse cases 1–4, 6, 7, 11 and 13)."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import acts as kernel_acts
from gemportal.kernel import clock as house_clock
from gemportal.kernel import db
from gemportal.kernel.actor import MandateRole, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, Refusal, RuleBroken
from gemportal.organisations.acts import end_membership
from gemportal.people.acts import end_mandate
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from gemportal.voting.formats.tally import recount, result_differs
from gemportal.voting.models import Ballot, RollLine, Vote, VoteOption, VoteResult
from gemportal.voting.preparing import acts as preparing_acts
from tests.factories import voting
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    deputy,
    email_of,
    member,
    representative,
    representatives,
)
from tests.factories.people import signed_in
from tests.support.guards import behind_the_guards
from tests.support.house import House
from tests.support.time import StoppedClock

Job = Callable[[], Any]


def at_once(house: House, jobs: list[tuple[datetime, Job]]) -> list[Any]:
    """Do all jobs at the same moment, each in a thread that has its own clock; gives results or refusals."""
    gate = Barrier(len(jobs))

    def run(moment: datetime, job: Job) -> Any:
        with house_clock.at(moment):
            gate.wait()
            try:
                return job()
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(jobs)) as threads:
        return [done.result() for done in [threads.submit(run, *job) for job in jobs]]


def ballots(house: House, number: str) -> dict[str, Any]:
    return house.ask(lambda: {b.organisation: b.answer for b in queries.ballots_of(queries.by_number(number).id)})


def test_abuse_01_eight_parallel_ballots_of_one_municipality_are_one_ballot(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    who = representative(house, ZWOLLE)
    answers = ["for", "against"] * 4
    indexes = at_once(
        house, [(clock.now, lambda answer=answer: house.perform(acts.cast, who, number, answer)) for answer in answers]
    )
    assert len(set(indexes)) == 8
    last = indexes.index(max(indexes))
    assert ballots(house, number) == {ZWOLLE: answers[last]}


def test_abuse_02_the_database_itself_refuses_a_second_ballot(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "for")

    def again() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            row = connection.execute(sa.select(Ballot)).mappings().one()
            connection.execute(sa.insert(Ballot), [{**row, "entry_index": 0}])

    with pytest.raises(sa.exc.IntegrityError):
        house.ask(again)


def test_abuse_03_a_changed_vote_is_counted_once_whoever_of_the_organisation_changed_it(
    house: House, clock: StoppedClock
) -> None:
    number = voting.open_vote(house)
    representative(house, ZWOLLE), deputy(house, ZWOLLE)
    addresses = (email_of(ZWOLLE), email_of(ZWOLLE, MandateRole.DEPUTY), email_of(ZWOLLE))
    sessions = [signed_in(house.app, address) for address in addresses]
    for session, answer in zip(sessions, ("for", "against", "for"), strict=True):
        session.get(f"/stemmingen/{number}/stem")
        session.submit("main form", {"answer": answer})
        session.submit("main form", button="Stem uitbrengen")
        assert session.page.heading == "Uw stem is ontvangen"
    cast = [line for line in house.ask(register.entries_about, [number]) if line.act == "voting:cast"]
    assert len(cast) == 3
    voting.cast(house, number, KAMPEN, "against")
    clock.set(voting.closing_moment(house, number))
    house.run("tick")
    result = house.ask(lambda: queries.result_of(queries.by_number(number).id)) or {}
    assert result["totals"] == {"for": 1, "against": 1, "abstain": 0, "blank": 0}
    assert result["outcome"] == "rejected"


def test_abuse_04_ballots_that_race_with_the_closing_count_exactly_when_they_were_accepted(
    house: House, clock: StoppedClock
) -> None:
    codes = (ZWOLLE, KAMPEN, URK)
    number = voting.open_vote(house, voters=codes)
    who = representatives(house, *codes)
    voting.cast(house, number, ZWOLLE, "blank")
    closing = voting.closing_moment(house, number)
    in_time = closing - timedelta(seconds=31)
    casts = [(in_time, lambda one=one: house.perform(acts.cast, one, number, "for")) for one in who]
    closers = [(closing, lambda: house.perform(acts.close, clock_for("voting:close"), number)) for _ in range(3)]
    done = at_once(house, [casts[0], closers[0], casts[1], closers[1], casts[2], closers[2]])
    refused = [isinstance(one, RuleBroken) for one in done]
    assert refused[1::2].count(False) == 1
    accepted = {one.organisation for one, no in zip(who, refused[0::2], strict=True) if not no} | {ZWOLLE}
    document = house.ask(queries.tally_document, number)
    assert {ballot["organisation"] for ballot in document["ballots"]} == accepted
    assert not result_differs(document, recount(document))


SEALED = [
    (Vote, {"question": "Een andere vraag?"}),
    (Vote, {"rules": {}}),
    (Vote, {"method": "score"}),
    (Vote, {"closes_at": datetime(2030, 1, 1, tzinfo=house_clock.UTC)}),
    (Vote, {"definition": b"{}"}),
    (Vote, {"lot_secret": b"0" * 32}),
    (VoteOption, {"title": "Een andere keuze"}),
    (RollLine, {"weight": 1000}),
    (RollLine, {"name": "Een andere naam"}),
]


@pytest.mark.parametrize(("table", "values"), SEALED)
def test_abuse_06_nothing_of_an_open_vote_can_be_edited(
    house: House, clock: StoppedClock, table: Any, values: dict[str, Any]
) -> None:
    number = voting.open_vote(house, voting.PRIORITIES)
    before = house.ask(queries.definition_of, number)
    vote_id = house.ask(lambda: queries.by_number(number).id)
    who = coordinator(house)
    entries = house.ask(register.number_of_entries)
    with pytest.raises(RuleBroken):
        house.perform(
            preparing_acts.change, who, vote_id, voting.replace(voting.PRIORITIES, closes_on=clock.now.date())
        )
    with pytest.raises(RuleBroken):
        house.perform(preparing_acts.discard, who, vote_id)
    with pytest.raises(RuleBroken):
        house.perform(acts.open_vote, who, vote_id)

    def behind_its_back() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            connection.execute(sa.update(table).values(values))

    with pytest.raises(sa.exc.DBAPIError, match="sealed"):
        house.ask(behind_its_back)
    assert house.ask(register.number_of_entries) == entries
    sealed = house.ask(queries.definition_of, number)
    assert sealed == before
    assert sha256(sealed).hexdigest() == house.ask(lambda: queries.by_number(number).definition_sha256)


def test_abuse_06_the_form_of_an_open_vote_changes_nothing(house: House, clock: StoppedClock) -> None:
    vote_id = voting.prepared_vote(house, voting.PRIORITIES)
    office = signed_in(house.app, "coordinator@gemportal.example")
    office.get(f"/stemmingen/concept/{vote_id}/wijzigen")
    member(house, ZWOLLE)
    number = house.perform(acts.open_vote, coordinator(house), vote_id)
    before = house.ask(queries.definition_of, number)
    office.submit("main form", {"question": "Een andere vraag?"})
    assert office.response.status_code == 409
    assert "Het is hiervoor te laat of nog te vroeg" in office.page.main.text
    assert house.ask(queries.definition_of, number) == before


@pytest.mark.parametrize("change", ["add", "remove"])
def test_abuse_06_nobody_joins_or_leaves_the_roll_of_an_open_vote(
    house: House, clock: StoppedClock, change: str
) -> None:
    number = voting.open_vote(house, voters=(ZWOLLE, KAMPEN))
    representative(house, URK)
    vote_id = house.ask(lambda: queries.by_number(number).id)
    statement = (
        sa.insert(RollLine).values(vote_id=vote_id, organisation_code=URK, name="Urk", weight=1)
        if change == "add"
        else sa.delete(RollLine).where(RollLine.organisation_code == KAMPEN)
    )

    def behind_its_back() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            connection.execute(statement)

    with pytest.raises(sa.exc.DBAPIError, match="sealed"):
        house.ask(behind_its_back)


def test_abuse_07_a_mandate_that_ended_votes_no_more_and_its_ballot_stands(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    who = representative(house, ZWOLLE)
    house.perform(acts.cast, who, number, "for")
    assert who.mandate_id is not None
    page = signed_in(house.app, email_of(ZWOLLE))
    page.get(f"/stemmingen/{number}/stem")
    page.submit("main form", {"answer": "against"})
    house.perform(end_mandate, coordinator(house), who.mandate_id)
    page.submit("main form", button="Stem uitbrengen")
    assert page.response.status_code == 403
    assert "vertegenwoordiger of plaatsvervanger" in page.page.main.text
    with pytest.raises(NotAllowed):
        house.perform(acts.cast, who, number, "against")
    assert ballots(house, number) == {ZWOLLE: "for"}


def test_abuse_07_a_member_that_left_stays_on_the_roll_and_cannot_vote(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    who = representative(house, ZWOLLE)
    house.perform(end_membership, coordinator(house), ZWOLLE, clock.now.date(), "opgezegd")
    clock.advance(days=1)
    with pytest.raises(NotAllowed):
        house.perform(acts.cast, who, number, "for")
    assert house.ask(queries.asked_of, who) == []
    assert ZWOLLE in {line.organisation for line in house.ask(queries.page_of, number).sealed.roll}


@pytest.mark.parametrize(
    ("arrived", "accepted"), [(-1, True), (0, False), (1, False)], ids=["in time", "at the moment itself", "late"]
)
def test_abuse_11_a_ballot_is_judged_by_its_arrival_and_not_by_its_turn(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch, arrived: int, accepted: bool
) -> None:
    number = voting.open_vote(house)
    who = representative(house, ZWOLLE)
    deadline = house.ask(lambda: queries.by_number(number).closes_at)
    moments = iter([deadline + timedelta(microseconds=arrived), deadline + timedelta(seconds=20)])
    monkeypatch.setattr(kernel_acts, "_moment", lambda session: next(moments))
    if accepted:
        house.perform(acts.cast, who, number, "for")
    else:
        with pytest.raises(RuleBroken):
            house.perform(acts.cast, who, number, "for")
    assert ballots(house, number) == ({ZWOLLE: "for"} if accepted else {})


def test_abuse_13_two_different_ballots_leave_the_same_traces(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    one = voting.cast(house, number, ZWOLLE, "for")
    other = voting.cast(house, number, KAMPEN, "abstain", "Dit mag niemand nog weten, want de stemming is nog open.")
    bodies = [json.loads(house.ask(register.body_of, index)) for index in (one, other)]
    assert {len(body.pop("private")) for body in bodies} == {64}
    own = [(body.pop("i"), body.pop("org")) for body in bodies]
    assert own == [(one, ZWOLLE), (other, KAMPEN)]
    assert bodies[0] == bodies[1]
    assert all(house.ask(register.proven, index).line.part is None for index in (one, other))
    page = house.ask(queries.page_of, number)
    assert (page.ballots, page.result, page.turnout) == ((), None, 2)
    with pytest.raises(NotFound):
        house.ask(queries.tally_document, number)
    assert [line.statement for line in house.ask(queries.votes_cast_by, KAMPEN)] == [None]


def test_a_result_changed_behind_the_registers_back_is_named(house: House, clock: StoppedClock) -> None:
    number = voting.closed_vote(house)
    house.run("register", "verify")
    other = {**(house.ask(queries.result_of, 1) or {}), "outcome": "rejected"}
    behind_the_guards(house, "vote_result", sa.update(VoteResult).values(result=other))
    told = house.app.test_cli_runner().invoke(args=["register", "verify"])
    assert told.exit_code == 1
    assert number in told.output
