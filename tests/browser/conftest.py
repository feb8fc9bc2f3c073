"""Journeys in a real browser, on the demo cooperative. Left out, with the reason, where there is no Chromium."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import browser, stores
from tests.support.company import Company
from tests.support.house import House
from tests.support.time import AheadClock


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Live:
    """A running portal with the demo in it. `house` reaches its database for what no page can prepare."""

    address: str
    app: Flask
    house: House


@pytest.fixture(scope="session")
def demo_database() -> Path:
    """The demo cooperative in a file, seeded once."""
    folder = stores.quick_folder()
    path = folder / "demo.sqlite3"
    app = stores.make_app(f"sqlite:///{path}", folder)
    House(app).run("demo")
    # What is still in SQLite's write-ahead log goes into the file when the last connection closes: only the file is copied.
    stores.let_go(app)
    return path


@pytest.fixture(scope="module")
def live(demo_database: Path) -> Iterator[Live]:
    """The portal, served on loopback, on a copy of the demo; shared by the tests of one file."""
    folder = stores.quick_folder()
    for name in ("demo.sqlite3", "register.key"):
        if (demo_database.parent / name).exists():
            shutil.copyfile(demo_database.parent / name, folder / name)
    app = stores.make_app(f"sqlite:///{folder / 'demo.sqlite3'}", folder)
    with browser.served(app) as address:
        app.config["BASE_URL"] = address
        yield Live(address, app, House(app))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser.find_chromium()
    if path is None:
        pytest.skip("no Chromium was found (on Debian: apt install chromium); CHROMIUM may name one")
    with sync_playwright() as playwright:
        running = browser.launch(playwright, path)
        yield running
        running.close()


@pytest.fixture
def complaints() -> browser.Complaints:
    """What the browser complained of so far; whatever is in it at the end fails the test."""
    return browser.Complaints()


@pytest.fixture
def visitor(chromium: Browser, live: Live, complaints: browser.Complaints) -> Iterator[Callable[[], Page]]:
    """Makes pages, each for somebody with a cookie jar of their own: `visitor()`."""
    contexts = []

    def arrive() -> Page:
        context = chromium.new_context(base_url=live.address, locale="nl-NL", viewport=browser.DESK)
        context.set_default_timeout(10_000)
        complaints.watch(context, live.address)
        contexts.append(context)
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()
    assert not complaints.lines, "\n".join(complaints.lines)


@pytest.fixture
def company(live: Live, visitor: Callable[[], Page]) -> Iterator[Company]:
    """Several people in one portal whose time moves, each in a browser of their own: `company.phone("zwolle")`."""
    time = AheadClock(live.app)
    yield Company(live.house, visitor, time)
    time.release()


@pytest.fixture
def page(visitor: Callable[[], Page]) -> Page:
    """One visitor, at a desk. `accessible(page)` judges the page there and on a phone."""
    return visitor()
