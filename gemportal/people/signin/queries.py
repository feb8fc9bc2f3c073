"""Reading who holds a token, where somebody is signed in, how often was tried, and what was left unfinished."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import NOBODY, Actor
from gemportal.kernel.errors import NotFound
from gemportal.people import standing
from gemportal.people.factors.requirement import requirement
from gemportal.people.factors.rules import FOR_ALL
from gemportal.people.models import Person
from gemportal.people.signin import rules
from gemportal.people.signin.models import Attempt, SignIn, UnfinishedForm
from gemportal.people.signin.rules import Bucket, Limits, Way
from gemportal.settings import queries as settings


@dataclass(frozen=True)
class Present:
    """Whoever holds a token that lives. `changed` says that their rights are others than those it was given out for."""

    actor: Actor
    last_seen_at: datetime
    changed: bool


def present(token_digest: bytes) -> Present | None:
    """Who holds this token now, in the capacity they chose as far as it still holds; None for a dead token.

    A capacity that needs a second factor is not there in a session without one: what remains is the person.
    """
    query = (
        standing.of_persons()
        .add_columns(
            SignIn.mandate_id.label("chosen_mandate"),
            SignIn.office_holding_id.label("chosen_holding"),
            SignIn.factor_at,
            SignIn.rights,
            SignIn.last_seen_at,
            settings.column(FOR_ALL).label("factor_for_all"),
        )
        .join(SignIn, SignIn.person_id == Person.id)
        .where(SignIn.token_hash == token_digest, _opens_something())
    )
    rows = db.session().execute(query).all()
    if not rows:
        return None
    person, mandates, offices = standing.actors(rows)
    chosen = mandates.get(rows[0].chosen_mandate) or offices.get(rows[0].chosen_holding) or person
    withheld = rows[0].factor_at is None and requirement(rows[0].factor_for_all).covers(chosen)
    rights = rules.rights([*(f"m{number}" for number in mandates), *(f"o{number}" for number in offices)])
    return Present(person if withheld else chosen, rows[0].last_seen_at, changed=rights != rows[0].rights)


def signed_in_by(token_digest: bytes) -> Actor:
    """Who acts with this token now; `NOBODY` for a dead one."""
    found = present(token_digest)
    return found.actor if found else NOBODY


def _opens_something() -> sa.ColumnElement[bool]:
    """The condition that a token lives and awaits no second factor."""
    return sa.and_(SignIn.awaits_factor.is_(False), SignIn.alive(clock.now()))


def limits(rights: str) -> Limits:
    """How long a session with these rights lasts, by the settings of this moment."""
    return rules.limits(settings.values(), rights)


@dataclass(frozen=True)
class Session:
    """One place where somebody is signed in."""

    key: str
    device: str
    network: str
    way: Way
    factor: bool
    started_at: datetime
    last_seen_at: datetime
    is_this: bool


def sessions_of(person_id: int | None, this: bytes | None) -> list[Session]:
    """Where this person is signed in now: the session of the digest `this` first, then the one last used."""
    query = (
        sa.select(SignIn)
        .where(SignIn.person_id == person_id, _opens_something())
        .order_by(SignIn.last_seen_at.desc(), SignIn.started_at.desc())
    )
    found = [
        Session(
            row.token_hash.hex(),
            row.device,
            row.network,
            row.way,
            row.factor_at is not None,
            row.started_at,
            row.last_seen_at,
            row.token_hash == this,
        )
        for row in db.session().scalars(query)
    ]
    return sorted(found, key=lambda session: not session.is_this)


def counts(buckets: Collection[Bucket]) -> dict[bytes, int]:
    """How many attempts count in each bucket now. One query."""
    query = (
        sa.select(Attempt.mark, sa.func.count())
        .where(Attempt.mark.in_([bucket.mark for bucket in buckets]), Attempt.at > clock.now() - rules.COUNTED_FOR)
        .group_by(Attempt.mark)
    )
    return dict(db.session().execute(query).all())


def unfinished(token_digest: bytes, person_id: int | None) -> bytes:
    """What this person left unfinished, sealed; NotFound for somebody else, and when it is too late."""
    sealed = db.session().scalar(
        sa.select(UnfinishedForm.sealed).where(
            UnfinishedForm.token_hash == token_digest,
            UnfinishedForm.person_id == person_id,
            UnfinishedForm.expires_at > clock.now(),
        )
    )
    if sealed is None:
        raise NotFound
    return sealed


def all_unfinished(person_id: int) -> list[bytes]:
    """Everything that this person left unfinished, sealed."""
    query = sa.select(UnfinishedForm.sealed).where(
        UnfinishedForm.person_id == person_id, UnfinishedForm.expires_at > clock.now()
    )
    return list(db.session().scalars(query))
