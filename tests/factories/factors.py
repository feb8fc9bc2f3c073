"""People with a second step: what they hold, and how they use it through the pages."""

import secrets
from dataclasses import dataclass
from typing import Any

import pyotp
import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor
from gemportal.people.factors import acts, passkeys, rules, sealed
from gemportal.people.factors.models import CodeApp
from gemportal.people.factors.passkeys import RelyingParty
from gemportal.people.factors.rules import Purpose
from gemportal.people.rules import digest_of, new_token
from gemportal.people.signin import acts as signin
from tests.factories import members
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.passkeys import Authenticator

PARTY = RelyingParty.at("http://localhost")
LINK = "http://localhost/mijn/beveiliging"


@dataclass(frozen=True)
class App:
    """An app for codes that shows those of now, and of other steps."""

    secret: str

    def code(self, later: int = 0) -> str:
        """The code of now, or of so many steps later."""
        return pyotp.TOTP(self.secret).at(clock.now(), counter_offset=later)


def begun(house: House, actor: Actor) -> bytes:
    """A session by password; gives the digest of its token."""
    token = digest_of(new_token())
    house.perform(signin.sign_in, actor, actor.person_id or 0, members.password_hash(), token)
    return token


def app_of(house: House, actor: Actor, session: bytes | None = None) -> App:
    """Let somebody set an app up, in this session or one of its own; its code of now is used by it."""
    session = session or begun(house, actor)
    app = App(rules.new_secret())
    house.perform(acts.begin_app, actor, app.secret, session=session)
    house.perform(acts.confirm_app, actor, app.code(), digest_of(new_token()), session=session, link=LINK)
    return app


def secret_of(house: House, person_id: int | None) -> str:
    """The secret that a person's app has yet to confirm, as the page shows it."""
    query = sa.select(CodeApp.new_secret).where(CodeApp.person_id == person_id)
    return house.ask(lambda: sealed.opened(person_id or 0, db.session().scalar(query))) or ""


def passkey_of(house: House, actor: Actor, name: str = "laptop", session: bytes | None = None) -> Authenticator:
    """Let somebody make a passkey, in this session or one of its own."""
    session = session or begun(house, actor)
    held = Authenticator(credential_id=secrets.token_bytes(32))
    answer = held.make(question_to_make(house, actor, session))
    assert house.perform(
        acts.add_passkey, actor, answer, name, PARTY, digest_of(new_token()), session=session, link=LINK
    )
    return held


def question_to_make(house: House, actor: Actor, session: bytes) -> dict[str, Any]:
    """What the browser is asked, for a passkey to be made in this session."""
    challenge = secrets.token_bytes(32)
    house.perform(acts.ask_passkey, actor, Purpose.REGISTER, session, challenge)
    return passkeys.to_register(PARTY, challenge, rules.handle_of(actor.person_id or 0), "a@b.example", "A", [])


def question_to_prove(house: House, actor: Actor, purpose: Purpose, bound_to: bytes) -> dict[str, Any]:
    """What the browser is asked, for a passkey to be used."""
    challenge = secrets.token_bytes(32)
    house.perform(acts.ask_passkey, actor, purpose, bound_to, challenge)
    return passkeys.to_prove(PARTY, challenge, [])


def password_given(client: StrictClient, email: str, there: str = "") -> None:
    """Sign in as far as the password goes."""
    client.get("/aanmelden", query_string={"naar": there} if there else {})
    client.submit(values={"email": email, "password": members.PASSWORD})


def posted(client: StrictClient, address: str, **values: str) -> None:
    """Send what a script would: a form with the token of the present page."""
    token = client.page.all("input[name=csrf_token]")[0]["value"]
    client.post(address, data={"csrf_token": token, **values}, follow_redirects=True)


def asked(client: StrictClient, address: str) -> dict[str, Any]:
    """The question that a script fetches with the token of the present page."""
    token = client.page.all("input[name=csrf_token]")[0]["value"]
    shown, response = client.page, client.response
    found: dict[str, Any] = client.post(address, data={"csrf_token": token}).get_json()
    client.page, client.response = shown, response
    return found
