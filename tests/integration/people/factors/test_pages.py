"""The second step at sign-in and the page about it, as people meet them."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Actor, Office, clock_for
from gemportal.people import acts as people
from gemportal.people.factors import acts, rules
from gemportal.people.factors.models import Passkey, PasskeyChallenge
from gemportal.people.factors.rules import Purpose
from gemportal.people.policy import DEMO
from gemportal.people.rules import digest_of
from gemportal.people.signin.acts import reserve_attempt
from gemportal.people.signin.models import Attempt
from gemportal.people.signin.rules import PER_NETWORK, Bucket
from tests.factories import members
from tests.factories.factors import App, app_of, asked, passkey_of, password_given, posted, secret_of
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.passkeys import Authenticator
from tests.support.time import StoppedClock

CODE_FORM = "main form[action^='/aanmelden/tweede-stap']:not([hidden])"


@pytest.fixture
def zwolle(house: House, clock: StoppedClock) -> Actor:
    return members.representative(house, ZWOLLE)


def test_an_app_is_set_up_by_the_secret_on_the_page(
    app: Flask, house: House, client: StrictClient, zwolle: Actor, clock: StoppedClock
) -> None:
    client = signed_in(app, members.email_of(ZWOLLE))
    client.get("/mijn/beveiliging")
    assert "geen tweede stap" in client.page.main.text
    client.submit('main form[action="/mijn/beveiliging/app/beginnen"]')
    assert client.page.heading == "App met codes instellen"
    shown = client.page.one("code.secret").text
    assert re.fullmatch(r"([A-Z2-7]{4} ?)+", shown)
    assert shown.replace(" ", "") == secret_of(house, zwolle.person_id)
    assert client.page.all("svg.qr path")
    assert client.response.headers["Cache-Control"] == "private, no-store"
    client.submit(values={"code": "12"})
    assert client.response.status_code == 409
    assert client.page.one("input[name=code]")["value"] == "12"
    held = App(shown.replace(" ", ""))
    client.submit(values={"code": held.code()})
    assert client.page.heading == "Beveiliging"
    assert "De app is ingesteld." in client.page.main.text
    client.submit('main .page-top form[action="/mijn/beveiliging/herstelcodes"]')
    codes = [code.text for code in client.page.all("code.secret")]
    assert len(codes) == 10
    client.get("/mijn/beveiliging")
    assert "nog 10 ongebruikte" in client.page.main.text
    assert not any(code in client.response.text for code in codes)


def test_the_second_step_comes_after_the_password_and_leads_on(
    house: House, client: StrictClient, zwolle: Actor, clock: StoppedClock
) -> None:
    held = app_of(house, zwolle)
    clock.advance(minutes=1)
    password_given(client, members.email_of(ZWOLLE), there="/agenda")
    assert client.page.heading == "De tweede stap"
    before = client.get_cookie("gemportal")
    client.get("/mijn", follow_redirects=True)
    assert client.page.heading == "De tweede stap"
    assert client.address == "/aanmelden/tweede-stap?naar=/mijn"
    client.get("/aanmelden?naar=/agenda", follow_redirects=True)
    client.submit(CODE_FORM, {"code": "000 000"})
    assert client.response.status_code == 422
    client.submit(CODE_FORM, {"code": held.code()})
    assert client.address == "/agenda"
    after = client.get_cookie("gemportal")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_five_wrong_codes_end_it(house: House, client: StrictClient, zwolle: Actor, clock: StoppedClock) -> None:
    app_of(house, zwolle)
    password_given(client, members.email_of(ZWOLLE))
    for _ in range(5):
        client.submit(CODE_FORM, {"code": "geen code"})
    assert client.address.startswith("/aanmelden")
    assert "te vaak" in client.page.main.text
    client.get("/aanmelden/tweede-stap", follow_redirects=True)
    assert client.page.heading == "Aanmelden"


def test_a_passkey_is_the_second_step(house: House, client: StrictClient, zwolle: Actor) -> None:
    held = passkey_of(house, zwolle)
    password_given(client, members.email_of(ZWOLLE))
    question = asked(client, "/aanmelden/tweede-stap/passkey/vraag")
    assert len(question["allowCredentials"]) == 1
    posted(client, "/aanmelden/tweede-stap/passkey", answer="{}")
    assert client.response.status_code == 422
    assert client.page.heading == "De tweede stap"
    posted(client, "/aanmelden/tweede-stap/passkey", answer=held.prove(question))
    assert client.address == "/mijn"


def test_a_passkey_signs_in_alone(house: House, client: StrictClient, zwolle: Actor) -> None:
    held = passkey_of(house, zwolle)
    client.get("/aanmelden")
    assert client.page.one("form[data-passkey]").has("hidden")
    assert "JavaScript" in client.page.one("[data-passkey-missing]").text
    question = asked(client, "/aanmelden/passkey/vraag")
    assert question["allowCredentials"] == []
    posted(client, "/aanmelden/passkey", answer="")
    assert client.response.status_code == 422
    posted(client, "/aanmelden/passkey?naar=/agenda", answer=held.prove(question))
    assert client.address == "/agenda"
    assert "namens Zwolle" in client.page.one(".site-header").text


def test_a_passkey_is_made_under_a_name(app: Flask, house: House, zwolle: Actor) -> None:
    client = signed_in(app, members.email_of(ZWOLLE))
    client.get("/mijn/beveiliging/passkeys/nieuw")
    held = Authenticator()
    question = asked(client, "/mijn/beveiliging/passkeys/vraag")
    assert "zwolle" not in question["user"]["id"].lower()
    posted(client, "/mijn/beveiliging/passkeys/nieuw", name="Mijn <b>sleutel</b>", answer="nonsense")
    assert client.response.status_code == 422
    assert client.page.one("input[name=name]")["value"] == "Mijn <b>sleutel</b>"
    posted(client, "/mijn/beveiliging/passkeys/nieuw", name="Mijn <b>sleutel</b>", answer=held.make(question))
    assert client.page.heading == "Beveiliging"
    assert "Mijn <b>sleutel</b>" in client.page.main.text
    client.follow("Weghalen Mijn <b>sleutel</b>")
    client.submit()
    assert "nog niet" not in client.page.main.text
    assert "geen tweede stap" in client.page.main.text


def test_who_was_here_for_long_proves_it_again(
    app: Flask, house: House, zwolle: Actor, clock: StoppedClock, client: StrictClient
) -> None:
    client = signed_in(app, members.email_of(ZWOLLE))
    clock.advance(minutes=11)
    client.get("/mijn/beveiliging/passkeys/nieuw", follow_redirects=True)
    assert client.page.heading == "Bevestig dat u het bent"
    client.submit(values={"password": "verkeerd wachtwoord"})
    assert client.response.status_code == 422
    client.submit(values={"password": members.PASSWORD})
    assert client.page.heading == "Een passkey toevoegen"
    client.get("/mijn/beveiliging")
    client.submit('main form[action="/mijn/beveiliging/app/beginnen"]')
    held = App(client.page.one("code.secret").text.replace(" ", ""))
    client.submit(values={"code": held.code()})
    clock.advance(minutes=11)
    client.get("/mijn/beveiliging/app/weghalen", follow_redirects=True)
    assert client.page.heading == "Bevestig dat u het bent"
    client.submit(CODE_FORM, {"code": held.code()})
    assert client.page.heading.startswith("Weghalen")
    client.submit()
    assert "geen tweede stap" in client.page.main.text


def test_an_officer_is_led_to_a_second_step_and_then_chooses_the_office(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SECOND_FACTOR", True)
    client = signed_in(app, office_holder(app, Office.COORDINATOR))
    assert client.address == "/mijn"
    assert "Stel een tweede stap in" in client.page.main.text
    for address in ("/coordinatie", "/mensen", "/stemmingen/nieuw"):
        assert client.get(address).status_code == 403
    client.get("/namens")
    assert client.page.heading == "Eerst de tweede stap"
    assert not client.page.all("input[name=choice]")
    client.follow("Naar Beveiliging")
    client.submit('main form[action="/mijn/beveiliging/app/beginnen"]')
    held = App(client.page.one("code.secret").text.replace(" ", ""))
    client.submit(values={"code": held.code()})
    client.submit('main .page-top form[action="/mijn/beveiliging/herstelcodes"]')
    client.follow("Ik heb ze bewaard")
    client.follow("Kies uw rol")
    client.submit(values={"choice": client.page.one("input[name=choice]")["value"]})
    assert client.get("/coordinatie").status_code == 200
    client.get("/mijn/beveiliging/app/weghalen")
    client.submit()
    assert client.response.status_code == 409
    assert "enige tweede stap" in client.page.main.text


def test_several_roles_are_chosen_from_after_the_second_step(
    app: Flask, house: House, client: StrictClient, zwolle: Actor, clock: StoppedClock
) -> None:
    person_with_mandate(app, KAMPEN)
    held = app_of(house, zwolle)
    email = members.email_of(ZWOLLE)
    house.perform(people.enrol, clock_for(DEMO), email, "x", members.password_hash(), organisation=KAMPEN)
    clock.advance(minutes=1)
    password_given(client, members.email_of(ZWOLLE))
    client.submit(CODE_FORM, {"code": held.code()})
    assert client.address.startswith("/namens")


def test_somebody_who_lost_everything_is_helped_from_the_list_of_people(
    app: Flask, house: House, client: StrictClient, zwolle: Actor
) -> None:
    app_of(house, zwolle)
    coordinator = signed_in(app, office_holder(app, Office.COORDINATOR))
    coordinator.get("/mensen")
    few = coordinator.queries
    coordinator.follow("Tweede stap weghalen van Representative van GM0193")
    coordinator.submit()
    assert "krijgt bericht" in coordinator.page.main.text
    assert "Tweede stap weghalen" not in coordinator.page.main.text
    password_given(client, members.email_of(ZWOLLE))
    assert client.address == "/mijn"
    for code in (KAMPEN, members.DEVENTER, members.URK):
        app_of(house, members.representative(house, code))
    coordinator.get("/mensen")
    assert coordinator.queries == few
    person = zwolle.person_id
    coordinator.get(f"/mensen/{person}/tweede-stap")
    coordinator.submit()
    assert coordinator.response.status_code == 409
    assert coordinator.get("/mensen/9999/tweede-stap").status_code == 404


def test_questions_to_passkeys_need_the_token_of_a_form(client: StrictClient) -> None:
    client.get("/aanmelden")
    assert client.post("/aanmelden/passkey/vraag").status_code == 400
    assert client.get("/aanmelden/passkey/vraag").status_code == 405


def test_abuse_25_nobody_keeps_the_one_writer_busy_with_questions_to_passkeys(
    house: House, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "QUESTIONS_PER_NETWORK", 2)
    client.get("/aanmelden")
    for _ in range(2):
        asked(client, "/aanmelden/passkey/vraag")
    posted(client, "/aanmelden/passkey/vraag")
    assert client.response.status_code == 429
    assert house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(PasskeyChallenge))) == 2


def test_abuse_25_answers_that_prove_nothing_are_counted(house: House, client: StrictClient) -> None:
    client.get("/aanmelden")
    posted(client, "/aanmelden/passkey", answer="{}")
    assert client.response.status_code == 422
    (mark,) = house.ask(lambda: db.session().scalars(sa.select(Attempt.mark)).all())
    house.perform(reserve_attempt, NOBODY, [Bucket(mark, PER_NETWORK)] * (PER_NETWORK - 1))
    posted(client, "/aanmelden/passkey", answer="{}")
    assert client.response.status_code == 429
    assert "te veel pogingen" in client.page.main.text


def test_a_question_is_for_who_may_ask_it(house: House, zwolle: Actor) -> None:
    for purpose in Purpose:
        house.perform(acts.ask_passkey, zwolle, purpose, digest_of("x"), purpose.encode())


def test_the_page_asks_as_many_questions_with_one_passkey_as_with_four(
    app: Flask, house: House, zwolle: Actor, clock: StoppedClock
) -> None:
    def add(actor: Actor, name: str) -> None:
        row = Passkey(
            person_id=actor.person_id,
            credential_id=name.encode(),
            public_key=b"x",
            sign_count=0,
            name=name,
            added_at=clock.now,
        )
        db.session().add(row)

    client = signed_in(app, members.email_of(ZWOLLE))
    house.perform(add, zwolle, "nul")
    client.get("/mijn/beveiliging")
    before = client.queries
    for name in ("een", "twee", "drie"):
        house.perform(add, zwolle, name)
    client.get("/mijn/beveiliging")
    assert client.queries == before
