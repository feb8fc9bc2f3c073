"""What was sent after a session was over waits for whoever sent it, and for nobody else."""

import pytest
import sqlalchemy as sa
from flask import Flask, g, session
from wtforms import PasswordField

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Office, clock_for
from gemportal.kernel.personal import KEPT
from gemportal.kernel.web.forms import HouseForm
from gemportal.people import acts as people
from gemportal.people import rules
from gemportal.people.policy import DEMO
from gemportal.people.signin import acts, unfinished
from gemportal.people.signin.models import SignIn, UnfinishedForm
from gemportal.people.signin.rules import MANDATE_IDLE
from gemportal.settings import queries as settings
from tests.factories import members
from tests.factories.members import KAMPEN, PASSWORD, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, sign_in, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

PAGE = f"/instellingen/{MANDATE_IDLE.key}"
TYPED = {"value": "60", "reason": 'Omdat de leden "dat" vroegen & <b>wilden</b>.\nEcht waar.'}


def value(house: House) -> int:
    return house.ask(settings.value, MANDATE_IDLE)


def kept(house: House) -> list[bytes]:
    return list(house.ask(lambda: db.session().scalars(sa.select(UnfinishedForm.sealed)).all()))


@pytest.fixture
def expired(app: Flask, clock: StoppedClock) -> StrictClient:
    """The coordinator, in front of a form, after a long telephone call."""
    coordinator = signed_in(app, office_holder(app, Office.COORDINATOR))
    coordinator.get(PAGE)
    clock.advance(hours=1)
    return coordinator


def send(visitor: StrictClient, email: str = "coordinator@gemportal.example") -> None:
    """Send the form that is shown, and sign in when that is asked."""
    visitor.submit("main form", TYPED)
    assert visitor.address.startswith("/aanmelden?naar=/verder/"), visitor.address
    visitor.submit("main form", {"email": email, "password": PASSWORD})


def test_what_was_typed_survives_signing_in_again(expired: StrictClient, house: House) -> None:
    expired.submit("main form", TYPED)
    assert "Wat u invulde, is bewaard" in expired.page.main.text
    expired.submit("main form", {"email": "coordinator@gemportal.example", "password": PASSWORD})
    assert expired.page.heading == "Ga verder waar u was"
    assert PAGE in expired.page.main.text
    assert "Echt waar." in expired.page.one("blockquote").text
    assert value(house) == 120
    expired.submit("main form")
    assert expired.address == "/instellingen"
    assert value(house) == 60


def test_it_survives_in_english_and_with_a_query(expired: StrictClient, house: House) -> None:
    expired.get("/en/aanmelden?x=1")
    token = expired.page.all("input[name=csrf_token]")[0]["value"]
    expired.post(f"/en{PAGE}?x=1&y=2", data={"csrf_token": token, **TYPED}, follow_redirects=True)
    assert expired.address.startswith("/en/aanmelden?naar=/en/verder/")
    expired.submit("main form", {"email": "coordinator@gemportal.example", "password": PASSWORD})
    assert expired.page.one("main form")["action"] == f"/en{PAGE}?x=1&y=2"
    expired.submit("main form")
    assert expired.address == "/en/instellingen"
    assert value(house) == 60


def test_what_is_sent_again_is_judged_as_ever(expired: StrictClient, house: House) -> None:
    expired.submit("main form", {"value": "1000", "reason": "daarom niet"})
    expired.submit("main form", {"email": "coordinator@gemportal.example", "password": PASSWORD})
    expired.submit("main form")
    assert expired.response.status_code == 409
    assert expired.page.one("input[name=value]")["value"] == "1000"
    assert value(house) == 120


def test_several_choices_of_one_field_and_their_order_are_kept(expired: StrictClient) -> None:
    token = expired.page.all("input[name=csrf_token]")[0]["value"]
    sent = {"csrf_token": token, "participants": ["3", "1", "2"], "reason": "x"}
    expired.post(PAGE, data=sent, follow_redirects=True)
    expired.submit("main form", {"email": "coordinator@gemportal.example", "password": PASSWORD})
    found = [(field["name"], field["value"]) for field in expired.page.all("main form input[type=hidden]")]
    assert found[1:] == [("participants", "3"), ("participants", "1"), ("participants", "2"), ("reason", "x")]


def test_it_is_kept_through_the_choice_of_a_capacity(app: Flask, house: House, clock: StoppedClock) -> None:
    email = person_with_mandate(app, ZWOLLE)
    zwolle = signed_in(app, email)
    zwolle.get("/initiatieven/nieuw")
    house.perform(people.enrol, clock_for(DEMO), email, "x", members.password_hash(), office=Office.BOARD)
    clock.advance(hours=3)
    zwolle.submit("main form", {"title": "Een mooi plan"})
    zwolle.submit("main form", {"email": email, "password": PASSWORD})
    assert zwolle.address.startswith("/namens")
    zwolle.submit("main form", {"choice": zwolle.page.all("input[name=choice]")[0]["value"]})
    assert zwolle.page.one("main form")["action"] == "/initiatieven/nieuw"
    zwolle.submit("main form")
    assert zwolle.page.heading == "Een mooi plan"


def test_nobody_else_reads_it(app: Flask, expired: StrictClient, house: House) -> None:
    """Neither somebody who signs in on the same machine, nor whoever finds the address."""
    kampen = person_with_mandate(app, KAMPEN)
    send(expired, kampen)
    address = expired.address
    assert expired.response.status_code == 404
    assert "Echt waar" not in expired.response.text
    assert app.test_client().get(address).status_code == 303
    assert signed_in(app, "coordinator@gemportal.example").get(address).status_code == 200
    assert not any(b"Echt waar" in sealed for sealed in kept(house))


def test_it_is_kept_for_an_hour(expired: StrictClient, house: House, clock: StoppedClock) -> None:
    send(expired)
    address = expired.address
    clock.advance(minutes=29)
    expired.get("/mijn")
    clock.advance(minutes=29)
    assert expired.get(address).status_code == 200
    clock.advance(minutes=2)
    assert expired.get(address).status_code == 404
    expired.get("/aanmelden")
    house.perform(acts.reserve_attempt, NOBODY, [])
    assert kept(house) == []


def test_only_the_last_few_are_kept(expired: StrictClient, house: House) -> None:
    token = expired.page.all("input[name=csrf_token]")[0]["value"]
    for _ in range(7):
        expired.post(PAGE, data={"csrf_token": token, **TYPED})
    assert len(kept(house)) == 5


def test_passwords_and_what_is_very_long_are_not_kept(expired: StrictClient, house: House) -> None:
    token = expired.page.all("input[name=csrf_token]")[0]["value"]
    secret = {"password": "geheim", "new_password": "geheim", "again": "geheim", "current": "geheim", "code": "123456"}
    expired.post(PAGE, data={"csrf_token": token, "reason": "daarom", **secret})
    person = members.coordinator(house).person_id or 0
    told = house.ask(KEPT["people.unfinished-forms"].export, person)
    assert told == [{"address": PAGE, "fields": [("reason", "daarom")]}]
    answer = expired.post(PAGE, data={"csrf_token": token, "reason": "x" * 100_000})
    assert answer.location == "/aanmelden"
    assert len(kept(house)) == 1
    erase = KEPT["people.unfinished-forms"].erase
    assert erase is not None
    house.perform(lambda actor: erase(person), NOBODY)
    assert kept(house) == []


def test_no_field_for_a_password_is_ever_kept(expired: StrictClient, house: House) -> None:
    """Whatever a form calls it."""
    forms = [HouseForm]
    for form in forms:
        forms += form.__subclasses__()
    names = {
        name
        for form in forms
        for name, field in vars(form).items()
        if getattr(field, "field_class", None) is PasswordField
    }
    assert "current" in names
    token = expired.page.all("input[name=csrf_token]")[0]["value"]
    expired.post(PAGE, data={"csrf_token": token, **dict.fromkeys(names, "geheim"), "reason": "daarom"})
    told = house.ask(KEPT["people.unfinished-forms"].export, members.coordinator(house).person_id or 0)
    assert told == [{"address": PAGE, "fields": [("reason", "daarom")]}]


@pytest.mark.parametrize("token", [None, "", "ImEzNzQi.nonsense"])
def test_abuse_30_what_came_without_a_valid_token_is_not_kept(
    expired: StrictClient, house: House, token: str | None
) -> None:
    sent = TYPED if token is None else {"csrf_token": token, **TYPED}
    assert expired.post(PAGE, data=sent).status_code == 400
    assert kept(house) == []


def test_abuse_30_keeping_looks_for_the_token_itself(app: Flask, house: House, clock: StoppedClock) -> None:
    """Also if the frame should ever let a form without one through to here."""
    zwolle = members.representative(house, ZWOLLE)
    digest = rules.digest_of("old")
    house.perform(acts.sign_in, NOBODY, zwolle.person_id or 0, members.password_hash(), digest)
    with app.test_request_context(PAGE, method="POST", data=TYPED):
        session["_user_id"] = "old"
        assert unfinished.keep() is None
        g.csrf_valid = True
        assert unfinished.keep() is not None


def test_a_visitor_who_was_never_signed_in_leaves_nothing_behind(client: StrictClient, house: House) -> None:
    client.get("/aanmelden")
    token = client.page.all("input[name=csrf_token]")[0]["value"]
    assert client.post(PAGE, data={"csrf_token": token, **TYPED}).location == "/aanmelden"
    assert kept(house) == []


def test_what_was_sealed_for_something_else_is_not_read(app: Flask, house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    visitor = app.test_client()
    assert isinstance(visitor, StrictClient)
    sign_in(visitor, members.email_of(ZWOLLE))
    here = house.ask(lambda: db.session().scalars(sa.select(SignIn.token_hash)).one())
    assert house.perform(acts.keep_unfinished, NOBODY, here, rules.digest_of("t"), b"not sealed by us")
    assert not house.perform(acts.keep_unfinished, NOBODY, b"no session", rules.digest_of("u"), b"x")
    assert zwolle.person_id is not None
    assert visitor.get("/verder/t").status_code == 404
