"""What may be kept and for how long: a public page holds as long as the version of everything the public can see."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, flash, session

from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import schedule
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import act
from gemportal.kernel.public_state import raise_public_revision
from gemportal.kernel.words import _l
from gemportal.settings.acts import change_setting
from gemportal.voting.rules import DAYS_TO_CONTEST
from tests.factories.members import ZWOLLE, coordinator
from tests.factories.people import person_with_mandate, sign_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

TESTER = clock_for("tests:publish")
PAGES = [
    "/",
    "/gemeenten",
    "/initiatieven",
    "/groepen",
    "/stemmingen",
    "/besluiten",
    "/agenda",
    "/instellingen",
    "/register",
]


@act("tests:touch", _l("raakt een openbare bladzijde aan"), holds=None)
def touch_a_page(actor: Actor) -> None:
    raise_public_revision()


@act("tests:deadline", _l("zet een termijn"), holds=None)
def set_a_deadline(actor: Actor) -> None:
    schedule.put("tests:bell", "x", kernel_clock.now() + timedelta(minutes=1))


def change(house: House, value: int = 5) -> None:
    house.perform(change_setting, coordinator(house), DAYS_TO_CONTEST.key, value, "voor deze proef")


def etag(client: StrictClient, address: str = "/instellingen") -> str:
    return str(client.get(address).headers["ETag"])


@pytest.mark.parametrize("address", PAGES)
def test_abuse_41_a_public_page_may_be_kept_by_all_and_knows_no_cookie(client: StrictClient, address: str) -> None:
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["ETag"].startswith('W/"')
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


def test_who_has_the_present_version_gets_no_page(client: StrictClient) -> None:
    known = etag(client)
    response = client.get("/instellingen", headers={"If-None-Match": known})
    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == known
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert client.queries == 1


def a_governance_act(house: House, clock: StoppedClock) -> None:
    change(house)


def a_house_act(house: House, clock: StoppedClock) -> None:
    house.perform(touch_a_page, TESTER)


def a_deadline_passes(house: House, clock: StoppedClock) -> None:
    clock.advance(minutes=1)


def a_day_begins(house: House, clock: StoppedClock) -> None:
    clock.set(kernel_clock.end_of(kernel_clock.today()))


@pytest.fixture
def settled(house: House, clock: StoppedClock) -> House:
    """A house in which somebody can act, and a deadline lies a minute ahead."""
    coordinator(house)
    house.perform(set_a_deadline, TESTER)
    return house


@pytest.mark.parametrize("move", [a_governance_act, a_house_act, a_deadline_passes, a_day_begins])
def test_the_version_moves(
    settled: House, client: StrictClient, clock: StoppedClock, move: Callable[[House, StoppedClock], None]
) -> None:
    if move is a_day_begins:
        clock.advance(minutes=1)
    before = etag(client)
    move(settled, clock)
    assert client.get("/instellingen", headers={"If-None-Match": before}).status_code == 200
    assert etag(client) != before


def test_the_version_stays_while_nothing_changes(settled: House, client: StrictClient, clock: StoppedClock) -> None:
    before = etag(client)
    clock.advance(seconds=59)
    assert etag(client) == before
    assert client.get("/gemeenten", headers={"If-None-Match": before}).status_code == 304


def test_each_language_has_its_own_version(client: StrictClient) -> None:
    dutch = etag(client)
    assert etag(client, "/en/instellingen") != dutch
    assert client.get("/en/instellingen", headers={"If-None-Match": dutch}).status_code == 200


def test_a_page_is_rendered_once_for_each_version_and_language(house: House, client: StrictClient) -> None:
    coordinator(house)
    first = client.get("/instellingen").data
    english = client.get("/en/instellingen").data
    for address, page in (("/instellingen", first), ("/en/instellingen", english)):
        assert client.get(address).data == page
        assert client.queries == 1
        assert client.response.content_type == "text/html; charset=utf-8"
    change(house, 17)
    assert b">17" in client.get("/instellingen").data
    assert client.queries > 1


def test_each_question_has_its_own_page(client: StrictClient, house: House) -> None:
    coordinator(house)
    assert client.get("/register?act=people:enrol").data != client.get("/register?act=voting:open").data


def test_asking_for_the_head_keeps_the_whole_page(client: StrictClient) -> None:
    client.head("/privacy")
    assert "Privacy" in client.get("/privacy").text


def test_abuse_41_a_page_for_somebody_is_stored_nowhere(app: Flask, house: House, client: StrictClient) -> None:
    email = person_with_mandate(app, ZWOLLE)
    known = etag(client, "/gemeenten")
    sign_in(client, email)
    for headers in ({}, {"If-None-Match": known}):
        response = client.get("/gemeenten", headers=headers)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in response.headers
        assert "Representative van GM0193" in client.page.one(".site-header").text
    stranger = app.test_client()
    assert "Representative" not in stranger.get("/gemeenten").text
    assert "Afmelden" not in stranger.get("/gemeenten").text


def test_a_cookie_that_is_nobodys_is_served_but_not_stored(client: StrictClient) -> None:
    client.set_cookie(client.application.config["SESSION_COOKIE_NAME"], "verzonnen")
    response = client.get("/gemeenten")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("address", ["/aanmelden", "/bestaat-niet", "/mijn"])
def test_what_is_no_public_page_is_never_stored(client: StrictClient, address: str) -> None:
    response = client.get(address)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers


def test_a_refusal_on_a_public_address_is_not_kept(client: StrictClient) -> None:
    response = client.get("/besluiten/B-2026-999")
    assert (response.status_code, response.headers["Cache-Control"]) == (404, "no-cache")
    assert "Set-Cookie" not in response.headers
    assert "ETag" not in response.headers


@pytest.mark.parametrize("touch", [lambda: flash("Gelukt."), lambda: session.update(x=1)], ids=["flash", "session"])
def test_a_public_page_that_touches_the_session_fails(
    app: Flask, client: StrictClient, monkeypatch: pytest.MonkeyPatch, touch: Callable[[], None]
) -> None:
    def view() -> str:
        touch()
        return "x"

    monkeypatch.setitem(app.view_functions, "site.privacy", view)
    with pytest.raises(RuntimeError, match="public, yet it changed the session"):
        client.get("/privacy")


def test_a_page_is_of_the_same_moment_as_its_version(
    app: Flask, house: House, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An act that comes between reading the version and rendering must not get onto a page of the version before it."""
    coordinator(house)
    before = etag(client, "/besluiten")
    view = app.view_functions["settings.index"]

    def overtaken() -> str:
        thread = threading.Thread(target=change, args=(house, 17))
        thread.start()
        thread.join()
        return str(view())

    monkeypatch.setitem(app.view_functions, "settings.index", overtaken)
    response = client.get("/instellingen")
    assert response.headers["ETag"] == before
    assert b">17" not in response.data
    monkeypatch.undo()
    assert b">17" in client.get("/instellingen").data
