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

# The municipality and the officer whose pages the guides show.
REPRESENTATIVE, COORDINATOR = "zwolle", "coordinator"

# A file with one line that is right, and one of each kind that people get wrong.
PEOPLE = """organisatie;naam;e-mailadres;rol
Zwolle;Anna Voorbeeld;anna@zwolle.example;plaatsvervanger
Zwole;Bram Voorbeeld;bram@zwolle.example;plaatsvervanger
Assen;Carla Voorbeeld;carla.assen.example;plaatsvervanger
"""


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
]

OF_A_COORDINATOR = [
    Picture("coordinatie", "/coordinatie", last=".glance"),
    Picture("mensen", "/mensen", last="main table"),
    Picture("fusie", "/leden/fusie?van=GM0150&naar=GM0193", "main", "main table"),
    Picture("wissen", "/mensen/wissen", "main", "main form"),
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
        vote(phone)
        invitation = invite(desk)
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
    above = page.locator(first).first.bounding_box() if first else None
    below = page.locator(last).first.bounding_box() if last else None
    top = above["y"] - MARGIN if above else 0
    bottom = below["y"] + below["height"] + MARGIN if below else window["height"]
    strip: FloatRect = {"x": 0, "y": top, "width": window["width"], "height": bottom - top}
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=strip)


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


def vote(phone: Page) -> None:
    phone.goto("/stemmingen/S-2026-007/stem")
    phone.get_by_label("voor", exact=True).check()
    take(phone, "stem", "main", "main form")
    button(phone, "Naar de samenvatting").click()
    button(phone, "Stem uitbrengen").wait_for()
    take(phone, "samenvatting", "main", "main")
    button(phone, "Stem uitbrengen").click()
    phone.get_by_role("heading", name="Ontvangstbewijs").wait_for()
    take(phone, "ontvangstbewijs", "main", "main dl")


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
