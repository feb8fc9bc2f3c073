"""The people of the world: each signs in once, through the page, and keeps the cookie for the whole matrix."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gemportal.kernel import clock, db, previews
from gemportal.kernel.actor import NOBODY, Actor, Capacity, MandateRole, Office, clock_for
from gemportal.kernel.sealing import seal
from gemportal.notices.calendar.acts import renew
from gemportal.notices.links import token_for
from gemportal.notices.rules import Kind
from gemportal.people import acts, standing
from gemportal.people.delegation import acts as delegation
from gemportal.people.models import Mandate, OfficeHolding, Person
from gemportal.people.policy import DEMO
from gemportal.people.privacy.acts import ask_erasure
from gemportal.people.rules import digest_of, new_token
from gemportal.people.signin import acts as sign_ins
from tests.factories import members
from tests.factories.accounts import links
from tests.factories.factors import App, password_given
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, PASSWORD, ZWOLLE, coordinator, officer, representative
from tests.integration.access import comings, secured
from tests.integration.access.forms import NEW_MEMBER, NEW_PERSON
from tests.integration.access.roles import SIGNED_IN, Role
from tests.integration.access.world import Objects
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.passkeys import Authenticator

OFFICES = {
    Role.COORDINATOR: Office.COORDINATOR,
    Role.CHAIR: Office.CHAIR,
    Role.BOARD: Office.BOARD,
    Role.AUDITOR: Office.AUDITOR,
    Role.ADMINISTRATOR: Office.ADMINISTRATOR,
}
MANDATES = {Role.OWN: ZWOLLE, Role.SEATED: KAMPEN, Role.OTHER: DEVENTER, Role.FORMER: HENGELO}
PERSON, INVOLVED = "zonder.rol@gemportal.example", "coordinator.van.zwolle@gemportal.example"


@dataclass(frozen=True)
class Visitor:
    """One role at the door: its cookie, the token of its forms, and what differs between people in a form."""

    app: Flask
    cookie: str
    token: str
    own: Mapping[str, str]

    def request(self, method: str, address: str, filled: Mapping[str, Any], *, with_token: bool = True) -> TestResponse:
        """Ask, as a browser would; what the answer does to the cookie is forgotten."""
        browser = FlaskClient(self.app, use_cookies=False)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        token = {"csrf_token": self.token} if with_token else {}
        data = {**token, **filled} if method == "POST" else None
        return browser.open(address, method=method, data=data, headers=headers, buffered=True)


def invite(house: House) -> Objects:
    """Everybody who signs in, and the invitations, mandates and offices that the pages of people are about."""
    for code in MANDATES.values():
        representative(house, code)
    members.deputy(house, ZWOLLE), members.deputy(house, KAMPEN)
    for office in Office:
        officer(house, office)
    for address, name in (
        (PERSON, "Wie Nog Geen Rol Heeft"),
        (INVOLVED, "Wie Twee Rollen Heeft"),
        (secured.PENDING, "Wie Halverwege Is"),
    ):
        house.perform(acts.enrol, clock_for(DEMO), address, name, members.password_hash())
    for code in (ZWOLLE, HENGELO):
        house.perform(
            acts.enrol, clock_for(DEMO), INVOLVED, "Wie Twee Rollen Heeft", members.password_hash(), organisation=code
        )
    house.perform(
        acts.enrol,
        clock_for(DEMO),
        INVOLVED,
        "Wie Twee Rollen Heeft",
        members.password_hash(),
        office=Office.COORDINATOR,
    )
    holding = sa.select(OfficeHolding.id).where(OfficeHolding.office == Office.BOARD)
    roleless = house.ask(standing.credentials, PERSON)
    assert roleless is not None
    asking = Actor(Capacity.PERSON, person_id=roleless.person_id)
    house.perform(ask_erasure, asking, "http://localhost/mijn/gegevens/wissen")
    return (
        _invitations(house)
        | links(house)
        | comings.build(house)
        | {
            "deputy_of_own": members.email_of(ZWOLLE, MandateRole.DEPUTY),
            "deputy_of_other": members.email_of(KAMPEN, MandateRole.DEPUTY),
            "mandate": _mandate(house, KAMPEN),
            "own_mandate": _mandate(house, ZWOLLE),
            "holding": str(house.ask(lambda: db.session().scalar(holding))),
        }
    )


def _mandate(house: House, code: str) -> str:
    query = sa.select(Mandate.id).where(Mandate.organisation_code == code, Mandate.role == MandateRole.DEPUTY)
    return str(house.ask(lambda: db.session().scalar(query)))


def _invitations(house: House) -> Objects:
    offered: dict[str, dict[str, Any]] = {
        "token": {"organisation": DEVENTER, "role": MandateRole.DEPUTY},
        "spent_token": {"organisation": DEVENTER, "role": MandateRole.DEPUTY},
        "invited": {"organisation": KAMPEN, "role": MandateRole.DEPUTY},
        "invited_by_own": {"organisation": ZWOLLE, "role": MandateRole.DEPUTY},
        "invited_to_office": {"office": Office.BOARD},
    }
    made: Objects = {}
    for name, offer in offered.items():
        made[name] = token = new_token()
        address = f"{name}@gemportal.example"
        found = house.perform(
            acts.invite, coordinator(house), digest_of(token), address, "Wie Komt", first_day=clock.today(), **offer
        )
        if name.startswith("invited"):
            made[name] = str(found)
        elif name == "spent_token":
            house.perform(acts.revoke_invitation, coordinator(house), found)
            made["spent"] = str(found)
    own = representative(house, ZWOLLE)
    offered_by_own = house.perform(
        delegation.invite_deputy, own, digest_of(new_token()), "of.own@gemportal.example", "Wie Komt", clock.today()
    )
    return made | {"offered_by_own": str(offered_by_own)}


def arrive(house: House) -> dict[Role, Visitor]:
    """Every role, signed in."""
    addresses = {role: members.email_of(code) for role, code in MANDATES.items()}
    addresses |= {role: f"{office.value}@gemportal.example" for role, office in OFFICES.items()}
    addresses |= {
        Role.PERSON: PERSON,
        Role.PENDING: secured.PENDING,
        Role.INVOLVED: INVOLVED,
        Role.DEPUTY: members.email_of(ZWOLLE, MandateRole.DEPUTY),
        Role.PARTNER: members.email_of(partner(house)),
    }
    halfway = secured.halfway(house)
    return {role: _arrive(house, role, addresses.get(role), halfway) for role in Role}


def leave_unfinished(house: House) -> Objects:
    """What the representative of Zwolle sent from home, too late."""
    token, session = new_token(), digest_of(f"home of {members.email_of(ZWOLLE)}")
    sealed = seal("unfinished form", json.dumps(["/initiatieven/nieuw", [["title", "Te laat"]]]).encode())
    house.perform(sign_ins.keep_unfinished, NOBODY, session, digest_of(token), sealed)
    return {"unfinished": token}


def subscribe(house: House) -> Objects:
    """The link under a letter to the representative of Zwolle, and the address of their calendar."""
    reader = representative(house, ZWOLLE)
    house.perform(renew, reader, digest_of("kalender-van-zwolle"))
    stop = house.ask(token_for, reader.person_id or 0, Kind.DECISIONS)
    return {"calendar_token": "kalender-van-zwolle", "stop_token": stop}


def partner(house: House) -> str:
    """The chain partner, with somebody who acts for it."""
    code = members.partner(house)
    representative(house, code)
    return code


def _arrive(house: House, role: Role, address: str | None, halfway: tuple[App, Authenticator]) -> Visitor:
    browser = house.app.test_client()
    assert isinstance(browser, StrictClient)
    own = {
        "email": members.email_of(ZWOLLE),
        "password": PASSWORD,
        "own_person": "0",
        "own_email": "",
        "choice": "",
        "anothers_choice": "m1",
        "session": "00",
        "anothers_session": "00",
        "seal_of_members": "",
        "seal_of_people": "",
    }
    if address is None:
        browser.get("/aanmelden")
    else:
        password_given(browser, address)
        own |= _own(house, address)
        # At home too, so that there is something to sign out.
        digest = bytes.fromhex(own["session"])
        house.perform(sign_ins.sign_in, NOBODY, int(own["own_person"]), members.password_hash(), digest)
        if address == INVOLVED:
            browser.get("/namens")
            browser.submit("main form", {"choice": own["choice"]})
        browser.get("/aanmelden" if role is Role.PENDING else "/mijn", follow_redirects=True)
    own |= secured.prepare(role, browser, halfway)
    if role in SIGNED_IN:
        browser.get("/mijn")
    name = house.app.config["SESSION_COOKIE_NAME"]
    cookie = browser.get_cookie(name)
    assert cookie is not None
    token = browser.page.all("input[name=csrf_token]")[0]["value"]
    return Visitor(house.app, f"{name}={cookie.value}", token, own)


def _own(house: House, address: str) -> Objects:
    """The person's number and a capacity of theirs: of an officer with mandates, the office."""

    def read() -> Objects:
        person = db.session().scalars(sa.select(Person).where(Person.email == address)).one()
        keys = sorted((choice.key for choice in standing.choices(person.id)), reverse=True)
        mandates = db.session().scalars(sa.select(Mandate.id).where(Mandate.person_id != person.id))
        oneself = Actor(Capacity.PERSON, person.id)
        return {
            "own_person": str(person.id),
            "own_email": person.email,
            "seal_of_members": previews.sealed("organisations:import-members", oneself, NEW_MEMBER, [2]),
            "seal_of_people": previews.sealed("people:import", oneself, NEW_PERSON, [2]),
            "choice": keys[0] if keys else "",
            "anothers_choice": f"m{next(iter(mandates))}",
            "session": digest_of(f"home of {address}").hex(),
            "anothers_session": digest_of(f"home of {PERSON if address != PERSON else INVOLVED}").hex(),
        }

    return house.ask(read)
