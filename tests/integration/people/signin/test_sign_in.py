"""Signing in and out, tokens, and for whom somebody acts."""

import http.cookies

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Actor, Capacity, MandateRole, Office, clock_for
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.people import acts as people
from gemportal.people import rules, standing
from gemportal.people.models import Mandate
from gemportal.people.policy import DEMO
from gemportal.people.signin import acts, queries
from gemportal.people.signin.passwords import Passwords
from tests.factories import members
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, sign_in, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.stores import CHEAP_ARGON2
from tests.support.time import StoppedClock

OLD, NEW = rules.digest_of("old"), rules.digest_of("new")


def begin(house: House, actor: Actor, digest: bytes = OLD, ending: bytes | None = None) -> int:
    return house.perform(acts.sign_in, NOBODY, actor.person_id or 0, members.password_hash(), digest, ending=ending)


def with_two_mandates(house: House) -> Actor:
    zwolle = members.representative(house, ZWOLLE)
    members.member(house, KAMPEN)
    email, deputy = members.email_of(ZWOLLE), MandateRole.DEPUTY
    house.perform(people.enrol, clock_for(DEMO), email, "x", members.password_hash(), organisation=KAMPEN, role=deputy)
    return zwolle


def test_one_capacity_is_chosen_by_itself(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    assert begin(house, zwolle) == 1
    assert house.ask(queries.signed_in_by, OLD) == zwolle


def test_several_capacities_are_chosen_from_and_the_token_changes(house: House, clock: StoppedClock) -> None:
    zwolle = with_two_mandates(house)
    assert begin(house, zwolle) == 2
    person = house.ask(queries.signed_in_by, OLD)
    assert (person.capacity, person.represents) == (Capacity.PERSON, {ZWOLLE, KAMPEN})
    kampen = next(
        choice for choice in house.ask(standing.choices, zwolle.person_id) if choice.actor.organisation == KAMPEN
    )
    house.perform(acts.act_for, person, kampen.key, NEW, ending=OLD)
    assert house.ask(queries.signed_in_by, OLD) is NOBODY
    assert house.ask(queries.signed_in_by, NEW).organisation == KAMPEN


def test_nobody_takes_on_the_capacity_of_another(house: House, clock: StoppedClock) -> None:
    zwolle, kampen = members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    begin(house, zwolle)
    for key in (f"m{kampen.mandate_id}", "m0", "o1", ""):
        with pytest.raises(NotFound):
            house.perform(acts.act_for, zwolle, key, NEW, ending=OLD)
    begin(house, kampen, b"of kampen")
    with pytest.raises(NotFound):
        house.perform(acts.act_for, zwolle, f"m{zwolle.mandate_id}", NEW, ending=b"of kampen")
    assert house.ask(queries.signed_in_by, NEW) is NOBODY


def test_a_token_dies_with_signing_out_and_with_the_next_sign_in(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    begin(house, zwolle)
    begin(house, zwolle, NEW, ending=OLD)
    assert house.ask(queries.signed_in_by, OLD) is NOBODY
    house.perform(acts.sign_out, NOBODY, NEW)
    assert house.ask(queries.signed_in_by, NEW) is NOBODY
    with pytest.raises(NotFound):
        house.perform(acts.act_for, zwolle, f"m{zwolle.mandate_id}", b"newest", ending=NEW)


def test_a_password_changed_meanwhile_signs_nobody_in(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    with pytest.raises(RuleBroken):
        house.perform(acts.sign_in, NOBODY, zwolle.person_id or 0, "another hash", OLD)
    assert house.ask(queries.signed_in_by, OLD) is NOBODY


def test_who_acts_is_known_with_one_query(app: Flask, client: StrictClient) -> None:
    sign_in(client, person_with_mandate(app, ZWOLLE))
    client.get("/mijn")
    assert sum("sign_in" in statement for statement in client.statements) == 1


def test_signing_in_and_out(app: Flask, client: StrictClient) -> None:
    sign_in(client, person_with_mandate(app, ZWOLLE))
    assert client.address == "/mijn"
    client.submit("header form")
    assert client.address == "/aanmelden"
    assert "afgemeld" in client.page.main.text
    client.get("/mijn", follow_redirects=True)
    assert client.address == "/aanmelden?naar=/mijn"


def test_the_session_of_before_signing_out_is_dead_everywhere(app: Flask, client: StrictClient) -> None:
    sign_in(client, person_with_mandate(app, ZWOLLE))
    cookie = client.get_cookie("gemportal")
    assert cookie is not None
    client.get("/namens")
    client.submit("header form")
    thief = app.test_client()
    thief.set_cookie("gemportal", cookie.value)
    assert thief.get("/namens").status_code == 303


def test_the_session_changes_at_sign_in_and_at_every_choice(app: Flask, client: StrictClient, house: House) -> None:
    with_two_mandates(house)
    client.get("/aanmelden")
    seen = [client.get_cookie("gemportal")]
    client.submit(values={"email": members.email_of(ZWOLLE), "password": members.PASSWORD})
    assert client.address == "/namens"
    seen.append(client.get_cookie("gemportal"))
    client.submit("main form", {"choice": client.page.all("input[name=choice]")[0]["value"]})
    assert client.address == "/mijn"
    seen.append(client.get_cookie("gemportal"))
    assert len({cookie.value for cookie in seen if cookie}) == 3
    before = app.test_client()
    before.set_cookie("gemportal", seen[1].value if seen[1] else "")
    assert before.get("/namens").status_code == 303


def test_nothing_of_the_session_before_is_left_after_signing_in(app: Flask, client: StrictClient) -> None:
    email = person_with_mandate(app, ZWOLLE)
    client.get("/aanmelden")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(client, email)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: Flask, client: StrictClient) -> None:
    client.get("/aanmelden")
    morsel = http.cookies.SimpleCookie(client.response.headers["Set-Cookie"])["gemportal"]
    assert (morsel["httponly"], morsel["samesite"], morsel["path"], morsel["expires"]) == (True, "Lax", "/", "")


def test_known_and_unknown_addresses_get_the_same_answer_for_the_same_work(
    app: Flask, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = person_with_mandate(app, ZWOLLE)
    checks: list[str | None] = []
    original = Passwords.fits

    def counted(self: Passwords, password: str, stored: str | None) -> bool:
        checks.append(stored)
        return original(self, password, stored)

    monkeypatch.setattr(Passwords, "fits", counted)
    answers = []
    for email in (known, "niemand@gemportal.example", "geen adres"):
        client.get("/aanmelden")
        client.submit(values={"email": email, "password": "verkeerd wachtwoord"})
        token = client.page.all("input[name=csrf_token]")[0]["value"]
        answers.append((client.response.status_code, client.response.text.replace(email, "").replace(token, "")))
    assert len(checks) == 3
    assert answers[0][0] == 422
    assert answers[0] == answers[1] == answers[2]


def test_a_wrong_password_keeps_the_address_and_forgets_the_password(app: Flask, client: StrictClient) -> None:
    client.get("/aanmelden")
    client.submit(values={"email": "wie@gemportal.example", "password": "verkeerd wachtwoord"})
    assert client.page.one("input[name=email]")["value"] == "wie@gemportal.example"
    assert not client.page.one("input[name=password]").get("value")
    assert "verkeerd wachtwoord" not in client.response.text


def test_an_empty_sign_in_asks_for_both(client: StrictClient) -> None:
    client.get("/aanmelden")
    client.submit()
    assert client.response.status_code == 422
    assert "Vul uw e-mailadres in." in client.page.main.text


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/namens", "/namens"),
        ("//evil.example", "/mijn"),
        ("/\\evil.example", "/mijn"),
        ("https://evil.example", "/mijn"),
    ],
)
def test_after_signing_in_one_comes_where_one_was_going(app: Flask, client: StrictClient, asked: str, led: str) -> None:
    email = person_with_mandate(app, ZWOLLE)
    client.get("/aanmelden", query_string={"naar": asked})
    client.submit(values={"email": email, "password": members.PASSWORD})
    assert client.address == led
    client.get("/aanmelden", query_string={"naar": asked})
    assert client.response.location == led


def test_the_way_back_keeps_the_language(app: Flask, client: StrictClient) -> None:
    email = person_with_mandate(app, ZWOLLE)
    client.get("/en/namens", follow_redirects=True)
    client.submit(values={"email": email, "password": members.PASSWORD})
    assert client.address == "/en/namens"


def test_signing_out_needs_the_token_of_the_form(app: Flask, client: StrictClient) -> None:
    sign_in(client, office_holder(app, Office.COORDINATOR))
    assert client.post("/afmelden").status_code == 400
    assert client.get("/namens").status_code == 200


def test_a_mandate_that_ends_counts_for_nothing_at_the_very_next_request(app: Flask, house: House) -> None:
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    zwolle.get("/namens")
    assert "namens Zwolle" in zwolle.page.one(".site-header").text
    mandate_id = house.ask(lambda: db.session().scalar(sa.select(Mandate.id))) or 0
    house.perform(people.end_mandate, members.coordinator(house), mandate_id)
    zwolle.get("/namens")
    assert "namens Zwolle" not in zwolle.page.one(".site-header").text
    assert zwolle.page.heading == "U hebt nu geen rol"


def test_a_forged_or_empty_cookie_is_nobody(app: Flask, client: StrictClient) -> None:
    for value in ("", "x", "eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb"):
        client.set_cookie("gemportal", value)
        assert client.get("/namens").status_code == 303


def test_without_a_person_a_real_hash_is_checked_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: PasswordHasher, stored: str, password: str) -> bool:
        checked.append(stored)
        return bool(verify(self, stored, password))

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    Passwords(CHEAP_ARGON2).fits("x", None)
    assert checked[0].startswith("$argon2id$v=19$m=8,t=1,p=1$")


def test_passwords_are_argon2id_and_survive_another_keyboard() -> None:
    passwords = Passwords(CHEAP_ARGON2)
    stored = passwords.hashed("een café vol zinnen")
    assert stored.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert passwords.fits("een cafe\u0301 vol zinnen", stored)
    assert not passwords.fits("een cafe vol zinnen", stored)
    assert not passwords.fits("nobody has this password", None)
    assert not passwords.fits("x", "not a hash")
