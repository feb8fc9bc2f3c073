"""Abuse 19: what an organisation wrote in an evaluation is read by nobody who did not give one, by whatever door."""

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.groups import queries as groups
from gemportal.groups.rules import SeatRole
from gemportal.groups.steps import acts, queries
from gemportal.groups.steps.rules import Conclusion, Judging
from gemportal.kernel import db, personal
from gemportal.people.models import Person
from gemportal.register.queries import entries_about
from tests.factories.groups import evaluate, running_step
from tests.factories.members import DEVENTER, KAMPEN, ZWOLLE, coordinator, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

CANARY = "kanariepiet"
SECRET = Judging(*(1, 0), *[f"{CANARY} {place}" for place in range(4)], 77, 7777, Conclusion.STOP)


@pytest.fixture
def group(house: House, clock: StoppedClock) -> str:
    """Zwolle wrote what nobody may read yet; Kampen, in the same group, has still to evaluate."""
    number = running_step(house, clock)
    house.perform(acts.end_step, representative(house, ZWOLLE), number, 1, "Eerder klaar.")
    house.perform(acts.evaluate_step, representative(house, ZWOLLE), number, 1, SECRET)
    representative(house, DEVENTER)
    coordinator(house)
    return number


def doors(house: House, group: str) -> Iterator[str]:
    """Every address that could tell something of the group, its step, its evaluation, or who gave it."""
    yield from ("/", "/groepen", f"/groepen/{group}", f"/groepen/{group}/stappen/1", "/mijn", "/mijn/gegevens")
    yield from (f"/groepen/{group}/stappen/1/evalueren", f"/groepen/{group}/stappen/1/afronden")
    yield from (f"/gemeenten/{ZWOLLE}", "/register", f"/register?over={group}", f"/register?q={CANARY}")
    yield from ("/feeds/register.atom", "/feeds/groepen.atom", "/initiatieven/I-2026-001", f"/initiatieven?q={CANARY}")
    for entry in [entry for entry in house.ask(entries_about, [group]) if entry.act == "groups:evaluate-step"]:
        yield from (f"/register/{entry.index}{end}" for end in ("", ".json", "/part", ".tlog-proof"))
    yield from (f"/register/{kind}" for kind in ("parts/000", "tile/entries/000.p/9", "checkpoint"))


def read(visitor: StrictClient, address: str) -> str:
    """All that comes through a door; what was asked for itself stands in the search box again, and tells nothing."""
    answer = visitor.get(address, follow_redirects=True).data.decode(errors="replace")
    return answer.replace(f'value="{CANARY}"', "").replace(f"q={CANARY}", "")


def told(visitor: StrictClient, house: House, group: str) -> list[str]:
    """The doors behind which the canary, or a figure that only its evaluation holds, can be read."""
    signs = (CANARY, "7777", "7.777")
    return [address for address in doors(house, group) if any(sign in read(visitor, address) for sign in signs)]


def test_19_nobody_reads_what_was_put_by_but_the_organisation_itself(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = running_step(house, clock)
    house.perform(acts.end_step, representative(house, ZWOLLE), group, 1, "Eerder klaar.")
    house.perform(acts.put_by_evaluation, representative(house, KAMPEN), group, 1, {"learned": CANARY, "hours": "7777"})
    evaluate(house, group, ZWOLLE)
    coordinator(house)
    for visitor in (client, signed_in(app, email_of(ZWOLLE))):
        assert told(visitor, house, group) == []
    assert told(signed_in(app, email_of(KAMPEN)), house, group) == [f"/groepen/{group}/stappen/1/evalueren"]


@pytest.mark.parametrize("who", [None, KAMPEN, DEVENTER])
def test_19_no_door_opens_to_who_gave_no_evaluation(
    app: Flask, house: House, client: StrictClient, group: str, who: str | None
) -> None:
    visitor = client if who is None else signed_in(app, email_of(who))
    assert told(visitor, house, group) == []


def test_19_the_doors_are_worth_knocking_on(app: Flask, house: House, group: str) -> None:
    """Who gave an evaluation reads the others: the same look finds the canary there."""
    evaluate(house, group, KAMPEN)
    assert told(signed_in(app, email_of(KAMPEN)), house, group) == [f"/groepen/{group}/stappen/1"]


def test_19_after_the_conclusion_the_words_stay_with_those_who_gave_theirs(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock, group: str
) -> None:
    clock.advance(days=16)
    values = {"conclusion": Conclusion.STOP, "outcome": "Het werkte niet.", "lesson": "Begin met inwoners."}
    house.perform(acts.conclude_step, representative(house, ZWOLLE), group, 1, **values)
    for visitor in (client, signed_in(app, email_of(KAMPEN)), signed_in(app, email_of(DEVENTER))):
        for address in doors(house, group):
            assert CANARY not in read(visitor, address), address


def test_19_the_register_holds_a_seal_and_no_word(house: House, group: str) -> None:
    entry = next(entry for entry in house.ask(entries_about, [group]) if entry.act == "groups:evaluate-step")
    assert entry.part is None
    assert CANARY not in json.dumps(entry.data)
    assert set(entry.data) == {"step"}


def test_19_nobody_downloads_what_another_wrote(house: House, group: str) -> None:
    def export(code: str) -> str:
        person_id = db.session().scalar(sa.select(Person.id).where(Person.email == email_of(code)))
        assert person_id is not None
        return repr([kind.export(person_id) for kind in personal.kinds()])

    assert CANARY not in house.ask(export, KAMPEN)
    assert CANARY not in house.ask(export, DEVENTER)


def test_19_before_the_term_the_lead_sees_no_advice_either(app: Flask, house: House, group: str) -> None:
    lead = signed_in(app, email_of(ZWOLLE))
    lead.get(f"/groepen/{group}/stappen/1/afronden")
    assert "Wat de evaluaties adviseren" not in lead.page.main.text
    assert "Wij wachten nog op Kampen." in lead.page.main.text
    evaluate(house, group, KAMPEN, advice=Conclusion.STOP)
    lead.get(f"/groepen/{group}/stappen/1/afronden")
    assert "Wat de evaluaties adviseren" in lead.page.main.text


def test_19_a_seat_that_came_later_reads_nothing(house: House, group: str) -> None:
    step = house.ask(queries.steps_of, group)[0]
    assert step.readable_by(DEVENTER, SeatRole.MEMBER) == ()
    assert house.ask(groups.missing_in, house.ask(groups.page_of, group), step)[0].code == KAMPEN
