"""Abuse 11: everybody votes in the last seconds while others refresh the page; some come too late.

What is held here is true at any speed. Whether a ballot was sent in time is what the sender saw, not what was planned.
"""

import asyncio
import os
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from gemportal.kernel.actor import Actor, clock_for
from gemportal.people.policy import DEMO
from gemportal.people.rules import new_token
from gemportal.voting import queries
from tests.factories import assembly
from tests.factories.assembly import Voter
from tests.faults.accounts import closed
from tests.faults.conftest import Scale, tell
from tests.support.crowd import Answer, answering, ask, until
from tests.support.house import House
from tests.support.server import serving
from tests.support.stores import Store

TOO_LATE = "Uw stem kwam te laat en telt niet."
# Who sent so shortly before the deadline may be early or late: the network counts in ticks, and the sender had to be told.
DOUBT = timedelta(milliseconds=100)


async def cast(
    port: int, number: str, voter: Voter, answer: str, moment: datetime, last_byte_at: datetime | None = None
) -> Answer:
    await until(moment)
    form = voter.ballot(answer, new_token())
    return await ask(port, f"/stemmingen/{number}/stem", cookie=voter.cookie, form=form, last_byte_at=last_byte_at)


async def read(port: int, path: str, cookie: str, *, pause: float, till: datetime) -> list[Answer]:
    """Somebody who refreshes the page until this moment. A browser that is not signed in tells which page it has."""
    answers: list[Answer] = []
    while datetime.now(UTC) < till:
        tag = answers[-1].headers.get("etag", "") if answers and not cookie else ""
        answers.append(await ask(port, path, cookie=cookie, tag=tag))
        await asyncio.sleep(pause)
    return answers


async def keep_the_writer_busy(house: House, till: datetime) -> None:
    """Nobody else writes until this moment: whatever came before it has to wait, however fast the machine is."""

    def write(_clock: Actor) -> None:
        time.sleep(max(0.0, (till - datetime.now(UTC)).total_seconds()))

    await asyncio.to_thread(house.perform, write, clock_for(DEMO))


async def meeting(
    house: House, port: int, number: str, voters: list[Voter], closes_at: datetime, scale: Scale
) -> tuple[list[Answer], list[Answer], list[Answer]]:
    """The answers to ballots in time, to ballots too late, and to readers, of whom every fourth is signed in."""
    begin = closes_at - scale.window
    # The last of them well before the deadline: by then the client must have had its turn to send.
    spread = (scale.window - 2 * DOUBT) / len(voters)
    timely = [cast(port, number, voter, "for", begin + spread * at) for at, voter in enumerate(voters)]
    late = [
        cast(port, number, voter, "against", closes_at + timedelta(milliseconds=1 + 50 * at))
        for at, voter in enumerate(voters[: scale.late])
    ]
    # Somebody who begins in time and holds back the end until the deadline is past, to see first what happens, is late.
    held_back = closes_at + timedelta(milliseconds=1)
    late.append(cast(port, number, voters[-1], "against", begin, held_back))
    cookies = [voters[at].cookie if at % 4 == 0 else "" for at in range(scale.readers)]
    readers = [
        read(port, f"/stemmingen/{number}", cookie, pause=scale.pause, till=closes_at + timedelta(seconds=1))
        for cookie in cookies
    ]
    busy = [keep_the_writer_busy(house, closes_at + 2 * DOUBT)] if scale.held else []
    done: tuple[Any, ...] = await asyncio.gather(
        *(asyncio.gather(*several) for several in (timely, late, readers, busy))
    )
    return done[0], done[1], [answer for answers in done[2] for answer in answers]


def statuses(answers: Iterable[Answer]) -> set[int]:
    return {answer.status for answer in answers}


def share(values: Iterable[float], part: float) -> float:
    """The value that this part of all values stay below."""
    found = sorted(values)
    return round(found[min(int(len(found) * part), len(found) - 1)], 3)


def test_abuse_11_everybody_votes_in_the_last_seconds_while_others_read(
    house: House, store: Store, scale: Scale
) -> None:
    with serving(store) as server:
        voters = assembly.assemble(house, scale.voters)
        asyncio.run(answering(server.port))
        number, closes_at = assembly.open_for(house, scale.window + timedelta(seconds=1))
        spent = server.cpu()
        timely, late, others = asyncio.run(meeting(house, server.port, number, voters, closes_at, scale))
        spent = server.cpu() - spent
        failures = server.failures()
    sent = {voter.code: answer for voter, answer in zip(voters, timely, strict=True)}
    accepted = {code for code, answer in sent.items() if answer.status == 303}
    ballots = house.ask(lambda: queries.ballots_of(queries.by_number(number).id))
    tell(
        database=house.app.config["SQLALCHEMY_DATABASE_URI"].partition(":")[0],
        load=os.getloadavg()[0],
        ballots=len(accepted),
        reads=len(others),
        cpu_of_the_server=round(spent, 1),
        ballot_answered_p50_p95_max=[share((a.seconds for a in timely), part) for part in (0.5, 0.95, 1)],
        last_answer_after_the_deadline=(max(a.answered for a in timely) - closes_at).total_seconds(),
        arrival_after_sending_p95_max=[
            share(((b.cast_at - sent[b.organisation].sent).total_seconds() for b in ballots), part)
            for part in (0.95, 1)
        ],
        read_answered_p50_p95=[share((a.seconds for a in others), part) for part in (0.5, 0.95)],
    )
    assert not failures
    assert statuses(others) <= {200, 304}
    assert {code for code, answer in sent.items() if answer.sent < closes_at - DOUBT} <= accepted
    assert accepted, "the machine was too busy to send a single ballot in time"
    refused = [*late, *(answer for answer in timely if answer.status != 303)]
    assert {(answer.status, TOO_LATE in answer.text) for answer in refused} == {(409, True)}
    document = closed(house, number)
    assert [b["organisation"] for b in document["ballots"]] == sorted(accepted)
    assert document["result"]["totals"] == {"for": len(accepted), "against": 0, "abstain": 0, "blank": 0}
    assert all(ballot.cast_at < closes_at for ballot in ballots)
    house.run("register", "verify")
