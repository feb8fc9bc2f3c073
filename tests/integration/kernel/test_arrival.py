"""Abuse 11: what is asked is judged by when it came in, however long it lay waiting before anybody looked."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from gemportal.kernel import acts, db
from gemportal.kernel.web import arrival
from gemportal.people.rules import new_token
from gemportal.voting import queries
from tests.factories import voting
from tests.factories.members import ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.support.house import House
from tests.support.time import StoppedClock


class Connection:
    """Says what the network tells of a connection on which the last byte came so many milliseconds ago."""

    def __init__(self, milliseconds: int) -> None:
        self._told = arrival._LAST_RECEIVED.pack(milliseconds)

    def getsockopt(self, level: int, option: int, size: int) -> bytes:
        return self._told


class Deaf:
    """A connection of a system that does not tell, or one that is no TCP."""

    def getsockopt(self, level: int, option: int, size: int) -> bytes:
        raise OSError


# The deadline is 20 seconds ago when somebody has time for the ballot.
WAITED = [
    (Connection(20_011), 303),
    (Connection(20_010), 409),  # at the deadline itself, and so far as the network can tell
    (Connection(0), 409),
    (Deaf(), 409),
    (None, 409),
]


@pytest.mark.parametrize(
    ("connection", "status"), WAITED, ids=["in time", "at the moment itself", "late", "deaf", "none"]
)
@pytest.mark.parametrize("server", ["gunicorn.socket", "werkzeug.socket"])
def test_abuse_11_a_ballot_that_waited_for_the_server_is_judged_by_when_it_came_in(
    house: House, clock: StoppedClock, connection: Any, status: int, server: str
) -> None:
    number = voting.open_vote(house)
    representative(house, ZWOLLE)
    deadline = house.ask(lambda: queries.by_number(number).closes_at)
    clock.set(deadline - timedelta(minutes=1))
    page = signed_in(house.app, email_of(ZWOLLE))
    page.get(f"/stemmingen/{number}/stem")
    token = page.page.all("main form input[name=csrf_token]")[0]["value"]
    clock.set(deadline + timedelta(seconds=20))
    sent = {"csrf_token": token, "stap": "stem", "answer": "for", "statement": "", "key": new_token()}
    answer = page.post(f"/stemmingen/{number}/stem", data=sent, environ_overrides={server: connection})
    assert answer.status_code == status
    assert len(house.ask(lambda: queries.ballots_of(queries.by_number(number).id))) == (status == 303)


def test_abuse_11_nobody_is_late_or_early_by_what_the_database_takes_to_say_what_time_it_is(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_in = clock.now
    # It takes five seconds at first, and one the second time.
    waits = iter([timedelta(seconds=20), timedelta(seconds=25)])
    moments = iter([came_in + timedelta(seconds=25), came_in + timedelta(seconds=26)])
    monkeypatch.setattr(acts, "_moment", lambda session: next(moments))

    def noted() -> timedelta:
        acts.arrived(lambda: next(waits))
        moment: datetime = db.session().info[acts._ARRIVED_AT]
        return moment - came_in

    assert house.ask(noted) == timedelta(seconds=1)
