"""The clock in the hands of a test."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask

from gemportal.kernel import clock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

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


class AheadClock:
    """Runs on, as far ahead as a journey went: for every request to a served application, and for the test in its own thread."""

    def __init__(self, app: Flask) -> None:
        self._ahead = timedelta()
        self._app, self._inner = app, app.wsgi_app
        app.wsgi_app = self  # type: ignore[method-assign]

    def release(self) -> None:
        """Give the application the time of day again."""
        self._app.wsgi_app = self._inner  # type: ignore[method-assign]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with self.held():
            return self._inner(environ, start_response)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    @property
    def today(self) -> date:
        return clock.local(self.now).date()

    def held(self) -> AbstractContextManager[None]:
        """Stopped at the moment that it is in the journey, for one request or command."""
        return clock.at(self.now)

    def go_on(self, **amount: Any) -> None:
        """Let so much time pass: `go_on(days=3)`."""
        self._ahead += timedelta(**amount)
