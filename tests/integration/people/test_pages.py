"""The pages of people: inviting, being invited, and the coordinators' overview."""

import re
from datetime import date

import pytest
from flask import Flask

from gemportal.kernel.actor import MandateRole, Office, clock_for
from gemportal.people import acts, queries, rules, standing
from gemportal.people.policy import DEMO
from tests.factories import members
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, UTRECHT, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

PASSWORD = "een lange zin als wachtwoord"
NEW = {"name": "Nieuw Voorbeeld", "email": "nieuw@gemportal.example"}


@pytest.fixture
def coordinator(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    members.member(house, ZWOLLE)
    return signed_in(app, office_holder(app, Office.COORDINATOR))


def invited(coordinator: StrictClient, **values: str) -> str:
    """Invite somebody through the page; gives the link."""
    coordinator.get("/mensen/uitnodigen" + ("?voor=functie" if "office" in values else ""))
    coordinator.submit("main form.form", NEW | ({} if "office" in values else {"organisation": ZWOLLE}) | values)
    assert coordinator.response.status_code == 200, coordinator.page.main.text
    assert coordinator.response.headers["Cache-Control"] == "private, no-store"
    return coordinator.page.one(".panel a")["href"].removeprefix("http://localhost")


def test_from_invitation_to_acting_for_a_municipality(coordinator: StrictClient, client: StrictClient) -> None:
    link = invited(coordinator)
    client.get(link)
    assert client.page.heading == "U bent uitgenodigd"
    assert "Zwolle" in client.page.main.text
    assert client.page.one("input[name=email]")["value"] == NEW["email"]
    client.submit(values={"email": "ander@gemportal.example", "password": PASSWORD, "again": PASSWORD})
    assert client.address == "/mijn"
    assert "namens Zwolle" in client.page.one(".site-header").text
    client.submit(".site-header form")
    client.get("/aanmelden")
    client.submit(values={"email": "Nieuw@Gemportal.example", "password": PASSWORD})
    assert client.address == "/mijn"


def test_the_link_stands_on_one_page_only(coordinator: StrictClient, house: House) -> None:
    token = invited(coordinator).rpartition("/")[2]
    assert len(token) >= 43
    for address in ("/mensen", "/mensen/uitnodigen", "/register"):
        coordinator.get(address)
        assert token not in coordinator.response.text
    assert house.ask(queries.invitation, rules.digest_of(token)).name == NEW["name"]


def test_a_link_is_not_spent_by_looking_at_it(coordinator: StrictClient, client: StrictClient) -> None:
    link = invited(coordinator)
    for _ in range(3):
        client.get(link)
        assert client.response.status_code == 200
    client.submit(values={"password": PASSWORD, "again": PASSWORD})
    assert client.address == "/mijn"
    client.get(link)
    assert client.response.status_code == 409
    assert "al gebruikt" in client.page.main.text


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("", "", "Kies een wachtwoord."),
        ("veertien teken", "veertien teken", "15 tekens of meer"),
        (PASSWORD, "x", "niet gelijk"),
        ("a" * 15, "a" * 15, "te makkelijk te raden"),
        ("Nieuw Voorbeeld uit Zwolle 2026", "Nieuw Voorbeeld uit Zwolle 2026", "te makkelijk te raden"),
    ],
)
def test_a_password_that_will_not_do(
    coordinator: StrictClient, client: StrictClient, password: str, again: str, sentence: str
) -> None:
    client.get(invited(coordinator))
    client.submit(values={"password": password, "again": again, "named_in_public": True})
    assert client.response.status_code == 422
    assert sentence in client.page.main.text
    assert client.page.one("input[name=named_in_public]").has("checked")
    client.submit(values={"password": PASSWORD, "again": PASSWORD})
    assert client.address == "/mijn"


def test_an_expired_link_and_an_unknown_one_say_so(
    coordinator: StrictClient, client: StrictClient, clock: StoppedClock
) -> None:
    link = invited(coordinator)
    clock.advance(days=14)
    client.get(link)
    assert (client.response.status_code, "verlopen" in client.page.main.text) == (409, True)
    for token in ("x", "null", "%2500", "a" * 500):
        client.get(f"/uitnodiging/{token}")
        assert client.response.status_code == 404


def test_somebody_known_accepts_with_the_password_they_have(
    app: Flask, coordinator: StrictClient, client: StrictClient
) -> None:
    email = person_with_mandate(app, KAMPEN)
    link = invited(coordinator, email=email)
    assert "account" not in coordinator.page.main.text, "the coordinator is not told that the address is known"
    client.get(link)
    client.submit(values={"password": "een ander wachtwoord"})
    assert client.response.status_code == 422
    client.submit(values={"password": members.PASSWORD})
    assert client.address == "/namens"
    assert [option.text for option in client.page.all(".choice label")] == [
        "Kampen, als vertegenwoordiger",
        "Zwolle, als vertegenwoordiger",
    ]


def test_an_office_is_offered_and_accepted(coordinator: StrictClient, client: StrictClient) -> None:
    client.get(invited(coordinator, office="auditor"))
    assert "toezichthouder" in client.page.main.text
    assert not client.page.all("input[name=named_in_public]")
    client.submit(values={"password": PASSWORD, "again": PASSWORD})
    assert "als toezichthouder" in client.page.one(".site-header").text
    client.get("/mensen")
    assert client.response.status_code == 200
    assert not client.page.all("main form[method=post]")
    client.get("/mensen/uitnodigen")
    assert client.response.status_code == 403


def test_the_chair_invites_for_offices_only(app: Flask, coordinator: StrictClient) -> None:
    chair = signed_in(app, office_holder(app, Office.CHAIR))
    chair.get("/mensen/uitnodigen")
    assert chair.page.all("select[name=office]")
    assert not chair.page.all("select[name=organisation]")


def test_a_wrong_invitation_keeps_what_was_typed(coordinator: StrictClient) -> None:
    coordinator.get(f"/mensen/uitnodigen?organisatie={ZWOLLE}")
    assert coordinator.page.one("select[name=organisation] option[selected]")["value"] == ZWOLLE
    coordinator.submit("main form.form", NEW | {"email": "geen adres", "role": "deputy"})
    assert coordinator.response.status_code == 409
    assert coordinator.page.one("input[name=email]")["value"] == "geen adres"
    assert coordinator.page.one("input[name=role][value=deputy]").has("checked")
    coordinator.submit("main form.form", {"name": "", "first_day": "gisteren"})
    assert coordinator.response.status_code == 422
    assert "Vul een naam in." in coordinator.page.main.text


def test_the_same_invitation_sent_twice_is_made_once(coordinator: StrictClient) -> None:
    invited(coordinator)
    coordinator.get("/mensen/uitnodigen")
    coordinator.submit("main form.form", NEW | {"organisation": ZWOLLE})
    assert coordinator.response.status_code == 409
    assert "al open" in coordinator.page.main.text


def test_an_invitation_is_revoked_from_the_list(coordinator: StrictClient, client: StrictClient) -> None:
    link = invited(coordinator)
    coordinator.get("/mensen")
    coordinator.follow("1 open uitnodiging")
    assert "nieuw@gemportal.example" in coordinator.page.main.text
    coordinator.submit("main td form[action$=intrekken]")
    assert "ingetrokken" in coordinator.page.main.text
    assert "nieuw@gemportal.example" not in coordinator.page.main.text
    assert client.get(link).status_code == 409


def test_ending_a_mandate_and_an_office(app: Flask, coordinator: StrictClient, house: House) -> None:
    person_with_mandate(app, ZWOLLE)
    office_holder(app, Office.BOARD)
    coordinator.get("/mensen")
    coordinator.follow("table tr:has(td) a[href*=vertegenwoordiging]")
    coordinator.submit(values={"last_day": "2026-04-30"})
    assert coordinator.address == "/mensen"
    assert "30 april 2026" in coordinator.page.main.text
    assert [line.last_day for line in house.ask(queries.holders_of, ZWOLLE)] == [date(2026, 4, 30)]
    coordinator.follow("a[href*=vertegenwoordiging]")
    coordinator.submit(values={"last_day": "2026-03-01"})
    assert coordinator.response.status_code == 409
    coordinator.submit(values={"at_once": True})
    assert "Elk lid" not in coordinator.page.main.text
    assert house.ask(queries.holders_of, ZWOLLE) == []
    board = next(line for line in house.ask(queries.officers) if line.office is Office.BOARD)
    coordinator.get(f"/mensen/functie/{board.holding_id}/beeindigen")
    coordinator.submit(values={"at_once": True})
    assert coordinator.address == "/mensen"
    assert coordinator.get("/mensen/functie/999/beeindigen").status_code == 404


def test_nobody_ends_a_mandate_of_their_own_organisation(app: Flask, coordinator: StrictClient, house: House) -> None:
    zwolle = members.representative(house, ZWOLLE)
    house.perform(
        acts.enrol, clock_for(DEMO), "coordinator@gemportal.example", "x", members.password_hash(), organisation=ZWOLLE
    )
    coordinator.get("/mensen")
    assert not coordinator.page.all("a[href*=vertegenwoordiging]")
    assert coordinator.get(f"/mensen/vertegenwoordiging/{zwolle.mandate_id}/beeindigen").status_code == 403


@pytest.mark.parametrize("office", [Office.BOARD, Office.ADMINISTRATOR, None])
def test_who_may_not_see_the_administration_of_people(app: Flask, house: House, office: Office | None) -> None:
    visitor = signed_in(app, office_holder(app, office) if office else person_with_mandate(app, ZWOLLE))
    other = members.representative(house, KAMPEN).mandate_id
    for address in ("/mensen", "/mensen/uitnodigen", f"/mensen/vertegenwoordiging/{other}/beeindigen"):
        assert visitor.get(address).status_code == 403


def test_a_visitor_is_asked_to_sign_in_first(client: StrictClient) -> None:
    for address in ("/mensen", "/mensen/uitnodigen", "/namens"):
        assert client.get(address).location == f"/aanmelden?naar={address}"


def test_the_overview_asks_as_many_questions_at_few_and_at_many_rows(coordinator: StrictClient, house: House) -> None:
    coordinator.get("/mensen")
    few = coordinator.queries
    for number, code in enumerate((KAMPEN, DEVENTER, HENGELO, URK, UTRECHT)):
        members.representative(house, code)
        members.deputy(house, code)
        house.perform(
            acts.invite,
            members.coordinator(house),
            bytes([number]),
            f"n{number}@gemportal.example",
            "x",
            organisation=code,
            role=MandateRole.DEPUTY,
            first_day=date(2026, 3, 2),
        )
    coordinator.get("/mensen")
    assert coordinator.queries == few <= 9


def test_mandates_are_paged_by_key_and_searched(
    coordinator: StrictClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = (ZWOLLE, KAMPEN, DEVENTER, URK)
    for code in codes:
        members.representative(house, code)
        members.deputy(house, code)
    monkeypatch.setattr(queries, "PAGE", 3)
    seen: list[str] = []
    coordinator.get("/mensen")
    while True:
        rows = coordinator.page.all("main section:last-of-type tbody tr")
        seen += [re.sub(r"\s+", " ", row.text) for row in rows]
        if not coordinator.page.all("a[rel=next]"):
            break
        coordinator.follow("a[rel=next]")
    assert len(seen) == len(set(seen)) == 8
    assert [row.split()[0] for row in seen] == ["Deventer"] * 2 + ["Kampen"] * 2 + ["Urk"] * 2 + ["Zwolle"] * 2
    coordinator.get("/mensen?q=kamp")
    assert len(coordinator.page.all("main section:last-of-type tbody tr")) == 2
    coordinator.get("/mensen?q=%25&na=bogus")
    assert "niemand gevonden" in coordinator.page.main.text


def test_what_is_asked_of_a_coordinator(coordinator: StrictClient, house: House) -> None:
    (asked,) = house.ask(queries.asked_of, members.coordinator(house))
    assert (str(asked.title), asked.endpoint) == ("1 lid zonder vertegenwoordiger", "overview.attention")
    zwolle = members.representative(house, ZWOLLE)
    assert house.ask(queries.asked_of, members.coordinator(house)) == []
    assert house.ask(queries.asked_of, zwolle) == []
    assert house.ask(standing.read_again, zwolle) == zwolle
