"""The pages of this room, for who is signed in and for the public."""

from typing import Any

import pytest
from flask import Flask

from gemportal.initiatives import queries
from gemportal.initiatives.rules import Domain, InitiativeStatus, Level
from gemportal.kernel.actor import Office
from tests.factories.initiatives import begin_forming, closed, declare, draft, in_days, published, revise, status_of
from tests.factories.members import KAMPEN, URK, ZWOLLE, member, partner
from tests.factories.people import office_holder, person_with_mandate, sign_in, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

NUMBER = "I-2026-001"


def as_member(app: Flask, code: str = ZWOLLE) -> StrictClient:
    return signed_in(app, person_with_mandate(app, code))


def as_coordinator(app: Flask) -> StrictClient:
    return signed_in(app, office_holder(app, Office.COORDINATOR))


def test_from_an_empty_list_to_a_published_initiative(app: Flask, clock: StoppedClock, house: House) -> None:
    me = as_member(app)
    me.get("/initiatieven")
    assert "nog geen initiatief" in me.page.main.text
    me.follow("Een initiatief voorstellen")
    me.submit(values={"title": "", "goal": "Dit blijft staan.", "cost": "12.000"})
    assert me.response.status_code == 422
    assert me.page.one("textarea#goal").text == "Dit blijft staan."
    assert me.page.one("input#cost")["value"] == "12.000"
    me.submit(values={"title": "Samen melden", "goal": "", "driver": "residents"})
    assert me.page.heading == "Samen melden"
    assert me.page.main.text.count("nog niet bekend") >= 5
    me.submit("main .confirm form")
    assert me.response.status_code == 409
    assert "wat het doel is" in me.page.one("#fouten").text
    me.follow("Tekst wijzigen")
    assert me.page.one("option[selected][value=residents]")
    me.submit(values={"goal": "Binnen twee dagen bericht.", "closes_on": in_days(10).isoformat()})
    me.submit("main .confirm form")
    assert me.address == f"/initiatieven/{NUMBER}"
    assert status_of(house, NUMBER) is InitiativeStatus.OPEN


def test_a_wrong_date_or_number_keeps_what_was_typed(app: Flask, clock: StoppedClock) -> None:
    me = as_member(app)
    me.get("/initiatieven/nieuw")
    me.submit(values={"title": "Samen melden", "hours": "veel", "seats": "1", "closes_on": "morgen"})
    assert me.response.status_code == 422
    errors = me.page.one("#fouten").text
    assert all(words in errors for words in ("heel getal", "van 2 tot en met 20", "Vul een datum in"))
    assert me.page.one("input#hours")["value"] == "veel"
    assert me.page.one("input#title")["value"] == "Samen melden"


def test_a_draft_is_not_for_others(app: Flask, clock: StoppedClock, house: House) -> None:
    draft_id = draft(house)
    own, other, outsider = as_member(app), as_member(app, KAMPEN), app.test_client()
    for path in (f"/initiatieven/concept/{draft_id}", f"/initiatieven/concept/{draft_id}/wijzigen"):
        assert own.get(path).status_code == 200
        assert other.get(path).status_code == 404
        assert outsider.get(path).status_code == 303
    assert as_coordinator(app).get("/initiatieven/nieuw").status_code == 403
    own.get("/initiatieven")
    own.follow("Meldingen over de buurt in één open systeem")
    own.submit('form[action$="/weggooien"]')
    assert "Het concept is weg." in own.page.main.text


def test_proposing_together(app: Flask, clock: StoppedClock, house: House) -> None:
    draft_id = draft(house)
    member(house, URK)
    own, asked = as_member(app), as_member(app, KAMPEN)
    for code in ("", KAMPEN, URK):
        own.get(f"/initiatieven/concept/{draft_id}/mede-indiener")
        own.submit(values={"code": code}, follow=False)
        assert own.response.status_code == (303 if code else 422)
    own.get(f"/initiatieven/concept/{draft_id}")
    own.submit('form[action$="/mede-indiener-weg"]:has([value=GM0184])')
    asked.get(f"/initiatieven/concept/{draft_id}")
    assert not asked.page.all("main .confirm")
    asked.submit(button="Ja, wij dienen mee in", form='form:has([value="ja"])')
    assert "uw gemeente dient mee in" in asked.page.main.text
    own.get(f"/initiatieven/concept/{draft_id}")
    own.submit("main .confirm form")
    assert "Zwolle, Kampen" in own.page.main.text


def test_declaring_in_one_choice(app: Flask, clock: StoppedClock, house: House) -> None:
    published(house)
    me = as_member(app, KAMPEN)
    me.get(f"/initiatieven/{NUMBER}/bereidheid")
    assert len(me.page.all(".choice input[type=radio]")) == 6
    me.submit(values={})
    assert me.response.status_code == 422
    me.submit(values={"level": "considering", "reason": "We vragen het na.", "backing_url": "javascript:alert(1)"})
    assert me.response.status_code == 422
    assert me.page.one("textarea#reason").text == "We vragen het na."
    assert me.page.one("input[value=considering]").has("checked")
    assert len(me.page.one("#fouten").all("a")) == 2
    me.submit(values={"level": "join", "backing_url": ""})
    assert me.address == f"/initiatieven/{NUMBER}"
    me.get(f"/initiatieven/{NUMBER}/bereidheid")
    assert "Nu verklaard: meedoen" in me.page.main.text
    assert me.page.one("input[value=join]").has("checked")
    me.submit('form[action$="/bereidheid/intrekken"]')
    assert house.ask(queries.page_of, NUMBER).willingness == ()


def test_a_partner_is_not_offered_a_seat(app: Flask, clock: StoppedClock, house: House) -> None:
    published(house)
    me = signed_in(app, person_with_mandate(app, partner(house)))
    me.get(f"/initiatieven/{NUMBER}/bereidheid")
    assert {radio["value"] for radio in me.page.all("input[type=radio]")} == {
        "contribute",
        "follow",
        "considering",
        "no",
    }
    me.submit(values={"level": "contribute"})
    assert house.ask(queries.page_of, NUMBER).willingness[0].level is Level.CONTRIBUTE


def test_confirming_from_the_page(app: Flask, clock: StoppedClock, house: House) -> None:
    published(house)
    declare(house, NUMBER, KAMPEN)
    revise(house, NUMBER, goal="Een ander doel.")
    me = as_member(app, KAMPEN)
    me.get(f"/initiatieven/{NUMBER}")
    assert "bij versie 1" in me.page.main.text
    me.get(f"/initiatieven/{NUMBER}/bereidheid")
    me.submit('form[action$="/bevestigen"]')
    assert "bij versie 1" not in me.page.main.text


def test_after_the_call_a_timely_seat_can_only_be_withdrawn(app: Flask, clock: StoppedClock, house: House) -> None:
    number = closed(house, clock, **{KAMPEN: Level.JOIN})
    me = as_member(app, KAMPEN)
    me.get(f"/initiatieven/{number}/bereidheid")
    assert not me.page.all("input[type=radio]")
    late = as_member(app, URK)
    late.get(f"/initiatieven/{number}/bereidheid")
    assert "wachtlijst" in late.page.main.text
    late.submit(values={"level": "lead"})
    assert late.page.main.text.count("wachtlijst") >= 1


def test_who_would_do_it_is_for_who_is_signed_in(client: StrictClient, clock: StoppedClock, house: House) -> None:
    published(house)
    declare(house, NUMBER, KAMPEN, who_would="Bas Kievit", reason="Wij doen dit al.", expertise="kaarten")
    client.get(f"/initiatieven/{NUMBER}")
    assert "Wij doen dit al." in client.page.main.text
    assert "Kievit" not in client.response.text
    entry = house.ask(queries.page_of, NUMBER).willingness[0].entry
    client.get(f"/register/{entry}")
    assert "Kievit" not in client.response.text
    sign_in(client, person_with_mandate(client.application, URK))
    client.get(f"/initiatieven/{NUMBER}")
    assert "Bas Kievit" in client.page.main.text
    assert "no-store" in client.response.headers["Cache-Control"]


def test_a_new_version_and_its_differences(app: Flask, client: StrictClient, clock: StoppedClock, house: House) -> None:
    published(house, goal="Een rode <b>fiets</b>.", means=None)
    me = as_member(app)
    me.get(f"/initiatieven/{NUMBER}/wijzigen")
    me.submit(values={})
    assert me.response.status_code == 409
    me.submit(values={"goal": "Een blauwe <b>fiets</b>.", "cost": "50000", "why": "Blauw is mooier."})
    assert me.address == f"/initiatieven/{NUMBER}"
    client.get(f"/initiatieven/{NUMBER}/versies")
    assert ("rode" in client.page.all("del")[0].text, "blauwe" in client.page.all("ins")[0].text) == (True, True)
    assert "<b>fiets</b>." in client.page.main.text
    assert ("48.000" in client.page.all("del")[1].text, "50.000" in client.page.all("ins")[1].text) == (True, True)
    assert "Blauw is mooier." in client.page.main.text
    client.follow(".filters li:last-child a")
    assert "de eerste" in client.page.main.text
    assert not client.page.all("ins, del")
    for other in ("?versie=99", "?versie=x"):
        assert client.get(f"/initiatieven/{NUMBER}/versies{other}").status_code == 200


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [("intrekken", "proposer", InitiativeStatus.WITHDRAWN), ("stoppen", "coordinator", InitiativeStatus.STOPPED)],
)
def test_ending_with_a_reason(
    app: Flask, clock: StoppedClock, house: House, path: str, who: str, status: InitiativeStatus
) -> None:
    published(house)
    me = as_member(app) if who == "proposer" else as_coordinator(app)
    me.get(f"/initiatieven/{NUMBER}/{path}")
    me.submit(values={"reason": ""})
    assert me.response.status_code == 422
    me.submit(values={"reason": "Bestaat al."})
    assert status_of(house, NUMBER) is status
    assert "Bestaat al." in me.page.main.text
    assert me.get(f"/initiatieven/{NUMBER}/{path}").status_code == 409
    assert as_member(app, KAMPEN).get(f"/initiatieven/{NUMBER}/intrekken").status_code == 403


def test_a_new_call_and_no_group(app: Flask, clock: StoppedClock, house: House) -> None:
    number = closed(house, clock)
    begin_forming(house, number)
    me = as_coordinator(app)
    me.get(f"/initiatieven/{number}/nieuwe-oproep")
    me.submit(values={"reason": "Te weinig.", "closes_on": in_days(0).isoformat()})
    assert me.response.status_code == 409
    assert me.page.one("textarea#reason").text == "Te weinig."
    me.submit(values={"closes_on": in_days(9).isoformat()})
    assert status_of(house, number) is InitiativeStatus.OPEN
    clock.advance(days=10)
    begin_forming(house, number)
    me = as_coordinator(app)
    me.get(f"/initiatieven/{number}/niet-gelukt")
    me.submit(values={"reason": "Geen trekker."})
    assert status_of(house, number) is InitiativeStatus.LAPSED


def test_search_filters_and_pages(client: StrictClient, clock: StoppedClock, house: House) -> None:
    for n in range(23):
        clock.advance(minutes=1)
        published(house, title=f"Voorstel {n}", domain=Domain.DATA if n % 2 else None, goal="Doel met 100% zekerheid")
    published(house, KAMPEN, title="Heel iets anders")
    client.get("/initiatieven")
    assert "24 initiatieven gevonden" in client.page.main.text
    first = [card.text for card in client.page.all(".card h3")]
    assert (len(first), first[0]) == (20, "Heel iets anders")
    client.follow(".pagination__next")
    rest = [card.text for card in client.page.all(".card h3")]
    assert rest == ["Voorstel 3", "Voorstel 2", "Voorstel 1", "Voorstel 0"]
    client.follow("Terug naar het begin")
    client.submit("form[role=search]", {"q": "100% zek"})
    assert "23 initiatieven gevonden" in client.page.main.text
    client.follow("gegevens en algoritmes")
    assert "11 initiatieven gevonden" in client.page.main.text
    assert client.page.one("#zoek-q")["value"] == "100% zek"
    client.get(f"/initiatieven?gemeente={KAMPEN}")
    assert [card.text for card in client.page.all(".card h3")] == ["Heel iets anders"]
    client.get("/initiatieven?status=delivered")
    assert "geen initiatief dat hierbij past" in client.page.main.text
    for odd in ("?status=x&domein=y&gemeente=z", "?pagina=x", "?q=%25"):
        assert client.get(f"/initiatieven{odd}").status_code == 200


def test_the_number_of_queries_does_not_grow(client: StrictClient, clock: StoppedClock, house: House) -> None:
    def look(*paths: str) -> list[Any]:
        counted = []
        for path in paths:
            client.get(path)
            counted.append(client.queries)
        return counted

    published(house)
    paths = ("/initiatieven", f"/initiatieven/{NUMBER}/versies", f"/initiatieven/{NUMBER}")
    few = look(*paths)
    for code in (ZWOLLE, KAMPEN, URK):
        declare(house, NUMBER, code)
        published(house, code)
    revise(house, NUMBER, means="Anders.")
    assert look(*paths) == few
    assert few[0] <= 6
    assert few[1] <= 8
    with client.application.app_context():
        client.watch.clear()
        queries.page_of(NUMBER)
        assert len(client.watch.statements) == 2


def test_in_english(client: StrictClient, clock: StoppedClock, house: House) -> None:
    published(house)
    for path in ("/en/initiatieven", f"/en/initiatieven/{NUMBER}/versies"):
        assert client.get(path).status_code == 200
        assert client.page["lang"] == "en"
