"""Members, partners, and the people who act for them or hold an office."""

from functools import cache
from typing import Any

import argon2
import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, MandateRole, Office, clock_for
from gemportal.kernel.errors import NotFound
from gemportal.organisations import acts as organisations
from gemportal.organisations import source
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import Municipality
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.policy import DEMO
from tests.support.house import House

PASSWORD = "samenwerken-is-leren"

# Six municipalities of different size, in the order in which tests use them.
ZWOLLE, KAMPEN, DEVENTER, HENGELO, URK, UTRECHT = "GM0193", "GM0166", "GM0150", "GM0164", "GM0184", "GM0344"


@cache
def password_hash() -> str:
    return argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@cache
def _list_of_cbs() -> tuple[Municipality, ...]:
    return tuple(source.read())


def email_of(code: str, role: MandateRole = MandateRole.REPRESENTATIVE) -> str:
    """The address that `representative` and `deputy` give to the person who acts for `code`."""
    return f"{role.value}.{code.lower()}@gemportal.example"


def municipality(house: House, code: str = ZWOLLE) -> str:
    """A municipality of CBS's list, known to the portal but not a member."""
    known = set(house.ask(lambda: db.session().scalars(sa.select(Organisation.code)).all()))
    if code not in known:
        lines = [line for line in _list_of_cbs() if line.code in known | {code}]
        house.perform(organisations.load_municipalities, clock_for("organisations:load-municipalities"), lines)
    return code


def member(house: House, code: str = ZWOLLE) -> str:
    """A municipality that is a member since today."""
    municipality(house, code)
    if house.ask(_is_no_member, code):
        house.perform(organisations.admit, coordinator(house), code, clock.today(), "oprichting")
    return code


def _is_no_member(code: str) -> bool:
    return db.session().scalar(sa.select(Membership.id).where(Membership.organisation_code == code)) is None


def partner(house: House, name: str = "Waterschap Voorbeeld") -> str:
    """A chain partner; gives its code."""
    return house.perform(organisations.add_partner, coordinator(house), name)


def officer(house: House, office: Office) -> Actor:
    """Somebody who holds `office` and acts in it; the same person each time."""
    email = f"{office.value}@gemportal.example"
    name = f"Functionaris {office.value}"
    return _acting(house, email, office=office) or _enrolled(house, email, name, office=office)


def coordinator(house: House) -> Actor:
    """The coordinator, who represents no municipality."""
    return officer(house, Office.COORDINATOR)


def representative(house: House, code: str = ZWOLLE, role: MandateRole = MandateRole.REPRESENTATIVE) -> Actor:
    """Somebody who acts for the organisation, which is made a member when it is a municipality; the same person each time."""
    email = email_of(code, role)
    if found := _acting(house, email, organisation=code):
        return found
    if code.startswith("GM"):
        member(house, code)
    return _enrolled(house, email, f"{role.value.title()} van {code}", role, organisation=code)


def _acting(house: House, email: str, **capacity: Any) -> Actor | None:
    """The person known by this address in this capacity, if there is one: most tests ask for the same person many times."""
    try:
        return house.ask(standing.acting_as, email, **capacity)
    except NotFound:
        return None


def _enrolled(
    house: House, email: str, name: str, role: MandateRole = MandateRole.REPRESENTATIVE, **capacity: Any
) -> Actor:
    """Somebody new in this capacity, who signs in with the password of all tests."""
    if house.ask(standing.credentials, email) is None:
        house.perform(people.enrol, clock_for(DEMO), email, name, password_hash(), role=role, **capacity)
    return house.ask(standing.acting_as, email, **capacity)


def deputy(house: House, code: str = ZWOLLE) -> Actor:
    """Somebody who acts for the organisation when the representative cannot."""
    return representative(house, code, MandateRole.DEPUTY)


def representatives(house: House, *codes: str) -> list[Actor]:
    """One for each of these municipalities, all members."""
    return [representative(house, code) for code in codes]


def both_roles(house: House, code: str) -> Actor:
    """A coordinator who represents `code` too, acting as coordinator; the same person each time."""
    email = "beide@gemportal.example"
    name, told = "Wie Twee Rollen Heeft", clock_for(DEMO)
    house.perform(people.enrol, told, email, name, password_hash(), organisation=code)
    house.perform(people.enrol, told, email, name, password_hash(), office=Office.COORDINATOR)
    return house.ask(standing.acting_as, email, office=Office.COORDINATOR)
