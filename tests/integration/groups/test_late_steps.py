"""A step that is late shows as such, to the group and in public, with who is asked what."""

from datetime import timedelta

import pytest
from flask import Flask

from gemportal.groups import acts, queries
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps import queries as step_queries
from gemportal.groups.steps.rules import StepStatus
from gemportal.initiatives import acts as initiatives
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.actor import Office
from gemportal.kernel.errors import RuleBroken
from tests.factories.groups import evaluate, judging, plan, running_step, working
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, email_of, representative
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def planned(house: House, time: StoppedClock) -> str:
    group = working(house, time)
    house.perform(steps.plan_step, representative(house, ZWOLLE), group, plan())
    return group


def text_of(visitor: StrictClient, address: str) -> str:
    visitor.get(address)
    return visitor.page.main.text


def test_a_planned_step_whose_first_day_passed_shows_everywhere(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = planned(house, clock)
    coordinator(house)
    step = f"/groepen/{group}/stappen/1"
    public = ("/", "/groepen", f"/groepen/{group}", step)
    assert not [address for address in public if "te laat" in text_of(client, address)]
    clock.advance(days=3)
    assert all("3 dagen te laat" in text_of(client, address) for address in public)
    assert "De trekker start de stap, of past het plan aan." in text_of(client, step)
    lead = signed_in(app, email_of(ZWOLLE))
    assert "pas het plan aan: 3 dagen te laat" in text_of(lead, "/mijn")
    desk = signed_in(app, office_holder(app, Office.COORDINATOR))
    assert "Stappen die te laat zijn" in text_of(desk, "/coordinatie")
    house.perform(steps.start_step, representative(house, ZWOLLE), group, 1)
    assert not [address for address in public if "te laat" in text_of(client, address)]
    assert "Stappen die te laat zijn" not in text_of(desk, "/coordinatie")


def test_a_step_that_waits_for_the_one_before_it_is_not_late(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    house.perform(steps.plan_step, representative(house, ZWOLLE), group, plan())
    clock.advance(days=5)
    page = house.ask(queries.page_of, group)
    assert [house.ask(queries.delay_in, page, step) for step in page.steps] == [None, None]
    assert house.ask(queries.late_steps) == []
    assert [line.delay for line in house.ask(queries.lines)] == [None]


def test_a_running_step_is_ended_by_the_clock_before_anybody_calls_it_late(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    clock.advance(days=43)
    assert [line.delay.status for line in house.ask(queries.late_steps)] == [StepStatus.RUNNING]
    house.run("tick")
    assert house.ask(queries.late_steps) == []
    assert [found.number for found in house.ask(step_queries.waiting_for, [KAMPEN])] == [group]


def test_after_its_term_who_did_not_evaluate_is_named_and_can_no_more(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = running_step(house, clock)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "Eerder klaar.")
    evaluate(house, group, ZWOLLE)
    step = f"/groepen/{group}/stappen/1"
    assert "Hebben nog niet geëvalueerd: Kampen." in text_of(client, step)
    clock.advance(days=16)
    text = text_of(client, step)
    assert "Hebben niet geëvalueerd: Kampen." in text
    assert "dagen te laat" in text
    [late] = house.ask(queries.late_steps)
    assert (late.number, late.missing) == (group, ("Kampen",))
    assert house.ask(step_queries.waiting_for, [KAMPEN]) == []
    with pytest.raises(RuleBroken, match="De termijn is voorbij"):
        house.perform(steps.evaluate_step, representative(house, KAMPEN), group, 1, judging())
    member = signed_in(app, email_of(KAMPEN))
    assert "Evalueer de stap" not in text_of(member, "/mijn")
    assert "Evalueer de stap" not in text_of(member, f"/groepen/{group}")
    member.get(step)
    assert not member.page.all(f"a[href$='{step}/evalueren']")
    lead = signed_in(app, email_of(ZWOLLE))
    assert "Rond de stap af: " in text_of(lead, "/mijn")
    assert "U rondt af zonder Kampen." in text_of(lead, f"{step}/afronden")


def test_missing_are_named_to_whoever_reminds_them(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "Eerder klaar.")
    evaluate(house, group, ZWOLLE)
    step_id = house.ask(lambda: step_queries.step_row(queries.group(group).id, 1).id)
    assert house.ask(step_queries.missing_of, step_id) == {step_id: [(KAMPEN, "Kampen")]}
    assert house.ask(step_queries.missing_of) == {}


def test_nothing_is_late_in_a_group_that_ended(house: House, client: StrictClient, clock: StoppedClock) -> None:
    group = planned(house, clock)
    clock.advance(days=3)
    number = house.ask(queries.page_of, group).initiative_number
    house.perform(initiatives.stop, coordinator(house), number, "De wet is veranderd.")
    assert house.ask(queries.late_steps) == []
    for address in ("/groepen", f"/groepen/{group}", f"/groepen/{group}/stappen/1"):
        assert "te laat" not in text_of(client, address)


def test_the_one_who_waits_longest_stands_first_and_a_paused_group_counts(house: House, clock: StoppedClock) -> None:
    first = planned(house, clock)
    clock.advance(days=4)
    second = planned(house, clock)
    clock.advance(days=2)
    house.perform(acts.leave_seat, representative(house, ZWOLLE), first, "Andere keuzes.")
    late = house.ask(queries.late_steps)
    assert [line.number for line in late] == [first, second]
    assert "in pauze" in str(late[0].delay.asked)
    assert "De trekker start" in str(late[1].delay.asked)
    assert late[0].delay.days > late[1].delay.days
    assert time_of_the_house.today() - timedelta(days=late[1].delay.days) == late[1].delay.day
