"""Abuse 5: servers are killed and cut off from their database while everybody votes; the clock's work is killed and doubled."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from datetime import timedelta

import sqlalchemy as sa

from gemportal.people.rules import new_token
from gemportal.voting import queries
from tests.factories import assembly, voting
from tests.factories.assembly import Voter
from tests.faults.accounts import Kept, assert_all_is_there, closed, entries_of
from tests.faults.conftest import Scale, tell
from tests.integration.voting.test_abuse_of_restarts import lines, start
from tests.support import stores
from tests.support.crowd import ask
from tests.support.house import House
from tests.support.server import serving
from tests.support.stores import Store
from tests.support.time import StoppedClock

WORKERS = 2
VOTERS = 8
ATTEMPTS = 200
ANSWERS = ("for", "against", "abstain", "blank")


class Crowd:
    """Everybody votes again and again while a fault lasts, and once more after it. `broken` counts the requests that had no
    answer, or a failure for one."""

    def __init__(self, port: int, number: str, voters: list[Voter]) -> None:
        self._port, self._address, self._voters = port, f"/stemmingen/{number}/stem", voters
        self.kept: dict[str, list[Kept]] = {voter.code: [] for voter in voters}
        self.broken = 0
        self._over = False
        self._news = asyncio.Condition()

    def vote_while(self, fault: Callable[["Crowd"], Awaitable[None]]) -> None:
        asyncio.run(self._vote_while(fault))

    async def _vote_while(self, fault: Callable[["Crowd"], Awaitable[None]]) -> None:
        async with asyncio.TaskGroup() as all_at_once:
            for voter in self._voters:
                all_at_once.create_task(self._go_on(voter))
            await fault(self)
            self._over = True

    async def _go_on(self, voter: Voter) -> None:
        while not self._over:
            await self._send(voter)
        await self._send(voter)

    async def _send(self, voter: Voter) -> None:
        """Send one ballot, and the very same again for as long as no receipt comes. Every other time the first answer is not
        waited for: the ballot may be kept by then, and nobody knows."""
        turn = len(self.kept[voter.code])
        answer, statement = ANSWERS[turn % len(ANSWERS)], f"{voter.code}, beurt {turn}"
        form = voter.ballot(answer, new_token(), statement)
        if turn % 2:
            await ask(self._port, self._address, cookie=voter.cookie, form=form, stay=False)
        for _ in range(ATTEMPTS):
            got = await ask(self._port, self._address, cookie=voter.cookie, form=form)
            if got.status == 303:
                self.kept[voter.code].append(Kept(answer, statement, got))
                async with self._news:
                    self._news.notify_all()
                return
            assert got.status in {0, 500}, got
            self.broken += 1
        raise AssertionError(f"no receipt for {voter.code} after {ATTEMPTS} attempts")

    @property
    def receipts(self) -> int:
        return sum(map(len, self.kept.values()))

    async def voted_once_more(self) -> None:
        """Wait for as many more receipts as there are voters: a fault falls among people who vote, at any speed."""
        enough = self.receipts + len(self._voters)
        async with self._news:
            await self._news.wait_for(lambda: self.receipts >= enough)


def test_abuse_05_workers_that_are_killed_lose_no_ballot_and_double_none(
    house: House, store: Store, scale: Scale
) -> None:
    killed = 0

    async def kill(crowd: Crowd) -> None:
        nonlocal killed
        # Until it hit somebody.
        while killed < scale.kills or not crowd.broken:
            await crowd.voted_once_more()
            living = server.workers()
            if len(living) == WORKERS:
                killed += server.kill(living[killed % WORKERS])

    with serving(store, workers=WORKERS) as server:
        voters = assembly.assemble(house, VOTERS)
        number, _ = assembly.open_for(house, timedelta(hours=1))
        crowd = Crowd(server.port, number, voters)
        crowd.vote_while(kill)
        failures = server.failures()
    tell(killed=killed, ballots=crowd.receipts, resent=crowd.broken)
    assert not failures
    assert_all_is_there(house, number, crowd.kept)
    assert len(closed(house, number)["ballots"]) == VOTERS


def test_abuse_05_a_database_that_hangs_up_loses_no_ballot_and_doubles_none(
    open_store: Callable[[str], Store], scale: Scale
) -> None:
    store = open_store("postgresql")
    store.empty()
    house = House(store.app)
    cut = 0

    async def hang_up(crowd: Crowd) -> None:
        nonlocal cut
        times = 0
        with stores.connect(sa.make_url(store.url)) as connection:
            while times < 2 * scale.kills or not crowd.broken:
                await crowd.voted_once_more()
                times += 1
                cut += connection.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND application_name = 'served'"
                ).fetchone()[0]  # type: ignore[index]

    with serving(store, workers=WORKERS) as server:
        voters = assembly.assemble(house, VOTERS)
        number, _ = assembly.open_for(house, timedelta(hours=1))
        crowd = Crowd(server.port, number, voters)
        crowd.vote_while(hang_up)
    tell(cut=cut, ballots=crowd.receipts, resent=crowd.broken)
    assert cut > 0
    assert_all_is_there(house, number, crowd.kept)
    assert len(closed(house, number)["ballots"]) == VOTERS


def wait_for(process: object, word: str) -> None:
    """Read what the process says up to this word."""
    said: list[str] = []
    while not said or said[-1] != word:
        line = process.stdout.readline()  # type: ignore[attr-defined]
        assert line, f"it ended by itself, after {said}"
        said.append(line.strip())


def test_abuse_05_a_closing_that_is_killed_is_done_once_by_two_that_come_at_once(
    house: House, store: Store, clock: StoppedClock
) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, "GM0193", "for")
    moment = voting.closing_moment(house, number)
    with start(store, moment, "close", number) as half, start(store, moment, "count together", number) as twins:
        wait_for(half, "half")
        assert twins.stdin is not None
        twins.stdin.write("go\n")
        twins.stdin.flush()
        # Both find that it is to be done, and wait for who is at it already.
        wait_for(twins, "due"), wait_for(twins, "due")
        assert entries_of(house, number, "voting:close") == []
        assert house.ask(lambda: queries.result_of(queries.by_number(number).id)) is None
        os.kill(half.pid, signal.SIGKILL)
        documents = lines(twins)
    assert len(documents) == 2
    assert documents[0] == documents[1]
    assert len(entries_of(house, number, "voting:close")) == 1
    house.run("register", "verify")
