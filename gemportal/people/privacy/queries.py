"""Reading what is kept of one person, and what was kept long enough."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db, personal, schedule
from gemportal.kernel.actor import MandateRole, Office
from gemportal.kernel.errors import NotFound
from gemportal.kernel.schedule import Due
from gemportal.organisations.models import Organisation
from gemportal.people.models import Invitation, Mandate, OfficeHolding, Person
from gemportal.people.policy import ERASE, ERASE_IDLE
from gemportal.people.privacy import rules
from gemportal.people.privacy.models import Authorship
from gemportal.people.queries import not_over
from gemportal.people.signin.models import SignIn
from gemportal.people.standing import holds
from gemportal.register.models import Entry, Part
from gemportal.settings.queries import value

# What one tick does at most; the rest waits for the next.
AT_ONCE = 50


@dataclass(frozen=True)
class Subject:
    """Whom a request to erase is about: what the policy looks at."""

    person_id: int
    organisations: frozenset[str]


def subject(person_id: int) -> Subject:
    """The person with the organisations that they act for today or later."""
    codes = sa.select(Mandate.organisation_code).where(Mandate.person_id == person_id, not_over(Mandate))
    return Subject(person_id, frozenset(db.session().scalars(codes)))


def living(person_id: int | None) -> Person:
    """Somebody who was not erased."""
    person = db.session().get(Person, person_id) if person_id is not None else None
    if person is None or person.erased_at is not None:
        raise NotFound
    return person


def address_of(person_id: int | None) -> str:
    """The address that somebody signs in with."""
    return living(person_id).email


def has_password(person_id: int | None) -> bool:
    """Whether somebody can be asked for a password."""
    return living(person_id).password_hash is not None


def signed_in_lately(token_digest: bytes | None) -> bool:
    """Whether this session began, or proved a second factor, only just now."""
    lately = clock.now() - rules.LATELY
    query = sa.select(SignIn.token_hash).where(
        SignIn.token_hash == token_digest, sa.or_(SignIn.started_at >= lately, SignIn.factor_at >= lately)
    )
    return db.session().scalar(query) is not None


def erased_on(person_id: int | None) -> datetime | None:
    """When this person will be erased, as they or an office asked; None when nobody asked."""
    return schedule.pending(ERASE, str(person_id))


def days_to_think() -> int:
    """How many days somebody has to think again."""
    return value(rules.WAITING)


def running_terms(person_id: int) -> tuple[list[int], list[int]]:
    """The ids of the mandates, and of the offices, that are not over."""
    mandates = sa.select(Mandate.id).where(Mandate.person_id == person_id, not_over(Mandate)).order_by(Mandate.id)
    offices = sa.select(OfficeHolding.id).where(OfficeHolding.person_id == person_id, not_over(OfficeHolding))
    return list(db.session().scalars(mandates)), list(db.session().scalars(offices.order_by(OfficeHolding.id)))


def is_the_only(office: Office, person_id: int | None) -> bool:
    """Whether this person holds the office today, and nobody else does who stays."""
    leaving = sa.select(Due.subject).where(Due.kind == ERASE, Due.done_at.is_(None))
    query = sa.select(OfficeHolding.person_id).where(
        OfficeHolding.office == office,
        holds(OfficeHolding, clock.today()),
        sa.cast(OfficeHolding.person_id, sa.Text()).not_in(leaving),
    )
    return set(db.session().scalars(query)) == {person_id}


def left_without(person_id: int | None) -> list[str]:
    """The names of the organisations that only this person represents today."""
    today = clock.today()
    others = sa.select(Mandate.organisation_code).where(
        Mandate.person_id != person_id, Mandate.role == MandateRole.REPRESENTATIVE, holds(Mandate, today)
    )
    query = (
        sa.select(Organisation.name)
        .join(Mandate, Mandate.organisation_code == Organisation.code)
        .where(
            Mandate.person_id == person_id,
            Mandate.role == MandateRole.REPRESENTATIVE,
            holds(Mandate, today),
            Organisation.code.not_in(others),
        )
        .order_by(Organisation.name)
    )
    return list(db.session().scalars(query))


@dataclass(frozen=True)
class Done:
    """An entry that somebody's act wrote; `part` is what only its digest stands for."""

    index: int
    at: datetime
    act: str
    subject: str
    organisation: str | None
    office: str | None
    data: dict[str, Any]
    part: dict[str, Any] | None


def done_by(person_id: int, acts: Iterable[str] | None = None) -> list[Done]:
    """What this person did, of these acts where given; the oldest first."""
    query = (
        sa.select(
            Entry.index, Entry.at, Entry.act, Entry.subject, Entry.organisation, Entry.office, Entry.body, Part.body
        )
        .join(Authorship, Authorship.entry_index == Entry.index)
        .outerjoin(Part, Part.entry_index == Entry.index)
        .where(Authorship.person_id == person_id)
        .order_by(Entry.index)
    )
    if acts is not None:
        query = query.where(Entry.act.in_(list(acts)))
    return [
        Done(*row[:6], json.loads(row[6])["data"], json.loads(row[7]) if row[7] else None)
        for row in db.session().execute(query)
    ]


def entries_by(person_id: int) -> sa.Select[int]:
    """The indexes of the entries that this person's acts wrote, to be used in a statement."""
    return sa.select(Authorship.entry_index).where(Authorship.person_id == person_id)


def entries_to_erase(person_id: int) -> sa.Select[int]:
    """Those among them whose private parts go when their writer is erased."""
    remaining = list(personal.REMAINING)
    return entries_by(person_id).join(Entry, Entry.index == Authorship.entry_index).where(Entry.act.not_in(remaining))


def author_of(index: int) -> str | None:
    """The name of who wrote an entry; None when nobody did, or who did was erased."""
    query = (
        sa.select(Person.name)
        .join(Authorship, Authorship.person_id == Person.id)
        .where(Authorship.entry_index == index)
    )
    return db.session().scalar(query)


def _idle() -> sa.ColumnElement[bool]:
    """Nobody's representative and without an office for long, and not signed in either."""
    since = rules.idle_since(clock.now(), value(rules.IDLE))
    terms = (
        sa.select(term.person_id).where(
            term.person_id == Person.id, sa.or_(term.last_day.is_(None), term.last_day >= clock.day_of(since))
        )
        for term in (Mandate, OfficeHolding)
    )
    return sa.and_(
        Person.erased_at.is_(None),
        sa.func.coalesce(Person.last_signed_in_at, Person.created_at) < since,
        *(~term.exists() for term in terms),
    )


def is_idle(person_id: int) -> bool:
    """Whether this person is still away."""
    return db.session().scalar(sa.select(Person.id).where(Person.id == person_id, _idle())) is not None


def idle_and_unaware() -> list[Person]:
    """Who has been away long enough and was not told yet; so many as one tick does."""
    told = sa.select(Due.id).where(
        Due.kind == ERASE_IDLE, Due.subject == sa.cast(Person.id, sa.Text()), Due.done_at.is_(None)
    )
    query = sa.select(Person).where(_idle(), ~told.exists()).order_by(Person.id).limit(AT_ONCE)
    return list(db.session().scalars(query))


def old_sign_ins() -> sa.Select[bytes]:
    """The sign-ins that were over long enough ago."""
    limit = clock.now() - timedelta(days=value(rules.SIGN_INS))
    over = sa.func.coalesce(SignIn.ended_at, SignIn.expires_at)
    return sa.select(SignIn.token_hash).where(over < limit).limit(AT_ONCE)


def old_invitations() -> sa.Select[int]:
    """The invitations that were used, revoked or expired long enough ago."""
    limit = clock.now() - timedelta(days=value(rules.INVITATIONS))
    over = sa.func.coalesce(Invitation.used_at, Invitation.revoked_at, Invitation.expires_at)
    return sa.select(Invitation.id).where(over < limit).limit(AT_ONCE)


def something_is_old() -> bool:
    """Whether there is anything to forget."""
    session = db.session()
    return session.scalar(old_sign_ins()) is not None or session.scalar(old_invitations()) is not None


def erased() -> list[tuple[int, datetime]]:
    """Everybody who was erased, by number, and when: what has to be done again after an older backup is put back."""
    query = sa.select(Person.id, Person.erased_at).where(Person.erased_at.is_not(None)).order_by(Person.id)
    return [(number, at) for number, at in db.session().execute(query) if at is not None]


def back_again(erased: dict[int, datetime]) -> list[int]:
    """Those among the `erased` who are there again. Somebody else under the same number came after that erasure."""
    query = sa.select(Person.id, Person.created_at).where(Person.erased_at.is_(None)).order_by(Person.id)
    return [number for number, created in db.session().execute(query) if number in erased and created <= erased[number]]
