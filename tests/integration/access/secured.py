"""The second steps of the people of the world: who has one, who is setting one up, and who has yet to take theirs."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import Capacity
from gemportal.people import standing
from gemportal.people.factors.models import Passkey
from gemportal.people.models import Person
from tests.factories import factors, members
from tests.factories.factors import App
from tests.factories.members import KAMPEN, MandateRole
from tests.integration.access.roles import Role
from tests.integration.access.world import Objects
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.passkeys import Authenticator

# Somebody without a role, whose password is known at one door and whose passkey is held at two.
PENDING = "halverwege@gemportal.example"
BOARD = "board@gemportal.example"
COORDINATOR = "coordinator@gemportal.example"
DEPUTY = members.email_of(members.ZWOLLE, MandateRole.DEPUTY)

_PERSONS = {
    "person_of_kampen": members.email_of(KAMPEN),
    "person_of_zwolle": DEPUTY,
    "person_of_board": BOARD,
    "person_of_coordinator": COORDINATOR,
}

SECURE = frozenset({Role.SEATED, Role.BOARD, Role.DEPUTY})


def halfway(house: House) -> tuple[App, Authenticator]:
    """Give the one who has yet to take their second step an app and a passkey."""
    known = house.ask(standing.credentials, PENDING)
    assert known is not None
    person = members.Actor(Capacity.PERSON, person_id=known.person_id)
    session = factors.begun(house, person)
    held = factors.passkey_of(house, person, "sleutel", session)
    again = factors.begun(house, person)
    question = factors.question_to_prove(house, person, factors.Purpose.PROVE, again)
    token = factors.digest_of("proven")
    house.perform(factors.acts.prove_by_passkey, person, held.prove(question), factors.PARTY, token, ending=again)
    return factors.app_of(house, person, token), held


def prepare(role: Role, browser: StrictClient, halfway: tuple[App, Authenticator]) -> Objects:
    """Let the browser of this role set up what it has, and hold what it needs to prove it; gives its code and its answer."""
    own = {"code": "000000", "answer": "{}"}
    app, held = halfway
    if role is Role.NOBODY:
        own["answer"] = held.prove(factors.asked(browser, "/aanmelden/passkey/vraag"))
    elif role is Role.PENDING:
        own["answer"] = held.prove(factors.asked(browser, "/aanmelden/tweede-stap/passkey/vraag"))
        own["code"] = app.code(1)
    elif role in SECURE | {Role.PARTNER}:
        own |= _set_up(role, browser)
    return own


def _set_up(role: Role, browser: StrictClient) -> Objects:
    if role is Role.SEATED:
        browser.get("/mijn/beveiliging/passkeys/nieuw")
        question = factors.asked(browser, "/mijn/beveiliging/passkeys/vraag")
        made = Authenticator().make(question)
        factors.posted(browser, "/mijn/beveiliging/passkeys/nieuw", name="laptop", answer=made)
    browser.get("/mijn/beveiliging")
    browser.submit('main form[action="/mijn/beveiliging/app/beginnen"]')
    app = App(browser.page.one("code.secret").text.replace(" ", ""))
    if role is Role.PARTNER:
        another = Authenticator(credential_id=b"of the partner")
        answer = another.make(factors.asked(browser, "/mijn/beveiliging/passkeys/vraag"))
        return {"code": app.code(), "answer": answer}
    browser.submit(values={"code": app.code()})
    return {"code": app.code(1)}


def objects(house: House) -> Objects:
    """Whose second step somebody may take away, and a passkey."""

    def read() -> Objects:
        ids = dict(db.session().execute(sa.select(Person.email, Person.id)).all())
        kampen = sa.select(Passkey.id).where(Passkey.person_id == ids[members.email_of(KAMPEN)])
        persons = {name: str(ids[email]) for name, email in _PERSONS.items()}
        return persons | {"passkey": str(db.session().scalars(kampen).one())}

    return house.ask(read)
