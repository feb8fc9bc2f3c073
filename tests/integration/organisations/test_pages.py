"""The pages of the members: the list with its filters and map, and admitting one."""

import pytest
from flask import Flask

from gemportal.kernel.actor import Office
from gemportal.organisations import queries
from tests.factories.members import KAMPEN, URK, UTRECHT, ZWOLLE, member, municipality
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

FILLED_IN = {"code": KAMPEN, "first_day": "2026-03-02", "ground": "besluit van 12 mei"}


@pytest.fixture
def towns(house: House, clock: StoppedClock) -> House:
    """Two members and two others, in three provinces."""
    member(house, ZWOLLE)
    member(house, UTRECHT)
    municipality(house, KAMPEN)
    municipality(house, URK)
    return house


@pytest.fixture
def office(app: Flask, towns: House) -> StrictClient:
    return signed_in(app, office_holder(app, Office.COORDINATOR))


def listed(client: StrictClient, query: str = "") -> list[str]:
    client.get(f"/gemeenten{query}")
    return [head.text for head in client.page.all("tbody th")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Kampen", "Urk", "Utrecht", "Zwolle"]),
        ("?q=ur", ["Urk"]),
        ("?q=UT", ["Utrecht"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?provincie=Overijssel", ["Kampen", "Zwolle"]),
        ("?provincie=Mordor", []),
        ("?lid=ja", ["Utrecht", "Zwolle"]),
        ("?lid=nee", ["Kampen", "Urk", "Utrecht", "Zwolle"]),
        ("?lid=ja&provincie=Overijssel&q=zw", ["Zwolle"]),
    ],
)
def test_the_list_is_searched_and_filtered(client: StrictClient, towns: House, query: str, found: list[str]) -> None:
    assert listed(client, query) == found
    assert f"{len(found)} gemeente" in client.page.main.text


def test_the_list_says_who_is_a_member_and_the_map_shows_it(client: StrictClient, towns: House) -> None:
    client.get("/gemeenten")
    rows = {row.one("th").text: row.text for row in client.page.all("tbody tr")}
    assert "2 maart 2026" in rows["Zwolle"]
    assert "geen lid" in rows["Urk"]
    assert len(client.page.all(".tile-map__drawing > use")) == 342
    assert len(client.page.all(".tile-map__drawing > use[href='#tile-member']")) == 2
    assert "2 gemeenten zijn lid" in client.page.main.text
    assert client.page.one("tbody tr:first-child a")["href"] == f"/gemeenten/{KAMPEN}"


def test_filters_keep_each_other(client: StrictClient, towns: House) -> None:
    listed(client, "?provincie=Overijssel&lid=ja&q=zw")
    client.submit("form[role=search]", {"q": "kam"})
    assert client.address == "/gemeenten?provincie=Overijssel&lid=ja&q=kam"
    client.follow("Alle gemeenten")
    assert client.address == "/gemeenten?q=kam&provincie=Overijssel"
    client.follow("Alle provincies")
    assert client.address == "/gemeenten?q=kam"
    assert [link.text for link in client.page.all("main nav a[aria-current]")] == ["Alle gemeenten", "Alle provincies"]


def test_an_empty_list_leads_on(client: StrictClient, towns: House) -> None:
    listed(client, "?q=atlantis")
    client.follow("Toon alle gemeenten")
    assert client.address == "/gemeenten"


def test_the_list_asks_as_much_of_the_database_for_many_as_for_few(client: StrictClient, towns: House) -> None:
    listed(client)
    few = client.queries
    towns.run("municipalities")
    assert len(listed(client)) == 342
    assert client.queries == few <= 6


def test_a_coordinator_admits_a_member_and_goes_on_to_invite(office: StrictClient, towns: House) -> None:
    office.get("/gemeenten")
    office.follow("Een gemeente toelaten")
    offered = [option.text for option in office.page.all("select[name=code] option")]
    assert offered == ["Kies een gemeente", "Kampen", "Urk"]
    assert office.page.one("input[name=first_day]")["value"] == "2026-03-02"
    office.submit("main form", FILLED_IN)
    assert office.address == f"/mensen/uitnodigen?organisatie={KAMPEN}"
    assert "De gemeente is lid" in office.page.main.text
    assert towns.ask(queries.member_codes) == {ZWOLLE, UTRECHT, KAMPEN}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": ""}, "Kies een gemeente"),
        ({"first_day": ""}, "Vul een datum in"),
        ({"first_day": "12-05-2026"}, "Vul een datum in, zoals 2026-05-12."),
        ({"ground": ""}, "Noem het besluit"),
        ({"ground": "x" * 301}, "hoogstens 300 tekens"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    office: StrictClient, towns: House, changed: dict[str, str], sentence: str
) -> None:
    office.get("/leden/toelaten")
    typed = {**FILLED_IN, **changed}
    office.submit("main form", typed)
    assert office.response.status_code == 422
    assert sentence in office.page.one(".error-summary").text
    assert office.page.one("input[name=ground]")["value"] == typed["ground"]
    assert office.page.one("input[name=first_day]")["value"] == typed["first_day"]
    assert towns.ask(queries.member_codes) == {ZWOLLE, UTRECHT}


def test_a_broken_rule_is_said_on_the_form(office: StrictClient, towns: House) -> None:
    office.get("/leden/toelaten")
    office.submit("main form", {**FILLED_IN, "ground": "besluit van a@b.nl"})
    assert office.response.status_code == 409
    assert "e-mailadressen" in office.page.one(".error-summary").text
    assert office.page.one("input[name=ground]")["value"] == "besluit van a@b.nl"


def test_a_municipality_that_is_not_on_the_form_cannot_be_admitted(office: StrictClient, towns: House) -> None:
    office.get("/leden/toelaten")
    token = office.page.all("main input[name=csrf_token]")[0]["value"]
    for code in ("GM9999", ZWOLLE, "KP0001"):
        office.post("/leden/toelaten", data={**FILLED_IN, "code": code, "csrf_token": token})
        assert office.response.status_code == 422
    assert towns.ask(queries.member_codes) == {ZWOLLE, UTRECHT}


def test_the_public_is_offered_no_button(client: StrictClient, towns: House) -> None:
    client.get("/gemeenten")
    assert not client.page.all('main a[href="/leden/toelaten"]')
    assert not client.page.all('main form[method="post"]')
