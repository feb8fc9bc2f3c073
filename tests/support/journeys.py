"""What the journeys in a browser share: signing in, and finding what a page offers by its words."""

from playwright.sync_api import Locator, Page

from gemportal.demo.cast import DOMAIN
from gemportal.kernel import outbox
from gemportal.kernel.outbox import Letter
from tests.support.house import House

PASSWORD = "samenwerken-is-leren"


def email_of(name: str) -> str:
    """The address of somebody in the demo."""
    return f"{name}@{DOMAIN}"


def sign_in(page: Page, name: str) -> None:
    """Sign in as `name`@ of the demo."""
    page.goto("/aanmelden")
    page.get_by_label("E-mailadres").fill(email_of(name))
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    button(page, "Aanmelden").click()
    page.wait_for_url("**/mijn")


def heading(page: Page) -> str:
    """What the page says it is."""
    return page.get_by_role("heading", level=1).inner_text()


def button(page: Page, name: str) -> Locator:
    """The button with exactly these words in the page itself."""
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def link(page: Page, name: str) -> Locator:
    """The first link in the page itself with these words in it."""
    return page.get_by_role("main").get_by_role("link", name=name).first


def follow(page: Page, name: str) -> None:
    """Click that link, and wait for the page behind it."""
    before = page.url
    link(page, name).click()
    page.wait_for_url(lambda url: url != before)


def letters_to(house: House, to: str) -> list[Letter]:
    """The letters to this address that the ticks send now; all that wait are sent, as many at a time as a tick takes."""
    letters: list[Letter] = []
    while house.ask(outbox.send_due, letters.append):
        pass
    return [letter for letter in letters if letter.to == to]
