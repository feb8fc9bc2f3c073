"""The pages of decisions and of the agenda: read by all, written by who may."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from gemportal.decisions import queries
from gemportal.decisions.rules import DecisionStatus
from gemportal.kernel.actor import Office
from tests.factories import groups, voting
from tests.factories.decisions import (
    WORDING,
    agenda_voted,
    agreed,
    open_initiatives,
    recorded,
    superseded,
    voted,
    withdrawn,
)
from tests.factories.members import KAMPEN, URK, ZWOLLE, email_of, member, representative
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

FIRST, SECOND = "B-2026-001", "B-2026-002"
FILLED_IN = {
    "title": "Eén lijst",
    "text": "Er komt één lijst. Die houden bij:\n- Zwolle\n- Urk\n\nElk om de beurt.",
    "rationale": "Dat scheelt werk.",
    "alternatives": "",
    "dissent": "Urk wilde eerst een proef.",
    "review_on": "2027-01-01",
}


@pytest.fixture
def office(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    return signed_in(app, office_holder(app, Office.COORDINATOR))


def as_representative(app: Flask, code: str) -> StrictClient:
    representative(House(app), code)
    return signed_in(app, email_of(code))


def listed(client: StrictClient, query: str = "") -> list[str]:
    client.get(f"/besluiten{query}")
    return [number.text for number in client.page.all("main .card__number")]


def test_a_coordinator_records_a_decision_through_its_page(office: StrictClient, client: StrictClient) -> None:
    office.get("/besluiten")
    office.follow("Een besluit vastleggen")
    office.submit("main form", FILLED_IN)
    assert office.address == f"/besluiten/{FIRST}"
    assert "Het besluit is vastgelegd" in office.page.main.text
    client.get(f"/besluiten/{FIRST}")
    assert client.page.heading == FILLED_IN["title"]
    decided = client.page.one("main section:first-of-type .prose")
    assert [p.text for p in decided.all("p")] == ["Er komt één lijst. Die houden bij:", "Elk om de beurt."]
    assert [li.text for li in decided.all("ul > li")] == ["Zwolle", "Urk"]
    assert "bij: Zwolle; Urk. Elk om de beurt." in client.page.one("meta[name=description]")["content"]
    for text in ("Dat scheelt werk.", "Urk wilde eerst een proef.", "van kracht", "Op 1 januari 2027", "2 maart 2026"):
        assert text in client.page.main.text
    assert "Wat er nog meer is overwogen" not in client.page.main.text
    assert not client.page.all('main a[href$="/vervangen"], main form')
    client.follow('main a[href^="/register/"]')
    assert client.response.status_code == 200
    assert FIRST in client.page.main.text


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"title": ""}, 422, "Geef het besluit een titel"),
        ({"title": "x" * 201}, 422, "hoogstens 200 tekens"),
        ({"text": ""}, 422, "Schrijf wat er is besloten"),
        ({"rationale": ""}, 422, "Schrijf waarom"),
        ({"dissent": "x" * 8001}, 422, "hoogstens 8.000 tekens"),
        ({"review_on": "gauw"}, 422, "datum"),
        ({"review_on": "2026-03-02"}, 409, "een dag na vandaag"),
        ({"text": "Mail piet@voorbeeld.nl"}, 409, "e-mailadressen"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    office: StrictClient, house: House, changed: dict[str, str], status: int, sentence: str
) -> None:
    typed = {**FILLED_IN, **changed}
    office.get("/besluiten/nieuw")
    office.submit("main form", typed)
    assert office.response.status_code == status
    assert sentence in office.page.one(".error-summary").text
    for name in ("title", "review_on"):
        assert office.page.one(f"input[name={name}]")["value"] == typed[name]
    for name in ("text", "rationale", "dissent"):
        assert office.page.one(f"textarea[name={name}]").raw.strip() == typed[name]
    assert house.ask(queries.lines) == []


def test_what_is_wrong_is_told_from_the_top_of_the_page_to_its_end(office: StrictClient) -> None:
    office.get("/besluiten/nieuw")
    office.submit("main form", {"alternatives": "x" * 8001, "dissent": "x" * 8001, "review_on": "gauw"})
    told = [link["href"].removeprefix("#") for link in office.page.all(".error-summary a")]
    assert told == ["title", "text", "rationale", "alternatives", "dissent", "review_on"]


def test_the_decision_of_a_group_leads_to_the_group_and_back(app: Flask, house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    agreed(house, group, KAMPEN, ZWOLLE)
    lead = as_representative(app, ZWOLLE)
    lead.get(f"/besluiten/{FIRST}")
    assert lead.page.one(f'main a[href="/groepen/{group}"]').text == group
    assert lead.page.all('main a[href$="/vervangen"]')
    lead.get(f"/groepen/{group}")
    assert WORDING.title in lead.page.main.text
    lead.get("/besluiten/nieuw")
    assert lead.response.status_code == 403


def test_who_decides_nothing_alone_is_offered_no_button_and_told_who_does(
    app: Flask, house: House, clock: StoppedClock
) -> None:
    groups.working(house, clock)
    for visitor in (as_representative(app, KAMPEN), as_representative(app, URK)):
        visitor.get("/besluiten")
        assert not visitor.page.all('main a[href="/besluiten/nieuw"]')
        assert visitor.get("/besluiten/nieuw").status_code == 403
        assert "Dit mag alleen: coördinator" in visitor.page.main.text
    auditor = signed_in(app, office_holder(app, Office.AUDITOR))
    auditor.get("/besluiten")
    assert not auditor.page.all('main a[href="/besluiten/nieuw"]')
    assert auditor.get("/besluiten/nieuw").status_code == 403


def test_a_decision_is_superseded_and_taken_back_through_its_pages(office: StrictClient, house: House) -> None:
    recorded(house)
    office.get(f"/besluiten/{FIRST}")
    office.follow("Vervangen door een nieuw besluit")
    assert office.page.one("input[name=title]")["value"] == WORDING.title
    assert office.page.one("textarea[name=text]").raw.strip() == WORDING.text
    assert office.page.one("textarea[name=rationale]").raw.strip() == ""
    office.submit("main form", {"title": "Toch twee lijsten", "rationale": "Eén was te lang."})
    assert office.address == f"/besluiten/{SECOND}"
    office.follow("Intrekken")
    assert office.page.one("input[name=title]").get("value") in {None, ""}
    office.submit("main form", {**FILLED_IN, "title": "Geen lijst"})
    office.get(f"/besluiten/{FIRST}")
    assert "vervangen door: B-2026-002 Toch twee lijsten" in office.page.main.text
    assert not office.page.all('main a[href$="/vervangen"], main a[href$="/intrekken"]')
    office.follow("B-2026-002 Toch twee lijsten")
    assert "ingetrokken met: B-2026-003 Geen lijst" in office.page.main.text
    assert office.page.one(f'main .alert a[href="/besluiten/{FIRST}"]')


def test_a_decision_that_ended_meanwhile_is_not_ended_again(office: StrictClient, house: House) -> None:
    recorded(house)
    office.get(f"/besluiten/{FIRST}/intrekken")
    superseded(house, FIRST)
    office.submit("main form", {**FILLED_IN, "title": "Geen lijst"})
    assert office.response.status_code == 409
    assert "vervangen" in office.page.one(".error-summary").text
    assert office.page.one("input[name=title]")["value"] == "Geen lijst"
    assert len(house.ask(queries.lines)) == 2
    assert office.get("/besluiten/B-2026-999/intrekken").status_code == 404


def test_the_decision_of_a_vote_leads_to_the_vote(client: StrictClient, office: StrictClient, house: House) -> None:
    number = voted(house)
    for visitor in (client, office):
        visitor.get(f"/besluiten/{number}")
        assert "3 van de 3 stemgerechtigden" in visitor.page.main.text
        assert "de leden van de coöperatie" in visitor.page.main.text
        assert not visitor.page.all('main a[href$="/vervangen"]')
    client.follow("Bekijk stemming S-2026-001")
    assert client.address == "/stemmingen/S-2026-001"


def test_decisions_are_found_and_filtered(client: StrictClient, house: House) -> None:
    recorded(house, title="Lijst", text="100% samen")
    superseded(house, FIRST, title="Loket", text="Eén loket")
    withdrawn(house, SECOND, title="Niets", text="Er komt niets")
    assert listed(client) == ["B-2026-003", SECOND, FIRST]
    assert listed(client, "?q=LOKET") == [SECOND]
    assert listed(client, "?q=100%25") == [FIRST]
    assert listed(client, "?q=_") == []
    assert listed(client, "?status=superseded") == [FIRST]
    assert listed(client, "?status=in_force&q=komt") == ["B-2026-003"]
    assert listed(client, "?status=rationale") == ["B-2026-003", SECOND, FIRST]
    listed(client, "?q=bestaat-niet")
    client.follow("Toon alle besluiten")
    assert client.address == "/besluiten"


def test_filters_keep_each_other(client: StrictClient, house: House) -> None:
    recorded(house)
    listed(client, "?q=lijst")
    client.follow(str(DecisionStatus.IN_FORCE.label))
    assert client.address == "/besluiten?q=lijst&status=in_force"
    client.submit("form[role=search]", {"q": "niets"})
    assert client.address == "/besluiten?status=in_force&q=niets"


def test_the_list_goes_on_by_key_and_asks_no_more_for_many_than_for_few(client: StrictClient, house: House) -> None:
    recorded(house)
    listed(client)
    few = client.queries
    for place in range(29):
        recorded(house, title=f"Besluit {place}")
    assert len(listed(client)) == 25
    assert client.queries == few <= 6
    client.follow("Volgende")
    rest = [number.text for number in client.page.all("main .card__number")]
    assert rest == [f"B-2026-00{place}" for place in (5, 4, 3, 2, 1)]
    assert not [link for link in client.page.all("a") if link.text == "Volgende"]
    client.follow("Terug naar het begin")
    assert client.address == "/besluiten"


def test_a_page_asks_no_more_for_many_ballots_than_for_few(
    client: StrictClient, office: StrictClient, house: House
) -> None:
    client.get(f"/besluiten/{voted(house)}")
    few = client.queries
    more = {ZWOLLE: "for", KAMPEN: "for", URK: "for", "GM0150": "for", "GM0164": "for", "GM0344": "against"}
    for code in more:
        member(house, code)
    number = voted(house, more)
    client.get(f"/besluiten/{number}")
    assert "6 van de 6" in client.page.main.text
    assert client.queries == few <= 9
    office.get(f"/besluiten/{number}")
    assert office.queries <= 9


def test_a_secret_vote_is_not_said_to_show_who_voted_what(client: StrictClient, house: House) -> None:
    voting.published_vote(house, voting.PERSONS, {code: ["keuze-1"] for code in (ZWOLLE, KAMPEN, URK)})
    client.get(f"/besluiten/{FIRST}")
    assert "elke stem zonder naam" in client.page.main.text
    assert "wie wat stemde" not in client.page.main.text
    client.get(f"/besluiten/{voted(house)}")
    assert "wie wat stemde" in client.page.main.text


def test_nothing_that_was_typed_runs(client: StrictClient, house: House) -> None:
    wicked = "<script>alert(1)</script>\n\"'><img src=x onerror=alert(1)> {{ 7*7 }} %(x)s"
    fields: dict[str, Any] = dict.fromkeys(("title", "text", "rationale", "alternatives", "dissent"), wicked)
    recorded(house, **fields)
    client.allowed |= {"texts_are_finished"}
    for address in ("/besluiten", f"/besluiten/{FIRST}"):
        client.get(address)
        assert not client.page.all("main script, main img")
        assert "<script>alert(1)</script>" in client.page.main.text


def test_before_there_is_anything_the_pages_lead_on(client: StrictClient) -> None:
    client.get("/besluiten")
    client.follow("Bekijk de stemmingen")
    assert client.address == "/stemmingen"
    client.get("/agenda")
    assert "De leden hebben nog geen volgorde bepaald" in client.page.main.text
    client.follow("Bekijk de stemmingen")
    assert client.address == "/stemmingen"


def test_the_agenda_shows_the_order_with_where_each_stands(
    client: StrictClient, house: House, clock: StoppedClock
) -> None:
    helpdesk, drill = open_initiatives(house, "Gedeeld loket", "Oefening")
    vote = agenda_voted(house, drill, helpdesk)
    client.get("/agenda")
    lines = client.page.all("main ol.stack > li")
    assert [line.one("a").text for line in lines] == ["Oefening", "Gedeeld loket"]
    assert all("oproep open" in line.text for line in lines)
    few = client.queries
    client.follow(f"Bekijk hoe de leden stemden: {vote}")
    assert client.address == f"/stemmingen/{vote}"
    clock.advance(days=20)
    more = open_initiatives(house, *(f"Initiatief {place}" for place in range(8)))
    agenda_voted(house, *more)
    client.get("/agenda")
    assert len(client.page.all("main ol.stack > li")) == 8
    assert client.queries == few <= 6
    client.follow("Initiatief 0")
    assert client.address == f"/initiatieven/{more[0]}"


@pytest.mark.parametrize("address", ["/besluiten", "/agenda", f"/besluiten/{FIRST}"])
def test_the_pages_are_whole_in_english_too(client: StrictClient, house: House, address: str) -> None:
    recorded(house, review_on=date(2099, 1, 1))
    client.get("/en" + address)
    assert (client.response.status_code, client.page["lang"]) == (200, "en")
