"""Where one is signed in, as its owner sees it, and signing out elsewhere."""

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY
from gemportal.kernel.errors import NotFound
from gemportal.kernel.personal import KEPT
from gemportal.people import rules
from gemportal.people.signin import acts, queries
from gemportal.people.signin.models import SignIn
from tests.factories import members
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import person_with_mandate, sign_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

FIREFOX = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


def browser(app: Flask, email: str, says: str, address: str = "203.0.113.77") -> StrictClient:
    """A browser that says who it is, signed in."""
    visitor = app.test_client()
    assert isinstance(visitor, StrictClient)
    visitor.environ_base |= {"HTTP_USER_AGENT": says, "REMOTE_ADDR": address}
    sign_in(visitor, email)
    return visitor


def rows(visitor: StrictClient) -> list[list[str]]:
    visitor.get("/mijn/sessies")
    return [[cell.text for cell in row.all("th, td")] for row in visitor.page.all("tbody tr")]


def test_one_sees_where_one_is_signed_in(app: Flask, clock: StoppedClock) -> None:
    email = person_with_mandate(app, ZWOLLE)
    person_with_mandate(app, KAMPEN)
    laptop = browser(app, email, FIREFOX)
    clock.advance(minutes=30)
    phone = browser(app, email, SAFARI, "2001:db8:1:2:3::4")
    browser(app, members.email_of(KAMPEN), FIREFOX)
    assert rows(phone) == [
        ["Mobile Safari, iOS", "2001:db8:1::/48", "wachtwoord", *["2 maart 2026, 09.30 uur"] * 2, "dit apparaat"],
        ["Firefox, Ubuntu", "203.0.113.0/24", "wachtwoord", *["2 maart 2026, 09.00 uur"] * 2, "Afmelden"],
    ]
    assert "op 2 plekken aangemeld" in phone.page.main.text
    assert "203.0.113.77" not in phone.response.text
    phone.submit("main td form")
    assert "Het apparaat is afgemeld." in phone.page.main.text
    assert len(rows(phone)) == 1
    assert "op 1 plek aangemeld: hier" in phone.page.main.text
    assert not phone.page.all("main form")
    assert laptop.get("/mijn").status_code == 303


def test_one_signs_out_everywhere_else(app: Flask, clock: StoppedClock) -> None:
    email = person_with_mandate(app, ZWOLLE)
    person_with_mandate(app, KAMPEN)
    others = [browser(app, email, says) for says in (FIREFOX, SAFARI, "")]
    stranger = browser(app, members.email_of(KAMPEN), FIREFOX)
    here = browser(app, email, SAFARI)
    assert len(rows(here)) == 4
    here.submit("main section form")
    assert here.address == "/mijn/sessies"
    assert "alleen nog hier" in here.page.main.text
    assert [other.get("/mijn").status_code for other in others] == [303] * 3
    assert here.get("/mijn").status_code == stranger.get("/mijn").status_code == 200


def test_a_browser_that_says_nothing_or_nonsense_is_unknown(app: Flask, clock: StoppedClock) -> None:
    email = person_with_mandate(app, ZWOLLE)
    browser(app, email, "<script>alert(1)</script>" * 200, "geen adres")
    assert ["Onbekend apparaat", "onbekend"] in [row[:2] for row in rows(browser(app, email, ""))]


def test_the_page_asks_as_many_questions_for_one_as_for_many(app: Flask, clock: StoppedClock) -> None:
    email = person_with_mandate(app, ZWOLLE)
    here = browser(app, email, FIREFOX)
    rows(here)
    few = here.queries
    for _ in range(4):
        browser(app, email, SAFARI)
    assert len(rows(here)) == 5
    assert here.queries == few <= 4


def test_nobody_signs_another_out(app: Flask, house: House, clock: StoppedClock) -> None:
    zwolle, kampen = members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    digest = rules.digest_of("kampen")
    house.perform(acts.sign_in, NOBODY, kampen.person_id or 0, members.password_hash(), digest)
    for other in (digest, b"nobody's"):
        with pytest.raises(NotFound):
            house.perform(acts.sign_out_elsewhere, zwolle, other)
    house.perform(acts.sign_out_everywhere_else, zwolle, b"here")
    assert house.ask(queries.signed_in_by, digest) == kampen
    visitor = browser(app, members.email_of(ZWOLLE), FIREFOX)
    visitor.get("/mijn/sessies")
    token = visitor.page.all("input[name=csrf_token]")[0]["value"]
    for session in (digest.hex(), "", "geen getal", "00"):
        answer = visitor.post("/mijn/sessies/afmelden", data={"csrf_token": token, "session": session})
        assert answer.status_code == 404


def test_what_is_kept_of_sign_ins_is_told_and_erased(app: Flask, house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    browser(app, members.email_of(ZWOLLE), FIREFOX)
    kept = KEPT["sign-ins"]
    (told,) = house.ask(kept.export, zwolle.person_id or 0)
    assert (told["apparaat"], told["netwerk"], told["met"]) == ("Firefox, Ubuntu", "203.0.113.0/24", "wachtwoord")
    assert kept.erase is not None
    erase = kept.erase
    house.perform(lambda actor: erase(zwolle.person_id or 0), NOBODY)
    assert house.ask(lambda: db.session().scalars(sa.select(SignIn.person_id)).all()) == []
    assert house.ask(KEPT["people.attempts"].export, zwolle.person_id or 0) == []
