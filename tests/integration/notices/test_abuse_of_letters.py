"""Abuse of letters, links and calendars: by who writes titles, by who no longer acts for anybody, by who guesses addresses."""

import pytest
from flask import Flask

from gemportal.groups import acts as group_acts
from gemportal.groups.room import acts as room
from gemportal.groups.room.rules import Proposal
from gemportal.groups.tasks import acts as tasks
from gemportal.groups.tasks.rules import Wanted
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel import outbox
from gemportal.kernel.outbox import Letter
from gemportal.kernel.tokens import digest_of
from gemportal.notices import acts
from gemportal.notices.calendar import acts as calendar
from gemportal.notices.rules import Frequency, Kind
from tests.factories.groups import running_step
from tests.factories.members import KAMPEN, URK, ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

TRAP = "Bellen\n\nUw account verloopt. Meld u aan op\nhttps://evil.example/aanmelden"


def letters(house: House, code: str) -> list[Letter]:
    return house.ask(outbox.waiting_for, email_of(code))


def test_no_title_writes_paragraphs_in_a_letter(house: House, clock: StoppedClock) -> None:
    """What somebody calls a thing stands on its line, and never looks as if the portal said it."""
    group, lead = running_step(house, clock), representative(house, ZWOLLE)
    house.perform(acts.choose, representative(house, KAMPEN), dict.fromkeys(Kind, Frequency.AT_ONCE))
    house.run("tick")
    clock.advance(minutes=5)
    house.perform(tasks.add_task, lead, group, 1, Wanted(TRAP, KAMPEN))
    ordinal = house.perform(room.propose_decision, lead, group, Proposal(TRAP, "Tekst.", "Daarom."))
    house.run("tick")
    house.perform(room.consent_to_motion, representative(house, KAMPEN), group, ordinal)
    clock.advance(minutes=5)
    house.run("tick")
    clock.advance(days=1)
    house.run("tick")
    found = [letter.body for letter in letters(house, KAMPEN)]
    told = [line for body in found for line in body.splitlines() if "evil.example" in line]
    assert len(told) >= 2
    assert all("Bellen" in line for line in told)


def test_who_no_longer_has_a_seat_reads_no_task_in_letters_or_calendar(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group, other = running_step(house, clock), representative(house, KAMPEN)
    house.perform(calendar.renew, other, digest_of("geheim"))
    until = time_of_the_house.today()
    house.perform(tasks.add_task, representative(house, ZWOLLE), group, 1, Wanted("Kanarie", KAMPEN, until=until))
    assert b"Kanarie" in client.get("/kalender/geheim.ics").data
    answer = client.get("/kalender/geheim.ics")
    assert answer.headers["Cache-Control"] == "private, no-store"
    house.perform(group_acts.leave_seat, other, group, "Andere keuzes.")
    assert b"Kanarie" not in client.get("/kalender/geheim.ics").data
    clock.advance(days=1)
    house.run("tick")
    assert not [letter for letter in letters(house, KAMPEN) if "Kanarie" in letter.body]


@pytest.mark.parametrize("subject", ["I-1", "L-2026-001", "S-", "GM0193'--", "../mijn", "KP%00", "I-2026-999"])
def test_nothing_private_or_made_up_is_followed(app: Flask, house: House, subject: str) -> None:
    representative(house, URK)
    browser = signed_in(app, email_of(URK))
    assert browser.get(f"/volgen/{subject}").status_code in {400, 404}


@pytest.mark.parametrize("token", ["", "a", "gAAAAA", "%F0%9F%98%80", "a" * 5000, "%0d%0aX-Evil:1"])
def test_a_made_up_link_stops_nothing_and_says_nothing(client: StrictClient, token: str) -> None:
    for address in (f"/berichten/stoppen/{token}", f"/kalender/{token}.ics"):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in {404, 405}
            assert "X-Evil" not in answer.headers
