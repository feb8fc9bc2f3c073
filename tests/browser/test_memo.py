"""A memo for an executive board: found from an initiative, made one's own, printed on one sheet, and fetched as a PDF."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser import PHONE, accessible
from tests.support.company import press, says
from tests.support.journeys import follow, link

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
    follow(page, "Stap 1: ")
    follow(page, "Memo van één bladzijde")
    accessible(page)
    _on_one_sheet(page)
