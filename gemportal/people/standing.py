"""For whom somebody may act at this moment: the one query behind every request, every act and every choice of a capacity."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, Capacity, Office
from gemportal.kernel.errors import NotAllowed, NotFound
from gemportal.kernel.words import _l
from gemportal.organisations.models import Organisation
from gemportal.organisations.queries import exists_on
from gemportal.people.factors.requirement import requirement
from gemportal.people.models import Mandate, OfficeHolding, Person
from gemportal.people.rules import Language


@dataclass(frozen=True)
class Credentials:
    """What a password is checked against."""

    person_id: int
    password_hash: str | None
    language: Language = Language.DUTCH


def holds(term: type[Mandate] | type[OfficeHolding], day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition that a mandate or office holds on `day`."""
    return sa.and_(
        term.first_day <= day, sa.or_(term.last_day.is_(None), term.last_day >= day), term.ended_at.is_(None)
    )


def credentials(email: str) -> Credentials | None:
    """The person known by this (normal) address, or None."""
    query = sa.select(Person.id, Person.password_hash, Person.language).where(Person.email == email)
    row = db.session().execute(query).one_or_none()
    return Credentials(*row) if row else None


def of_persons() -> sa.Select[*tuple[Any, ...]]:
    """A person beside each mandate and office that holds today. Few of each, so that one row for every pair does no harm."""
    today = clock.today()
    # From the day of a merger nobody acts for the old municipality, whenever the clock gets to ending the mandates.
    gone = sa.select(Organisation.code).where(sa.not_(exists_on(today)))
    return (
        sa.select(
            Person.id,
            Person.name,
            Mandate.id.label("mandate_id"),
            Mandate.role,
            Mandate.organisation_code,
            Organisation.name.label("organisation_name"),
            OfficeHolding.id.label("holding_id"),
            OfficeHolding.office,
        )
        .select_from(Person)
        .outerjoin(
            Mandate,
            sa.and_(Mandate.person_id == Person.id, holds(Mandate, today), Mandate.organisation_code.not_in(gone)),
        )
        .outerjoin(Organisation, Organisation.code == Mandate.organisation_code)
        .outerjoin(OfficeHolding, sa.and_(OfficeHolding.person_id == Person.id, holds(OfficeHolding, today)))
        .order_by(Organisation.name, Mandate.id, OfficeHolding.id)
    )


def actors(rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> tuple[Actor, dict[int, Actor], dict[int, Actor]]:
    """The person without a capacity, the same with each mandate (by its id), and with each office (by its holding's id)."""
    first = rows[0]
    known: dict[str, Any] = {
        "person_id": first.id,
        "person_name": first.name,
        "represents": frozenset(row.organisation_code for row in rows if row.organisation_code),
    }
    mandates = {
        row.mandate_id: Actor(
            Capacity.MANDATE,
            organisation=row.organisation_code,
            organisation_name=row.organisation_name,
            mandate_id=row.mandate_id,
            mandate_role=row.role,
            **known,
        )
        for row in rows
        if row.mandate_id
    }
    offices = {row.holding_id: Actor(Capacity.OFFICE, office=row.office, **known) for row in rows if row.holding_id}
    return Actor(Capacity.PERSON, **known), mandates, offices


def read_again(actor: Actor) -> Actor:
    """The actor with the rights of this moment, for `perform`; NotAllowed when the mandate or office no longer holds."""
    if actor.person_id is None:
        return actor
    rows = db.session().execute(of_persons().where(Person.id == actor.person_id)).all()
    if not rows:
        raise NotAllowed(_l("Meld u opnieuw aan."))
    person, mandates, offices = actors(rows)
    if actor.capacity is Capacity.PERSON:
        return person
    if actor.capacity is Capacity.MANDATE and actor.mandate_id in mandates:
        return mandates[actor.mandate_id]
    if actor.capacity is Capacity.OFFICE:
        for found in offices.values():
            if found.office is actor.office:
                return found
    raise NotAllowed(_l("Uw rol is beëindigd. Kies namens wie u verdergaat."))


@dataclass(frozen=True)
class Choice:
    """One capacity that a person can act in: `key` is `m` or `o` with the id of the mandate or the office holding."""

    key: str
    actor: Actor

    @property
    def mandate_id(self) -> int | None:
        return self.actor.mandate_id

    @property
    def holding_id(self) -> int | None:
        return int(self.key[1:]) if self.actor.office else None


def choices(person_id: int | None, *, proven: bool = False) -> list[Choice]:
    """Every capacity that this person can act in today: mandates by organisation, then offices.

    Those that need a second factor are among them only where one is `proven`.
    """
    held = choices_of([person_id])
    if not held:
        raise NotFound
    (found,) = held.values()
    return found if proven else without_factor(found)


def choices_of(person_ids: Collection[int | None]) -> dict[int, list[Choice]]:
    """The same of each of these persons, those that need a second factor among them. One query."""
    rows: dict[int, list[sa.Row[*tuple[Any, ...]]]] = {}
    for row in db.session().execute(of_persons().where(Person.id.in_(person_ids))):
        rows.setdefault(row.id, []).append(row)
    return {person_id: _choices(own) for person_id, own in rows.items()}


def _choices(rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> list[Choice]:
    _, mandates, offices = actors(rows)
    return [
        *(Choice(f"m{number}", actor) for number, actor in mandates.items()),
        *(Choice(f"o{number}", actor) for number, actor in offices.items()),
    ]


def without_factor(held: Iterable[Choice]) -> list[Choice]:
    """Those among one's capacities that need no second factor."""
    required = requirement()
    return [own for own in held if not required.covers(own.actor)]


def choice(person_id: int | None, key: str, *, proven: bool = False) -> Choice:
    """The one among this person's capacities of today with this key."""
    for found in choices(person_id, proven=proven):
        if found.key == key:
            return found
    raise NotFound(_l("Deze rol hebt u niet, of niet meer."))


def acting_as(email: str, *, organisation: str | None = None, office: Office | None = None) -> Actor:
    """The person known by `email`, acting for `organisation` or in `office`: for stories told by calling acts."""
    found = credentials(email)
    for own in choices(found.person_id, proven=True) if found else []:
        if own.actor.organisation == organisation and own.actor.office == office:
            return own.actor
    raise NotFound


def mailboxes_of(code: str | None, *, but_not: int | None = None) -> list[tuple[str, str]]:
    """The address and language of everybody who acts for this organisation today, except the person `but_not`: for letters."""
    query = (
        sa.select(Person.email, Person.language)
        .join(Mandate, Mandate.person_id == Person.id)
        .where(Mandate.organisation_code == code, holds(Mandate, clock.today()), Person.id != but_not)
        .distinct()
        .order_by(Person.email)
    )
    return [(email, language) for email, language in db.session().execute(query)]
