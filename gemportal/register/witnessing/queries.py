"""Reading what the witnesses said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.register import tree
from gemportal.register.models import Checkpoint
from gemportal.register.queries import latest_checkpoint
from gemportal.register.witnessing.models import Asked, Cosigning
from gemportal.register.witnessing.rules import Alarm, Question, Witness


@dataclass(frozen=True)
class Standing:
    """One witness as a page shows it: the latest checkpoint that it cosigned, if any, and its alarm, if it raised one."""

    name: str
    size: int | None = None
    at: datetime | None = None
    alarm: Alarm | None = None
    alarm_size: int | None = None
    alarm_at: datetime | None = None


def standings(witnesses: Collection[Witness]) -> list[Standing]:
    """How these witnesses stand, in their order."""
    if not witnesses:
        return []
    latest = _latest_sizes()
    query = (
        sa.select(Asked.witness, Cosigning.size, Cosigning.at, Asked.alarm, Asked.alarm_size, Asked.alarm_at)
        .outerjoin(latest, latest.c.witness == Asked.witness)
        .outerjoin(Cosigning, sa.and_(Cosigning.witness == latest.c.witness, Cosigning.size == latest.c.size))
    )
    found = {key: rest for key, *rest in db.session().execute(query)}
    return [Standing(one.name, *found.get(one.key, ())) for one in witnesses]


def alarms(witnesses: Collection[Witness]) -> list[str]:
    """Each alarm that stands, in a line for the operator."""
    return [
        f"witness {one.name} says that it saw {_SEEN[one.alarm]} ({one.alarm_size} entries)"
        for one in standings(witnesses)
        if one.alarm is not None
    ]


_SEEN = {
    Alarm.CUT_OFF: "more entries than the register has",
    Alarm.REWRITTEN: "another register than this one",
}


def to_ask(witnesses: Iterable[Witness]) -> list[Witness]:
    """Those that may be asked now, and did not yet cosign the newest checkpoint."""
    latest = _latest_sizes()
    newest = sa.select(sa.func.max(Checkpoint.size)).scalar_subquery()
    busy = set(
        db.session().scalars(
            sa.select(Asked.witness)
            .outerjoin(latest, latest.c.witness == Asked.witness)
            .where(sa.or_(Asked.due_at > clock.now(), Asked.alarm.is_not(None), latest.c.size == newest))
        )
    )
    return [one for one in witnesses if one.key not in busy] if latest_checkpoint() else []


def question(witness: Witness, known: int | None = None) -> Question:
    """What to ask: the newest checkpoint, from the size that the witness says to have seen or, untold, that it last cosigned."""
    checkpoint = latest_checkpoint()
    if checkpoint is None:
        raise LookupError("there is no checkpoint yet")
    if known is None:
        known = db.session().scalar(sa.select(sa.func.max(Cosigning.size)).where(Cosigning.witness == witness.key)) or 0
    return Question(known, checkpoint.size, checkpoint.note, tree.consistency_proof(known, checkpoint.size))


def cosigned(checkpoint: Checkpoint) -> str:
    """The checkpoint as it is served: with every cosignature that was given for it."""
    lines = db.session().scalars(
        sa.select(Cosigning.line).where(Cosigning.size == checkpoint.size).order_by(Cosigning.at, Cosigning.witness)
    )
    return checkpoint.note + "".join(lines)


def latest_witnessed() -> Checkpoint | None:
    """The newest checkpoint that some witness cosigned; None while there is none."""
    newest = sa.select(sa.func.max(Cosigning.size)).scalar_subquery()
    return db.session().scalar(sa.select(Checkpoint).where(Checkpoint.size == newest))


def _latest_sizes() -> sa.Subquery:
    return (
        sa.select(Cosigning.witness, sa.func.max(Cosigning.size).label("size")).group_by(Cosigning.witness).subquery()
    )
