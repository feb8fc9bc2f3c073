"""The tasks of a step: kept by the group for itself, on a phone and without a script."""

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.groups.tasks import acts, queries
from gemportal.groups.tasks.models import Task
from gemportal.groups.tasks.rules import Wanted
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel import db
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.people.queries import holders_of
from gemportal.register.queries import number_of_entries
from tests.factories.groups import evaluate, running_step
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, coordinator, email_of, member, representative
from tests.factories.merging import merged
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

CALL = Wanted("De leverancier bellen", KAMPEN)


@pytest.fixture
def group(house: House, clock: StoppedClock) -> str:
    return running_step(house, clock)


def tasks(house: House, group: str) -> list[tuple[str, str, bool]]:
    lines = house.ask(queries.tasks_of, group, 1)
    return [(line.what, line.code, line.done_at is not None) for line in lines]


def test_whoever_has_a_seat_notes_changes_ticks_and_removes(house: House, group: str) -> None:
    lead, other = representative(house, ZWOLLE), representative(house, KAMPEN)
    before = house.ask(number_of_entries)
    first = house.perform(acts.add_task, lead, group, 1, CALL)
    second = house.perform(acts.add_task, other, group, 1, Wanted("Tellen", ZWOLLE, until=time_of_the_house.today()))
    assert tasks(house, group) == [("Tellen", ZWOLLE, False), (CALL.what, KAMPEN, False)]
    house.perform(acts.change_task, other, group, 1, first, Wanted("Mailen", KAMPEN))
    house.perform(acts.tick_task, lead, group, 1, second, done=True)
    house.perform(acts.tick_task, lead, group, 1, second, done=True)
    assert tasks(house, group) == [("Mailen", KAMPEN, False), ("Tellen", ZWOLLE, True)]
    house.perform(acts.tick_task, other, group, 1, second, done=False)
    house.perform(acts.remove_task, lead, group, 1, first)
    assert tasks(house, group) == [("Tellen", ZWOLLE, False)]
    assert house.ask(number_of_entries) == before


def test_nobody_else_touches_them(house: House, group: str) -> None:
    task = house.perform(acts.add_task, representative(house, ZWOLLE), group, 1, CALL)
    strangers: list[Actor] = [coordinator(house), representative(house, URK), representative(house, DEVENTER)]
    for actor in strangers:
        with pytest.raises(NotAllowed):
            house.perform(acts.add_task, actor, group, 1, CALL)
        with pytest.raises(NotAllowed):
            house.perform(acts.change_task, actor, group, 1, task, CALL)
        with pytest.raises(NotAllowed):
            house.perform(acts.tick_task, actor, group, 1, task, done=True)
        with pytest.raises(NotAllowed):
            house.perform(acts.remove_task, actor, group, 1, task)
    assert tasks(house, group) == [(CALL.what, KAMPEN, False)]


def test_a_task_of_another_group_does_not_exist_here(house: House, clock: StoppedClock, group: str) -> None:
    other = running_step(house, clock)
    lead = representative(house, ZWOLLE)
    task = house.perform(acts.add_task, lead, other, 1, CALL)
    for act, rest in ((acts.change_task, (CALL,)), (acts.remove_task, ())):
        with pytest.raises(NotFound):
            house.perform(act, lead, group, 1, task, *rest)
    with pytest.raises(NotFound):
        house.perform(acts.tick_task, lead, group, 1, task, done=True)


def test_a_step_that_was_concluded_keeps_its_tasks_as_they_were(house: House, group: str) -> None:
    lead = representative(house, ZWOLLE)
    task = house.perform(acts.add_task, lead, group, 1, CALL)
    house.perform(steps.end_step, lead, group, 1, "Eerder klaar.")
    for code in (ZWOLLE, KAMPEN):
        evaluate(house, group, code)
    house.perform(steps.conclude_step, lead, group, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig.")
    with pytest.raises(RuleBroken):
        house.perform(acts.tick_task, lead, group, 1, task, done=True)
    assert house.ask(queries.asked_of, representative(house, KAMPEN)) == []


def test_the_group_reads_its_tasks_and_the_public_counts_them(
    app: Flask, house: House, client: StrictClient, group: str
) -> None:
    address = f"/groepen/{group}/stappen/1"
    client.get(address)
    assert "Taken" not in client.page.main.text
    visitor = signed_in(app, email_of(KAMPEN))
    visitor.get(address)
    visitor.follow("Een taak toevoegen")
    person = house.ask(holders_of, KAMPEN)[0]
    visitor.submit(values={"what": "De leverancier bellen", "who": f"{KAMPEN}:{person.person_id}", "until": "morgen"})
    assert visitor.response.status_code == 422
    assert visitor.page.one("#what")["value"] == "De leverancier bellen"
    visitor.submit(values={"until": time_of_the_house.today().isoformat()})
    assert person.person_name in visitor.page.main.text
    representative(house, DEVENTER)
    for stranger in (client, signed_in(app, email_of(DEVENTER))):
        stranger.get(address)
        assert "0 van 1 taak is gedaan." in stranger.page.main.text
        assert "De leverancier bellen" not in stranger.page.main.text
        assert person.person_name not in stranger.page.main.text
    visitor.get("/mijn")
    assert "De leverancier bellen" in visitor.page.main.text
    visitor.get(address)
    visitor.submit("#taken form")
    assert "1 van 1 taak is gedaan." in visitor.page.main.text
    # The page that the public keeps holds until something changes on it: a task counts, though no entry tells of it.
    client.get(address)
    assert "1 van 1 taak is gedaan." in client.page.main.text
    visitor.follow("De leverancier bellen")
    visitor.submit("form[action$='/weghalen']")
    assert "De taak is van de lijst." in visitor.page.one("body").text
    assert tasks(house, group) == []


def test_more_tasks_cost_no_more_queries(app: Flask, house: House, group: str) -> None:
    visitor, lead = signed_in(app, email_of(KAMPEN)), representative(house, ZWOLLE)
    counts = []
    for _ in range(2):
        house.perform(acts.add_task, lead, group, 1, CALL)
        visitor.get(f"/groepen/{group}/stappen/1")
        counts.append(visitor.queries)
        visitor.get("/mijn")
        counts.append(visitor.queries)
    assert counts[:2] == counts[2:]


def test_a_successor_takes_over_what_is_still_to_be_done(house: House, clock: StoppedClock, group: str) -> None:
    lead = representative(house, ZWOLLE)
    person = house.ask(holders_of, KAMPEN)[0].person_id
    house.perform(acts.add_task, lead, group, 1, Wanted("Bellen", KAMPEN, person))
    done = house.perform(acts.add_task, lead, group, 1, Wanted("Tellen", KAMPEN))
    house.perform(acts.tick_task, lead, group, 1, done, done=True)
    member(house, URK)
    merged(house, clock, KAMPEN, URK)
    assert tasks(house, group) == [("Bellen", URK, False), ("Tellen", KAMPEN, True)]
    assert house.ask(lambda: db.session().scalars(sa.select(Task.person_id)).all()) == [None, None]
