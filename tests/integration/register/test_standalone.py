"""verify.py against a portal over the network: votes as they are held, what is opened and erased, and what is fetched again."""

import hashlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from gemportal.register import keys
from tests.factories import decisions, voting
from tests.factories.members import KAMPEN, URK, ZWOLLE
from tests.support import standalone
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The portal, on a port of its own."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_whole_register_with_its_votes(house: House, address: str, tmp_path: Path, clock: StoppedClock) -> None:
    voting.without_days_to_contest(house)
    vote = voting.open_vote(house)
    voting.cast(house, vote, ZWOLLE, "for", "Wij doen mee, coöperatief")
    voting.give(house, vote, KAMPEN, URK)
    voting.cast(house, vote, URK, "for")
    voting.cast(house, vote, URK, "against", line=KAMPEN)
    voting.cast(house, vote, URK, "against")
    secret = voting.open_vote(house, voting.PERSONS)
    voting.cast(house, secret, ZWOLLE, [_option(house, secret)])
    decision = decisions.recorded(house)
    folder, keep = tmp_path / "log", tmp_path / "kept"
    code, told, complaint = standalone.run(address, "--download", folder, "--keep", keep, "--decision", decision)
    assert (code, complaint) == (0, "")
    assert "TRUSTED ON FIRST SIGHT" in told
    voting.close(house, vote)
    voting.close(house, secret)
    code, told, complaint = standalone.run(
        address, "--download", folder, "--keep", keep, "--vote", vote, "--vote", secret
    )
    assert (code, complaint) == (0, ""), told
    assert "3 of its ballots were opened" in told
    assert "It extends what was kept" in told
    # What was downloaded is a register as well.
    key = str(house.ask(lambda: keys.signer().verifier))
    assert standalone.run(folder, "--key", key, "--keep", keep, "--vote", vote)[0] == 0
    telling = json.loads((folder / f"stemmingen/{vote}/telling.json").read_bytes())
    assert {ballot["organisation"] for ballot in telling["ballots"]} == {ZWOLLE, KAMPEN, URK}


def _option(house: House, vote: str) -> str:
    return str(house.ask(lambda: voting.queries.page_of(vote)).sealed.options[0].id)


def test_ballots_are_opened_by_the_count(house: House, address: str, tmp_path: Path) -> None:
    vote = voting.closed_vote(house)
    code, told, complaint = standalone.run(address, "--keep", tmp_path / "kept", "--vote", vote)
    assert (code, complaint) == (0, ""), told
    assert "3 of its ballots were opened" in told


def test_an_empty_register(address: str, tmp_path: Path) -> None:
    assert standalone.run(address, "--keep", tmp_path / "kept")[::2] == (
        2,
        "COULD NOT CHECK: There is no checkpoint here.\n",
    )


def test_the_page_hands_out_the_program_with_its_digest(client: StrictClient) -> None:
    program = client.get("/register/verify.py")
    assert (program.status_code, program.mimetype) == (200, "text/x-python")
    assert program.data == standalone.PROGRAM.read_bytes()
    assert hashlib.sha256(program.data).hexdigest() in client.get("/register").text


def test_it_follows_the_portal_to_another_key(house: House, address: str, tmp_path: Path) -> None:
    decisions.recorded(house)
    keep, first = tmp_path / "kept", str(house.ask(lambda: keys.signer().verifier))
    assert standalone.run(address, "--keep", keep)[0] == 0
    house.run("register", "rotate-key")
    decisions.recorded(house)
    second = str(house.ask(lambda: keys.signer().verifier))
    code, told, complaint = standalone.run(address, "--keep", keep)
    assert (code, complaint) == (0, ""), told
    assert "The key was changed 1 times" in told
    assert keep.with_name("kept.key").read_text() == f"{second}\n"
    for key in (first, second):
        assert standalone.run(address, "--keep", keep, "--key", key)[0] == 0
    assert standalone.run(address, "--keep", tmp_path / "fresh")[0] == 0
