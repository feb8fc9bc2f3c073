"""Everything that a link leads to, for a reader, a representative and a coordinator: whole, accessible and light."""

import gzip
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import Live
from tests.factories import people
from tests.support.browser import DESK, PHONE, accessible, sideways
from tests.support.client import StrictClient
from tests.support.journeys import email_of, sign_in

# How many addresses of one kind are asked for; the first is judged, the last is opened in the browser.
OPENED = 4

# The weight of a first view: the page, its styles and its script as they go over the line, and how many requests that takes.
HEAVIEST, MOST_REQUESTS = 40_000, 6

# Visitors, each after those who see less.
BEFORE: dict[str | None, list[str | None]] = {None: [], "zwolle": [None], "coordinator": [None, "zwolle"]}

Addresses = dict[str, list[str]]


@pytest.fixture(scope="module")
def reached_by(live: Live) -> Callable[[str | None], Addresses]:
    """What links lead to for a visitor, who is somebody from the demo or anybody. Asked for once."""

    @cache
    def reached(name: str | None) -> Addresses:
        client = people.signed_in(live.app, email_of(name)) if name else live.app.test_client()
        assert isinstance(client, StrictClient)
        return reached_by_links(client, live, "/mijn" if name else "/")

    return reached


def reached_by_links(client: StrictClient, live: Live, start: str) -> Addresses:
    """Pages that links lead to, by endpoint; every one of them answered 200, and so did every file."""
    found: Addresses = defaultdict(list)
    tried: dict[str, int] = defaultdict(int)
    waiting, seen = [start], {start}
    router = live.app.url_map.bind("localhost")
    while waiting:
        address = waiting.pop(0)
        endpoint = router.match(urlsplit(address).path)[0]
        if tried[endpoint] >= OPENED:
            continue
        tried[endpoint] += 1
        client.get(address)
        if start == "/" and (client.response.location or "").startswith("/aanmelden?naar="):
            continue  # One's own page, which the public pages speak of: it asks a reader to sign in, and leads back.
        if start == "/mijn" and client.response.location == "/mijn":
            continue  # The sign-in page, which a forgotten password leads to: who is signed in already goes on.
        assert client.response.status_code == 200, f"{address} answered {client.response.status_code}"
        if client.response.mimetype != "text/html":
            continue
        found[endpoint].append(address)
        for element in client.page.all("a[href]"):
            target = urljoin(address, element["href"]).partition("#")[0]
            if target.startswith("/") and target.split("/")[1] != "en" and target not in seen:
                seen.add(target)
                waiting.append(target)
    return found


def open_page(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, f"{address} answered {response.status}"


def look_at(page: Page, address: str) -> None:
    """Axe finds nothing: in Dutch at a desk and on a phone, in English on a phone."""
    page.set_viewport_size(DESK)
    open_page(page, address)
    accessible(page)
    page.set_viewport_size(PHONE)
    open_page(page, f"/en{address}")
    accessible(page)


@pytest.mark.parametrize("name", list(BEFORE))
def test_links_lead_to_accessible_pages(
    name: str | None, reached_by: Callable[[str | None], Addresses], visitor: Callable[[], Page]
) -> None:
    # A page that a visitor with less reach sees too is judged there; here it is only opened.
    judged = {endpoint for other in BEFORE[name] for endpoint in reached_by(other)}
    page = visitor()
    if name:
        sign_in(page, name)
    faults = []
    for endpoint, addresses in reached_by(name).items():
        try:
            if endpoint not in judged:
                look_at(page, addresses[0])
            page.set_viewport_size(PHONE)
            open_page(page, addresses[-1])
            faults += sideways(page)
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n\n".join(faults)


def weigh(page: Page, address: str) -> tuple[int, int]:
    """Bytes over the line without the font, and the number of requests, of a first view."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    light = [answer for answer in answers if answer.request.resource_type != "font"]
    return sum(len(gzip.compress(answer.body())) for answer in light), len(answers)


def test_public_pages_are_light(reached_by: Callable[[str | None], Addresses], visitor: Callable[[], Page]) -> None:
    public = reached_by(None)
    heavy = []
    for endpoint, addresses in public.items():
        weight, requests = weigh(visitor(), addresses[0])
        if weight > HEAVIEST or requests > MOST_REQUESTS:
            heavy.append(f"{addresses[0]} ({endpoint}): {weight} bytes in {requests} requests")
    assert not heavy, "\n".join(heavy)
