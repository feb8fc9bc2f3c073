"""Somebody without an account applies: confirmed by a letter, seen by coordinators alone, decided, and forgotten."""

import re
from datetime import date

import pytest
from flask import Flask

from gemportal.kernel import personal, schedule
from gemportal.kernel.actor import NOBODY, Office
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.tokens import digest_of
from gemportal.organisations import queries as organisations
from gemportal.organisations.applying import acts, queries, rules
from gemportal.organisations.applying.models import Application
from gemportal.organisations.applying.rules import ApplicationStatus
from gemportal.people.queries import holders_of
from gemportal.register import queries as register
from tests.factories import members
from tests.factories.applications import FILLED_IN, WHO, apply, letters, rows, waiting
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    member,
    municipality,
)
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)


def test_an_application_goes_its_way(house: House, client: StrictClient, clock: StoppedClock) -> None:
    municipality(house, KAMPEN)
    client.get(f"/gemeenten/{KAMPEN}")
    client.follow("Meld deze gemeente aan als lid")
    client.submit("main form", {**FILLED_IN, "email": "geen adres"})
    assert (client.response.status_code, client.page.one("input[name=name]")["value"]) == (409, WHO.name)
    client.submit("main form", FILLED_IN)
    assert "Kijk in uw e-mail" in client.page.main.text
    assert house.ask(queries.confirmed) == []
    (letter,) = letters(house)
    assert (letter.to, "is Kampen aangemeld" in letter.body) == (WHO.email, True)
    assert WHO.message not in letter.body
    (link,) = re.findall(r"/aanmelding/[\w-]+", letter.body)
    client.get(link)
    client.submit("main form")
    assert "Uw aanmelding is bevestigd" in client.page.main.text

    office = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    office.get("/mijn")
    assert "1 aanmelding van een organisatie" in office.page.main.text
    office.get("/leden/aanmeldingen")
    office.follow("Kampen")
    assert WHO.message in office.page.main.text
    office.submit("main form", {"ground": "besluit B-2026-008", "invite": True})
    assert office.address == f"/gemeenten/{KAMPEN}"
    assert KAMPEN in house.ask(organisations.member_codes)
    (letter,) = letters(house)
    assert "vanaf 2 maart 2026" in letter.body
    (link,) = re.findall(r"/uitnodiging/[\w-]+", letter.body)
    password = "een zin die lang genoeg is"
    client.get(link)
    client.submit("main form", {"password": password, "again": password})
    (holder,) = house.ask(holders_of, KAMPEN)
    assert holder.person_name == WHO.name
    office.get("/leden/aanmeldingen")
    assert "toegelaten" in office.page.main.text
    assert "aanmelding van een organisatie" not in office.get("/mijn").text


def test_what_is_left_out_is_said_and_what_was_typed_stays(house: House, client: StrictClient) -> None:
    municipality(house, KAMPEN)
    client.get(f"/gemeenten/{KAMPEN}/lid-worden")
    client.submit("main form", {**FILLED_IN, "function": "", "message": "x" * 2001})
    assert client.response.status_code == 422
    assert {"Vul uw functie in.", "Gebruik hoogstens 2.000 tekens: dit zijn er 2.001."} <= {
        line.text for line in client.page.all(".error-summary li")
    }
    assert rows(house) == 0


def test_a_partner_applies_by_its_name_and_is_added(house: House, client: StrictClient, clock: StoppedClock) -> None:
    client.get("/gemeenten")
    client.follow("Meld uw organisatie aan als ketenpartner")
    client.submit("main form", {**FILLED_IN, "partner_name": "Kanarie Waterschap"})
    (letter,) = letters(house)
    assert "Kanarie Waterschap" not in letter.subject + letter.body, (
        "no stranger's words go to an address that is not proven"
    )
    client.get(re.findall(r"/aanmelding/[\w-]+", letter.body)[0])
    client.submit("main form")
    office = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    office.get("/leden/aanmeldingen")
    office.follow("Kanarie Waterschap")
    office.submit("main form")
    assert [(one.code, one.name) for one in house.ask(organisations.partners)] == [("KP0001", "Kanarie Waterschap")]
    (letter,) = letters(house)
    assert "/uitnodiging/" not in letter.body


def test_declining_tells_the_applicant_why_and_nobody_else(house: House, clock: StoppedClock) -> None:
    number = waiting(house)
    letters(house)
    before = house.ask(register.number_of_entries)
    with pytest.raises(RuleBroken, match=r"^Schrijf de reden op\.$"):
        house.perform(acts.decline_application, coordinator(house), number, " ")
    house.perform(acts.decline_application, coordinator(house), number, "Het college besloot nog niet.")
    (letter,) = letters(house)
    assert "Het college besloot nog niet." in letter.body
    assert house.ask(register.number_of_entries) == before + 1, "only the coordinator's office was written meanwhile"
    for act, *values in ((acts.decline_application, "nog eens"), (acts.grant_application, TODAY, "besluit")):
        with pytest.raises(RuleBroken, match="afgewezen"):
            house.perform(act, coordinator(house), number, *values)  # type: ignore[operator]


def test_an_application_is_written_to_in_the_language_of_the_form(house: House, client: StrictClient) -> None:
    municipality(house, KAMPEN)
    client.get(f"/en/gemeenten/{KAMPEN}/lid-worden")
    client.submit("main form", FILLED_IN)
    (letter,) = letters(house)
    assert "/en/aanmelding/" in letter.body
    assert letter.subject == "Confirm your application to the cooperative"


def test_applications_are_forgotten_after_their_terms(house: House, clock: StoppedClock) -> None:
    apply(house, municipality(house, KAMPEN))
    clock.advance(days=3, seconds=-1)
    house.ask(schedule.tick)
    assert rows(house) == 1
    clock.advance(seconds=1)
    house.ask(schedule.tick)
    assert rows(house) == 0
    number = waiting(house, URK)
    clock.advance(days=400)
    house.ask(schedule.tick)
    assert rows(house) == 1, "what waits for a decision is not forgotten"
    house.perform(acts.decline_application, coordinator(house), number, "nee")
    clock.advance(days=rules.KEPT.default, seconds=-1)
    house.ask(schedule.tick)
    assert rows(house) == 1
    clock.advance(seconds=1)
    house.ask(schedule.tick)
    assert rows(house) == 0


def test_what_is_kept_of_applicants_is_declared(app: Flask) -> None:
    kept = personal.KEPT["applications"]
    assert kept.tables == (Application.__tablename__,)
    with app.app_context():
        assert "60 dagen" in str(kept.how_long() if callable(kept.how_long) else kept.how_long)
        assert kept.export(1) == []


def test_a_link_works_once_and_in_time(house: House, client: StrictClient, clock: StoppedClock) -> None:
    waiting(house, link="abc")
    client.get("/aanmelding/abc")
    assert client.response.status_code == 409
    apply(house, municipality(house, URK), link="late", email="b@urk.example")
    clock.advance(days=3)
    house.ask(schedule.tick)
    client.get("/aanmelding/late")
    assert client.response.status_code == 404


def test_who_is_a_member_or_is_no_more_cannot_apply(house: House, client: StrictClient, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    members.partner(house)
    client.get(f"/gemeenten/{KAMPEN}/lid-worden")
    assert client.response.status_code == 409
    for code in ("KP0001", "GM9999"):
        client.get(f"/gemeenten/{code}/lid-worden")
        assert client.response.status_code == 404
    with pytest.raises(RuleBroken, match="al lid"):
        apply(house, KAMPEN)
    with pytest.raises(RuleBroken, match="al een organisatie"):
        apply(house, None, partner_name="waterschap voorbeeld")


def test_who_was_admitted_meanwhile_needs_not_be_confirmed(house: House, clock: StoppedClock) -> None:
    apply(house, municipality(house, KAMPEN))
    member(house, KAMPEN)
    with pytest.raises(RuleBroken, match="al lid"):
        house.perform(acts.confirm_application, NOBODY, digest_of("t"))


def test_admission_and_invitation_are_one_act(house: House, clock: StoppedClock) -> None:
    """When the invitation is refused, nobody is admitted either."""
    number = waiting(house, email="coordinator@gemportal.example")
    coordinator(house)
    letters(house)
    with pytest.raises(RuleBroken, match="uzelf niet uitnodigen"):
        house.perform(
            acts.grant_application, coordinator(house), number, TODAY, "besluit", token_digest=b"x", link="https://x"
        )
    assert KAMPEN not in house.ask(organisations.member_codes)
    assert house.ask(queries.one, number).status is ApplicationStatus.WAITING
    assert letters(house) == []


def test_a_coordinator_asks_a_municipality_to_apply(house: House, clock: StoppedClock) -> None:
    municipality(house, KAMPEN)
    office = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    office.get(f"/gemeenten/{KAMPEN}")
    office.follow("Vraag deze gemeente om lid te worden")
    office.submit("main form", {"email": "geen adres"})
    assert office.response.status_code == 409
    office.submit("main form", {"email": "Burgemeester@kampen.example"})
    (letter,) = letters(house)
    assert (letter.to, f"/gemeenten/{KAMPEN}/lid-worden" in letter.body) == ("burgemeester@kampen.example", True)
    assert rows(house) == 0


def test_an_unconfirmed_application_is_nobodys_to_decide(house: House, clock: StoppedClock) -> None:
    apply(house, municipality(house, KAMPEN))
    number = house.ask(queries.held_by, digest_of("t")).application_id
    with pytest.raises(NotFound):
        house.ask(queries.one, number)
    with pytest.raises(RuleBroken, match="nog niet bevestigd"):
        house.perform(acts.grant_application, coordinator(house), number, TODAY, "besluit")


def test_the_list_asks_as_much_for_many_as_for_few(house: House, clock: StoppedClock) -> None:
    office = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    waiting(house)
    office.get("/leden/aanmeldingen")
    few = office.queries
    for place, code in enumerate((URK, ZWOLLE)):
        waiting(house, code, link=f"n{place}", email=f"n{place}@x.example")
    office.get("/leden/aanmeldingen")
    assert len(office.page.all("tbody tr")) == 3
    assert office.queries == few
