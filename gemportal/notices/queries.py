"""Reading what somebody follows, what is new to them, and whose letters are due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.decisions.models import Decision
from gemportal.groups.models import Group, Seat
from gemportal.kernel import clock, db
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import Message, _l
from gemportal.notices import rules
from gemportal.notices.followed import names_followed_by, organisations_of
from gemportal.notices.models import Follow, LastLook, Mailing
from gemportal.notices.rules import Frequency, Kind
from gemportal.organisations.models import Membership
from gemportal.organisations.queries import current
from gemportal.people.models import Mandate, OfficeHolding, Person
from gemportal.people.privacy.models import Authorship
from gemportal.people.standing import holds
from gemportal.register import queries as register
from gemportal.register import words
from gemportal.register.models import Entry
from gemportal.register.queries import EntryLine
from gemportal.register.reading.models import Mention
from gemportal.register.reading.queries import detailed
from gemportal.voting.policy import CAST

# What can be followed: what has a page of its own.
_KINDS = ("I-", "G-", "S-", "B-", "GM", "KP")
# A count beyond this is nobody's to read out.
MANY = 99
PAGE = 30


def title_of(subject: str) -> str | Message:
    """What this subject is called; NotFound for what nobody can follow, or what is not there."""
    found = words.titles_of([subject]).get(subject) if subject.startswith(_KINDS) else None
    if found is None:
        raise NotFound(_l("Dit kunt u niet volgen: het bestaat niet, of is niet openbaar."))
    return found


def followable(subject: str) -> None:
    """Pass when there is such a thing to follow."""
    title_of(subject)


def follows(person_id: int | None, subject: str) -> bool:
    """Whether this person follows the subject itself, by choice or by what their organisation is in."""
    names = names_followed_by(person_id, with_kin=False)
    return db.session().scalar(sa.select(sa.literal(1)).where(sa.literal(subject).in_(sa.select(names.c.name)))) == 1


@dataclass(frozen=True)
class Followed:
    """Something that a person follows, or of which they said not to; `chosen`: not by their organisation alone."""

    subject: str
    title: str | Message
    following: bool
    chosen: bool


def followed_by(person_id: int | None) -> list[Followed]:
    """Everything that this person follows itself, and what they ended though their organisation is in it; by number."""
    names = names_followed_by(person_id, with_kin=False)
    session = db.session()
    own = dict(session.execute(sa.select(Follow.subject, Follow.following).where(Follow.person_id == person_id)).all())
    subjects = sorted({*session.scalars(sa.select(names.c.name)), *own})
    titles = words.titles_of(subjects)
    return [
        Followed(subject, titles[subject], following=own.get(subject, True), chosen=subject in own)
        for subject in subjects
        if subject in titles
    ]


def _told_to(person_id: int | None) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that an entry is a notice to this person: of what they follow, and not what they did themselves.

    That an organisation voted is none: a vote tells its turnout, and its result when it is there.
    """
    names = names_followed_by(person_id)
    own = sa.exists().where(Authorship.entry_index == Mention.entry_index, Authorship.person_id == person_id)
    return (Mention.name.in_(sa.select(names.c.name)), Entry.act != CAST, ~own)


def _indexes(person_id: int | None, *conditions: sa.ColumnElement[bool]) -> sa.Select[int]:
    return (
        sa.select(Mention.entry_index)
        .join(Entry, Entry.index == Mention.entry_index)
        .where(*_told_to(person_id), *conditions)
        .distinct()
        .order_by(Mention.entry_index.desc())
    )


def notices(person_id: int | None, *, before: int | None = None, limit: int = PAGE) -> list[EntryLine]:
    """The latest notices to this person, before an entry where given; the newest first."""
    earlier = [Mention.entry_index < min(before, register.BEYOND - 1)] if before is not None else []
    found = _indexes(person_id, *earlier).limit(limit).subquery()
    return detailed(register.latest_entries(limit, conditions=[Entry.index.in_(sa.select(found.c.entry_index))]))


def notices_between(person_id: int, first: int, end: int) -> tuple[list[EntryLine], bool]:
    """The notices to this person among these entries, the newest first; and whether there are more than a letter tells."""
    within = (Mention.entry_index >= first, Mention.entry_index < end)
    found = _indexes(person_id, *within).limit(rules.MOST_TOLD + 1).subquery()
    lines = register.latest_entries(rules.MOST_TOLD + 1, conditions=[Entry.index.in_(sa.select(found.c.entry_index))])
    return detailed(lines[: rules.MOST_TOLD]), len(lines) > rules.MOST_TOLD


def last_look(person_id: int | None) -> int | None:
    """From which entry on notices are new to this person; None while nobody noted any."""
    return db.session().scalar(sa.select(LastLook.cursor).where(LastLook.person_id == person_id))


def number_of_new(person_id: int | None) -> int:
    """How many notices are new to this person, and no more than one over MANY: one query."""
    seen = sa.select(LastLook.cursor).where(LastLook.person_id == person_id).scalar_subquery()
    new = _indexes(person_id, Mention.entry_index >= seen).limit(MANY + 1).subquery()
    return db.session().scalar(sa.select(sa.func.count()).select_from(new)) or 0


def choices_of(person_id: int | None) -> dict[Kind, Frequency]:
    """How often this person wants to be written to, of each kind."""
    query = sa.select(Mailing.kind, Mailing.frequency).where(Mailing.person_id == person_id)
    return {**rules.USUAL, **dict(db.session().execute(query).all())}


def is_somebody(person_id: int) -> bool:
    """Whether this person is still known here."""
    query = sa.select(Person.id).where(Person.id == person_id, Person.erased_at.is_(None))
    return db.session().scalar(query) is not None


def not_begun(limit: int | None = rules.PER_TICK) -> list[int]:
    """Who acts for an organisation or in an office today, and has no choices yet."""
    today = clock.today()
    acting = sa.or_(
        *(sa.exists().where(term.person_id == Person.id, holds(term, today)) for term in (Mandate, OfficeHolding))
    )
    query = sa.select(Person.id).where(
        Person.erased_at.is_(None), acting, ~sa.exists().where(Mailing.person_id == Person.id)
    )
    return list(db.session().scalars(query.order_by(Person.id).limit(limit)))


def unbegun(person_ids: Collection[int]) -> dict[int, int]:
    """Those of these persons that have no choices yet, with the first entry after they came on."""
    since = (
        sa.select(Entry.index)
        .where(Entry.at >= Person.created_at)
        .order_by(Entry.at, Entry.index)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    query = sa.select(Person.id, sa.func.coalesce(since, register.size())).where(
        Person.id.in_(person_ids), ~sa.exists().where(Mailing.person_id == Person.id)
    )
    return dict(db.session().execute(query).all())


@dataclass(frozen=True)
class DueMailing:
    """One kind of letter of one person that is to be looked at, with their mailbox."""

    person_id: int
    kind: Kind
    frequency: Frequency
    cursor: int
    told: dict[str, bool] | None
    looks: int
    email: str
    language: str


def due_mailings() -> list[DueMailing]:
    """Whose letters are to be looked at now, those longest ago first; a bounded part of them."""
    columns: tuple[Any, ...] = (
        Mailing.person_id,
        Mailing.kind,
        Mailing.frequency,
        Mailing.cursor,
        Mailing.told,
        Mailing.looks,
        Person.email,
        Person.language,
    )
    at_once = sa.and_(Mailing.frequency == Frequency.AT_ONCE, Mailing.cursor < register.size())
    query = (
        sa.select(*columns)
        .join(Person, Person.id == Mailing.person_id)
        .where(
            Person.erased_at.is_(None),
            Mailing.frequency != Frequency.NEVER,
            sa.or_(Mailing.next_at <= clock.now(), at_once),
        )
        .order_by(Mailing.looked_at, Mailing.person_id, Mailing.kind)
        .limit(rules.PER_TICK)
    )
    return [DueMailing(*row) for row in db.session().execute(query)]


@dataclass(frozen=True)
class Decided:
    """A decision as a letter tells it."""

    number: str
    title: str
    decided_at: datetime


def decided_between(person_id: int, first: int, end: int) -> list[Decided]:
    """The decisions among these entries that concern an organisation for which this person acts, the earliest first.

    A decision of the cooperative concerns every member; that of a group whoever has a seat in it.
    """
    organisations = organisations_of(person_id)
    member = sa.exists().where(Membership.organisation_code.in_(organisations), current(clock.today()))
    seated = (
        sa.select(Group.number)
        .join(Seat, Seat.group_id == Group.id)
        .where(Seat.until.is_(None), Seat.organisation_code.in_(organisations))
    )
    query = (
        sa.select(Decision.number, Decision.title, Decision.decided_at)
        .where(
            Decision.entry >= first,
            Decision.entry < end,
            sa.or_(sa.and_(Decision.group_number.is_(None), member), Decision.group_number.in_(seated)),
        )
        .order_by(Decision.entry)
    )
    return [Decided(*row) for row in db.session().execute(query)]
