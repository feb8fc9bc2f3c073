"""Abuse of what is told in confidence: nobody but who mediates reads it, by whatever door, and nothing of it outlives its use."""

import json

from flask import Flask

from gemportal.groups.mediating import acts
from gemportal.kernel.actor import Office
from gemportal.register.queries import entries_about
from tests.factories.groups import working
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, email_of, officer, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

SECRET = "kanariepiet"


def doors(house: House, group: str) -> list[str]:
    found = ["/", f"/groepen/{group}", "/mijn", "/mijn/berichten", f"/groepen/{group}/bemiddeling", "/kalender.ics"]
    found += [
        f"/groepen/{group}/bemiddeling/{KAMPEN}",
        "/mijn/gegevens",
        "/feeds/register.atom",
        f"/gemeenten/{KAMPEN}",
    ]
    for entry in house.ask(entries_about, [group]):
        found += [f"/register/{entry.index}{end}" for end in ("", ".json", "/part")]
    return found


def told(house: House, visitor: StrictClient, group: str) -> list[str]:
    return [one for one in doors(house, group) if SECRET.encode() in visitor.get(one, follow_redirects=True).data]


def test_only_who_mediates_reads_why_and_only_while_it_lasts(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = working(house, clock)
    house.perform(acts.ask_mediation, representative(house, KAMPEN), group, f"Over {SECRET}.")
    clock.advance(days=1)
    house.run("tick")
    office, board = coordinator(house), officer(house, Office.BOARD)
    readers = {
        "nobody": client,
        "lead": signed_in(app, email_of(ZWOLLE)),
        "asker": signed_in(app, email_of(KAMPEN)),
        "board": signed_in(app, "board@gemportal.example"),
    }
    assert {who: told(house, visitor, group) for who, visitor in readers.items()} == {who: [] for who in readers}
    mediator = signed_in(app, "coordinator@gemportal.example")
    assert told(house, mediator, group) == [f"/groepen/{group}/bemiddeling/{KAMPEN}"]
    assert mediator.response.headers["Cache-Control"] == "private, no-store"
    house.perform(acts.take_up_mediation, office, group, KAMPEN)
    house.perform(acts.close_mediation, office, group, KAMPEN)
    assert told(house, mediator, group) == []
    assert SECRET not in json.dumps([entry.data for entry in house.ask(entries_about, [group])])
    assert board.office is Office.BOARD
