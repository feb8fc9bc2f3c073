"""Another password, chosen by whoever knows the one before."""

import pytest
from flask import Flask

from gemportal.kernel.errors import RuleBroken
from gemportal.people import standing
from gemportal.people.account import acts
from tests.factories import members
from tests.factories.accounts import letters
from tests.factories.members import PASSWORD, ZWOLLE
from tests.factories.people import person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

EMAIL, CHOSEN = members.email_of(ZWOLLE), "een heel ander wachtwoord"


@pytest.fixture
def owner(app: Flask, clock: StoppedClock) -> StrictClient:
    return signed_in(app, person_with_mandate(app, ZWOLLE))


def test_a_password_is_changed_and_other_sessions_end(app: Flask, owner: StrictClient, house: House) -> None:
    elsewhere = signed_in(app, EMAIL)
    cookie = owner.get_cookie("gemportal")
    owner.get("/mijn")
    owner.follow("Wachtwoord wijzigen")
    owner.submit("main form.form", {"current": PASSWORD, "password": CHOSEN, "again": CHOSEN})
    assert owner.address == "/mijn/profiel"
    assert "namens Zwolle" in owner.page.one(".site-header").text
    assert elsewhere.get("/mijn").status_code == 303
    thief = app.test_client()
    thief.set_cookie("gemportal", cookie.value if cookie else "")
    assert thief.get("/mijn").status_code == 303, "the token of this session changed as well"
    (letter,) = letters(house)
    assert (letter.to, letter.subject) == (EMAIL, "Uw wachtwoord is gewijzigd")
    assert CHOSEN not in letter.body
    elsewhere.get("/aanmelden")
    elsewhere.submit(values={"email": EMAIL, "password": PASSWORD})
    assert elsewhere.response.status_code == 422
    elsewhere.submit(values={"email": EMAIL, "password": CHOSEN})
    assert elsewhere.address == "/mijn"


@pytest.mark.parametrize(
    ("current", "password", "again", "sentence"),
    [
        ("een fout wachtwoord", CHOSEN, CHOSEN, "horen niet bij elkaar"),
        ("", CHOSEN, CHOSEN, "Vul uw wachtwoord van nu in."),
        (PASSWORD, "kort", "kort", "15 tekens of meer"),
        (PASSWORD, CHOSEN, "x", "niet gelijk"),
    ],
)
def test_a_password_that_is_not_changed(
    owner: StrictClient, house: House, current: str, password: str, again: str, sentence: str
) -> None:
    owner.get("/mijn/wachtwoord")
    owner.submit("main form.form", {"current": current, "password": password, "again": again})
    assert owner.response.status_code == 422
    assert sentence in owner.page.main.text
    assert letters(house) == []


def test_a_password_changed_meanwhile_is_not_changed_back(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    with pytest.raises(RuleBroken):
        house.perform(acts.change_password, zwolle, "a hash of before", "hash", b"new", ending=b"old")
    found = house.ask(standing.credentials, EMAIL)
    assert found is not None
    assert found.password_hash == members.password_hash()
