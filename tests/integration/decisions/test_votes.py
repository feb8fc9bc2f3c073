"""A vote that is final makes its decision by itself; a priority vote sets the agenda."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.decisions import acts, queries
from gemportal.decisions.rules import DecisionStatus, Ground
from gemportal.groups.queries import comes_first
from gemportal.kernel.actor import NOBODY, Office, clock_for
from gemportal.kernel.asked import Asked
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register import queries as register
from gemportal.voting import queries as votes
from gemportal.voting.rules import SETS_AGENDA
from tests.factories import voting
from tests.factories.decisions import agenda_voted, open_initiatives, recorded, voted, withdrawn
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, officer, representative
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

PUBLISHING = clock_for("voting:publish")


def entries(house: House, act: str) -> list[register.EntryLine]:
    return house.ask(lambda: register.latest_entries(100, act=act))


def test_an_adopted_vote_makes_its_decision_by_itself(house: House, clock: StoppedClock) -> None:
    number = voted(house)
    found = house.ask(queries.by_number, number)
    assert (found.ground, found.status, found.vote_number) == (Ground.VOTE, DecisionStatus.IN_FORCE, "S-2026-001")
    assert found.title == voting.PROPOSAL.title
    assert found.text.endswith(voting.PROPOSAL.question)
    assert voting.PROPOSAL.explanation in found.rationale
    assert "2 voor en 1 tegen" in found.rationale
    (written,) = entries(house, "decisions:record-vote")
    (published,) = entries(house, "voting:publish")
    assert (written.subject, written.organisation, written.office) == (number, None, None)
    assert (written.data["cause"], written.data["ground"]) == (published.index, "S-2026-001")
    assert written.at == published.at


def test_the_decision_waits_until_the_result_is_final(house: House, clock: StoppedClock) -> None:
    voting.closed_vote(house)
    assert house.ask(queries.lines) == []
    clock.advance(days=20)
    house.run("tick")
    assert [line.number for line in house.ask(queries.lines)] == ["B-2026-001"]


@pytest.mark.parametrize(
    "answers",
    [
        {ZWOLLE: "for", KAMPEN: "against", URK: "against"},
        {ZWOLLE: "for", KAMPEN: "against", URK: "abstain"},
        {ZWOLLE: "for", KAMPEN: None, URK: None},
        {ZWOLLE: "blank", KAMPEN: "abstain", URK: "blank"},
    ],
    ids=["rejected", "a tie", "no quorum", "nobody for or against"],
)
def test_a_vote_that_adopts_nothing_decides_nothing(house: House, answers: dict[str, Any]) -> None:
    number = voting.published_vote(house, voting.PROPOSAL, answers)
    assert house.ask(queries.lines) == []
    with pytest.raises(RuleBroken, match="niet aangenomen"):
        house.perform(acts.record_vote, PUBLISHING, number)
    assert entries(house, "decisions:record-vote") == []


@pytest.mark.parametrize("answer", [None, []], ids=["nobody voted", "all were blank"])
def test_an_order_that_nobody_asked_for_is_no_agenda_and_no_decision(
    house: House, clock: StoppedClock, answer: list[str] | None
) -> None:
    numbers = open_initiatives(house, "Gedeeld loket", "Oefening")
    number = voting.published_vote(
        house,
        voting.PRIORITIES,
        {ZWOLLE: answer, KAMPEN: answer},
        initiatives=tuple(numbers),
        written=(),
        effect=SETS_AGENDA,
        quorum="0/1",
    )
    assert house.ask(queries.lines) == []
    assert house.ask(queries.agenda_order) == ()
    assert house.ask(votes.by_number, number).effect_refusal is None


def test_a_vote_leads_to_the_decision_that_it_made(house: House, clock: StoppedClock, client: StrictClient) -> None:
    decision = voted(house)
    client.get("/stemmingen/S-2026-001")
    client.follow(f"Lees besluit {decision}")
    assert client.address == f"/besluiten/{decision}"


def test_only_the_publishing_of_a_vote_decides_what_was_voted(house: House) -> None:
    number = voting.closed_vote(house)
    for actor in (
        NOBODY,
        coordinator(house),
        officer(house, Office.CHAIR),
        representative(house, ZWOLLE),
        clock_for("x:y"),
    ):
        with pytest.raises(NotAllowed):
            house.perform(acts.record_vote, actor, number)
        with pytest.raises(NotAllowed):
            house.perform(acts.set_agenda, actor, [])
    assert house.ask(queries.lines) == []


def test_a_vote_has_one_decision(house: House) -> None:
    voted(house)
    with pytest.raises(sa.exc.IntegrityError):
        house.perform(acts.record_vote, PUBLISHING, "S-2026-001")
    assert len(house.ask(queries.lines)) == 1


def test_a_priority_vote_sets_the_agenda_and_records_the_order(house: House, clock: StoppedClock) -> None:
    helpdesk, drill = open_initiatives(house, "Gedeeld loket", "Oefening")
    vote = agenda_voted(house, drill, helpdesk)
    agenda = house.ask(queries.agenda)
    assert (agenda.vote_number, [line.number for line in agenda.lines]) == (vote, [drill, helpdesk])
    assert [line.title for line in agenda.lines] == ["Oefening", "Gedeeld loket"]
    assert house.ask(queries.agenda_order) == (drill, helpdesk)
    (written,) = entries(house, "decisions:set-agenda")
    assert (written.subject, written.data["order"], written.data["ground"]) == ("agenda", [drill, helpdesk], vote)
    (line,) = house.ask(queries.lines)
    assert line.text.endswith("1. Oefening\n2. Gedeeld loket")
    assert [one.number for one in house.ask(queries.decisions_about, [helpdesk])] == [line.number]
    assert house.ask(votes.by_number, vote).effect_refusal is None


def test_groups_hear_what_comes_first(house: House, clock: StoppedClock) -> None:
    helpdesk, drill = open_initiatives(house, "Gedeeld loket", "Oefening")
    assert house.ask(comes_first, helpdesk) == ()
    agenda_voted(house, drill, helpdesk)
    assert house.ask(comes_first, helpdesk) == (drill,)
    assert house.ask(comes_first, drill) == ()


def test_the_latest_agenda_counts(house: House, clock: StoppedClock) -> None:
    helpdesk, drill = open_initiatives(house, "Gedeeld loket", "Oefening")
    agenda_voted(house, drill, helpdesk)
    clock.advance(days=20)
    second = agenda_voted(house, helpdesk, drill)
    assert house.ask(queries.agenda).vote_number == second
    assert house.ask(queries.agenda_order) == (helpdesk, drill)
    assert len(entries(house, "decisions:set-agenda")) == 2


def test_without_a_vote_there_is_no_agenda(house: House) -> None:
    assert house.ask(queries.agenda) is None
    assert house.ask(queries.agenda_order) == ()
    with pytest.raises(NotFound):
        house.perform(acts.set_agenda, PUBLISHING, [])
    assert house.ask(queries.agenda) is None


def asked(house: House, actor: Any) -> list[Asked]:
    return house.ask(queries.asked_of, actor)


def test_officers_are_asked_to_look_again_on_the_day_of_review(house: House, clock: StoppedClock) -> None:
    number = recorded(house, review_on=date(2026, 4, 1))
    ended = recorded(house, review_on=date(2026, 4, 1))
    withdrawn(house, ended)
    clock.advance(days=29)
    assert asked(house, coordinator(house)) == []
    clock.advance(days=1)
    for actor in (coordinator(house), officer(house, Office.CHAIR)):
        (line,) = asked(house, actor)
        assert (line.endpoint, line.values) == ("decisions.show", {"number": number})
    for actor in (NOBODY, representative(house, ZWOLLE), officer(house, Office.AUDITOR)):
        assert asked(house, actor) == []
