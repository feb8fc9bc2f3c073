"""A step evaluated on a phone in ten answers, unseen by the others; the group stops, with a lesson and a page to be proud of."""

import re

from playwright.sync_api import Page, expect

from gemportal.groups import queries as groups
from tests.browser.conftest import Live
from tests.support.browser import accessible
from tests.support.company import Company, fill, press, says
from tests.support.journeys import follow
from tests.support.replaying import verified

# Of the demo: its first step is being evaluated. Súdwest-Fryslân and Emmen did so, and advise to go on.
TITLE = "nieuwkomer"
ADVISED_ALREADY = "Een plattegrond op de brief helpt meer"
LEARNED = "Een vertaalde brief helpt niet wie niet leest: bel eerst."
OUTCOME = "Van de tien genodigden kwamen er twee meer dan vroeger, en de vertalers zijn op."
QUESTIONS = 10


def _group(live: Live) -> str:
    """The group of the demo whose step waits for Zwolle."""
    lines = live.house.ask(groups.lines)
    pages = (live.house.ask(groups.page_of, line.number) for line in lines)
    return next(page.number for page in pages if any(step.waits_for("GM0193") for step in page.steps))


def _evaluate(page: Page, address: str) -> None:
    """Answer what is asked, and advise to stop."""
    page.goto(address)
    for question, score in (
        ("Kwam uit wat u verwachtte?", "1 – nauwelijks"),
        ("Hoe goed werkten we samen?", "4 – helemaal"),
    ):
        page.get_by_role("group", name=question).get_by_label(score).check()
    fill(page, learned=LEARNED, hours="31", euros="1200")
    page.get_by_label("stoppen", exact=True).check()


def test_a_group_that_stops_is_thanked(live: Live, company: Company, page: Page) -> None:
    number = _group(live)
    step = f"/groepen/{number}/stappen/1"
    zwolle = company.phone("zwolle")
    zwolle.goto(step)
    expect(zwolle.get_by_role("main")).not_to_contain_text(ADVISED_ALREADY)
    follow(zwolle, "Evalueren")
    asked = zwolle.get_by_role("main").locator(
        "form fieldset, form textarea, form input[type=text], form input[type=checkbox]"
    )
    assert asked.count() <= QUESTIONS
    says(zwolle, "Tien vragen, ongeveer drie minuten.")
    accessible(zwolle)
    _evaluate(zwolle, zwolle.url)
    press(zwolle, "Bewaar en ga later verder", "Bewaard, maar nog niet gegeven.")
    expect(zwolle.get_by_role("main")).not_to_contain_text(ADVISED_ALREADY)
    follow(zwolle, "Evalueren")
    expect(zwolle.get_by_label("Wat leerde u?")).to_have_value(LEARNED)
    press(zwolle, "Evaluatie geven", "Uw evaluatie is bewaard.")
    says(zwolle, ADVISED_ALREADY)
    accessible(zwolle)
    page.goto(step)
    expect(page.get_by_role("main")).not_to_contain_text(LEARNED)
    # Two advise to go on, and two to stop: the lead says which it is.
    leeuwarden = company.phone("leeuwarden")
    _evaluate(leeuwarden, f"{step}/evalueren")
    press(leeuwarden, "Evaluatie geven", "Uw evaluatie is bewaard.")
    _stop(company.phone("sudwest-fryslan"), step)
    _farewell(page, number)
    assert verified(live.house) == []


def _stop(lead: Page, step: str) -> None:
    lead.goto(f"{step}/afronden")
    lead.get_by_label(re.compile("^stoppen: ")).check()
    fill(lead, outcome=OUTCOME)
    press(lead, "Stap afronden", "Schrijf op wat anderen hiervan kunnen leren.")
    expect(lead.locator("[name=outcome]")).to_have_value(OUTCOME)
    accessible(lead)
    fill(lead, lesson=LEARNED)
    press(lead, "Stap afronden", "De stap is afgerond.")


def _farewell(reader: Page, number: str) -> None:
    """What the public reads of it: what was tried, what it cost, what was learned, and thanks."""
    reader.goto(f"/groepen/{number}")
    says(reader, "Wat deze groep achterlaat", OUTCOME, "Wat het kostte", "Dank aan ", "Zwolle", "Leeuwarden")
    accessible(reader)
    follow(reader, LEARNED.rstrip("."))
    says(reader, "hadden het lef om dit te delen.", "werkte niet")
    accessible(reader)
    reader.goto(f"/register?onderwerp={number}")
    says(reader, "Stap 1: stoppen.")
    reader.goto("/")
    says(reader, LEARNED.rstrip("."))
