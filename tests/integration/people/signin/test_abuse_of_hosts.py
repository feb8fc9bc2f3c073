"""Headers that lie about where a request comes from or goes to, and cookies that leak (abuse cases 29 and 32)."""

import http.cookies
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gemportal.kernel import db, outbox
from gemportal.kernel.actor import Office
from gemportal.people.signin.models import SignIn
from gemportal.people.signin.rules import PER_NETWORK
from tests.factories.members import PASSWORD, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support import stores
from tests.support.house import House
from tests.support.time import StoppedClock

EVIL = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Original-URL": "/evil",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=192.0.2.60;proto=http;host=evil.example",
}
PLACE = {"REMOTE_ADDR": "198.51.100.9"}


def knock(
    app: Flask, headers: dict[str, str], email: str, password: str, base: str = "http://localhost"
) -> TestResponse:
    """Sign in from one place, saying this and that about it; the session of before is not taken along."""
    browser = FlaskClient(app, app.response_class)
    asked: dict[str, Any] = {
        "headers": {**headers, "Referer": f"{base}/aanmelden"},
        "environ_base": PLACE,
        "base_url": base,
    }
    page = browser.get("/aanmelden", **asked)
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page.text)
    assert token is not None
    return browser.post("/aanmelden", data={"csrf_token": token[1], "email": email, "password": password}, **asked)


def networks(house: House) -> list[str]:
    return list(house.ask(lambda: db.session().scalars(sa.select(SignIn.network).order_by(SignIn.started_at)).all()))


def test_abuse_29_links_come_from_the_configuration(app: Flask, house: House, clock: StoppedClock) -> None:
    coordinator = signed_in(app, office_holder(app, Office.COORDINATOR))
    coordinator.get("/mensen/uitnodigen?voor=functie")
    token = coordinator.page.all("input[name=csrf_token]")[0]["value"]
    invited = {"name": "Wie", "email": "wie@gemportal.example", "office": "board", "first_day": "2026-03-02"}
    headers = {name: said for name, said in EVIL.items() if name != "Host"}
    answer = coordinator.post("/mensen/uitnodigen?voor=functie", data={"csrf_token": token, **invited}, headers=headers)
    assert answer.status_code == 200
    assert coordinator.page.one(".panel a")["href"].startswith("http://localhost/uitnodiging/")
    cookie = coordinator.get_cookie("gemportal")
    sent = {"csrf_token": token, **invited, "email": "wie.anders@gemportal.example"}
    plain = FlaskClient(app, app.response_class, use_cookies=False)
    host = plain.post(
        "/mensen/uitnodigen?voor=functie",
        data=sent,
        headers={**EVIL, "Cookie": f"gemportal={cookie.value if cookie else ''}"},
    )
    assert host.status_code == 200
    assert 'href="http://localhost/uitnodiging/' in host.text
    assert "evil" not in host.text
    letters: list[outbox.Letter] = []
    house.ask(outbox.send_due, letters.append)
    assert not any("evil" in letter.body for letter in letters)


def test_abuse_29_no_answer_repeats_a_host(app: Flask) -> None:
    for address in ("/", "/namens", "/aanmelden?naar=/mijn", "/en"):
        answer = FlaskClient(app, app.response_class).get(address, headers=EVIL)
        assert "evil" not in answer.text + str(answer.headers), address


def test_abuse_29_without_a_proxy_nobody_chooses_where_they_come_from(
    app: Flask, house: House, clock: StoppedClock
) -> None:
    email = person_with_mandate(app, ZWOLLE)
    assert knock(app, {"X-Forwarded-For": "192.0.2.60", "X-Real-IP": "192.0.2.60"}, email, PASSWORD).status_code == 303
    assert networks(house) == ["198.51.100.0/24"]
    for number in range(PER_NETWORK):
        said = {"X-Forwarded-For": f"192.0.2.{number}"}
        assert knock(app, said, f"wie{number}@gemportal.example", "verkeerd").status_code == 422
    assert knock(app, {"X-Forwarded-For": "203.0.113.1"}, "wie@gemportal.example", "verkeerd").status_code == 429


@pytest.fixture
def behind_a_proxy(tmp_path: Path) -> Flask:
    """As in production: one proxy in front that speaks https."""
    return stores.make_app(
        f"sqlite:///{tmp_path / 'proxied.sqlite3'}",
        tmp_path,
        PROXY_HOPS=1,
        TRUSTED_HOSTS=["localhost"],
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_NAME="__Host-gemportal",
    )


def test_abuse_29_behind_one_proxy_only_what_that_proxy_says_counts(behind_a_proxy: Flask, clock: StoppedClock) -> None:
    house, email = House(behind_a_proxy), person_with_mandate(behind_a_proxy, ZWOLLE)
    said = {"X-Forwarded-For": "192.0.2.60, 203.0.113.5", "X-Forwarded-Proto": "https"}
    assert knock(behind_a_proxy, said, email, PASSWORD, "https://localhost").status_code == 303
    assert networks(house) == ["203.0.113.0/24"]
    for number in range(PER_NETWORK):
        said["X-Forwarded-For"] = f"192.0.2.{number}, 203.0.113.5"
        address = f"wie{number}@gemportal.example"
        assert knock(behind_a_proxy, said, address, "verkeerd", "https://localhost").status_code == 422
    assert knock(behind_a_proxy, said, "wie@gemportal.example", "x", "https://localhost").status_code == 429


def test_abuse_29_another_host_is_not_answered(behind_a_proxy: Flask) -> None:
    browser = FlaskClient(behind_a_proxy, behind_a_proxy.response_class)
    for host in ("evil.example", "localhost.evil.example", "evil.example:80"):
        assert browser.get("/aanmelden", headers={"Host": host}).status_code == 400
    said = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    answer = browser.get("/namens", headers=said)
    assert (answer.status_code, answer.location) == (303, "/aanmelden?naar=/namens")


def test_abuse_32_every_cookie_is_kept_from_scripts_from_other_sites_and_from_plain_http(
    behind_a_proxy: Flask, clock: StoppedClock
) -> None:
    email = person_with_mandate(behind_a_proxy, ZWOLLE)
    answer = knock(behind_a_proxy, {"X-Forwarded-Proto": "https"}, email, PASSWORD, "https://localhost")
    given = http.cookies.SimpleCookie()
    for header in answer.headers.getlist("Set-Cookie"):
        given.load(header)
    assert set(given) == {"__Host-gemportal", "__Host-gemportal-device"}
    for morsel in given.values():
        assert (morsel["httponly"], morsel["secure"], morsel["samesite"]) == (True, True, "Lax")
        assert (morsel["path"], morsel["domain"]) == ("/", "")


def test_abuse_32_the_cookie_of_a_device_signs_nobody_in(app: Flask, clock: StoppedClock) -> None:
    answer = knock(app, {}, person_with_mandate(app, ZWOLLE), PASSWORD)
    device = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("gemportal-device="))
    browser = FlaskClient(app, app.response_class, use_cookies=False)
    for name in ("gemportal-device", "gemportal"):
        cookie = device.partition(";")[0].replace("gemportal-device", name)
        assert browser.get("/namens", headers={"Cookie": cookie}).status_code == 303
