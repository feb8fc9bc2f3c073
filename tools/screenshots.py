"""Take the pictures of the README and the guides from the demo cooperative, so that they stay true: `make screenshots`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import browser, stores  # noqa: E402 - the tests' browser is found from the root
from tests.support.house import House  # noqa: E402
from tests.support.journeys import button, follow, sign_in  # noqa: E402

PICTURES = ROOT / "docs" / "images"
MARGIN = 10
HIGH_ENOUGH = 4000

# The municipality and the officer whose pages the guides show.
REPRESENTATIVE, COORDINATOR = "zwolle", "coordinator"

# As wide as a column of text: for what a reader sees of a result.
COLUMN: ViewportSize = {"width": 800, "height": 900}

# A file with one line that is right, and one of each kind that people get wrong.
PEOPLE = """organisatie;naam;e-mailadres;rol
Zwolle;Anna Voorbeeld;anna@zwolle.example;plaatsvervanger
Zwole;Bram Voorbeeld;bram@zwolle.example;plaatsvervanger
Assen;Carla Voorbeeld;carla.assen.example;plaatsvervanger
"""


LEARNING = (("Oefening: de telefoon ligt eruit", "9.000"), ("Vertaling van brieven", "22.000"))


@dataclass(frozen=True)
class Picture:
    """A page as one finds it: the name of the file, the address, and from which element to which (else what the window shows)."""

    name: str
    address: str
    first: str = ""
    last: str = ""


HOME = [Picture("home", "/")]

TO_SIGN_IN = [Picture("aanmelden", "/aanmelden", last="main form >> nth=1")]

OF_A_REPRESENTATIVE = [
    Picture("mijn", "/mijn"),
    Picture("bereidheid", "/initiatieven/I-2026-009/bereidheid", "main", "main fieldset"),
    Picture("organisatie", "/mijn/organisatie", "main", "main table"),
    Picture("beveiliging", "/mijn/beveiliging", "main", "main section:nth-of-type(2)"),
    Picture("opzeggen", "/leden/opzeggen", "main", "main tbody tr:nth-child(2)"),
    Picture("groep", "/groepen/G-2025-002", "main", ".page-top"),
    Picture("evaluatie", "/groepen/G-2026-004/stappen/1/evalueren", "main", "main fieldset >> nth=0"),
    Picture("berichten", "/mijn/berichten", "main", ".news >> nth=0"),
]

OF_A_COORDINATOR = [
    Picture("coordinatie", "/coordinatie", "main", ".glance"),
    Picture("mensen", "/mensen", last="main table"),
    Picture("fusie", "/leden/fusie?van=GM0150&naar=GM0193", "main", "main table"),
    Picture("wissen", "/mensen/wissen", "main", "main form"),
    Picture("vormen", "/initiatieven/I-2026-006/groep-vormen", "main", "main table >> nth=0"),
    Picture("soorten", "/stemmingen/nieuw", "main h1", "main section"),
]


OF_A_READER = [
    Picture("memo", "/initiatieven/I-2026-004/memo?gemeente=GM0193", ".memo", ".memo section:nth-of-type(2)"),
    Picture("les", "/lessen/L-2026-005", "main", "main section:nth-of-type(2)"),
    Picture("groeiladder", "/groepen/G-2025-002", "#groeien", "#groeien .circles"),
    Picture("verwacht", "/groepen/G-2025-002/stappen/2", "main section >> nth=1", "main section >> nth=1"),
]


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = browser.find_chromium()
    if path is None:
        sys.exit("no Chromium was found")
    folder = stores.quick_folder()
    app = stores.make_app(f"sqlite:///{folder / 'demo.sqlite3'}", folder)
    House(app).run("demo")
    with browser.served(app) as address, sync_playwright() as playwright:
        running = browser.launch(playwright, path)
        take_all(running, address)
        running.close()


def take_all(running: Browser, address: str) -> None:
    """First the pages as the demo left them, then what changes something."""
    with visitor(running, address, browser.DESK) as desk, visitor(running, address, browser.PHONE) as phone:
        take_each(desk, HOME)
        take_each(phone, TO_SIGN_IN)
        sign_in(desk, COORDINATOR)
        sign_in(phone, REPRESENTATIVE)
        take_each(desk, OF_A_COORDINATOR)
        take_each(phone, OF_A_REPRESENTATIVE)
        judge_an_application(desk)
        look_into_a_file(desk)
        prepare_a_budget(desk)
        vote(phone)
        divide_points(phone)
        put_in_order(phone)
        vote_in_secret(phone)
        contest(phone)
        invitation = invite(desk)
    with visitor(running, address, COLUMN) as reader:
        read_results(reader)
        take_each(reader, OF_A_READER)
    with visitor(running, address, browser.PHONE) as newcomer:
        take_each(newcomer, [Picture("uitnodiging", invitation, "main", "main form")])


@contextmanager
def visitor(running: Browser, address: str, size: ViewportSize) -> Iterator[Page]:
    """A page of somebody who reads Dutch and is not signed in."""
    context = running.new_context(viewport=size, base_url=address, locale="nl-NL", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def take_each(page: Page, pictures: list[Picture]) -> None:
    for picture in pictures:
        page.goto(picture.address)
        take(page, picture.name, picture.first, picture.last)


def take(page: Page, name: str, first: str = "", last: str = "") -> None:
    """A strip of the page, as wide as the window."""
    page.evaluate("() => window.scrollTo(0, 0)")
    window = page.viewport_size or browser.DESK
    if last:
        # In a window that is high enough, what sticks to its edge stands in its own place.
        page.set_viewport_size({"width": window["width"], "height": HIGH_ENOUGH})
    above = page.locator(first).first.bounding_box() if first else None
    below = page.locator(last).first.bounding_box() if last else None
    top = above["y"] - MARGIN if above else 0
    bottom = below["y"] + below["height"] + MARGIN if below else window["height"]
    strip: FloatRect = {"x": 0, "y": top, "width": window["width"], "height": bottom - top}
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=strip)
    page.set_viewport_size(window)


def judge_an_application(desk: Page) -> None:
    desk.goto("/leden/aanmeldingen")
    follow(desk, "Veiligheidsregio Voorbeeld")
    take(desk, "aanmelding", "main", "main form")


def look_into_a_file(desk: Page) -> None:
    """What the coordinator sees before anybody is invited from a file."""
    desk.goto("/mensen/importeren")
    desk.get_by_role("textbox").fill(PEOPLE)
    button(desk, "Bekijk wat er gebeurt").click()
    desk.get_by_role("heading", name="Wat niet klopt").wait_for()
    take(desk, "importeren", "main", "main form")


def prepare_a_budget(desk: Page) -> None:
    """The form with two choices, and what the members will see of it."""
    desk.goto("/stemmingen/nieuw?soort=budget")
    desk.get_by_label("Titel", exact=True).fill("Het leergeld voor volgend jaar")
    desk.get_by_label("Vraag", exact=True).fill("Waaraan geven wij het leergeld uit?")
    desk.get_by_label("Hoeveel geld is er te verdelen?").fill("30.000")
    for place, (title, cost) in enumerate(LEARNING, 1):
        line = desk.get_by_role("group", name=f"Keuze {place}", exact=True)
        line.get_by_label("Omschrijving").fill(title)
        line.get_by_label("Kosten").fill(cost)
    take(desk, "keuzes", "main h2 >> nth=1", "main fieldset.lines >> nth=1 >> .line >> nth=1")
    button(desk, "Bewaren en bekijken").click()
    desk.get_by_role("heading", name="De stemming openen").wait_for()
    take(desk, "voorbeeld", "main h1", "main .paper-preview")


def open_ballot(phone: Page, title: str) -> None:
    phone.goto("/stemmingen?status=open")
    follow(phone, title)
    follow(phone, "Breng uw stem uit")


def vote(phone: Page) -> None:
    open_ballot(phone, "Twee leerdagen per jaar")
    phone.get_by_label("voor", exact=True).check()
    take(phone, "stem", "main", "main form")
    button(phone, "Naar de samenvatting").click()
    button(phone, "Stem uitbrengen").wait_for()
    take(phone, "samenvatting", "main", "main")
    button(phone, "Stem uitbrengen").click()
    phone.get_by_role("heading", name="Ontvangstbewijs").wait_for()
    take(phone, "ontvangstbewijs", "main", "main dl")


def divide_points(phone: Page) -> None:
    open_ballot(phone, "Waar helpen de coördinatoren het meest?")
    phone.get_by_label("Groepen op gang helpen").fill("6")
    phone.get_by_label("Lessen opschrijven").fill("3")
    take(phone, "punten", "main fieldset", "main .left")


def put_in_order(phone: Page) -> None:
    open_ballot(phone, "Een naam voor onze bibliotheek van oplossingen")
    for name in ("De Buurtkast", "Doegoed"):
        button(phone, f"Zet op de lijst: {name}").click()
    take(phone, "volgorde", "main fieldset", "main fieldset")


def vote_in_secret(phone: Page) -> None:
    open_ballot(phone, "Onze stem in de landelijke adviesraad")
    button(phone, "Zet op de lijst: Tessa Zwaluw").click()
    button(phone, "Naar de samenvatting").click()
    button(phone, "Stem uitbrengen").click()
    phone.get_by_role("heading", name="Uw volgcode").wait_for()
    take(phone, "volgcode", "main h1", "main .utrecht-alert")


def contest(phone: Page) -> None:
    phone.goto("/stemmingen?status=gesloten")
    follow(phone, "Een gezamenlijke reactie")
    follow(phone, "De uitslag betwisten")
    phone.get_by_role("textbox").fill("De bijlage stond er pas op de laatste dag bij.")
    take(phone, "betwisten", "main h1", "main form")


def read_results(reader: Page) -> None:
    reader.goto("/stemmingen?status=gesloten")
    follow(reader, "Het leerbudget verdelen")
    take(reader, "uitslag-budget", "main h1", "#uitslag .bars")
    reader.goto("/stemmingen?status=gesloten")
    follow(reader, "Waar komen wij bij elkaar?")
    take(reader, "uitslag-volgorde", "#uitslag table", "#uitslag table")
    reader.goto("/stemmingen?status=gesloten")
    follow(reader, "Alles wat wij maken, is open")
    take(reader, "uitslag-stemmen", "#hoofdelijk", "#hoofdelijk details")
    take(reader, "uitslag-natellen", "#natellen", "#natellen")


def invite(desk: Page) -> str:
    """Invite somebody, and give the path of the link in the letter."""
    desk.goto("/mensen/uitnodigen")
    desk.get_by_label("Organisatie").select_option(label="Zwolle")
    desk.get_by_label("plaatsvervanger", exact=True).check()
    desk.get_by_label("Naam").fill("Anna Voorbeeld")
    desk.get_by_label("E-mailadres").fill("anna@zwolle.example")
    # Fields for days are left out: they speak the language of the Chromium that takes the picture.
    take(desk, "uitnodigen", "main", "main input[type=email]")
    button(desk, "Maak de uitnodiging").click()
    return urlsplit(desk.locator(".invitation-link").get_attribute("href") or "").path


if __name__ == "__main__":
    main()
