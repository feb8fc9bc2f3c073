"""A memo for an executive board: found from an initiative, made one's own, printed on one sheet, and fetched as a PDF."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.rules import LENGTHS, Declaration, Level
from gemportal.kernel import clock
from gemportal.people import standing
from tests.browser.conftest import Live
from tests.support.browser import PHONE, accessible
from tests.support.company import press, says
from tests.support.journeys import email_of, follow, link

# Of the demo: an open call with an offer of Zwolle, and a group at its third step.
CALL, AT_WORK = "warmte", "buurt"


def _sheets(file: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", file))


def _on_one_sheet(page: Page) -> None:
    """Printed from the browser, and fetched as a file, it is one sheet of A4."""
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_label("Voor welke gemeente?")).to_be_hidden()
    assert _sheets(page.pdf(format="A4", prefer_css_page_size=True)) == 1
    page.emulate_media(media="screen")
    address = link(page, "Download als PDF").get_attribute("href") or ""
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    assert _sheets(answer.body()) == 1


def test_a_memo_of_an_initiative_is_opened_printed_and_fetched(page: Page) -> None:
    page.goto(f"/initiatieven?q={CALL}")
    page.get_by_role("main").locator("article a").first.click()
    page.wait_for_url(re.compile(r"/initiatieven/I-"))
    follow(page, "Memo van één bladzijde")
    page.get_by_label("Voor welke gemeente?").select_option(label="Zwolle")
    press(page, "Toon")
    page.wait_for_url("**gemeente=GM0193*")
    says(page, "het college van Zwolle")
    accessible(page)
    _on_one_sheet(page)


def test_a_memo_of_a_step_is_opened_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/initiatieven?q={AT_WORK}")
    page.get_by_role("main").locator("article a").first.click()
    follow(page, "Samenwerkingsgroep")
    follow(page, "Stap 2: ")
    follow(page, "Memo van één bladzijde")
    accessible(page)
    _on_one_sheet(page)


@pytest.mark.parametrize("letters", ["W", "Wij ", "w\n"])
def test_the_longest_texts_are_printed_on_one_sheet(live: Live, page: Page, letters: str) -> None:
    zwolle = live.house.ask(standing.acting_as, email_of("zwolle"), organisation="GM0193")
    parts = ("title", "summary", "goal", "means", "existing")
    long = {name: (letters * LENGTHS[name])[: LENGTHS[name]] for name in parts}
    text = ProposalText(**long, cost=10**9, hours=10**6)
    draft = live.house.perform(initiatives.draft, zwolle, text, clock.today() + timedelta(days=14))
    number = live.house.perform(initiatives.publish, zwolle, draft)
    said = Declaration(Level.LEAD, hours=10**6, euros=10**6)
    live.house.perform(initiatives.declare_willingness, zwolle, number, said)
    page.goto(f"/initiatieven/{number}/memo?gemeente=GM0193")
    accessible(page)
    _on_one_sheet(page)
