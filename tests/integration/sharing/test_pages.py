"""The pages of lessons: found by searching and choosing, shared in one press, recognised, and met where they help."""

from typing import Any

from flask import Flask

from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.sharing import acts, queries
from gemportal.sharing.rules import Domain, LessonKind
from tests.factories import initiatives as of_initiatives
from tests.factories.groups import evaluate, learned, running_step
from tests.factories.lessons import shared, wording
from tests.factories.members import KAMPEN, URK, ZWOLLE, representative
from tests.integration.groups.test_pages import member_at
from tests.integration.sharing.test_acts import evaluated
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def titles(client: StrictClient) -> list[str]:
    return [title.text for title in client.page.all("main .card__title")]


def test_an_empty_list_says_what_will_come(client: StrictClient) -> None:
    client.get("/lessen")
    assert "Er is nog geen les gedeeld" in client.page.main.text


def test_lessons_are_found_by_words_kind_and_domain(client: StrictClient, house: House) -> None:
    shared(house, title="Meet 100% van de melders")
    shared(house, title="Begin klein", kind=LessonKind.WORKED, domain=Domain.CARE)
    client.get("/lessen")
    assert titles(client) == ["Begin klein", "Meet 100% van de melders"]
    for query, found in (
        ("q=MELDERS&soort=surprise", ["Meet 100% van de melders"]),
        ("q=100%25", ["Meet 100% van de melders"]),
        ("q=1%25", []),
        ("soort=worked", ["Begin klein"]),
        ("domein=care", ["Begin klein"]),
        ("domein=care&soort=surprise", []),
        ("soort=anders&domein=anders&voor=x", ["Begin klein", "Meet 100% van de melders"]),
    ):
        client.get(f"/lessen?{query}")
        assert titles(client) == found, query
    client.get("/lessen?domein=care")
    assert "1 les gevonden" in client.page.main.text


def test_the_list_goes_by_key_and_costs_the_same_with_more_lessons(client: StrictClient, house: House) -> None:
    shared(house, title="Les 0")
    client.get("/lessen")
    few = client.queries
    for n in range(1, 22):
        number = shared(house, title=f"Les {n}")
    house.perform(acts.endorse_lesson, representative(house, URK), number)
    client.get("/lessen")
    assert client.queries == few
    assert few <= 4
    assert len(titles(client)) == 20
    client.follow("Volgende")
    assert titles(client) == ["Les 1", "Les 0"]
    assert "22 lessen gevonden" in client.page.main.text


def test_a_member_shares_a_lesson_and_what_was_typed_stays(app: Flask, house: House) -> None:
    visitor = member_at(app, house, ZWOLLE)
    visitor.get("/lessen")
    visitor.follow("Een les delen")
    visitor.submit("form.form", {"title": "Begin klein", "text": "Zo ging het."})
    assert visitor.response.status_code == 422
    assert visitor.page.one("#title")["value"] == "Begin klein"
    visitor.submit("form.form", {"kind": "did-not-work", "domain": "care"})
    assert visitor.address == "/lessen/L-2026-001"
    assert "Zwolle had het lef om dit te delen." in visitor.page.main.text
    assert "Dank u." in visitor.page.main.text
    assert not visitor.page.all("main .utrecht-alert--error, main .utrecht-alert--warning")
    visitor.follow("De les verbeteren")
    assert visitor.page.one("#domain option[selected]")["value"] == "care"
    visitor.submit("form.form", {"title": "Begin kleiner"})
    assert "1 eerdere tekst" in visitor.page.main.text
    visitor.follow("De les intrekken")
    visitor.submit("form.form", {"reason": "Het klopte niet."})
    assert "Deze les is ingetrokken" in visitor.page.main.text
    assert not [link for link in visitor.page.all("main a") if "verbeteren" in link.text]


def test_a_municipality_says_that_it_recognises_a_lesson(app: Flask, house: House) -> None:
    number = shared(house)
    visitor = member_at(app, house, KAMPEN)
    visitor.get(f"/lessen/{number}")
    assert "Nog geen gemeente" in visitor.page.main.text
    visitor.follow("Wij herkennen dit")
    visitor.submit("form.form")
    assert "1 gemeente herkent dit" in visitor.page.main.text
    visitor.follow("Uw organisatie weghalen bij deze les")
    visitor.submit("form.form")
    assert "Nog geen gemeente" in visitor.page.main.text


def test_a_lesson_is_one_press_away_from_an_evaluation(app: Flask, house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    visitor = member_at(app, house, KAMPEN)
    visitor.get(f"/groepen/{group}/stappen/1")
    assert len([link for link in visitor.page.all("main a") if link.text == "Maak hier een les van"]) == 1
    visitor.follow("Maak hier een les van")
    assert visitor.page.one("#title")["value"] == "Begin klein"
    visitor.submit("form.form", {"kind": "worked"})
    assert visitor.address == "/lessen/L-2026-001"
    for address in (f"/groepen/{group}", f"/groepen/{group}/stappen/1", "/initiatieven/I-2026-001", "/"):
        visitor.get(address)
        assert [link for link in visitor.page.all("main a") if link.text == "Begin klein"], address


def test_a_new_proposal_meets_what_others_learned(app: Flask, house: House, clock: StoppedClock) -> None:
    group = evaluated(house, clock, Conclusion.CONTINUE)
    values: dict[str, Any] = {"conclusion": Conclusion.CONTINUE, "outcome": "Negentig", "lesson": "Begin klein."}
    house.perform(steps.conclude_step, representative(house, ZWOLLE), group, 1, **values)
    # A call without a domain teaches about none; whoever shared the lesson says what it is about.
    (line,) = house.ask(queries.lines)
    better = wording(title="Begin klein", domain=Domain.PUBLIC_SPACE)
    house.perform(acts.revise_lesson, representative(house, ZWOLLE), line.number, better)
    draft = of_initiatives.draft(house, ZWOLLE, days=20)
    published = of_initiatives.published(house, ZWOLLE, title="Nog een")
    visitor = member_at(app, house, ZWOLLE)
    for address in (
        f"/initiatieven/concept/{draft}",
        f"/initiatieven/concept/{draft}/wijzigen",
        f"/initiatieven/{published}",
    ):
        visitor.get(address)
        assert "Een groep leerde hier iets over" in visitor.page.main.text, address
        assert [link for link in visitor.page.all("main a") if link.text == "Begin klein"], address
    visitor.get("/initiatieven/I-2026-001")
    assert "leerde hier iets over" not in visitor.page.main.text


def test_an_initiative_that_stopped_gets_a_dignified_page(
    client: StrictClient, house: House, clock: StoppedClock
) -> None:
    group = running_step(house, clock)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "Klaar")
    for code in (ZWOLLE, KAMPEN):
        evaluate(house, group, code, advice=Conclusion.STOP)
    values: dict[str, Any] = {"conclusion": Conclusion.STOP, "outcome": "Negen melders.", "lesson": "Tel eerst."}
    house.perform(steps.conclude_step, representative(house, ZWOLLE), group, 1, **values)
    for address in ("/initiatieven/I-2026-001", f"/groepen/{group}"):
        client.get(address)
        text = client.page.main.text
        for words in ("Wat is geprobeerd", "Negen melders.", "60 uur en € 1.000", "Tel eerst", "Dank aan"):
            assert words in text, (address, words)
        assert not client.page.all(
            "main .utrecht-alert--error, main .utrecht-alert--warning, main .utrecht-button--danger"
        )


def test_stopping_asks_for_a_lesson_in_its_form(app: Flask, house: House, clock: StoppedClock) -> None:
    running_step(house, clock)
    visitor = member_at(app, house, ZWOLLE)
    visitor.get("/initiatieven/I-2026-001/stoppen")
    visitor.submit("form.form", {"reason": "De wet is veranderd."})
    assert visitor.response.status_code == 409
    assert "anderen hiervan kunnen leren" in visitor.page.one("#fouten").text
    assert visitor.page.one("#reason").text.strip() == "De wet is veranderd."
    visitor.submit("form.form", {"lesson": "Wacht op de wet."})
    assert visitor.address == "/initiatieven/I-2026-001"
    assert "Wacht op de wet" in visitor.page.main.text
