"""Ranking and dividing points on a phone: with a finger, with nothing but a keyboard, and as without the script."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from gemportal.kernel import clock
from gemportal.kernel.actor import Office
from gemportal.people import standing
from gemportal.voting import acts, queries
from gemportal.voting.preparing import acts as preparing_acts
from tests.browser.conftest import Live
from tests.factories.voting import DRAFTS
from tests.support.browser import PHONE, accessible, sideways
from tests.support.journeys import button, email_of, heading, sign_in

ONE, TWO, THREE = "Een gedeeld loket", "Een oefening met uitval", "Een lijst van leveranciers"


@pytest.fixture
def phone(visitor: Callable[[], Page]) -> Page:
    """Somebody from Zwolle, signed in on a phone."""
    page = visitor()
    page.set_viewport_size(PHONE)
    sign_in(page, "zwolle")
    return page


def open_vote(live: Live, method: str, **changes: str) -> str:
    """A vote by this method among the members of the demo, with three options."""
    coordinator = live.house.ask(standing.acting_as, email_of("coordinator"), office=Office.COORDINATOR)
    draft = replace(DRAFTS[method], closes_on=clock.today() + timedelta(days=7), **changes)
    vote_id = live.house.perform(preparing_acts.prepare, coordinator, draft)
    return live.house.perform(acts.open_vote, coordinator, vote_id)


def answer_of(live: Live, number: str) -> object:
    """What Zwolle voted."""
    vote_id = live.house.ask(queries.by_number, number).id
    return live.house.ask(queries.ballots_of, vote_id)[0].answer


def rows(page: Page) -> Locator:
    return page.locator("[data-order] > li")


def tab_to(page: Page, target: Locator) -> None:
    """Reach it as somebody without a mouse does."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with the tab key")


def send(page: Page) -> None:
    button(page, "Naar de samenvatting").click()
    assert heading(page) == "Controleer uw stem"
    accessible(page)
    button(page, "Stem uitbrengen").click()
    assert heading(page) == "Uw stem is ontvangen"


@pytest.mark.parametrize("method", ["ranked", "irv"])
def test_options_are_put_in_order_with_a_finger(phone: Page, live: Live, method: str) -> None:
    number = open_vote(live, method)
    phone.goto(f"/stemmingen/{number}/stem")
    status = phone.get_by_role("main").get_by_role("status")
    for title in (THREE, ONE, TWO):
        button(phone, f"Zet op de lijst: {title}").click()
    expect(status).to_have_text(f"{TWO}: plaats 3 van 3.")
    accessible(phone)
    button(phone, f"Hoger: {TWO}").click()
    expect(rows(phone)).to_have_text([re.compile(title) for title in (THREE, TWO, ONE)])
    button(phone, f"Lager: {THREE}").click()
    expect(status).to_have_text(f"{THREE}: plaats 2 van 3.")
    button(phone, f"Lager: {ONE}").click()
    expect(status).to_have_text(f"{ONE}: niet op uw lijst.")
    expect(rows(phone)).to_have_text([re.compile(title) for title in (TWO, THREE, ONE)])
    send(phone)
    assert answer_of(live, number) == [["keuze-2"], ["keuze-3"]]
    phone.goto(f"/stemmingen/{number}/stem")
    expect(rows(phone)).to_have_text([re.compile(title) for title in (TWO, THREE, ONE)])


def test_an_order_needs_no_more_than_a_keyboard_and_the_focus_stays(phone: Page, live: Live) -> None:
    number = open_vote(live, "stv")
    phone.goto(f"/stemmingen/{number}/stem")
    for title in (ONE, TWO, THREE):
        on = button(phone, f"Zet op de lijst: {title}")
        tab_to(phone, on)
        phone.keyboard.press("Enter")
    up = button(phone, f"Hoger: {THREE}")
    expect(up).to_be_focused()
    phone.keyboard.press("Space")
    phone.keyboard.press("Space")
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    expect(rows(phone)).to_have_text([re.compile(title) for title in (THREE, ONE, TWO)])
    accessible(phone)
    # A list to choose a place from works beside the buttons: a place that is taken makes room.
    place = phone.get_by_label(f"Plaats van {TWO}")
    tab_to(phone, place)
    place.select_option("1")
    expect(place).to_be_focused()
    expect(rows(phone)).to_have_text([re.compile(title) for title in (TWO, THREE, ONE)])
    tab_to(phone, button(phone, "Naar de samenvatting"))
    phone.keyboard.press("Enter")
    tab_to(phone, button(phone, "Stem uitbrengen"))
    phone.keyboard.press("Enter")
    phone.wait_for_url(re.compile(r"/stem/\d+$"))
    assert answer_of(live, number) == [["keuze-2"], ["keuze-3"], ["keuze-1"]]


def test_who_shares_a_place_is_moved_out_of_it(phone: Page, live: Live) -> None:
    number = open_vote(live, "ranked")
    phone.goto(f"/stemmingen/{number}/stem")
    for title in (ONE, TWO, THREE):
        phone.get_by_label(f"Plaats van {title}").select_option("2")
    expect(phone.get_by_label(f"Plaats van {ONE}")).to_have_value("2")
    button(phone, f"Lager: {TWO}").click()
    send(phone)
    assert answer_of(live, number) == [["keuze-1", "keuze-3"], ["keuze-2"]]


def test_what_is_left_of_the_points_is_said_while_they_are_given(phone: Page, live: Live) -> None:
    number = open_vote(live, "points")
    phone.goto(f"/stemmingen/{number}/stem")
    left = phone.get_by_role("main").get_by_role("status")
    expect(left).to_have_text("Nog 10 punten te verdelen.")
    tab_to(phone, phone.get_by_label(ONE))
    phone.keyboard.type("7")
    expect(left).to_have_text("Nog 3 punten te verdelen.")
    phone.keyboard.press("Tab")
    phone.keyboard.type("5")
    expect(left).to_have_text("U verdeelde er 2 te veel: haal er ergens af.")
    accessible(phone)
    button(phone, "Naar de samenvatting").click()
    expect(phone.get_by_role("alert")).to_contain_text("U verdeelde 12 punten, en u hebt er 10: haal er ergens af.")
    expect(phone.get_by_role("alert")).to_be_focused()
    accessible(phone)
    expect(phone.get_by_label(TWO)).to_have_value("5")
    phone.get_by_label(TWO).fill("2")
    expect(left).to_have_text("Nog 1 punt te verdelen.")
    phone.get_by_label(THREE).fill("1")
    expect(left).to_have_text("Alle punten zijn verdeeld.")
    send(phone)
    assert answer_of(live, number) == {"keuze-1": 7, "keuze-2": 2, "keuze-3": 1}


@pytest.mark.parametrize("method", sorted(DRAFTS))
def test_every_ballot_is_accessible_on_a_phone_in_both_languages(phone: Page, live: Live, method: str) -> None:
    number = open_vote(live, method)
    for language in ("", "/en"):
        phone.goto(f"{language}/stemmingen/{number}/stem")
        accessible(phone)


def test_a_long_word_stays_in_its_card_on_the_narrowest_phone(phone: Page, live: Live) -> None:
    open_vote(
        live, "majority", title="Samen aanbesteden van toegankelijkheidsonderzoeken voor dienstverleningsformulieren"
    )
    phone.set_viewport_size({"width": 320, "height": 640})
    for path in ("/stemmingen", "/mijn"):
        phone.goto(path)
        assert sideways(phone) == []
