"""What the servers of a fault test serve: `gunicorn tests.support.served:app`. The environment says on which database.

Each worker says its process id on standard output when it begins. `CLOCK_OFF` sets the clock of the process wrong by so many
seconds, as on a machine that nobody looked after; the database keeps its own.
"""

import os
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import sqlalchemy as sa

from gemportal.app import create_app
from gemportal.kernel import clock
from tests.support.stores import configuration_for_tests

OFF = timedelta(seconds=int(os.environ["CLOCK_OFF"]))


class WrongClock(datetime):
    """Says another time than it is."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "WrongClock":
        return super().now(tz) + OFF


if OFF:
    vars(clock)["datetime"] = WrongClock

# A test that cuts connections off knows by this name which are the servers'.
url = sa.make_url(os.environ["SERVED_URL"])
if url.get_backend_name() == "postgresql":
    url = url.update_query_dict({"application_name": "served"})

app = create_app(
    configuration_for_tests(url.render_as_string(hide_password=False), Path(os.environ["SERVED_FOLDER"]))
    | {"TESTING": False, "SQLITE_SYNCHRONOUS": "FULL", "LOG_FORMAT": "json"}
)


def say_who() -> None:
    print(os.getpid(), flush=True)  # noqa: T201 - it speaks to the test that started it


os.register_at_fork(after_in_child=say_who)
