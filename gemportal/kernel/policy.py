"""Who may do what, in which state: executable tables that are also the sentences of /wie-mag-wat.

A row is `May("initiatives:stop", _l("een initiatief stoppen"), (lead, coordinator), on(OPEN, ACTIVE), note=_l("met reden"))`.
A permission without a row is held by nobody. A subject that is in no named state answers 409; an actor that no row
names answers 403.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, Session

from gemportal.kernel import db
from gemportal.kernel.actor import Actor, Capacity, Office, acting_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.kernel.words import Message, _l

Provider = Callable[[Collection[Actor]], Iterable[tuple[Actor, Any]]]
_providers: dict[str, Provider] = {}
_FACTS, _TOGETHER = "facts", "together"


def provide(name: str, provider: Provider) -> None:
    """Offer a fact: `provider(actors)` answers, in one query, each actor beside every subject for which the fact is true of them.

    So a lower room can ask for "groups:lead" without importing the room that knows it.
    """
    _providers[name] = provider


def by_organisation(answer: Callable[[Collection[str]], Iterable[tuple[str, Any]]]) -> Provider:
    """The provider of a fact that is one of organisations, by code: true of whoever acts for one, and of nobody else."""

    def provider(actors: Collection[Actor]) -> Iterator[tuple[Actor, Any]]:
        if acting := acting_for(actors):
            yield from ((actor, subject) for code, subject in answer(acting) for actor in acting[code])

    return provider


@contextmanager
def together(actors: Collection[Actor]) -> Iterator[None]:
    """Meanwhile a fact that is asked of one of these actors is asked of them all: one query, however many they are."""
    info = db.session().info
    info[_TOGETHER] = frozenset(actors)
    try:
        yield
    finally:
        del info[_TOGETHER]


def fact(actor: Actor, name: str) -> frozenset[Any]:
    """The subjects of which the named fact holds for `actor` now.

    Asked once, and again after a change or in another transaction: what an act did is seen by what it asks or causes next.
    """
    session = db.session()
    session.flush()  # What changed but was not written yet is a change too.
    known = session.info.setdefault(_FACTS, {})
    if (actor, name) not in known:
        found: dict[Actor, set[Any]] = {one: set() for one in (actor, *session.info.get(_TOGETHER, ()))}
        for one, subject in _providers[name](found):
            found[one].add(subject)
        known.update({(one, name): frozenset(subjects) for one, subjects in found.items()})
    answer: frozenset[Any] = known[actor, name]
    return answer


@sa.event.listens_for(db.RoomSession, "after_transaction_end")
def _forget(session: Session, _: Any) -> None:
    """What a savepoint undid was a change too; and to the session each flush is a transaction within its transaction."""
    session.info.pop(_FACTS, None)


@sa.event.listens_for(db.RoomSession, "do_orm_execute")
def _forget_where_it_writes(state: ORMExecuteState) -> None:
    if not state.is_select:
        _forget(state.session, state)


def _always(actor: Actor, subject: Any) -> bool:
    return True


@dataclass(frozen=True)
class Who:
    """A kind of actor: `capacity` looks at the actor alone, `test` at the actor with the subject of the act."""

    label: Message
    capacity: Callable[[Actor], bool]
    test: Callable[[Actor, Any], bool] = _always

    def covers(self, actor: Actor, subject: Any) -> bool:
        return self.capacity(actor) and self.test(actor, subject)

    @property
    def is_somebody(self) -> bool:
        """A person can be this: it is no rule that the clock carries out."""
        return not isinstance(self.capacity, _ByRule)


@dataclass(frozen=True)
class May:
    """One clause: these may do this, while the subject is in one of these states (any state when None)."""

    permission: str
    label: Message
    who: tuple[Who, ...]
    states: tuple[StrEnum, ...] | None = None
    note: Message | None = None

    def covers_state(self, subject: Any) -> bool:
        return self.states is None or subject is None or subject.status in self.states


@dataclass(frozen=True)
class Chapter:
    """The policy of one room, or of a part of one, as a chapter of /wie-mag-wat."""

    title: Message
    rows: tuple[May, ...]


CHAPTERS: dict[str, Chapter] = {}


def declare(chapter: str, title: Message, rows: Iterable[May]) -> None:
    """Put a table in force: that of a room (`people`), or of a part of it (`people.signin`).

    Every permission in it begins with the room's own name, and stands in this chapter alone.
    """
    room = chapter.partition(".")[0]
    CHAPTERS[chapter] = found = Chapter(title, tuple(rows))
    strangers = [row.permission for row in found.rows if not row.permission.startswith(f"{room}:")]
    if strangers:
        raise ValueError(f"{chapter} declares permissions of another room: {strangers}")
    named = {row.permission for row in found.rows}
    twice = [
        r.permission for name, other in CHAPTERS.items() if name != chapter for r in other.rows if r.permission in named
    ]
    if twice:
        raise ValueError(f"{chapter} declares permissions of another chapter: {twice}")


def on(*states: StrEnum) -> tuple[StrEnum, ...]:
    """The states in which a clause holds, readable in a table."""
    return states


def rows_of(permission: str) -> tuple[May, ...]:
    """The clauses for one permission; a permission that nobody declared is a programming error."""
    rows = tuple(row for chapter in CHAPTERS.values() for row in chapter.rows if row.permission == permission)
    if not rows:
        raise LookupError(f"no clause declares {permission}")
    return rows


def could(actor: Actor, permission: str) -> bool:
    """Whether some clause names this actor, whatever the subject: what a route asks before it opens."""
    return any(who.capacity(actor) for row in rows_of(permission) for who in row.who)


def may(actor: Actor, permission: str, subject: Any = None) -> bool:
    """Whether the act would be allowed now: for showing a button."""
    return any(
        row.covers_state(subject) and any(who.covers(actor, subject) for who in row.who) for row in rows_of(permission)
    )


def require(actor: Actor, permission: str, subject: Any = None) -> None:
    """Pass, or raise `NotAllowed` (no clause names the actor) or `RuleBroken` (a clause does, in another state)."""
    named = [row for row in rows_of(permission) if any(who.covers(actor, subject) for who in row.who)]
    if not named:
        raise not_allowed(actor, permission)
    if not any(row.covers_state(subject) for row in named):
        raise RuleBroken(
            _l("Het is hiervoor te laat of nog te vroeg: de stand is “%(state)s”.", state=subject.status.label)
        )


def not_allowed(actor: Actor, permission: str) -> NotAllowed:
    """The refusal of somebody whom no clause for this permission names, as they read it."""
    if not actor.signed_in:
        return NotAllowed(_l("Meld u eerst aan."))
    who = Enumeration(people_with(permission))
    if actor.capacity is Capacity.PERSON:
        return NotAllowed(
            _l("U hebt nu geen rol: zij is afgelopen, of u koos er nog geen. Dit mag alleen: %(who)s.", who=who)
        )
    return NotAllowed(_l("Dit mag alleen: %(who)s.", who=who))


def people_with(permission: str) -> tuple[Message, ...]:
    """The labels of the people to whom a permission is given, each once, in the order of the table.

    What the clock does by a rule helps nobody who is refused; it is named where there are no people at all.
    """
    everyone = [who for row in rows_of(permission) for who in row.who]
    people = [who for who in everyone if who.is_somebody]
    return tuple(dict.fromkeys(who.label for who in people or everyone))


@dataclass(frozen=True)
class Enumeration:
    """Labels in a row, turned into text when shown; set apart by more than a comma where a label has one itself."""

    labels: tuple[Message, ...]

    def __str__(self) -> str:
        texts = [str(label) for label in self.labels]
        return ("; " if any("," in text for text in texts) else ", ").join(texts)


def holding(*offices: Office) -> Callable[[Actor], bool]:
    """A capacity: acts in one of these offices."""
    return lambda actor: actor.office in offices


def acting_for_an_organisation(actor: Actor) -> bool:
    """A capacity: acts under a mandate."""
    return actor.capacity is Capacity.MANDATE


@dataclass(frozen=True)
class _ByRule:
    rules: tuple[str, ...]

    def __call__(self, actor: Actor) -> bool:
        return actor.capacity is Capacity.CLOCK and (not self.rules or actor.rule in self.rules)


def by_rule(*rules: str) -> Callable[[Actor], bool]:
    """A capacity: the clock, carrying out one of these rules, or any where none is named."""
    return _ByRule(rules)


def not_own(organisation_of: Callable[[Any], Iterable[str]]) -> Callable[[Actor, Any], bool]:
    """A test: the person does not represent an organisation that the subject concerns (nobody uses an office on their own)."""
    return lambda actor, subject: subject is None or actor.represents.isdisjoint(organisation_of(subject))


anyone = Who(_l("iedereen"), lambda actor: True)
signed_in = Who(_l("wie is aangemeld"), lambda actor: actor.signed_in)
coordinator = Who(_l("coördinator"), holding(Office.COORDINATOR))
chair = Who(_l("voorzitter"), holding(Office.CHAIR))
# The clock, when it carries out what an adopted vote holds: the vote's number is the ground of the act.
members_vote = Who(_l("een stemming van de leden"), by_rule("voting:publish"))
the_clock = Who(_l("de klok, volgens de regel"), by_rule())
