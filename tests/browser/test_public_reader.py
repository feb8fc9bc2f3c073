"""A reader without an account: from the first page to a vote that was recounted and a register that was verified."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Live
from tests.support.browser import PHONE, accessible
from tests.support.journeys import follow, heading, link

# Of the demo: an initiative with a group at its third step, and a vote that was adopted.
INITIATIVE = "Meldingen over de buurt in één open systeem"
ADOPTED = "Alles wat wij maken, is open"


@pytest.fixture
def reader(page: Page) -> Page:
    """Somebody on the first page, who is never given a cookie."""
    page.goto("/")
    return page


def test_a_reader_follows_an_initiative_to_its_proof(reader: Page, live: Live) -> None:
    follow(reader, "Bekijk de initiatieven")
    reader.get_by_role("searchbox").fill("buurt")
    reader.get_by_role("button", name="Zoek").click()
    reader.wait_for_url("**q=buurt*")
    expect(link(reader, INITIATIVE)).to_be_visible()
    accessible(reader)
    follow(reader, INITIATIVE)
    expect(reader.get_by_role("heading", name="Wat er gebeurde")).to_be_visible()
    accessible(reader)
    initiative = reader.url

    follow(reader, "Samenwerkingsgroep")
    expect(reader.get_by_role("heading", name="Stappen")).to_be_visible()
    expect(reader.get_by_role("main")).to_contain_text("paren die elkaar op de hoogte moeten houden")
    reader.get_by_role("rowheader", name="Zwolle").get_by_role("link").first.click()
    reader.wait_for_url("**/gemeenten/GM0193")
    assert heading(reader) == "Zwolle"
    accessible(reader)

    reader.goto(initiative)
    reader.locator(".timeline a:visible").first.click()
    reader.wait_for_url(re.compile(r"/register/\d+$"))
    accessible(reader)
    assert live.house.run("register", "verify").exit_code == 0
    assert reader.context.cookies() == []


def test_filters_are_addresses_that_can_be_kept(reader: Page) -> None:
    reader.goto("/initiatieven")
    filters = reader.get_by_role("main").get_by_role("navigation").first
    filters.get_by_role("link").nth(1).click()
    reader.wait_for_url("**/initiatieven?*")
    shown = reader.get_by_role("main").inner_text()
    reader.goto(reader.url)
    assert reader.get_by_role("main").inner_text() == shown
    accessible(reader)


def test_a_result_is_recounted_from_its_file(reader: Page, live: Live, tmp_path: Path) -> None:
    reader.goto("/stemmingen?status=gesloten")
    follow(reader, ADOPTED)
    reader.get_by_text("Alle stemmen op naam").click()
    expect(reader.get_by_role("table").filter(has_text="Zwolle")).to_be_visible()
    expect(reader.get_by_role("main")).to_contain_text("Graag na een jaar kijken")
    accessible(reader)
    address = link(reader, "Alle stemmen en de telling (JSON)").get_attribute("href")
    assert address
    document = reader.request.get(address).json()
    kept = tmp_path / "telling.json"
    kept.write_text(json.dumps(document), encoding="utf-8")
    assert json.loads(live.house.run("tally", str(kept), "--json").stdout) == document["result"]
    document["result"]["turnout"] = 1
    kept.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(AssertionError, match="exited with 1"):
        live.house.run("tally", str(kept))

    reader.goto("/besluiten")
    follow(reader, ADOPTED)
    accessible(reader)
    assert reader.context.cookies() == []


def test_the_other_language_keeps_the_page(reader: Page, live: Live) -> None:
    for address in ("/", "/initiatieven?status=open", "/besluiten", "/wie-mag-wat", "/register"):
        reader.goto(address)
        dutch = heading(reader)
        reader.get_by_role("banner").get_by_role("link", name="English").click()
        reader.wait_for_url(f"**/en{address}")
        expect(reader.locator("html")).to_have_attribute("lang", "en")
        accessible(reader)
        english = heading(reader)
        reader.get_by_role("banner").get_by_role("link", name="Nederlands").click()
        reader.wait_for_url(f"{live.address}{address}")
        assert heading(reader) == dutch
        assert english != dutch or dutch == "Register"


def test_who_may_do_what_is_there_for_all(reader: Page) -> None:
    reader.get_by_role("contentinfo").get_by_role("link", name="Wie mag wat").click()
    expect(reader.get_by_role("table").first).to_be_visible()
    accessible(reader)


@pytest.mark.parametrize("address", ["/", "/stemmingen?status=gesloten"])
def test_pages_are_accessible_in_the_dark(chromium: Browser, live: Live, address: str) -> None:
    context = chromium.new_context(base_url=live.address, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    accessible(page)
    context.close()


def test_everything_can_be_read_without_javascript(chromium: Browser, live: Live) -> None:
    context = chromium.new_context(base_url=live.address, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/")
    follow(page, "Bekijk de initiatieven")
    page.get_by_role("searchbox").fill("buurt")
    page.get_by_role("button", name="Zoek").click()
    follow(page, INITIATIVE)
    assert heading(page) == INITIATIVE
    page.get_by_text("Waarom").first.click()
    follow(page, "Samenwerkingsgroep")
    assert context.cookies() == []
    context.close()
