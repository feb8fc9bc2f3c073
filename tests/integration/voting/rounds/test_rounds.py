"""Consent in rounds: objections stay closed until the vote closes, then have a course of their own."""

from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel.actor import Office
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from gemportal.voting.preparing import acts as preparing_acts
from gemportal.voting.rounds import queries as rounds
from gemportal.voting.rounds.acts import new_round, settle_objection, withdraw_objection
from gemportal.voting.rounds.rules import ObjectionState
from gemportal.voting.rules import VoteStatus
from tests.factories import groups, voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, both_roles, coordinator, email_of, officer, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.guards import behind_the_guards
from tests.support.house import House
from tests.support.time import StoppedClock

CONSENT = voting.replace(voting.PROPOSAL, method="consent")
YES = {"position": "consent"}
ARGUMENT = "De kosten vallen in een jaar waarin wij niets over hebben."
NO = {"position": "objection", "reason": ARGUMENT}
TEXT = "De kosten zijn over twee jaren verdeeld."


def objected(house: House, clock: StoppedClock, draft: Any = CONSENT, **changes: Any) -> str:
    """A counted vote in which Urk objected."""
    number = voting.closed_vote(house, draft, {ZWOLLE: YES, KAMPEN: YES, URK: NO}, **changes)
    clock.set(voting.closing_moment(house, number))
    return number


def objections(house: House, number: str) -> tuple[rounds.ObjectionLine, ...]:
    return house.ask(lambda: rounds.of_vote(queries.by_number(number)))


def test_an_objection_is_closed_until_the_vote_closes(house: House, clock: StoppedClock, client: StrictClient) -> None:
    number = voting.open_vote(house, CONSENT)
    voting.cast(house, number, URK, NO)
    assert objections(house, number) == ()
    client.get(f"/stemmingen/{number}")
    assert ARGUMENT not in client.page.text
    assert "ezwaar van" not in client.page.text
    clock.set(voting.closing_moment(house, number))
    house.run("tick")
    (line,) = objections(house, number)
    assert (line.code, line.argument, line.state) == (URK, ARGUMENT, ObjectionState.RAISED)
    client.get(f"/stemmingen/{number}")
    assert ARGUMENT in client.page.main.text


def test_only_objections_become_objections(house: House, clock: StoppedClock) -> None:
    answers = {ZWOLLE: {"position": "concern", "reason": "Het wordt duur."}, KAMPEN: YES, URK: {"position": "aside"}}
    assert objections(house, voting.closed_vote(house, CONSENT, answers)) == ()
    assert objections(house, voting.closed_vote(house)) == ()


def test_who_objected_takes_it_back(house: House, clock: StoppedClock) -> None:
    number = objected(house, clock)
    for actor in (representative(house, ZWOLLE), coordinator(house)):
        with pytest.raises(NotAllowed):
            house.perform(withdraw_objection, actor, number, URK, TEXT)
    with pytest.raises(NotFound):
        house.perform(withdraw_objection, representative(house, ZWOLLE), number, ZWOLLE, TEXT)
    house.perform(withdraw_objection, representative(house, URK), number, URK, TEXT)
    (line,) = objections(house, number)
    assert (line.state, line.text) == (ObjectionState.WITHDRAWN, TEXT)
    last = house.ask(register.entries_about, [number])[-1]
    assert (last.act, last.data, last.part) == (
        "voting:withdraw-objection",
        {"line": URK, "state": "withdrawn"},
        {"text": TEXT},
    )
    with pytest.raises(RuleBroken, match="al iets vastgelegd"):
        house.perform(withdraw_objection, representative(house, URK), number, URK, TEXT)
    house.run("register", "verify")


@pytest.mark.parametrize("state", ["integrated", "upheld"])
@pytest.mark.parametrize("office", [Office.COORDINATOR, Office.CHAIR])
def test_an_officer_settles_what_members_object_to(
    house: House, clock: StoppedClock, state: str, office: Office
) -> None:
    number = objected(house, clock)
    who = officer(house, office)
    assert [asked.endpoint for asked in house.ask(rounds.asked_of, who)] == ["voting.settle_objection"]
    for wrong, text in (("withdrawn", TEXT), ("raised", TEXT), ("gone", TEXT), (state, "  ")):
        with pytest.raises(RuleBroken):
            house.perform(settle_objection, who, number, URK, wrong, text)
    house.perform(settle_objection, who, number, URK, state, TEXT)
    (line,) = objections(house, number)
    assert (line.state, line.text) == (ObjectionState(state), TEXT)
    assert house.ask(rounds.asked_of, who) == []
    house.run("register", "verify")


def test_abuse_16_no_officer_settles_the_objection_of_their_own(house: House, clock: StoppedClock) -> None:
    number = objected(house, clock)
    for actor in (both_roles(house, URK), representative(house, ZWOLLE), officer(house, Office.AUDITOR)):
        with pytest.raises(NotAllowed):
            house.perform(settle_objection, actor, number, URK, "integrated", TEXT)
        assert house.ask(rounds.asked_of, actor) == []


def test_in_a_group_the_lead_settles_and_nobody_else(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    number = voting.open_vote(house, CONSENT, voters=(), group_number=group)
    voting.cast(house, number, ZWOLLE, YES)
    voting.cast(house, number, KAMPEN, NO)
    clock.set(voting.closing_moment(house, number))
    house.run("tick")
    assert house.ask(lambda: queries.by_number(number).status) is VoteStatus.PUBLISHED
    for actor in (coordinator(house), representative(house, KAMPEN)):
        with pytest.raises(NotAllowed):
            house.perform(settle_objection, actor, number, KAMPEN, "upheld", TEXT)
    lead = representative(house, ZWOLLE)
    house.perform(settle_objection, lead, number, KAMPEN, "upheld", TEXT)
    vote_id = house.perform(new_round, lead, number)
    assert house.perform(new_round, lead, number) == vote_id, "a second press leads to the same round"
    assert house.ask(queries.prepared, vote_id).group_number == group
    house.perform(acts.open_vote, lead, vote_id)


def test_abuse_16_no_lead_settles_its_own_objection(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, CONSENT, voters=(), group_number=groups.working(house, clock))
    voting.cast(house, number, ZWOLLE, NO)
    voting.cast(house, number, KAMPEN, YES)
    clock.set(voting.closing_moment(house, number))
    house.run("tick")
    lead = representative(house, ZWOLLE)
    assert house.ask(rounds.asked_of, lead) == []
    with pytest.raises(NotAllowed):
        house.perform(settle_objection, lead, number, ZWOLLE, "integrated", TEXT)
    house.perform(withdraw_objection, lead, number, ZWOLLE, TEXT)


def test_a_changed_proposal_is_a_new_round_linked_both_ways(
    house: House, clock: StoppedClock, client: StrictClient
) -> None:
    number = objected(house, clock)
    vote_id = house.perform(new_round, coordinator(house), number)
    draft = voting.replace(CONSENT, question="Zetten wij het in twee jaar op?", follows=number)
    draft = voting.replace(draft, closes_on=clock.now.date() + voting.timedelta(days=7))
    house.perform(preparing_acts.change, coordinator(house), vote_id, draft)
    second = house.perform(acts.open_vote, coordinator(house), vote_id)
    assert house.ask(queries.page_of, second).sealed.document["follows"] == number
    client.get(f"/stemmingen/{number}")
    assert f"De volgende ronde is {second}" in client.page.one(".page-top").text
    office = signed_in(house.app, "coordinator@gemportal.example")
    office.get(f"/stemmingen/{number}")
    assert "Bereid een nieuwe ronde voor" not in office.page.main.text
    client.get(f"/stemmingen/{second}")
    assert f"Dit is een nieuwe ronde van {number}" in client.page.main.text


def test_what_was_adopted_or_is_no_consent_gets_no_new_round(house: House, clock: StoppedClock) -> None:
    adopted = voting.closed_vote(house, CONSENT, {ZWOLLE: YES, KAMPEN: YES, URK: YES})
    for number in (adopted, voting.closed_vote(house)):
        with pytest.raises(RuleBroken, match="nieuwe ronde"):
            house.perform(new_round, coordinator(house), number)
    with pytest.raises(RuleBroken):
        house.perform(new_round, coordinator(house), voting.open_vote(house, CONSENT))


def test_an_objection_changed_behind_the_registers_back_is_named(house: House, clock: StoppedClock) -> None:
    number = objected(house, clock)
    house.perform(withdraw_objection, representative(house, URK), number, URK, TEXT)
    behind_the_guards(house, "objection", sa.text("UPDATE objection SET text = 'iets anders'"))
    with pytest.raises(AssertionError, match=f"objection of {number} {URK} differs"):
        house.run("register", "verify")


def test_the_pages_of_an_objection(house: House, clock: StoppedClock) -> None:
    number = objected(house, clock)
    coordinator(house)
    voter = signed_in(house.app, email_of(URK))
    voter.get(f"/stemmingen/{number}")
    voter.follow("Trek het bezwaar van Urk in")
    assert ARGUMENT in voter.page.main.text
    voter.submit("main form", {"text": ""})
    assert voter.response.status_code == 422
    office = signed_in(house.app, "coordinator@gemportal.example")
    office.get("/mijn")
    assert "Zeg wat er met het bezwaar van Urk gebeurt" in office.page.main.text
    office.follow(f"a[href$='/bezwaar/{URK}']")
    office.submit("main form", {"state": "integrated", "text": TEXT})
    assert TEXT in office.page.main.text
    voter.submit("main form", {"text": "Het is opgelost."})
    assert voter.response.status_code == 409
    assert "Het is opgelost." in voter.page.main.text
    office.submit("main form[action$='nieuwe-ronde']", {})
    assert office.address.endswith("/wijzigen")
