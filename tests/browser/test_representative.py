"""A representative on a phone: sees what is asked, declares, votes, and writes and changes a proposal."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from gemportal.initiatives import queries as initiatives
from gemportal.kernel import clock
from gemportal.register import queries as register
from tests.browser.conftest import Live
from tests.support.browser import PHONE, accessible
from tests.support.journeys import button, heading, link, sign_in

# On a call that Zwolle has not answered, a vote in which it has not voted, and a call of its own.
CALL = "Vakmanschap informatiebeheer: samen opleiden"
PRIORITIES = "De agenda voor het komende jaar"


@pytest.fixture
def phone(visitor: Callable[[], Page]) -> Page:
    """Somebody from Zwolle, signed in on a phone."""
    page = visitor()
    page.set_viewport_size(PHONE)
    sign_in(page, "zwolle")
    return page


class Clicks:
    """Counts every press of a visitor."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, place: Locator) -> None:
        place.click()
        self.count += 1


def in_english(page: Page) -> None:
    """The same page in the other language, and back."""
    here = page.url
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    accessible(page)
    page.goto(here)


def test_what_is_asked_is_on_one_page_with_its_deadline(phone: Page) -> None:
    asked = phone.get_by_role("listitem").filter(has_text=CALL)
    expect(asked).to_contain_text("Zeg of u wilt meedoen")
    expect(asked).to_contain_text(re.compile(r"tot en met \d+ \w+ \d{4} \(nog \d+ dagen\)"))
    accessible(phone)
    in_english(phone)


def test_willingness_is_declared_in_two_clicks_and_a_choice(phone: Page) -> None:
    clicks, began = Clicks(), time.monotonic()
    clicks.on(link(phone, CALL))
    accessible(phone)
    phone.get_by_label("meedoen", exact=True).check()
    clicks.on(button(phone, "Verklaren"))
    expect(phone.get_by_role("status")).to_be_visible()
    assert clicks.count == 2
    assert time.monotonic() - began < 30
    expect(phone.get_by_role("row", name="Zwolle")).to_contain_text("meedoen")
    accessible(phone)
    phone.goto("/mijn")
    expect(link(phone, CALL)).to_have_count(0)
