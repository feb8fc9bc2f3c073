"""The one source of time: UTC inside, Europe/Amsterdam on the page.

An act runs at one moment: `perform` reads the database's clock after it holds the lock and pins it here, so that every
row and the register entry of an act carry the same time, also when the clocks of workers differ.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_pinned: ContextVar[datetime | None] = ContextVar("pinned_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _pinned.get() or datetime.now(UTC)


def pinned() -> datetime | None:
    """The moment at which the clock was stopped by `at`, or None while it runs."""
    return _pinned.get()


def today() -> date:
    """Today's date in Amsterdam: what a civil deadline means by a day."""
    return day_of(now())


def local(moment: datetime) -> datetime:
    """The same moment, as Amsterdam's clocks show it."""
    return moment.astimezone(AMSTERDAM)


def day_of(moment: datetime) -> date:
    """The day on which `moment` falls in Amsterdam."""
    return local(moment).date()


def end_of(day: date) -> datetime:
    """The first moment after `day` in Amsterdam, in UTC: "tot en met" that day ends here (half-open)."""
    return datetime.combine(day + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The first moment of `day` in Amsterdam, in UTC."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def just_before(end: datetime) -> datetime:
    """The last moment before `end`: on the last day that still counts, as the end itself is the first moment outside."""
    return end - timedelta(microseconds=1)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stop the clock at `moment` (aware) for the calling thread: for one act, the demo's story, or a test."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _pinned.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pinned.reset(token)
