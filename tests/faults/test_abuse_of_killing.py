"""Abuse 5: servers are killed and cut off from their database while everybody votes; the clock's work is killed and doubled."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from gemportal.people.rules import new_token
from gemportal.voting import queries
from tests.factories import assembly, voting
from tests.factories.assembly import Voter
from tests.faults.accounts import Kept, assert_all_is_there, closed, entries_of
from tests.faults.conftest import Scale, tell
from tests.integration.voting.test_abuse_of_restarts import lines, start
from tests.support import stores
from tests.support.crowd import answering, ask
from tests.support.house import House
from tests.support.server import Server, serving
from tests.support.stores import Store
from tests.support.time import StoppedClock

WORKERS = 2
VOTERS = 12
ATTEMPTS = 40
ANSWERS = ("for", "against", "abstain", "blank")


async def send(port: int, number: str, voter: Voter, turn: int) -> Kept:
    """Send one ballot, and the very same again for as long as no receipt comes. Every other time the first answer is not waited
    for: the ballot may be kept by then, and nobody knows."""
    answer, statement = ANSWERS[turn % len(ANSWERS)], f"{voter.code}, beurt {turn}"
    form = voter.ballot(answer, new_token(), statement)
    address = f"/stemmingen/{number}/stem"
    if turn % 2:
        await ask(port, address, cookie=voter.cookie, form=form, stay=False)
    for unanswered in range(ATTEMPTS):
        got = await ask(port, address, cookie=voter.cookie, form=form)
        if got.status == 303:
            return Kept(answer, statement, got, unanswered)
        assert got.status in {0, 500}, got
    raise AssertionError(f"no receipt for {voter.code} after {ATTEMPTS} attempts")


async def while_all_vote(
    port: int, number: str, voters: list[Voter], fault: Callable[[], Awaitable[None]]
) -> dict[str, list[Kept]]:
    """Everybody votes again and again while the fault lasts, and once more after it."""
    kept: dict[str, list[Kept]] = {voter.code: [] for voter in voters}
    over = asyncio.Event()

    async def go_on(voter: Voter) -> None:
        while not over.is_set():
            kept[voter.code].append(await send(port, number, voter, len(kept[voter.code])))
        kept[voter.code].append(await send(port, number, voter, len(kept[voter.code])))

    async def strike() -> None:
        try:
            await fault()
        finally:
            over.set()

    await asyncio.gather(strike(), *(go_on(voter) for voter in voters))
    return kept


def unanswered(kept: dict[str, list[Kept]]) -> int:
    return sum(ballot.unanswered for ballots in kept.values() for ballot in ballots)


def test_abuse_05_workers_that_are_killed_lose_no_ballot_and_double_none(
    house: House, store: Store, scale: Scale
) -> None:
    voters = assembly.assemble(house, VOTERS)
    number = assembly.open_until(house, datetime.now(UTC) + timedelta(minutes=20))
    killed = 0

    async def kill(server: Server) -> None:
        nonlocal killed
        while killed < scale.kills:
            await asyncio.sleep(1)
            living = server.workers()
            if len(living) == WORKERS:
                killed += server.kill(living[killed % WORKERS])

    with serving(store, workers=WORKERS) as server:
        kept = asyncio.run(while_all_vote(server.port, number, voters, lambda: kill(server)))
        failures = server.failures()
    tell(killed=killed, ballots=sum(map(len, kept.values())), resent=unanswered(kept))
    assert unanswered(kept) > 0, "no request was under way when a worker was killed"
    assert not failures
    assert_all_is_there(house, number, kept)
    assert len(closed(house, number)["ballots"]) == VOTERS


def test_abuse_05_a_database_that_hangs_up_loses_no_ballot_and_doubles_none(
    open_store: Callable[[str], Store], scale: Scale
) -> None:
    store = open_store("postgresql")
    store.empty()
    house = House(store.app)
    voters = assembly.assemble(house, VOTERS)
    number = assembly.open_until(house, datetime.now(UTC) + timedelta(minutes=20))
    cut = 0

    async def hang_up() -> None:
        nonlocal cut
        with stores.connect(sa.make_url(store.url)) as connection:
            for _ in range(3 * scale.kills):
                await asyncio.sleep(0.5)
                cut += connection.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND application_name = 'served'"
                ).fetchone()[0]  # type: ignore[index]

    with serving(store, workers=WORKERS) as server:
        asyncio.run(answering(server.port))
        kept = asyncio.run(while_all_vote(server.port, number, voters, hang_up))
    tell(cut=cut, ballots=sum(map(len, kept.values())), resent=unanswered(kept))
    assert cut > 0
    assert unanswered(kept) > 0, "no request was under way when its connection was cut"
    assert_all_is_there(house, number, kept)
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
    with start(store, moment, "close", number) as half:
        wait_for(half, "half")
        os.kill(half.pid, signal.SIGKILL)
    assert entries_of(house, number, "voting:close") == []
    assert house.ask(lambda: queries.result_of(queries.by_number(number).id)) is None
    together = [start(store, moment, "count together", number) for _ in range(2)]
    for process in together:
        wait_for(process, "ready")
    for process in together:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    documents = []
    for process in together:
        with process:
            documents += lines(process)
    assert len(documents) == 2
    assert documents[0] == documents[1]
    assert len(entries_of(house, number, "voting:close")) == 1
    house.run("register", "verify")
