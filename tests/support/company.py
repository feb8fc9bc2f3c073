"""The people of one journey: each with a browser of their own, signed in anew whenever so much time passed that they are not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import DESK, PHONE
from tests.support.house import House
from tests.support.journeys import button, email_of, sign_in
from tests.support.time import AheadClock

# After so many ticks all letters of the demo are written.
_TICKS = 8


@dataclass
class Company:
    """Who takes part, by their address in the demo, on pages of a portal whose time moves."""

    house: House
    visitor: Callable[[], Page]
    time: AheadClock
    _pages: dict[str, Page] = field(default_factory=dict)
    _asleep: set[str] = field(default_factory=set)

    def phone(self, name: str) -> Page:
        """This representative, signed in on a phone."""
        return self._signed_in(name, phone=True)

    def desk(self, name: str) -> Page:
        """This officer, signed in at a desk."""
        return self._signed_in(name, phone=False)

    def _signed_in(self, name: str, *, phone: bool) -> Page:
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self.visitor()
            page.set_viewport_size(PHONE if phone else DESK)
            self._asleep.add(name)
        if name in self._asleep:
            page.context.clear_cookies()
            sign_in(page, name)
            self._asleep.discard(name)
        return page

    def day(self, days: int) -> str:
        """The day that many days on, as a field of a form takes it."""
        there: date = self.time.today + timedelta(days=days)
        return there.isoformat()

    def let_pass(self, days: int) -> None:
        """Let days pass; the clock carries out what became due."""
        self.time.go_on(days=days)
        self._asleep.update(self._pages)
        self.tick()

    def tick(self) -> str:
        """Tick once, as happens every minute: all that is due, and a bounded number of letters."""
        with self.time.held():
            return str(self.house.run("tick").stdout).strip()

    def letters(self, name: str) -> list[EmailMessage]:
        """The letters that this person got, the latest last, once no letter waits to be written or sent."""
        if not any(self.tick() == "0 done, 0 sent" for _ in range(_TICKS)):
            raise AssertionError(f"after {_TICKS} ticks there is still something to do")
        folder = Path(url2pathname(urlsplit(self.house.app.config["MAIL_URL"]).path))
        found = [message_from_bytes(file.read_bytes(), policy=default) for file in sorted(folder.glob("*.eml"))]
        return [letter for letter in found if letter["To"] == email_of(name)]


def says(page: Page, *sentences: str) -> None:
    """The page itself says each of these."""
    for sentence in sentences:
        expect(page.get_by_role("main")).to_contain_text(sentence)


def press(page: Page, name: str, then: str = "") -> None:
    """Press the button with these words; the page that comes says `then`."""
    button(page, name).click()
    if then:
        says(page, then)


def fill(page: Page, **fields: str) -> None:
    """Fill in fields by the name that they have in the form."""
    for name, typed in fields.items():
        page.locator(f"[name={name}]").fill(typed)


def row_of(page: Page, organisation: str, table: str = "") -> Locator:
    """The row about this organisation, in the table with this caption or in any."""
    place = page.get_by_role("table", name=table) if table else page.get_by_role("main")
    return place.get_by_role("row").filter(has=page.get_by_role("rowheader", name=organisation, exact=True))
