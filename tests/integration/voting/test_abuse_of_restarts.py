"""Abuse 5: a server that is killed in mid-vote loses no accepted ballot, keeps no half one, and the vote can still be closed."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from gemportal.voting.formats.tally import read_document, recount, result_differs
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, email_of, representatives
from tests.integration.voting.test_abuse_of_votes import ballots
from tests.support.house import House
from tests.support.stores import Store
from tests.support.time import StoppedClock

ROOT = Path(__file__).resolve().parents[3]


def start(store: Store, moment: datetime, *words: str) -> subprocess.Popen[str]:
    """A second process on the same database, with the same key of the register."""
    folder = str(Path(store.app.config["REGISTER_KEY_FILE"]).parent)
    command = [sys.executable, "-m", "tests.support.second_process", store.url, folder, moment.isoformat(), *words]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603


def lines(process: subprocess.Popen[str]) -> list[str]:
    """What it said, without what it logged."""
    assert process.stdout is not None
    return [line for line in process.stdout.read().splitlines() if line.startswith("{")]


def test_abuse_05_a_server_that_is_killed_loses_no_accepted_ballot(
    house: House, store: Store, clock: StoppedClock
) -> None:
    codes = (ZWOLLE, KAMPEN, URK)
    number = voting.open_vote(house, voters=codes)
    representatives(house, *codes)
    with start(store, clock.now, "vote", number, "for", *(email_of(code) for code in codes)) as killed:
        assert killed.stdout is not None
        said = []
        while not said or said[-1] != "half":
            line = killed.stdout.readline()
            assert line, f"it ended by itself, after {said}"
            said.append(line.strip())
        os.kill(killed.pid, signal.SIGKILL)
    assert len([word for word in said if word.isdigit()]) == 2
    assert ballots(house, number) == {ZWOLLE: "for", KAMPEN: "for"}
    with start(store, voting.closing_moment(house, number), "count", number) as fresh:
        (counted,) = lines(fresh)
    assert fresh.returncode == 0
    document = read_document(counted)
    assert {ballot["organisation"] for ballot in document["ballots"]} == {ZWOLLE, KAMPEN}
    assert document["result"]["totals"]["for"] == 2
    assert not result_differs(document, recount(document))
    house.run("register", "verify")
