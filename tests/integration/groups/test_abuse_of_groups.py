"""What an office, or a seat, could be misused for in groups (abuse cases 15, 16 and 19)."""

import pytest
from flask import Flask

from gemportal.groups import acts, queries
from gemportal.groups.policy import END_STEP
from gemportal.groups.steps import acts as step_acts
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.rules import Conclusion, StepStatus
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.rules import Level
from gemportal.kernel import db
from gemportal.kernel.actor import Actor, Office, clock_for
from gemportal.kernel.errors import NotAllowed
from gemportal.kernel.schedule import Due
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.policy import DEMO
from tests.factories.groups import FOUR, evaluate, forming, running_step, working
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, email_of, password_hash, representative
from tests.factories.people import signed_in
from tests.support.house import House
from tests.support.time import StoppedClock


def coordinator_who_represents(house: House, code: str) -> Actor:
    """The representative of an organisation, acting in the office of coordinator."""
    representative(house, code)
    email = email_of(code)
    house.perform(people.enrol, clock_for(DEMO), email, "Dubbele pet", password_hash(), office=Office.COORDINATOR)
    return house.ask(standing.acting_as, email, office=Office.COORDINATOR)


def test_16_a_coordinator_does_not_stop_what_the_own_organisation_has_a_seat_in(
    house: House, clock: StoppedClock
) -> None:
    group = working(house, clock)
    initiative = "I-2026-001"
    own = coordinator_who_represents(house, KAMPEN)
    with pytest.raises(NotAllowed):
        house.perform(initiatives.stop, own, initiative, "Kampen wil er vanaf.")
    assert house.ask(lambda: queries.group(group).status) == "working"
    house.perform(initiatives.stop, coordinator(house), initiative, "Niet meer nodig.")


def test_16_a_coordinator_passes_nobody_over_before_the_own_organisation(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock, {**FOUR, URK: Level.JOIN, "GM0344": Level.JOIN})
    own = coordinator_who_represents(house, "GM0344")
    with pytest.raises(NotAllowed):
        house.perform(acts.pass_over, own, group, URK, "Utrecht gaat voor.")
    house.perform(acts.pass_over, coordinator(house), group, URK, "Deed al drie keer mee.")


def test_16_a_coordinator_does_not_give_up_a_group_that_offers_the_own_organisation_a_seat(
    house: House, clock: StoppedClock
) -> None:
    group = forming(house, clock)
    with pytest.raises(NotAllowed):
        house.perform(acts.give_up, coordinator_who_represents(house, KAMPEN), group, "Het lukt niet.")


def test_19_a_lead_learns_nothing_of_evaluations_before_all_are_there(
    app: Flask, house: House, clock: StoppedClock
) -> None:
    group = running_step(house, clock)
    house.perform(step_acts.end_step, representative(house, ZWOLLE), group, 1, "Eerder klaar.")
    evaluate(house, group, KAMPEN, advice=Conclusion.STOP)
    visitor = signed_in(app, email_of(ZWOLLE))
    visitor.get(f"/groepen/{group}/stappen/1/afronden")
    assert len(visitor.page.all("input[name=conclusion]")) == len(Conclusion)
    evaluate(house, group, ZWOLLE, advice=Conclusion.STOP)
    visitor.get(f"/groepen/{group}/stappen/1/afronden")
    assert [field["value"] for field in visitor.page.all("input[name=conclusion]")] == ["stop"]


def test_a_group_that_ended_leaves_no_step_that_goes_on(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    house.perform(initiatives.stop, representative(house, ZWOLLE), "I-2026-001", "Niet meer nodig.", "Vraag het eerst.")
    clock.advance(days=60)
    house.run("tick")
    assert house.ask(steps.steps_of, group)[0].status is StepStatus.RUNNING
    assert house.ask(lambda: db.session().query(Due).filter(Due.kind == END_STEP, Due.done_at.is_(None)).count()) == 0
