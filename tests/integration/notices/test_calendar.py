"""The calendar, as a program reads it: whole days that stay the same event, and nobody else's questions."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from icalendar import Calendar, Event

from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.actor import NOBODY, Actor
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.tokens import digest_of
from gemportal.notices.calendar import acts, queries
from gemportal.people.account import acts as account
from gemportal.people.rules import Language
from gemportal.people.signin.acts import sign_out_everywhere_else
from tests.factories import accounts, groups, initiatives, voting
from tests.factories.decisions import recorded
from tests.factories.members import KAMPEN, PASSWORD, URK, ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def events(client: StrictClient, path: str = "/kalender.ics") -> dict[str, Event]:
    """The events at an address, by UID, read back from the bytes."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    for line in answer.data.split(b"\r\n"):
        assert len(line) <= 75, "RFC 5545, 3.1"
    read = Calendar.from_ical(answer.data)
    assert read.errors == []
    assert read.to_ical() == answer.data
    found = {str(event["UID"]): event for event in read.walk("VEVENT")}
    assert len(found) == len(read.walk("VEVENT"))
    for event in found.values():
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "LAST-MODIFIED"} <= event.keys()
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["DTSTAMP"].dt <= time_of_the_house.now()
    return found


def one(found: dict[str, Event], beginning: str) -> Event:
    return next(event for uid, event in found.items() if uid.startswith(beginning))


def test_every_public_deadline_is_a_whole_day(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = initiatives.published(house, ZWOLLE, days=10)
    vote = voting.open_vote(house)
    review = date(2027, 1, 5)
    decision = recorded(house, review_on=review)
    found = events(client)
    call = one(found, f"call-{number}@")
    assert call["DTSTART"].dt == initiatives.in_days(10)
    assert str(call["SUMMARY"]).endswith(": laatste dag van de oproep")
    assert str(call["URL"]) == f"http://localhost/initiatieven/{number}"
    assert one(found, f"vote-{vote}@")
    assert one(found, f"review-{decision}@")["DTSTART"].dt == review


def test_steps_charters_and_evaluations_stand_in_it(house: House, client: StrictClient, clock: StoppedClock) -> None:
    group = groups.running_step(house, clock)
    assert {uid.partition("@")[0] for uid in events(client)} >= {f"charter-{group}", f"step-{group}-1-due"}
    clock.advance(days=100)
    house.run("tick")
    assert one(events(client), f"step-{group}-1-evaluation")


def test_an_offer_is_in_it_without_to_whom(house: House, client: StrictClient, clock: StoppedClock) -> None:
    group = groups.forming(house, clock)
    offer = one(events(client), f"offer-{group}")
    assert "Zwolle" not in offer.to_ical().decode()


def test_it_is_the_same_while_nothing_changes_and_says_so(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    number = initiatives.published(house, ZWOLLE)
    first = client.get("/kalender.ics")
    clock.advance(minutes=5)
    assert client.get("/kalender.ics").data == first.data
    assert client.get("/kalender.ics", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    before = one(events(client), f"call-{number}@")["LAST-MODIFIED"].dt
    clock.advance(minutes=5)
    initiatives.declare(house, number, KAMPEN)
    assert client.get("/kalender.ics", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert one(events(client), f"call-{number}@")["LAST-MODIFIED"].dt > before


def test_it_speaks_the_language_of_the_page(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = initiatives.published(house, ZWOLLE)
    call = one(events(client, "/en/kalender.ics"), f"call-{number}@")
    assert "last day of the call" in str(call["SUMMARY"]).lower()
    assert str(call["URL"]) == f"http://localhost/en/initiatieven/{number}"


def test_ones_own_holds_what_is_asked_of_ones_organisation_alone(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    urk = representative(house, URK)
    house.perform(acts.renew, urk, digest_of("geheim"))
    house.perform(account.change_profile, urk, "Urk", Language.ENGLISH, [])
    number = voting.open_vote(house)
    found = events(client, "/kalender/geheim.ics")
    vote = one(found, f"asked-{URK}-voting.cast-{number}")
    assert str(vote["URL"]) == f"http://localhost/en/stemmingen/{number}/stem"
    assert client.response.headers["Cache-Control"] == "private, no-store"
    voting.cast(house, number, URK, "for")
    assert not any(number in uid for uid in events(client, "/kalender/geheim.ics"))


def test_a_new_address_ends_the_old_one(house: House, app: Flask, clock: StoppedClock) -> None:
    representative(house, ZWOLLE)
    client = signed_in(app, email_of(ZWOLLE))
    client.get("/mijn/kalender")
    client.submit(button="Maak een adres")
    first = client.page.one("code").text.removeprefix("http://localhost")
    assert events(client, first) == {}
    client.get("/mijn/kalender")
    assert client.page.all("code") == []
    client.submit("main form[action$=adres]", button="Maak een nieuw adres")
    second = client.page.one("code").text.removeprefix("http://localhost")
    assert client.get(first).status_code == 404
    assert events(client, second) == {}


@pytest.mark.parametrize("token", ["no-such-token", "x" * 300])
def test_a_stranger_finds_nothing(client: StrictClient, token: str) -> None:
    assert client.get(f"/kalender/{token}.ics").status_code == 404


@pytest.fixture
def zwolle(house: House, clock: StoppedClock) -> Actor:
    """Who made an address with the secret "geheim"."""
    zwolle = representative(house, ZWOLLE)
    house.perform(acts.renew, zwolle, digest_of("geheim"))
    return zwolle


def _reset(house: House, zwolle: Actor) -> None:
    link = accounts.forget(house, email_of(ZWOLLE))
    house.perform(account.reset_password, NOBODY, digest_of(link), "another hash")


def _change_address(house: House, zwolle: Actor) -> None:
    for link in accounts.ask_for(house, ZWOLLE, "elders@gemportal.example"):
        house.perform(account.confirm_email, NOBODY, digest_of(link))


def _sign_out(house: House, zwolle: Actor) -> None:
    house.perform(sign_out_everywhere_else, zwolle, None)


@pytest.mark.parametrize("end", [_reset, _change_address, _sign_out])
def test_an_address_ends_with_all_sessions_of_its_owner(
    house: House, client: StrictClient, zwolle: Actor, end: Callable[[House, Actor], None]
) -> None:
    house.perform(acts.renew, representative(house, URK), digest_of("van urk"))
    assert events(client, "/kalender/geheim.ics") == {}
    end(house, zwolle)
    assert client.get("/kalender/geheim.ics").status_code == 404
    assert events(client, "/kalender/van urk.ics") == {}, "another's goes on"


def test_an_address_is_its_owners_and_no_devices(app: Flask, house: House, zwolle: Actor) -> None:
    here, lost = signed_in(app, email_of(ZWOLLE)), signed_in(app, email_of(ZWOLLE))
    here.get("/mijn/sessies")
    here.submit("main table form", button="Afmelden")
    assert lost.get("/mijn").status_code == 303
    assert events(lost, "/kalender/geheim.ics") == {}, "the calendar of a device that is signed out goes on"
    assert "blijft werken, ook op dat apparaat" in here.page.main.text
    here.follow("Laatste dagen in uw eigen kalender")
    assert "Het adres hoort bij u, niet bij een apparaat" in here.page.main.text
    here.submit("main form[action$=intrekken]", button="Trek het adres in")
    assert "is ingetrokken" in here.page.text
    assert lost.get("/kalender/geheim.ics").status_code == 404


def test_an_address_that_is_not_there_cannot_be_ended(house: House, zwolle: Actor) -> None:
    house.perform(acts.renew, representative(house, URK), digest_of("van urk"))
    house.perform(acts.end, zwolle)
    with pytest.raises(RuleBroken, match="geen geheim adres"):
        house.perform(acts.end, zwolle)
    assert house.ask(queries.made_at, zwolle.person_id) is None
    assert house.ask(queries.made_at, representative(house, URK).person_id) is not None


def test_who_changes_their_password_makes_a_new_address(app: Flask, house: House, zwolle: Actor) -> None:
    client = signed_in(app, email_of(ZWOLLE))
    client.get("/mijn/wachtwoord")
    chosen = "een heel ander wachtwoord"
    client.submit("main form.form", {"current": PASSWORD, "password": chosen, "again": chosen})
    assert client.get("/kalender/geheim.ics").status_code == 404
    client.get("/mijn/kalender")
    assert "Wijzigt u uw wachtwoord" in client.page.main.text
    client.submit(button="Maak een adres")
    assert events(client, client.page.one("code").text.removeprefix("http://localhost")) == {}
