"""When another process writes and does not end, or holds the writers' lock and hangs."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from gemportal.kernel import acts, db, outbox
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.errors import Busy
from gemportal.kernel.words import _l
from tests.factories.members import ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.support.house import House

TESTER = clock_for("tests:try")
BRIEF = timedelta(milliseconds=20)


def nothing(actor: Actor) -> str:
    return "done"


def write_a_letter(actor: Actor) -> None:
    outbox.post(email_of(ZWOLLE), "nl", _l("Hallo"), _l("Dag."))


def waits(limit: timedelta) -> Callable[..., None]:
    """Lets a connection to SQLite wait for so long. To PostgreSQL every transaction says so itself."""

    def wait(connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={limit // timedelta(milliseconds=1)}")

    return wait


@pytest.fixture
def brief(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever waits gives up soon."""
    listeners = {"checkout": waits(BRIEF), "checkin": waits(db.PATIENCE)}
    monkeypatch.setattr(db, "PATIENCE", BRIEF)
    with app.app_context():
        writer = db.db.engines[db.WRITER]
    if writer.dialect.name == "postgresql":
        yield
        return
    for name, listener in listeners.items():
        sa.event.listen(writer, name, listener)
    yield
    for name, listener in listeners.items():
        sa.event.remove(writer, name, listener)


@contextmanager
def held_by_another(engine_url: str) -> Iterator[None]:
    engine = sa.create_engine(engine_url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(db.WRITERS_LOCK)))
        yield
    engine.dispose()


@pytest.mark.usefixtures("brief")
def test_who_waits_too_long_is_told_so_and_may_try_again(house: House, engine_url: str) -> None:
    with held_by_another(engine_url), capture_logs() as lines, pytest.raises(Busy, match="Er is niets veranderd"):
        house.perform(nothing, TESTER)
    assert [line["event"] for line in lines] == ["act.retried", "act.retried", "act.gave_up"]
    assert house.perform(nothing, TESTER) == "done"


@pytest.mark.usefixtures("brief")
def test_the_page_keeps_what_was_typed(app: Flask, house: House, engine_url: str) -> None:
    representative(house, ZWOLLE)
    client = signed_in(app, email_of(ZWOLLE))
    client.get("/initiatieven/nieuw")
    with held_by_another(engine_url):
        client.submit("main form", {"title": "Samen opleiden"})
    assert client.response.status_code == 409
    assert "Het is nu te druk" in client.page.one(".error-summary").text
    assert client.page.one("input[name=title]")["value"] == "Samen opleiden"


@pytest.mark.parametrize("command", ["tick", "municipalities"])
@pytest.mark.usefixtures("brief")
def test_a_command_that_cannot_write_says_so_in_one_line(house: House, engine_url: str, command: str) -> None:
    house.perform(write_a_letter, TESTER)
    with held_by_another(engine_url):
        told = house.app.test_cli_runner().invoke(args=[command])
    assert told.exit_code == 1
    assert "Het is nu te druk. Er is niets veranderd." in told.output.splitlines()[-1]


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_who_holds_the_lock_and_hangs_loses_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "IDLE", BRIEF)
    begun, other, lost = threading.Event(), threading.Event(), list[Exception]()

    def hang(actor: Actor) -> None:
        begun.set()
        assert other.wait(60)

    def holder() -> None:
        try:
            house.perform(hang, TESTER)
        except DBAPIError as error:
            lost.append(error)

    thread = threading.Thread(target=holder)
    thread.start()
    assert begun.wait(60)
    assert house.perform(nothing, TESTER) == "done"
    other.set()
    thread.join()
    assert len(lost) == 1
