"""Acts, and `perform`: the only entrance through which anything changes.

A governance act writes exactly one entry in the register, in its own transaction; a house act writes none. The frame of
the running act knows its name, its actor and its entries, so that neither can be forgotten nor mistaken. A nested act
writes its own entry and names the entry that caused it.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from psycopg import errors as postgresql_errors
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, read_again
from gemportal.kernel.errors import Busy, Refusal
from gemportal.kernel.holding import Holds
from gemportal.kernel.own_words import OwnWords
from gemportal.kernel.words import Message, _l

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS = 3
IDLE = timedelta(minutes=2)
_ARRIVED_AT = "arrived_at"
_VOTED = OwnWords(_l("Zo besloten met stemming %(ground)s."))

_PASSING = (
    postgresql_errors.DeadlockDetected,
    postgresql_errors.LockNotAvailable,
    postgresql_errors.SerializationFailure,
)

log = structlog.get_logger()


@dataclass(frozen=True)
class Act:
    """One line of the product's table of contents. `label` is the act as a newspaper would say it: "verklaart bereidheid".

    `holds` says what the entry of a governance act holds; a house act writes none, and holds None.
    """

    name: str
    label: Message
    function: Callable[..., Any]
    holds: Holds | None

    @property
    def governance(self) -> bool:
        return self.holds is not None


ACTS: dict[str, Act] = {}


@dataclass
class Running:
    """The frame of an act while it runs."""

    act: Act
    actor: Actor
    arrived_at: datetime
    cause: int | None = None
    ground: str | None = None
    entries: list[int] = field(default_factory=list)


_running: ContextVar[Running | None] = ContextVar("running_act", default=None)


def running() -> Running:
    """The frame of the act that runs now; asking outside an act is a programming error."""
    frame = _running.get()
    if frame is None:
        raise RuntimeError("this may only happen inside an act")
    return frame


def act(
    name: str, label: Message, *, holds: Holds | None
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function an act. It takes the actor first, then numbers and values, never rows read earlier.

    `holds` is asked of every act, so that nobody makes one that writes no entry without saying so.
    """

    def decorate(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @wraps(function)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            frame = _frame_for(this, actor)
            token = _running.set(frame)
            try:
                result = function(actor, *args, **kwargs)
                db.session().flush()
            finally:
                _running.reset(token)
            if len(frame.entries) != int(this.governance):
                raise RuntimeError(
                    f"{name} wrote {len(frame.entries)} entries, and should write {int(this.governance)}"
                )
            return result

        if name in ACTS:
            raise ValueError(f"two acts are named {name}")
        this = ACTS[name] = Act(name, label, run, holds)
        return run

    return decorate


def _frame_for(act: Act, actor: Actor) -> Running:
    outer = _running.get()
    if outer is None:
        raise RuntimeError(f"{act.name} was called outside perform()")
    if outer.act.governance and not outer.entries:
        raise RuntimeError(f"{outer.act.name} causes {act.name} before it wrote its own entry")
    cause = outer.entries[0] if outer.entries else outer.cause
    return Running(act, actor, outer.arrived_at, cause, outer.ground)


_ENTRANCE = Act("kernel:perform", Message("uitvoeren"), function=lambda: None, holds=None)


def perform(
    function: Callable[Concatenate[Actor, P], R],
    actor: Actor,
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Run one act in one transaction, as the only writer, and commit it.

    The actor's rights are read again after the lock is held. When the database refuses for a passing reason the whole is
    tried again, and after a few times given up with `Busy`. `Running.arrived_at` is the moment before waiting for the lock, or
    that at which the request came in: what a deadline is judged by. The clock stands still at the moment after it.

    An act calls another by its own name, never through here: that would undo what the first one did so far.
    """
    if _running.get() is not None:
        raise RuntimeError(f"{getattr(function, '__name__', 'an act')} was performed inside another act")
    session = db.session()
    # Asked of a reading connection: at a deadline one may have to wait for one of the few that write, and for the lock
    # after that. Trying again does not make anybody late either.
    arrived_at = session.info.get(_ARRIVED_AT) or _moment(session)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with db.writing(session):
                db.take_the_writers_lock(session, idle=IDLE)
                with clock.at(_moment(session)):
                    token = _running.set(Running(_ENTRANCE, actor, arrived_at))
                    try:
                        result = function(read_again(actor), *args, **kwargs)
                    finally:
                        _running.reset(token)
                    session.commit()
                    return result
        except OperationalError as error:
            if not _passing(error):
                raise
            if attempt == ATTEMPTS:
                log.exception("act.gave_up", act=getattr(function, "__name__", "act"))
                raise Busy from error
            log.warning("act.retried", act=getattr(function, "__name__", "act"), attempt=attempt)
    raise AssertionError("unreachable")


def arrived(waited: Callable[[], timedelta]) -> None:
    """Say when the request came in for which acts are performed from now on, in this session: so long ago as `waited()` says.

    That is asked before the time is, so that nobody is early by what the database takes to answer; and all of it twice, since
    nobody must be late by it either: it may have to make a connection first.
    """
    session = db.session()
    moments = []
    for _ in range(2):
        ago = waited()
        moments.append(_moment(session) - ago)
    session.info[_ARRIVED_AT] = min(moments)


def _moment(session: Session) -> datetime:
    return clock.pinned() or db.moment_of_the_database(session) or clock.now()


def _passing(error: OperationalError) -> bool:
    """Whether trying again may help: another held the database for long, or PostgreSQL chose us as the victim."""
    return isinstance(error.orig, _PASSING) or "database is locked" in str(error.orig)


def under_ground(ground: str, function: Callable[..., R], actor: Actor, *args: Any, **kwargs: Any) -> R:
    """Run a nested act with a vote's number as its ground; its entry will say so."""
    frame = running()
    before, frame.ground = frame.ground, ground
    try:
        return function(actor, *args, **kwargs)
    finally:
        frame.ground = before


def voted() -> str:
    """The reason of an act that a vote brought about, as it is kept."""
    return _VOTED.kept(ground=running().ground)


def refusal_of(function: Callable[..., Any], actor: Actor, *args: Any, **kwargs: Any) -> Refusal | None:
    """Run a nested act that may be refused without the running act failing: what was refused leaves no trace.

    Returns the refusal, or None when the act was done.
    """
    try:
        with db.session().begin_nested():
            function(actor, *args, **kwargs)
    except Refusal as refusal:
        return refusal
    return None


Effect = Callable[..., Any]
EFFECTS: dict[str, Effect] = {}
_EFFECT_CHECKS: dict[str, Callable[..., object]] = {}


def effect(name: str, check: Callable[..., object] | None = None) -> Callable[[Effect], Effect]:
    """Offer an act as a consequence that a vote may carry, under a name that a lower room can call it by.

    `check` takes the same values, and refuses what could never be carried out as things are now.
    """

    def decorate(function: Effect) -> Effect:
        EFFECTS[name] = function
        if check is not None:
            _EFFECT_CHECKS[name] = check
        return function

    return decorate


def check_effect(name: str, **values: Any) -> None:
    """Pass, or refuse with the reason why this effect could not be carried out now. For whoever prepares a vote that carries it."""
    if name in _EFFECT_CHECKS:
        _EFFECT_CHECKS[name](**values)


Listener = Callable[..., None]
_listeners: dict[str, list[Listener]] = {}


def listen(event: str, listener: Listener) -> None:
    """Let a higher room hear what a lower one announces, inside the same transaction."""
    if listener not in _listeners.setdefault(event, []):
        _listeners[event].append(listener)


def announce(event: str, **values: Any) -> None:
    """Tell whoever listens, now, that something happened; what they change is part of this act."""
    for listener in _listeners.get(event, ()):
        listener(**values)
