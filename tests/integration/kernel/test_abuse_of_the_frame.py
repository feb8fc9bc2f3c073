"""What a crowd, a broken connection or a strange request could do to the frame (abuse cases 11, 35, 37 and 41)."""

import threading
import time

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from wtforms import TextAreaField

from gemportal.kernel import db
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import act, perform, running
from gemportal.kernel.web.forms import HouseForm
from gemportal.kernel.web.publishing import Page, Shelf
from gemportal.kernel.words import _l
from tests.support.client import StrictClient


@act("tests:arrive", _l("komt aan"), holds=None)
def arrive(actor: Actor) -> float:
    """When this act arrived, by the same clock as `time.time`."""
    return running().arrived_at.timestamp()


def test_11_a_ballot_in_time_waits_for_no_connection_before_its_moment_is_taken(app: Flask) -> None:
    """The writers' pool is small: at a deadline more people wait for it than for the lock."""
    with app.app_context():
        writers = db.db.engines[db.WRITER]
    if writers.dialect.name == "sqlite":
        return  # its connections are not counted, and its clock is the process's own
    held = [writers.connect() for _ in range(4)]
    arrived: list[float] = []

    def vote() -> None:
        with app.app_context():
            arrived.append(perform(arrive, clock_for("tests:try")))

    thread = threading.Thread(target=vote)
    thread.start()
    time.sleep(0.5)
    released = time.time()
    for connection in held:
        connection.close()
    thread.join()
    assert arrived[0] < released - 0.3


def test_a_connection_that_breaks_leaves_no_session_that_writes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        session = db.session()
        rollback, calls = Session.rollback, []

        def breaks_the_second_time(self: Session) -> None:
            calls.append(1)
            rollback(self)
            if len(calls) == 2:
                raise ConnectionError

        monkeypatch.setattr(Session, "rollback", breaks_the_second_time)
        with pytest.raises(ConnectionError), db.writing(session):
            pass
        assert not session.info["writing"]


def test_37_long_addresses_of_small_pages_do_not_fill_the_memory() -> None:
    shelf = Shelf(limit=1000)
    for number in range(100):
        shelf.put("1", f"/?{number}{'x' * 200}", Page(b"klein", {}))
    assert sum(len(address) for address in shelf._pages) <= 1000


def test_41_a_file_is_the_same_for_everybody(client: StrictClient) -> None:
    for before in ("/gezond", "/aanmelden"):
        client.get(before)
        with client.get("/static/css/gemportal.css") as response:
            assert "Cookie" not in response.headers.get("Vary", "")
            assert "Set-Cookie" not in response.headers


def test_another_method_is_told_which_ones_there_are(client: StrictClient) -> None:
    response = client.delete("/")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_29_a_prefix_that_a_visitor_makes_up_changes_no_page(client: StrictClient) -> None:
    """Gunicorn takes a header SCRIPT_NAME for the beginning of the address. The Dutch page was kept as the English one then."""
    said = {"SCRIPT_NAME": "/en", "PATH_INFO": "/instellingen"}
    for overrides in (said, {}):
        client.get("/en/instellingen", environ_overrides=overrides)
        assert client.page.one("html")["lang"] == "en"
    client.get("/elders/instellingen", environ_overrides={"SCRIPT_NAME": "/elders", "PATH_INFO": "/instellingen"})
    assert client.response.status_code == 404


class Typed(HouseForm):
    text = TextAreaField()


def test_35_signs_that_no_calendar_or_feed_can_hold_are_not_read(app: Flask) -> None:
    sent = "Eén\x00 \x0bloket\x1b[2J\x7f\x9b,\r\n\tvoor\x85 allen"
    with app.test_request_context("/", method="POST", data={"text": sent}):
        assert Typed().text.data == "Eén loket[2J,\r\n\tvoor\x85 allen"
