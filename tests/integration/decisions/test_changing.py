"""What a group decided with consent it changes with consent: nobody does so alone."""

import pytest
from flask import Flask

from gemportal.decisions import queries
from gemportal.decisions.rules import DecisionStatus
from gemportal.groups.room import acts as room
from gemportal.groups.room import queries as motions
from gemportal.groups.room.rules import Change, Changing, MotionStatus, Proposal
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.register.queries import entries_about
from tests.factories import groups
from tests.factories.decisions import agreed, recorded, withdrawn
from tests.factories.members import DEVENTER, KAMPEN, ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock

PROPOSAL = Proposal("Toch anders", "We doen het anders.", "Het bleek te duur.")


def propose(house: House, group: str, number: str, how: Change = Change.SUPERSEDE, code: str = ZWOLLE) -> int:
    return house.perform(room.propose_decision, representative(house, code), group, PROPOSAL, Changing(number, how))


def status(house: House, number: str) -> DecisionStatus:
    return house.ask(queries.by_number, number).status


@pytest.mark.parametrize(
    ("how", "becomes"),
    [(Change.SUPERSEDE, DecisionStatus.SUPERSEDED), (Change.WITHDRAW, DecisionStatus.WITHDRAWN)],
)
def test_it_changes_when_the_last_one_consents(
    house: House, clock: StoppedClock, how: Change, becomes: DecisionStatus
) -> None:
    group = groups.working(house, clock)
    first = agreed(house, group, ZWOLLE, KAMPEN)
    ordinal = propose(house, group, first, how, KAMPEN)
    assert status(house, first) is DecisionStatus.IN_FORCE
    assert house.perform(room.consent_to_motion, representative(house, ZWOLLE), group, ordinal)
    second = house.ask(queries.ended_by, first)
    assert (status(house, first), second.title, second.group_number) == (becomes, PROPOSAL.title, group)
    (entry,) = house.ask(entries_about, [second.number])
    assert (entry.act, entry.data["by"], entry.data["ends"]) == (f"decisions:{how}", "consent", first)
    assert differences(house) == []


def test_an_objection_keeps_it_as_it_is(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    first = agreed(house, group, ZWOLLE, KAMPEN)
    ordinal = propose(house, group, first)
    house.perform(room.object_to_motion, representative(house, KAMPEN), group, ordinal, "Het werkt juist.")
    assert status(house, first) is DecisionStatus.IN_FORCE


def test_only_its_own_decisions_in_force_and_one_proposal_at_a_time(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    first, other = agreed(house, group, ZWOLLE, KAMPEN), recorded(house)
    with pytest.raises(RuleBroken, match="niet van deze groep"):
        propose(house, group, other)
    with pytest.raises(NotAllowed):
        propose(house, group, first, code=DEVENTER)
    ordinal = propose(house, group, first)
    with pytest.raises(RuleBroken, match="al een voorstel"):
        propose(house, group, first, Change.WITHDRAW, KAMPEN)
    house.perform(room.withdraw_motion, representative(house, ZWOLLE), group, ordinal)
    withdrawn(house, first)
    with pytest.raises(RuleBroken, match="geldt al niet meer"):
        propose(house, group, first)


def test_what_an_officer_ended_meanwhile_is_not_ended_again(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    first = agreed(house, group, ZWOLLE, KAMPEN)
    ordinal = propose(house, group, first)
    ended = withdrawn(house, first)
    with pytest.raises(RuleBroken):
        house.perform(room.consent_to_motion, representative(house, KAMPEN), group, ordinal)
    assert house.ask(queries.ended_by, first).number == ended
    assert house.ask(motions.motion_of, group, ordinal).status is MotionStatus.OPEN


def test_proposing_it_from_the_page_of_the_decision(app: Flask, house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    first = agreed(house, group, ZWOLLE, KAMPEN)
    me: StrictClient = signed_in(app, email_of(KAMPEN))
    me.get(f"/besluiten/{first}")
    me.follow("Stel voor dit in te trekken")
    assert me.page.all("[name=dissent]") == []
    me.submit(values={"title": "Weg ermee", "text": "Het besluit vervalt.", "rationale": "Het is niet meer nodig."})
    assert "Dit trekt besluit in" in me.page.main.text
    me = signed_in(app, email_of(ZWOLLE))
    me.get(f"/groepen/{group}/voorstellen/2")
    me.submit(values={"word": "consent"})
    assert status(house, first) is DecisionStatus.WITHDRAWN
