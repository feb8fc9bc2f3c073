"""Reading the register as a newspaper: what a reader chose, the entries that are left, and where one thing stands in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gemportal.kernel import clock, db
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.register import queries, words
from gemportal.register.models import Entry
from gemportal.register.queries import BEYOND, EntryLine
from gemportal.register.reading.models import Mention
from gemportal.register.reading.rules import Choice, check_period, day

LONGEST = 80
T = TypeVar("T")

# A subject, and what it is called.
Named = tuple[str, str | Message]
_NOTHING: Named = ("", "")


def choice_in(address: Mapping[str, str]) -> tuple[Choice, list[Message]]:
    """What a reader chose by the values of the address, and a sentence for each that nobody can follow."""
    given = {name: value.strip()[:LONGEST] for name, value in address.items()}
    wrong: list[Message] = []

    def read(name: str, reading: Callable[[str], T], otherwise: T) -> T:
        try:
            return reading(given.get(name, ""))
        except RuleBroken as refusal:
            wrong.append(refusal.sentence)
            return otherwise

    organisation, organisation_name = read("gemeente", _organisation, _NOTHING)
    initiative, initiative_title = read("initiatief", _initiative, _NOTHING)
    choice = Choice(
        kind=read("soort", _kind, ""),
        act=given.get("act", ""),
        subject=given.get("onderwerp", ""),
        organisation=organisation,
        organisation_name=organisation_name,
        initiative=initiative,
        initiative_title=initiative_title,
        first=read("van", day, None),
        last=read("tot", day, None),
    )
    try:
        check_period(choice.first, choice.last)
    except RuleBroken as refusal:
        wrong.append(refusal.sentence)
    return choice, wrong


def _kind(word: str) -> str:
    if word and word not in words.KINDS:
        raise RuleBroken(_l("“%(word)s” is geen soort. Kies een van de soorten hieronder.", word=word))
    return word


def _organisation(text: str) -> Named:
    """Its code and its name, by either."""
    code = words.organisation_meant_by(text) if text else ""
    if code is None:
        raise RuleBroken(
            _l("Er is geen organisatie die “%(text)s” heet. Schrijf haar naam, of haar code zoals GM0193.", text=text)
        )
    return code, words.titles_of([code]).get(code, code)


def _initiative(text: str) -> Named:
    """Its number and its title."""
    number = text.upper()
    title = words.titles_of([number]).get(number) if number.startswith("I-") else None
    if number and title is None:
        raise RuleBroken(_l("Er is geen initiatief “%(text)s”. Een nummer lijkt op I-2026-014.", text=text))
    return number, title or ""


def paper(choice: Choice, *, limit: int, before: int | None = None, voices: bool = True) -> list[EntryLine]:
    """The latest entries that the choice leaves, the newest first, each with what came of it.

    Without `voices` those are left out by which many say something about one thing.
    """
    conditions = list(_period(choice))
    if choice.act:
        conditions.append(Entry.act == choice.act)
    if not voices:
        conditions.append(Entry.act.not_in({act for kind in words.KINDS.values() for act in kind.voices}))
    if named := list(_names(choice)):
        conditions = [Entry.index.in_(_latest_mentions(named, conditions, limit, before))]
    return detailed(queries.latest_entries(limit, before=before, conditions=conditions))


def _names(choice: Choice) -> Iterator[set[str]]:
    """What an entry must name to be in the choice, one of each set; what fewer entries name comes first."""
    if choice.subject:
        yield {choice.subject}
    if choice.initiative:
        yield words.kin_of(choice.initiative)
    if choice.organisation:
        yield {choice.organisation}
    if choice.kind:
        yield {f"{words.KINDS[choice.kind].room}:"}


def _period(choice: Choice) -> Iterator[sa.ColumnElement[bool]]:
    # Entries stand in the order of their moments, so a period is two indexes: each is found in one step.
    if choice.first:
        since = sa.select(Entry.index).where(Entry.at >= clock.start_of(choice.first)).order_by(Entry.at, Entry.index)
        yield Entry.index >= since.limit(1).scalar_subquery()
    if choice.last:
        until = sa.select(Entry.index).where(Entry.at < clock.end_of(choice.last))
        yield Entry.index <= until.order_by(Entry.at.desc(), Entry.index.desc()).limit(1).scalar_subquery()


def _latest_mentions(
    named: list[set[str]], conditions: list[sa.ColumnElement[bool]], limit: int, before: int | None
) -> sa.Select[int]:
    """The indexes of the latest entries that name one of each set, read from the newest back, and no further than needed."""
    first, *others = named
    query = sa.select(Mention.entry_index).where(Mention.name.in_(first))
    if len(first) > 1:
        query = query.distinct()
    if conditions:
        query = query.join(Entry, Entry.index == Mention.entry_index).where(*conditions)
    if before is not None:
        query = query.where(Mention.entry_index < min(before, BEYOND - 1))
    for names in others:
        also = aliased(Mention)
        query = query.where(sa.exists().where(also.entry_index == Mention.entry_index, also.name.in_(names)))
    return query.order_by(Mention.entry_index.desc()).limit(limit)


def detailed(lines: Sequence[EntryLine]) -> list[EntryLine]:
    """The lines with what came of each. What stands apart from an entry can be erased, and is kept from who tells it."""
    details = words.details_of([replace(line, part=None) for line in lines])
    return [replace(line, detail=details.get(line.index)) for line in lines]


def days_around(one: date) -> tuple[date | None, date | None]:
    """The last day before this one on which something happened, and the first after it."""
    before = sa.select(sa.func.max(Entry.at)).where(Entry.at < clock.start_of(one)).scalar_subquery()
    after = sa.select(sa.func.min(Entry.at)).where(Entry.at >= clock.end_of(one)).scalar_subquery()
    earlier, later = (clock.day_of(at) if at else None for at in db.session().execute(sa.select(before, after)).one())
    return earlier, later


@dataclass(frozen=True)
class Standing:
    """Where one thing stands in the register: the first entry that names it, and the last."""

    first: int
    since: datetime
    last: int
    lately: datetime


def standing_among(lines: Sequence[EntryLine]) -> Standing | None:
    """Where one thing stands whose entries, with those of all that came of it, are at hand, the oldest first."""
    return Standing(lines[0].index, lines[0].at, lines[-1].index, lines[-1].at) if lines else None


def standing_of(name: str) -> Standing | None:
    """Where a subject, or all of a room (`settings:`), stands in the register; None while nothing there names it."""
    first, last = aliased(Entry), aliased(Entry)
    lowest, highest = (
        sa.select(bound(Mention.entry_index)).where(Mention.name == name).scalar_subquery()
        for bound in (sa.func.min, sa.func.max)
    )
    bounds = sa.select(lowest.label("lowest"), highest.label("highest")).subquery()
    query = (
        sa.select(first.index, first.at, last.index, last.at)
        .select_from(bounds)
        .join(first, first.index == bounds.c.lowest)
        .join(last, last.index == bounds.c.highest)
    )
    row = db.session().execute(query).one_or_none()
    return Standing(*row) if row else None
