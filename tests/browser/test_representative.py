"""A representative on a phone: sees what is asked, declares, votes, and writes and changes a proposal."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from gemportal.kernel import clock
from gemportal.voting import queries as votes
from tests.browser.conftest import Live
from tests.support.browser import PHONE, accessible
from tests.support.journeys import button, follow, heading, link, sign_in

# What the demo asks of Zwolle: a vote that no test here takes part in, then one for each test, which may come in any order.
OPEN_VOTE = "Twee leerdagen per jaar"
CALL = "Vakmanschap informatiebeheer: samen opleiden"
OTHER_CALL = "Samen sneller antwoorden op Woo-verzoeken"
THIRD_CALL = "Weten waar je aanvraag voor een vergunning staat"
VOTE = "De agenda voor het komende jaar"


# The words of what has the focus: its own, or those of its label.
_FOCUSED = "() => { const at = document.activeElement; return at.innerText || at.labels?.[0]?.innerText || ''; }"


@pytest.fixture
def phone(visitor: Callable[[], Page]) -> Page:
    """Somebody from Zwolle, signed in on a phone."""
    page = visitor()
    page.set_viewport_size(PHONE)
    sign_in(page, "zwolle")
    return page


def in_both_languages(page: Page) -> None:
    """Accessible here, and under the same address in English; comes back to the page as it was loaded anew."""
    accessible(page)
    here = page.url
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == here.replace("//", "||").replace("/", "/en/", 1).replace("||", "//")
    accessible(page)
    page.goto(here)


def test_what_is_asked_stands_on_one_page_with_its_deadline(phone: Page) -> None:
    asked = phone.get_by_role("listitem").filter(has_text=OPEN_VOTE)
    expect(asked).to_contain_text("Breng uw stem uit")
    expect(asked).to_contain_text(re.compile(r"tot en met \d+ \w+ \d{4} \(nog \d+ dagen\)"))
    in_both_languages(phone)


def test_willingness_is_declared_in_two_clicks_and_a_choice(phone: Page) -> None:
    began = time.monotonic()
    link(phone, CALL).click()
    phone.get_by_label("meedoen", exact=True).check()
    button(phone, "Verklaren").click()
    phone.wait_for_url(re.compile(r"/initiatieven/I-\d{4}-\d{3}$"))
    assert time.monotonic() - began < 20, "a declaration takes less than a minute, also for somebody who reads"
    expect(phone.get_by_role("main").get_by_role("status")).to_be_visible()
    expect(phone.get_by_role("row", name="Zwolle")).to_contain_text("meedoen")
    in_both_languages(phone)
    phone.goto("/mijn")
    expect(phone.get_by_role("listitem").filter(has_text=CALL)).to_have_count(0)


def test_wrong_input_is_kept_and_the_mistakes_lead_to_their_fields(phone: Page) -> None:
    follow(phone, OTHER_CALL)
    in_both_languages(phone)
    phone.get_by_label("in beraad", exact=True).check()
    phone.get_by_text("Meer vertellen").click()
    phone.get_by_label("Uren per jaar").fill("veel")
    phone.get_by_label("Waarom?").fill("Onze archivaris heeft de meeste ervaring.")
    button(phone, "Verklaren").click()
    summary = phone.get_by_role("alert")
    expect(summary).to_be_focused()
    accessible(phone)
    expect(phone.get_by_label("in beraad", exact=True)).to_be_checked()
    expect(phone.get_by_label("Uren per jaar")).to_have_value("veel")
    expect(phone.get_by_label("Waarom?")).to_have_value("Onze archivaris heeft de meeste ervaring.")
    summary.get_by_role("link", name="Vul een heel getal in.").click()
    expect(phone.get_by_label("Uren per jaar")).to_be_focused()
    summary.get_by_role("link", name="Kies tot en met welke dag u in beraad bent.").click()
    expect(phone.get_by_label("In beraad tot en met")).to_be_focused()


def test_a_declaration_needs_no_more_than_a_keyboard(phone: Page) -> None:
    def tab_to(accessible_name: str) -> None:
        for _ in range(40):
            phone.keyboard.press("Tab")
            if accessible_name in phone.evaluate(_FOCUSED):
                return
        raise AssertionError(f"{accessible_name!r} is not reached with the tab key")

    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Direct naar de inhoud")).to_be_focused()
    phone.keyboard.press("Enter")
    tab_to(THIRD_CALL)
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/bereidheid")
    tab_to("trekken")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Space")
    expect(phone.get_by_label("meedoen", exact=True)).to_be_checked()
    tab_to("Verklaren")
    phone.keyboard.press("Enter")
    phone.wait_for_url(re.compile(r"/initiatieven/I-\d{4}-\d{3}$"))
    expect(phone.get_by_role("row", name="Zwolle")).to_contain_text("meedoen")


def test_a_vote_is_cast_and_changed(phone: Page, live: Live) -> None:
    follow(phone, VOTE)
    in_both_languages(phone)
    number = phone.url.split("/")[-2]
    first, second = phone.get_by_role("checkbox").nth(0), phone.get_by_role("checkbox").nth(1)
    chosen = phone.get_by_role("main").locator(".choice label").nth(0).inner_text()
    first.check()
    phone.get_by_label("Stemverklaring").fill("Dit raakt onze inwoners het meest.")
    button(phone, "Naar de samenvatting").click()
    assert heading(phone) == "Controleer uw stem"
    expect(phone.get_by_role("main")).to_contain_text(chosen)
    accessible(phone)
    button(phone, "Wijzigen").click()
    expect(first).to_be_checked()
    expect(phone.get_by_label("Stemverklaring")).to_have_value("Dit raakt onze inwoners het meest.")
    button(phone, "Naar de samenvatting").click()
    button(phone, "Stem uitbrengen").click()
    assert heading(phone) == "Uw stem is ontvangen"
    in_both_languages(phone)
    turnout = live.house.ask(lambda: votes.page_of(number).turnout)

    phone.goto(f"/stemmingen/{number}")
    accessible(phone)
    follow(phone, "Wijzig uw stem")
    expect(first).to_be_checked()
    second.check()
    button(phone, "Naar de samenvatting").click()
    expect(phone.get_by_role("main")).to_contain_text("Deze stem vervangt de stem")
    button(phone, "Stem uitbrengen").click()
    assert heading(phone) == "Uw stem is ontvangen"
    assert live.house.ask(lambda: votes.page_of(number).turnout) == turnout


def test_a_proposal_is_written_published_and_changed(phone: Page) -> None:
    follow(phone, "Schrijf een voorstel")
    in_both_languages(phone)
    phone.get_by_label("Titel").fill("Eén afsprakenkaart voor vergunningvrij bouwen")
    phone.get_by_label("Doel").fill("Inwoners weten binnen vijf minuten of zij een vergunning nodig hebben.")
    phone.get_by_label("De oproep sluit na").fill((clock.today() + timedelta(days=20)).isoformat())
    button(phone, "Concept bewaren").click()
    expect(phone.get_by_role("main")).to_contain_text("Uw concept is bewaard.")
    in_both_languages(phone)
    button(phone, "Publiceren").click()
    expect(phone.get_by_role("main")).to_contain_text("Uw initiatief is gepubliceerd.")
    in_both_languages(phone)
    published = phone.url

    follow(phone, "Tekst wijzigen")
    in_both_languages(phone)
    phone.get_by_label("Doel").fill("Inwoners weten binnen twee minuten of zij een vergunning nodig hebben.")
    phone.get_by_label("Waarom wijzigt u dit?").fill("Uit de proef bleek dat het sneller kan.")
    button(phone, "Nieuwe versie publiceren").click()
    phone.goto(f"{published}/versies")
    expect(phone.locator("ins")).to_contain_text("twee")
    expect(phone.locator("del")).to_contain_text("vijf")
    in_both_languages(phone)


def test_a_second_press_does_not_send_again(phone: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.goto("/initiatieven/nieuw")
    phone.get_by_label("Titel").fill("Twee keer geklikt is één keer bewaard")
    phone.route("**/initiatieven/nieuw", hold)
    # On a slow line the page is still there when the button is pressed again.
    button(phone, "Concept bewaren").evaluate("button => { button.click(); setTimeout(() => button.click(), 200); }")
    phone.wait_for_timeout(600)
    assert len(held) == 1
    held[0].continue_()
    expect(phone.get_by_role("main")).to_contain_text("Uw concept is bewaard.")
