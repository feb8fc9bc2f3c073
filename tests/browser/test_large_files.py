"""Somebody chooses a file that is larger than a request may be: it is said at its field, and what else was filled in stays."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from gemportal.groups.queries import seats_of_organisation
from tests.browser.conftest import Live
from tests.factories.members import ZWOLLE
from tests.support.browser import PHONE, accessible
from tests.support.company import Company, press
from tests.support.journeys import button, sign_in

GROUP_ALONE = "Alleen de groep: wie er een zetel heeft"
TOO_LARGE = "Dit bestand is te groot: hoogstens 10 MB. Maak het kleiner."


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file of 27 MB that takes no place on the disk."""
    path = tmp_path / "verslag.pdf"
    with path.open("wb") as file:
        file.truncate(27 * 1024 * 1024)
    return path


@pytest.fixture
def address(live: Live) -> str:
    """Where Zwolle adds a file to a group in which it has a seat."""
    held = [seat for seat in live.house.ask(seats_of_organisation, ZWOLLE) if seat.until is None]
    return f"/groepen/{held[0].number}/bijlagen/bestand"


def test_a_file_that_is_too_large_is_said_before_it_is_sent(company: Company, address: str, large: Path) -> None:
    page = company.phone("zwolle")
    page.goto(address)
    upload = page.get_by_label("Bestand", exact=True)
    page.get_by_label(GROUP_ALONE).check()
    upload.set_input_files(large)
    expect(page.get_by_role("alert")).to_have_text(TOO_LARGE)
    press(page, "Bestand toevoegen")
    expect(upload).to_be_focused()
    expect(upload).to_have_accessible_description(re.compile(f"^PDF, foto.*{re.escape(TOO_LARGE)}$"))
    expect(page.get_by_label(GROUP_ALONE)).to_be_checked()
    accessible(page)
    small = large.with_name("notitie.txt")
    small.write_text("Een notitie.\n")
    upload.set_input_files(small)
    expect(page.get_by_text(TOO_LARGE)).to_have_count(0)
    expect(upload).not_to_have_attribute("aria-invalid", "true")
    press(page, "Bestand toevoegen", "Het bestand staat erbij.")


def test_without_scripts_the_answer_says_what_happened_and_the_way_back(
    chromium: Browser, live: Live, address: str, large: Path
) -> None:
    context = chromium.new_context(base_url=live.address, locale="nl-NL", viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "zwolle")
    page.goto(address)
    page.get_by_label(GROUP_ALONE).check()
    page.get_by_label("Bestand", exact=True).set_input_files(large)
    button(page, "Bestand toevoegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit is te groot")
    expect(page.get_by_role("main")).to_contain_text("Ga terug met de knop Terug van uw browser")
    page.go_back()
    expect(page.get_by_label(GROUP_ALONE)).to_be_checked()
    context.close()
