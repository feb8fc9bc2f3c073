"""Everything that a link leads to, for a reader, a representative and a coordinator: whole, accessible and light."""

import gzip
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import Live
from tests.factories import people
from tests.support.browser import DESK, PHONE, accessible
from tests.support.client import StrictClient
from tests.support.journeys import email_of, sign_in

# How many addresses of one kind are asked for, and how many of those are looked at in the browser.
OPENED, LOOKED_AT = 8, 2

# The weight of a first view: the page, its styles and its script as they go over the line, and how many requests that takes.
HEAVIEST, MOST_REQUESTS = 40_000, 6

Addresses = dict[str, list[str]]


def visitor_without_browser(live: Live, name: str | None) -> StrictClient:
    return people.signed_in(live.app, email_of(name)) if name else live.app.test_client()


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


def look_at(page: Page, address: str, *, first_of_its_kind: bool) -> None:
    """The page answers in both languages, and axe finds nothing: at a desk and on a phone, in English on a phone."""
    page.set_viewport_size(DESK if first_of_its_kind else PHONE)
    open_page(page, address)
    accessible(page)
    if first_of_its_kind:
        page.set_viewport_size(PHONE)
        open_page(page, f"/en{address}")
        accessible(page)


@pytest.mark.parametrize("name", [None, "zwolle", "coordinator"])
def test_links_lead_to_accessible_pages(name: str | None, live: Live, visitor: Callable[[], Page]) -> None:
    public = reached_by_links(live.app.test_client(), live, "/")
    reached = reached_by_links(visitor_without_browser(live, name), live, "/mijn") if name else public
    page = visitor()
    if name:
        sign_in(page, name)
    faults = []
    for endpoint, addresses in reached.items():
        # Whoever signed in gets more on a public page, but in the same frame: one look is enough there.
        again = name is not None and endpoint in public
        for place, address in enumerate(addresses[: 1 if again else LOOKED_AT]):
            try:
                look_at(page, address, first_of_its_kind=place == 0 and not again)
            except AssertionError as fault:
                faults.append(str(fault))
    assert not faults, "\n\n".join(faults)


def weigh(page: Page, address: str) -> tuple[int, int]:
    """Bytes over the line without the font, and the number of requests, of a first view."""
    answers: list[Response] = []
    page.on("response", answers.append)
    page.goto(address, wait_until="networkidle")
    light = [answer for answer in answers if answer.request.resource_type != "font"]
    return sum(len(gzip.compress(answer.body())) for answer in light), len(answers)


def test_public_pages_are_light(live: Live, visitor: Callable[[], Page]) -> None:
    public = reached_by_links(live.app.test_client(), live, "/")
    heavy = []
    for endpoint, addresses in public.items():
        weight, requests = weigh(visitor(), addresses[0])
        if weight > HEAVIEST or requests > MOST_REQUESTS:
            heavy.append(f"{addresses[0]} ({endpoint}): {weight} bytes in {requests} requests")
    assert not heavy, "\n".join(heavy)
