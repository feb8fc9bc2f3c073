"""Everything that will happen by the clock: one row for each deadline, shared by `flask tick`, the calendar and the page cache."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import act, perform
from gemportal.kernel.errors import Refusal
from gemportal.kernel.words import _l

log = structlog.get_logger()


class Due(db.Base):
    """One deadline. `kind` names the rule (`voting:close`), `subject` what it is about; `done_at` when it was carried out."""

    __tablename__ = "schedule"
    __table_args__ = (sa.UniqueConstraint("kind", "subject"), sa.Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    subject: Mapped[str]
    done_at: Mapped[datetime | None]

    @property
    def last_day(self) -> datetime:
        """A moment on the last day that still counts: the deadline itself is the first moment outside."""
        return clock.just_before(self.at)


Rule = Callable[[Actor, str], Any]
_rules: dict[str, Rule] = {}

Sweep = Callable[[], int]
_sweeps: dict[str, Sweep] = {}


def rule(kind: str, act_of_the_clock: Rule) -> None:
    """Let the clock carry out `act_of_the_clock(actor, subject)` for deadlines of this kind. A kind without one only shows."""
    _rules[kind] = act_of_the_clock


def sweep(name: str, function: Sweep) -> None:
    """Let every tick call `function()`, which finds what is too old and returns how much it did. For what has no deadline of
    its own: what is due follows from the rows, so that nothing has to be remembered, and nothing can be forgotten."""
    _sweeps[name] = function


def put(kind: str, subject: str, at: datetime) -> None:
    """Set the deadline of `kind` for `subject`, in place of an earlier one."""
    row = _find(kind, subject)
    if row is None:
        db.session().add(Due(kind=kind, subject=subject, at=at))
    else:
        row.at, row.done_at = at, None


def put_all(kind: str, subjects: Collection[str], at: datetime) -> None:
    """Set the same deadline of `kind` for all these subjects, in place of earlier ones, however many they are."""
    db.session().execute(sa.delete(Due).where(Due.kind == kind, Due.subject.in_(subjects)))
    if subjects:
        rows = [{"kind": kind, "subject": subject, "at": at} for subject in subjects]
        db.session().execute(sa.insert(Due), rows)


def done(kind: str, subject: str) -> None:
    """The deadline needs no carrying out any more: it happened, by the clock or by hand."""
    row = _find(kind, subject)
    if row is not None:
        row.done_at = clock.now()


def drop(kind: str, subject: str) -> None:
    """The deadline no longer exists."""
    db.session().execute(sa.delete(Due).where(Due.kind == kind, Due.subject == subject))


def pending(kind: str, subject: str) -> datetime | None:
    """When the deadline of `kind` for `subject` falls; None when there is none, or none any more."""
    row = _find(kind, subject)
    return row.at if row is not None and row.done_at is None else None


def _find(kind: str, subject: str) -> Due | None:
    return db.session().scalar(sa.select(Due).where(Due.kind == kind, Due.subject == subject))


def position() -> sa.ScalarSelect[int]:
    """How many deadlines have passed: a part of the version of the public state."""
    return sa.select(sa.func.count()).select_from(Due).where(Due.at <= clock.now()).scalar_subquery()


@act("kernel:carry-out", _l("voert uit wat op tijd staat"), holds=None)
def carry_out(actor: Actor, kind: str, subject: str) -> bool:
    """Do what is due, once: a second tick that waited for the lock finds it done."""
    row = _find(kind, subject)
    if row is None or row.done_at is not None or row.at > clock.now():
        return False
    _rules[kind](actor, subject)
    row.done_at = clock.now()
    return True


def tick() -> int:
    """Carry out everything that is due, oldest first, each in its own transaction. Returns how many were done."""
    count = 0
    while rows := _due_now():
        progress = 0
        for kind, subject in rows:
            try:
                progress += perform(carry_out, clock_for(kind), kind, subject)
            except Refusal as refusal:
                log.error("tick.refused", kind=kind, subject=subject, reason=str(refusal))
            except Exception:
                # One deadline that fails must not keep all others waiting: it stays due, and is told at every tick.
                log.exception("tick.failed", kind=kind, subject=subject)
        if not progress:
            break
        count += progress
    return count + sum(_swept(name, function) for name, function in _sweeps.items())


def _swept(name: str, function: Sweep) -> int:
    try:
        return function()
    except Exception:
        log.exception("tick.failed", kind=name)
        return 0
    finally:
        db.session().rollback()


def ahead(kinds: Collection[str], limit: int) -> list[Due]:
    """The next deadlines of these kinds, the first on top."""
    query = (
        sa.select(Due)
        .where(Due.at > clock.now(), Due.done_at.is_(None), Due.kind.in_(kinds))
        .order_by(Due.at, Due.id)
        .limit(limit)
    )
    return list(db.session().scalars(query))


def _due_now() -> list[tuple[str, str]]:
    session = db.session()
    found = session.execute(
        sa.select(Due.kind, Due.subject)
        .where(Due.at <= clock.now(), Due.done_at.is_(None), Due.kind.in_(_rules))
        .order_by(Due.at, Due.id)
    )
    rows = [(kind, subject) for kind, subject in found]
    session.rollback()
    return rows
