"""Everything that a link leads to, for a reader, a representative and a coordinator: whole, accessible and light."""

import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, Response

from gemportal.voting import queries as votes
from gemportal.voting.methods import METHODS
from gemportal.voting.preparing.rules import Kind, offered
from gemportal.voting.rules import VoteStatus
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

# What links lead to, by the sort of page.
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
    """Pages that links lead to, by their sort; every one of them answered 200, and so did every file."""
    found: Addresses = defaultdict(list)
    tried: dict[str, int] = defaultdict(int)
    waiting, seen = [start], {start}
    router = live.app.url_map.bind("localhost")
    while waiting:
        address = waiting.pop(0)
        sort = sort_of(live, address, *router.match(urlsplit(address).path))
        if tried[sort] >= OPENED:
            continue
        tried[sort] += 1
        client.get(address)
        if start == "/" and (client.response.location or "").startswith("/aanmelden?naar="):
            continue  # One's own page, which the public pages speak of: it asks a reader to sign in, and leads back.
        if start == "/mijn" and client.response.location == "/mijn":
            continue  # The sign-in page, which a forgotten password leads to: who is signed in already goes on.
        assert client.response.status_code == 200, f"{address} answered {client.response.status_code}"
        if client.response.mimetype != "text/html":
            continue
        found[sort].append(address)
        for element in client.page.all("a[href]"):
            target = urljoin(address, element["href"]).partition("#")[0]
            if target.startswith("/") and target.split("/")[1] != "en" and target not in seen:
                seen.add(target)
                waiting.append(target)
    return found


def sort_of(live: Live, address: str, endpoint: str, values: Mapping[str, Any]) -> str:
    """Pages of one sort are made alike: those of one endpoint; ballots of one shape, results by one method, forms of one kind."""
    if endpoint in ("voting.show", "voting.cast"):
        vote = live.house.ask(votes.by_number, values["number"])
        if endpoint == "voting.cast":
            return f"{endpoint} {METHODS[vote.method].shape}"
        return f"{endpoint} {vote.method if vote.status is VoteStatus.PUBLISHED else vote.status}"
    return f"{endpoint} {kind[0]}" if (kind := parse_qs(urlsplit(address).query).get("soort")) else endpoint


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
    judged = {sort for other in BEFORE[name] for sort in reached_by(other)}
    page = visitor()
    if name:
        sign_in(page, name)
    faults = []
    for sort, addresses in reached_by(name).items():
        try:
            if sort not in judged:
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


def test_every_page_on_which_votes_are_prepared_cast_and_ruled_on_is_reached(
    reached_by: Callable[[str | None], Addresses],
) -> None:
    reached = {sort for name in BEFORE for sort in reached_by(name)}
    kinds = {f"voting.prepare {kind}" for kind in Kind}
    ballots = {f"voting.cast {METHODS[method].shape}" for method in offered()}
    results = {f"voting.show {method}" for method in offered() - {"approval", "irv"}}
    states = {f"voting.show {status}" for status in set(VoteStatus) - {VoteStatus.PREPARED, VoteStatus.PUBLISHED}}
    acts = {"prepare", "prepared", "contest", "rule_on_contest", "settle_objection", "withdraw_objection", "give_proxy"}
    missed = (kinds | ballots | results | states | {f"voting.{name}" for name in acts}) - reached
    assert sorted(missed) == []


def test_public_pages_are_light(reached_by: Callable[[str | None], Addresses], visitor: Callable[[], Page]) -> None:
    public = reached_by(None)
    heavy = []
    for sort, addresses in public.items():
        weight, requests = weigh(visitor(), addresses[0])
        if weight > HEAVIEST or requests > MOST_REQUESTS:
            heavy.append(f"{addresses[0]} ({sort}): {weight} bytes in {requests} requests")
    assert not heavy, "\n".join(heavy)
