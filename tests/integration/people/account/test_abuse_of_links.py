"""Abuse 23, 24 and 29: what a link from a letter is worth, to whom, how often, and where it leads."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import clock as time
from gemportal.kernel import db
from gemportal.kernel.actor import MandateRole
from gemportal.people import acts as people
from gemportal.people import queries, standing
from tests.factories import accounts, members
from tests.factories.accounts import ask_for, forget, letters
from tests.factories.members import KAMPEN, PASSWORD, ZWOLLE
from tests.factories.people import person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

CHOSEN = "een heel ander wachtwoord"
NEW, INVITED = "nieuw@gemportal.example", "genood@gemportal.example"

# Where each kind of token works, and what is filled in there.
DOORS: Mapping[str, str] = {
    "invitation": "/uitnodiging/{}",
    "reset": "/wachtwoord-herstellen/{}",
    "old": "/e-mailadres-bevestigen/{}",
    "new": "/e-mailadres-bevestigen/{}",
}
EVERY_DOOR = sorted({*DOORS.values(), "/e-mailadres-bevestigen/{}/tegenhouden"})
FILLED = {"password": CHOSEN, "again": CHOSEN}
NOTHINGS = ("", " ", "%20", "null", "None", "undefined", "0", "[]", "%5B%22x%22%5D", "{}", "%00", "a" * 43)


def invite(house: House, email: str = INVITED, code: str = ZWOLLE) -> str:
    token, link = accounts.link()
    house.perform(
        people.invite,
        members.coordinator(house),
        link.digest,
        email,
        "Wie Komt",
        organisation=code,
        role=MandateRole.DEPUTY,
        first_day=time.today(),
    )
    return token


@pytest.fixture
def tokens(house: House, clock: StoppedClock) -> dict[str, str]:
    """One of each kind, alive."""
    members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    old, new = ask_for(house, KAMPEN, NEW)
    return {"invitation": invite(house), "reset": forget(house, members.email_of(ZWOLLE)), "old": old, "new": new}


def token_of_forms(client: StrictClient) -> str:
    client.get("/aanmelden")
    return client.page.one("main form:not([hidden]) input[name=csrf_token]")["value"]


def press(client: StrictClient, address: str, token: str) -> int:
    """Post the form at this address, whether or not there is one."""
    return client.post(address, data={"csrf_token": token, **FILLED}, follow_redirects=True).status_code


def rows(house: House) -> list[str]:
    """Everything in the database."""

    def read() -> list[str]:
        session = db.session()
        return sorted(repr(row) for table in db.metadata.sorted_tables for row in session.execute(sa.select(table)))

    return house.ask(read)


def test_abuse_23_a_reset_does_not_revive_an_expired_invitation(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    email = members.email_of(KAMPEN)
    members.member(house, ZWOLLE), members.representative(house, KAMPEN)
    of_known, of_stranger = invite(house, email), invite(house)
    clock.advance(days=14)
    reset, nothing = forget(house, email), forget(house, INVITED)
    assert [letter.to for letter in letters(house)] == [email], "without an account there is nothing to reset"
    assert client.get(f"/wachtwoord-herstellen/{nothing}").status_code == 404
    client.get(f"/wachtwoord-herstellen/{reset}")
    client.submit("main form.form", FILLED)
    client.submit(values={"email": email, "password": CHOSEN})
    assert client.address == "/mijn"
    csrf = client.page.one(".site-header input[name=csrf_token]")["value"]
    for token in (of_known, of_stranger):
        assert client.get(f"/uitnodiging/{token}").status_code == 409
        assert press(client, f"/uitnodiging/{token}", csrf) == 409
    assert house.ask(standing.credentials, INVITED) is None
    assert house.ask(queries.holders_of, ZWOLLE) == []


@pytest.mark.parametrize("kind", DOORS)
def test_abuse_23_a_token_works_at_its_own_door_only(
    kind: str, tokens: Mapping[str, str], house: House, client: StrictClient
) -> None:
    csrf, before = token_of_forms(client), rows(house)
    for door in EVERY_DOOR:
        if door == DOORS[kind] or (kind == "old" and door.endswith("tegenhouden")):
            continue
        address = door.format(tokens[kind])
        assert client.get(address).status_code in {404, 405}, door
        assert press(client, address, csrf) == 404, door
    client.set_cookie("gemportal", tokens[kind])
    assert client.get("/mijn").status_code == 303, "no token of a letter is one of a session"
    assert rows(house) == before


@pytest.mark.parametrize("kind", DOORS)
def test_abuse_23_a_token_works_once(
    kind: str, tokens: Mapping[str, str], house: House, client: StrictClient, app: Flask
) -> None:
    address = DOORS[kind].format(tokens[kind])
    client.get(address)
    client.submit("main form.form", FILLED if client.page.all("input[name=password]") else {})
    assert client.response.status_code == 200
    spent, visitor = rows(house), app.test_client()
    assert isinstance(visitor, StrictClient)
    assert press(visitor, address, token_of_forms(visitor)) == 409
    # Of two confirmations the first waits for the other: its page says so, without the button.
    assert visitor.get(address).status_code == (200 if kind in {"old", "new"} else 409)
    assert rows(house) == spent


def test_abuse_23_the_token_of_a_session_opens_no_door(app: Flask, tokens: Mapping[str, str]) -> None:
    visitor = signed_in(app, members.email_of(ZWOLLE))
    with visitor.session_transaction() as session:
        own = session["_user_id"]
    visitor.get("/mijn")
    csrf = visitor.page.one(".site-header input[name=csrf_token]")["value"]
    for door in EVERY_DOOR:
        assert visitor.get(door.format(own)).status_code in {404, 405}, door
        assert press(visitor, door.format(own), csrf) == 404, door


def test_abuse_23_no_token_lies_open_in_the_database(
    house: House, client: StrictClient, app: Flask, clock: StoppedClock
) -> None:
    """Asked through the pages: neither before the letters go nor after can any of them be read back."""
    owner = signed_in(app, person_with_mandate(app, ZWOLLE))
    owner.get("/mijn/e-mailadres")
    owner.submit("main form.form", {"email": NEW, "current": PASSWORD})
    client.get("/wachtwoord-vergeten")
    client.submit("main form.form", {"email": members.email_of(ZWOLLE)})
    waiting = rows(house)
    links = [accounts.link_in(letter) for letter in letters(house)]
    assert len(links) == 3
    for link in links:
        token = link.rpartition("/")[2]
        assert len(token) * 6 >= 128
        assert not [row for row in waiting + rows(house) if token in row]
        assert client.get(link).status_code == 200
    assert len({link.rpartition("/")[2] for link in links}) == 3


@pytest.mark.parametrize("nothing", NOTHINGS)
def test_abuse_23_nothing_is_no_token(
    nothing: str, tokens: Mapping[str, str], house: House, client: StrictClient
) -> None:
    csrf, before = token_of_forms(client), rows(house)
    for door in EVERY_DOOR:
        address = door.format(nothing)
        assert client.get(address, follow_redirects=True).status_code in {400, 404, 405}, address
        assert press(client, address, csrf) in {400, 404, 405}, address
    assert rows(house) == before


@pytest.mark.parametrize(
    "password",
    [None, "", " " * 3, ["kort", CHOSEN], [CHOSEN, "kort"]],
    ids=["missing", "empty", "blank", "list", "list2"],
)
def test_abuse_23_a_password_that_is_none_changes_nothing(
    password: str | list[str] | None, tokens: Mapping[str, str], house: House, client: StrictClient
) -> None:
    """Of a field that is sent twice the first counts, and it is never taken for the second."""
    csrf, before = token_of_forms(client), rows(house)
    sent = {} if password is None else {"password": password, "again": password[::-1] if password else password}
    for kind in ("invitation", "reset"):
        client.post(DOORS[kind].format(tokens[kind]), data={"csrf_token": csrf, **sent})
        assert client.response.status_code == 422
    assert rows(house) == before


@pytest.mark.parametrize("value", [None, [CHOSEN], {"x": CHOSEN}, 1, True, CHOSEN])
def test_abuse_23_json_is_no_form(value: object, tokens: Mapping[str, str], house: House, client: StrictClient) -> None:
    csrf, before = token_of_forms(client), rows(house)
    for address in (*(DOORS[kind].format(tokens[kind]) for kind in ("invitation", "reset")), "/wachtwoord-vergeten"):
        for sent in ({"password": value, "again": value, "email": value}, value):
            client.post(address, json=sent, headers={"X-CSRFToken": csrf})
            assert client.response.status_code == 422, address
    assert rows(house) == before


@pytest.mark.parametrize("kind", DOORS)
def test_abuse_24_a_link_is_not_spent_by_looking_at_it(
    kind: str, tokens: Mapping[str, str], house: House, client: StrictClient
) -> None:
    address, before = DOORS[kind].format(tokens[kind]), rows(house)
    for _ in range(3):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
        assert client.options(address).status_code == 200
        assert client.get(address, query_string=FILLED).status_code == 200
    assert rows(house) == before
    client.get(address)
    client.submit("main form.form", FILLED if client.page.all("input[name=password]") else {})
    assert client.response.status_code == 200
    assert rows(house) != before


def test_abuse_24_stopping_takes_a_button(tokens: Mapping[str, str], house: House, client: StrictClient) -> None:
    address, before = f"/e-mailadres-bevestigen/{tokens['old']}/tegenhouden", rows(house)
    for method in ("GET", "HEAD"):
        assert client.open(address, method=method).status_code == 405
    assert rows(house) == before


FORGED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "host=evil.example",
    "X-Original-URL": "//evil.example",
}


@pytest.mark.parametrize("name", FORGED)
def test_abuse_29_links_come_from_the_configuration(name: str, app: Flask, house: House, clock: StoppedClock) -> None:
    owner = signed_in(app, person_with_mandate(app, ZWOLLE))
    owner.get("/mijn/e-mailadres")
    cookie = owner.get_cookie("gemportal")
    assert cookie is not None
    # A jar would keep the cookie from the forged host; whoever forges sends it along.
    forger = app.test_client(use_cookies=False)
    headers = {name: FORGED[name], "Cookie": f"gemportal={cookie.value}"}
    token = {"csrf_token": owner.page.one("main form:not([hidden]) input[name=csrf_token]")["value"]}
    forger.post("/mijn/e-mailadres", data=token | {"email": NEW, "current": PASSWORD}, headers=headers)
    forger.post("/wachtwoord-vergeten", data=token | {"email": members.email_of(ZWOLLE)}, headers=headers)
    sent = letters(house)
    assert len(sent) == 3
    for letter in sent:
        assert "http://localhost/" in letter.body
        assert "evil" not in letter.body
        assert "gopher" not in letter.body
