"""What somebody chooses about notices, and noting what was told, together with the letter that tells it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import clock, db, outbox, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l
from gemportal.notices import queries, rules
from gemportal.notices.models import Follow, LastLook, Mailing
from gemportal.notices.policy import WRITING
from gemportal.notices.rules import Frequency, Kind
from gemportal.register.queries import number_of_entries


def _self(actor: Actor, permission: str) -> int:
    policy.require(actor, permission)
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


@act("notices:follow", _l("volgt iets, of niet meer"), holds=None)
def follow(actor: Actor, subject: str, *, following: bool) -> None:
    """Follow this, or no more. Nothing is kept where that is so by itself: by what their organisation is in."""
    person = _self(actor, "notices:follow")
    queries.followable(subject)
    session = db.session()
    session.execute(sa.delete(Follow).where(Follow.person_id == person, Follow.subject == subject))
    if queries.follows(person, subject) is not following:
        session.add(Follow(person_id=person, subject=subject, following=following))


@act("notices:look", _l("heeft de berichten gelezen"), holds=None)
def look(actor: Actor, until: int) -> None:
    """Nothing before this entry is new to them any more. It never goes back."""
    person = _self(actor, "notices:look")
    until = max(0, min(until, number_of_entries()))
    row = db.session().get(LastLook, person)
    if row is None:
        db.session().add(LastLook(person_id=person, cursor=until))
    else:
        row.cursor = max(row.cursor, until)


@act("notices:choose", _l("kiest hoe vaak e-mails komen"), holds=None)
def choose(actor: Actor, often: Mapping[Kind, Frequency]) -> None:
    """Be written to so often, of each kind. What was stopped and begins again leaves out what happened meanwhile."""
    person = _self(actor, "notices:choose")
    _begin([person])
    for kind, frequency in often.items():
        _set(person, kind, frequency)


@act("notices:stop", _l("stopt e-mails van een soort"), holds=None)
def stop(actor: Actor, person_id: int, kind: Kind) -> None:
    """Write no more letters of this kind to whoever a letter was for."""
    policy.require(actor, "notices:stop")
    if not queries.is_somebody(person_id):
        raise NotFound
    _begin([person_id])
    _set(person_id, kind, Frequency.NEVER)


def _set(person_id: int, kind: Kind, frequency: Frequency) -> None:
    row = db.session().get_one(Mailing, (person_id, kind))
    if row.frequency is frequency:
        return
    if row.frequency is Frequency.NEVER:
        row.cursor, row.told = number_of_entries(), None
    row.frequency = frequency
    # What is asked is looked at now, so that from now on it is known what is new; all else waits for its round.
    takes_stock = kind is Kind.ASKED and row.told is None
    row.next_at = clock.now() if takes_stock else rules.next_round(frequency, clock.now(), clock.AMSTERDAM)


@act("notices:begin", _l("begint iemand te schrijven"), holds=None)
def begin(actor: Actor, person_ids: Collection[int]) -> None:
    """Give each of these persons, of whom nothing is known yet, the usual choices, from when they came on."""
    policy.require(actor, WRITING)
    _begin(person_ids)


def _begin(person_ids: Collection[int]) -> None:
    session = db.session()
    now = clock.now()
    for person, since in queries.unbegun(person_ids).items():
        session.add_all(
            Mailing(
                person_id=person,
                kind=kind,
                frequency=usual,
                cursor=since,
                told=None if kind is not Kind.ASKED else {},
                looked_at=now,
                next_at=now if usual is Frequency.AT_ONCE else rules.next_round(usual, now, clock.AMSTERDAM),
            )
            for kind, usual in rules.USUAL.items()
        )
        if session.get(LastLook, person) is None:
            session.add(LastLook(person_id=person, cursor=since))
    session.flush()


@dataclass(frozen=True)
class Looked:
    """What came of looking at one kind of one person's letters: where it is left off now.

    `looks` is how often that was done before: another tick may have come first.
    """

    person_id: int
    kind: Kind
    looks: int
    cursor: int
    told: dict[str, bool] | None
    next_at: datetime
    letter: outbox.Letter | None = None


@act(WRITING, _l("schrijft wie iets volgt of moet doen"), holds=None)
def write(actor: Actor, found: Sequence[Looked]) -> int:
    """Put each letter in the outbox and note what it tells, unless another tick did so meanwhile. Returns how many letters."""
    policy.require(actor, WRITING)
    count = 0
    for looked in found:
        row = db.session().get(Mailing, (looked.person_id, looked.kind))
        if row is None or row.frequency is Frequency.NEVER or row.looks != looked.looks:
            continue
        row.cursor, row.told, row.next_at, row.looked_at = looked.cursor, looked.told, looked.next_at, clock.now()
        row.looks += 1
        if looked.letter is not None:
            outbox.put(looked.letter)
            count += 1
    return count


@act("notices:take-stock", _l("laat berichten beginnen bij nu"), holds=None)
def take_stock(actor: Actor) -> None:
    """Tell nobody of what happened so far: after a story that was told."""
    policy.require(actor, WRITING)
    _begin(queries.not_begun(limit=None))
    size = number_of_entries()
    session = db.session()
    session.execute(sa.update(Mailing).values(cursor=size, told=None))
    session.execute(sa.update(LastLook).values(cursor=max(0, size - 40)))
