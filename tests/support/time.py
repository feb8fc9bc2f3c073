"""The clock in the hands of a test."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from gemportal.kernel import clock

# A Monday morning in Amsterdam, in winter time, far from any turn of the year.
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class StoppedClock:
    """Stands still at `now` until it is set or advanced; runs on by itself after `release`."""

    def __init__(self, moment: datetime = START) -> None:
        self._hold: AbstractContextManager[None] | None = None
        self.set(moment)

    @property
    def now(self) -> datetime:
        return clock.now()

    def set(self, moment: datetime) -> None:
        """Stop at `moment` (aware)."""
        self.release()
        self._hold = clock.at(moment)
        self._hold.__enter__()

    def advance(self, **amount: Any) -> datetime:
        """Go on by a `timedelta`: `advance(days=3, seconds=1)`."""
        self.set(self.now + timedelta(**amount))
        return self.now

    def release(self) -> None:
        """Let time run."""
        if self._hold is not None:
            self._hold.__exit__(None, None, None)
            self._hold = None
