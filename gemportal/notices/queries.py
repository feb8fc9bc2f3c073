"""Reading what somebody follows, what is new to them, and whose letters are due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from gemportal.decisions.models import Decision
from gemportal.groups.models import Group, Seat
from gemportal.kernel import clock, db
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import Message, _l
from gemportal.notices import rules
from gemportal.notices.followed import names_followed, organisations, today_of
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


def _just(person_id: int | None) -> tuple[int, ...]:
    """This person alone, as the queries of many are asked of them; nobody where nobody is signed in."""
    return () if person_id is None else (person_id,)


def follows(person_id: int | None, subject: str) -> bool:
    """Whether this person follows the subject itself, by choice or by what their organisation is in."""
    names = names_followed(with_kin=False)
    query = sa.select(sa.literal(1)).where(sa.literal(subject).in_(sa.select(names.c.name)))
    return db.session().scalar(query, today_of(_just(person_id))) == 1


@dataclass(frozen=True)
class Followed:
    """Something that a person follows, or of which they said not to; `chosen`: not by their organisation alone."""

    subject: str
    title: str | Message
    following: bool
    chosen: bool


def followed_by(person_id: int | None) -> list[Followed]:
    """Everything that this person follows itself, and what they ended though their organisation is in it; by number."""
    names = names_followed(with_kin=False)
    session = db.session()
    own = dict(session.execute(sa.select(Follow.subject, Follow.following).where(Follow.person_id == person_id)).all())
    subjects = sorted({*session.scalars(sa.select(names.c.name), today_of(_just(person_id))), *own})
    titles = words.titles_of(subjects)
    return [
        Followed(subject, titles[subject], following=own.get(subject, True), chosen=subject in own)
        for subject in subjects
        if subject in titles
    ]


@cache
def _indexes() -> sa.Select[int, int]:
    """The entries that are notices to the persons, each beside that person; the newest first.

    They are not what somebody did themselves. That an organisation voted is none either: a vote tells its turnout, and its result
    when it is there.
    """
    names = names_followed()
    own = sa.exists().where(Authorship.entry_index == Mention.entry_index, Authorship.person_id == names.c.person_id)
    return (
        sa.select(Mention.entry_index, names.c.person_id)
        .join(names, names.c.name == Mention.name)
        .join(Entry, Entry.index == Mention.entry_index)
        .where(Entry.act != CAST, ~own)
        .distinct()
        .order_by(Mention.entry_index.desc())
    )


def notices(person_id: int | None, *, before: int | None = None, limit: int = PAGE) -> list[EntryLine]:
    """The latest notices to this person, before an entry where given; the newest first."""
    earlier = [Mention.entry_index < min(before, register.BEYOND - 1)] if before is not None else []
    query = _indexes().where(*earlier).limit(limit)
    found = list(db.session().scalars(query, today_of(_just(person_id))))
    return detailed(register.latest_entries(limit, conditions=[Entry.index.in_(found)])) if found else []


def untold_notices(person_ids: Collection[int], end: int) -> dict[int, tuple[list[EntryLine], bool]]:
    """Of each person the notices before `end` that no letter told, the newest first, and whether a letter leaves some out."""
    names = names_followed()
    untold = (
        _indexes()
        .join(Mailing, sa.and_(Mailing.person_id == names.c.person_id, Mailing.kind == Kind.FOLLOWED))
        .where(Mention.entry_index >= Mailing.cursor, Mention.entry_index < end)
        .order_by(None)
        .subquery()
    )
    place = sa.func.row_number().over(partition_by=untold.c.person_id, order_by=untold.c.entry_index.desc())
    ranked = sa.select(untold, place.label("place")).subquery()
    query = sa.select(ranked.c.person_id, ranked.c.entry_index).where(ranked.c.place <= rules.MOST_TOLD + 1)
    found: dict[int, list[int]] = {}
    for person_id, index in db.session().execute(query.order_by(ranked.c.place), today_of(person_ids)):
        found.setdefault(person_id, []).append(index)
    every = {index for indexes in found.values() for index in indexes[: rules.MOST_TOLD]}
    entries = detailed(register.latest_entries(len(every), conditions=[Entry.index.in_(every)])) if every else []
    lines = {line.index: line for line in entries}
    return {
        person_id: ([lines[index] for index in indexes[: rules.MOST_TOLD]], len(indexes) > rules.MOST_TOLD)
        for person_id, indexes in found.items()
    }


def last_look(person_id: int | None) -> int | None:
    """From which entry on notices are new to this person; None while nobody noted any."""
    return db.session().scalar(sa.select(LastLook.cursor).where(LastLook.person_id == person_id))


def number_of_new(person_id: int | None) -> int:
    """How many notices are new to this person, and no more than one over MANY: one query."""
    return db.session().scalar(_counted(), today_of(_just(person_id))) or 0


@cache
def _counted() -> sa.Select[int]:
    seen = _indexes().join(LastLook, LastLook.person_id == names_followed().c.person_id)
    new = seen.where(Mention.entry_index >= LastLook.cursor).limit(MANY + 1).subquery()
    return sa.select(sa.func.count()).select_from(new)


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


def untold_decisions(person_ids: Collection[int], end: int) -> dict[int, list[Decided]]:
    """To each of these persons the decisions before the entry `end` that no letter told, the earliest first.

    They concern an organisation for which that person acts: a decision of the cooperative every member, that of a group whoever
    has a seat in it.
    """
    acting = organisations()
    members = sa.select(acting.c.person_id).join(Membership, Membership.organisation_code == acting.c.code)
    seated = (
        sa.select(acting.c.person_id, Group.number)
        .join(Seat, Seat.organisation_code == acting.c.code)
        .join(Group, Group.id == Seat.group_id)
        .where(Seat.until.is_(None))
    )
    concerns = sa.or_(
        sa.and_(Decision.group_number.is_(None), Mailing.person_id.in_(members.where(current(clock.today())))),
        sa.tuple_(Mailing.person_id, Decision.group_number).in_(seated),
    )
    query = (
        sa.select(Mailing.person_id, Decision.number, Decision.title, Decision.decided_at)
        .join(Decision, Decision.entry >= Mailing.cursor)
        .where(Mailing.kind == Kind.DECISIONS, Decision.entry < end, concerns)
        .order_by(Decision.entry)
    )
    found: dict[int, list[Decided]] = {}
    for person_id, number, title, decided_at in db.session().execute(query, today_of(person_ids)):
        found.setdefault(person_id, []).append(Decided(number, title, decided_at))
    return found
