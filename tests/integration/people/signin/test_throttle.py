"""Guessing, from one place and from many, and those who must not suffer from it (abuse cases 25 and 28)."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier, Lock

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY
from gemportal.kernel.errors import TooMany
from gemportal.kernel.web.forms import HouseForm
from gemportal.people.signin import acts, queries, throttle
from gemportal.people.signin.models import Attempt
from gemportal.people.signin.passwords import Passwords
from gemportal.people.signin.rules import PER_ACCOUNT, PER_DEVICE, PER_NETWORK, Bucket
from tests.factories.members import PASSWORD, ZWOLLE
from tests.factories.people import person_with_mandate, sign_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

WRONG = "een verkeerd wachtwoord"
UNKNOWN = "niemand@gemportal.example"


class Door:
    """Knocks at the sign-in page from one network address; what an answer does to its cookie it forgets."""

    def __init__(self, app: Flask, address: str = "203.0.113.7") -> None:
        self._app, self._place = app, {"REMOTE_ADDR": address}
        browser = FlaskClient(app, app.response_class)
        page = browser.get("/aanmelden", environ_base=self._place)
        self._token = page.text.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]
        cookie = browser.get_cookie("gemportal")
        self._headers = {"Cookie": f"gemportal={cookie.value if cookie else ''}"}

    def knock(self, email: str, password: str = WRONG) -> int:
        sent = {"csrf_token": self._token, "email": email, "password": password}
        browser = FlaskClient(self._app, self._app.response_class, use_cookies=False)
        return browser.post("/aanmelden", data=sent, headers=self._headers, environ_base=self._place).status_code


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was really tried."""
    tried: list[str] = []
    fits = Passwords.fits

    def noted(self: Passwords, password: str, stored: str | None) -> bool:
        tried.append(password)
        return fits(self, password, stored)

    monkeypatch.setattr(Passwords, "fits", noted)
    return tried


def at_once(knocks: list[Callable[[], int]]) -> list[int]:
    """All of them at one moment, each in a thread of its own."""
    start = Barrier(len(knocks))

    def run(knock: Callable[[], int]) -> int:
        start.wait()
        return knock()

    with ThreadPoolExecutor(len(knocks)) as pool:
        return [done.result() for done in [pool.submit(copy_context().run, run, knock) for knock in knocks]]


@pytest.mark.parametrize("known", [True, False])
def test_abuse_25_fifty_wrong_passwords_at_once_are_not_judged(
    app: Flask, clock: StoppedClock, judged: list[str], known: bool
) -> None:
    email = person_with_mandate(app, ZWOLLE) if known else UNKNOWN
    doors = [Door(app, f"198.51.100.{number}") for number in range(50)]
    answers = at_once([lambda door=door: door.knock(email) for door in doors])  # type: ignore[misc]
    assert len(judged) == PER_ACCOUNT
    assert sorted(answers) == [422] * PER_ACCOUNT + [429] * (50 - PER_ACCOUNT)


def test_abuse_25_one_network_cannot_try_one_password_on_everybody(
    app: Flask, clock: StoppedClock, judged: list[str]
) -> None:
    door = Door(app)
    answers = [door.knock(f"wie{number}@gemportal.example") for number in range(PER_NETWORK + 5)]
    assert answers == [422] * PER_NETWORK + [429] * 5
    assert len(judged) == PER_NETWORK
    assert Door(app, "203.0.113.8").knock(UNKNOWN) == 422


def test_abuse_25_a_machine_does_not_get_further_by_changing_its_own_address(
    app: Flask, clock: StoppedClock, judged: list[str]
) -> None:
    for number in range(PER_NETWORK):
        Door(app, f"2001:db8::{number:x}").knock(f"wie{number}@gemportal.example")
    assert Door(app, "2001:db8::ffff").knock(UNKNOWN) == 429
    assert Door(app, "2001:db8:0:1::1").knock(UNKNOWN) == 422


def test_abuse_25_known_and_unknown_addresses_get_the_same_answers(
    app: Flask, client: StrictClient, clock: StoppedClock
) -> None:
    seen = []
    for email in (person_with_mandate(app, ZWOLLE), UNKNOWN, "geen adres"):
        client.get("/aanmelden")
        pages = []
        for _ in range(PER_ACCOUNT + 1):
            client.submit(values={"email": email, "password": WRONG})
            token = client.page.all("input[name=csrf_token]")[0]["value"]
            pages.append((client.response.status_code, client.response.text.replace(email, "").replace(token, "")))
        seen.append(pages)
    assert seen[0] == seen[1] == seen[2]
    assert [status for status, _ in seen[0]] == [422] * PER_ACCOUNT + [429]


def test_who_tries_too_often_is_told_what_to_do_and_keeps_what_was_typed(
    app: Flask, client: StrictClient, clock: StoppedClock
) -> None:
    email = person_with_mandate(app, ZWOLLE)
    client.get("/aanmelden")
    for _ in range(PER_ACCOUNT):
        client.submit(values={"email": email, "password": WRONG})
    client.submit(values={"email": email, "password": PASSWORD})
    assert client.response.status_code == 429
    assert "te veel pogingen. Wacht een kwartier" in client.page.one(".error-summary").text
    assert client.page.one("input[name=email]")["value"] == email
    clock.advance(minutes=15)
    client.submit(values={"email": email, "password": PASSWORD})
    assert client.address == "/mijn"


def test_a_flood_that_is_over_its_limit_takes_no_lock(app: Flask, client: StrictClient, clock: StoppedClock) -> None:
    client.get("/aanmelden")
    for _ in range(PER_ACCOUNT + 1):
        client.submit(values={"email": UNKNOWN, "password": WRONG})
    assert client.response.status_code == 429
    assert client.queries <= 2
    assert not any("sign_in_attempt" in text and "SELECT" not in text for text in client.statements)
    assert not any("advisory" in text for text in client.statements)


def test_abuse_25_an_attacker_does_not_keep_the_person_out(
    app: Flask, client: StrictClient, clock: StoppedClock
) -> None:
    """Somebody who signed in on this device before is no stranger there, whatever strangers try elsewhere."""
    email = person_with_mandate(app, ZWOLLE)
    sign_in(client, email)
    client.submit("header form")
    for number in range(PER_ACCOUNT + 1):
        last = Door(app, f"198.51.100.{number}").knock(email)
    assert last == 429
    client.submit(values={"email": email, "password": PASSWORD})
    assert client.address == "/mijn"


def test_abuse_25_a_device_that_is_known_may_not_guess_for_ever_either(
    app: Flask, client: StrictClient, clock: StoppedClock, judged: list[str]
) -> None:
    email = person_with_mandate(app, ZWOLLE)
    sign_in(client, email)
    client.submit("header form")
    judged.clear()
    for _ in range(PER_DEVICE + 1):
        client.submit(values={"email": email, "password": WRONG})
    assert client.response.status_code == 429
    assert len(judged) == PER_DEVICE
    # Its bucket is its own: elsewhere the account is as it was.
    assert Door(app).knock(email, PASSWORD) == 303


def test_abuse_25_a_device_is_known_for_its_own_account_only(
    app: Flask, client: StrictClient, clock: StoppedClock, judged: list[str]
) -> None:
    """An attacker with an account of their own gets no bucket of their own to guess at another's."""
    sign_in(client, person_with_mandate(app, ZWOLLE))
    client.submit("header form")
    cookie = client.get_cookie("gemportal-device")
    assert cookie is not None
    for number in range(PER_ACCOUNT):
        Door(app, f"198.51.100.{number}").knock(UNKNOWN)
    for forged in (cookie.value, "", "x", cookie.value[:-4] + "AAAA", "é" * 9):
        client.set_cookie("gemportal-device", forged)
        client.get("/aanmelden")
        client.submit(values={"email": UNKNOWN, "password": WRONG})
        assert client.response.status_code == 429


def test_a_device_is_forgotten_in_the_end(app: Flask, client: StrictClient, clock: StoppedClock) -> None:
    email = person_with_mandate(app, ZWOLLE)
    sign_in(client, email)
    client.submit("header form")
    kept = client.get_cookie("gemportal-device")
    clock.advance(days=180)
    client.set_cookie("gemportal-device", kept.value if kept else "")
    for number in range(PER_ACCOUNT):
        Door(app, f"198.51.100.{number}").knock(email)
    client.get("/aanmelden")
    client.submit(values={"email": email, "password": PASSWORD})
    assert client.response.status_code == 429


def test_abuse_28_342_people_sign_in_within_a_minute_through_one_proxy(
    app: Flask, house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no more passwords are evaluated at the same time than there are processors."""
    busy, most, lock = 0, 0, Lock()
    verify = PasswordHasher.verify

    def watched(self: PasswordHasher, stored: str, password: str) -> bool:
        nonlocal busy, most
        with lock:
            busy, most = busy + 1, max(most, busy + 1)
        try:
            return bool(verify(self, stored, password))
        finally:
            with lock:
                busy -= 1

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    email = person_with_mandate(app, ZWOLLE)

    door = Door(app)
    with ThreadPoolExecutor(24) as pool:
        contexts = [copy_context() for _ in range(342)]
        answers = list(pool.map(lambda context: context.run(door.knock, email, PASSWORD), contexts))
    assert answers == [303] * 342
    assert most <= (os.cpu_count() or 1)
    assert house.ask(lambda: db.session().scalars(sa.select(Attempt.id)).all()) == []


def test_attempts_count_before_they_are_judged_and_are_given_back(house: House, clock: StoppedClock) -> None:
    bucket = Bucket(b"mark", 2)
    first = house.perform(acts.reserve_attempt, NOBODY, [bucket])
    house.perform(acts.reserve_attempt, NOBODY, [bucket])
    with pytest.raises(TooMany):
        house.perform(acts.reserve_attempt, NOBODY, [bucket, Bucket(b"another", 9)])
    assert house.ask(queries.counts, [Bucket(b"another", 9)]) == {}
    house.perform(acts.refund_attempt, NOBODY, first)
    house.perform(acts.reserve_attempt, NOBODY, [bucket])
    clock.advance(minutes=15)
    house.perform(acts.reserve_attempt, NOBODY, [bucket])
    assert len(house.ask(lambda: db.session().scalars(sa.select(Attempt.id)).all())) == 1


def test_what_fails_or_breaks_counts_and_what_may_be_done_a_few_times_counts_always(
    app: Flask, clock: StoppedClock
) -> None:
    def breaks() -> bool:
        raise ArithmeticError

    with app.test_request_context("/aanmelden", method="POST"):
        bucket = throttle.of_account("something", 7, limit=2)
        with pytest.raises(ArithmeticError):
            throttle.counted(breaks, bucket)
        assert throttle.counted(lambda: "yes", bucket) == "yes"
        form = HouseForm()
        assert throttle.allowed(form, bucket)
        assert not throttle.allowed(form, bucket)
        assert (form.status, len(form.form_errors)) == (429, 1)
        assert throttle.allowed(HouseForm(), throttle.of_account("something", 8, limit=2), throttle.of_network("other"))


def test_nothing_in_the_database_says_whose_attempts_they_were(app: Flask, house: House, clock: StoppedClock) -> None:
    Door(app).knock(UNKNOWN)
    marks = house.ask(lambda: db.session().scalars(sa.select(Attempt.mark)).all())
    assert [len(mark) for mark in marks] == [32, 32]
    assert house.ask(throttle.of_account, "password", UNKNOWN).mark in marks
    assert len(set(marks)) == 2
