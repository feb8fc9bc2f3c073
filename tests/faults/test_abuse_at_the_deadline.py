"""Abuse 11: everybody votes in the last five seconds while others refresh the page; some come too late."""

import asyncio
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

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

LAST = timedelta(seconds=5)
TOO_LATE = "Uw stem kwam te laat en telt niet."


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


async def meeting(
    port: int, number: str, voters: list[Voter], closes_at: datetime, scale: Scale
) -> tuple[list[Answer], list[Answer], list[Answer]]:
    """The answers to ballots in time, to ballots too late, and to readers, of whom every fourth is signed in."""
    begin = closes_at - LAST
    # The last of them a tenth of a second before the deadline: by then the client must have had its turn to send.
    spread = (LAST - timedelta(milliseconds=100)) / len(voters)
    timely = [cast(port, number, voter, "for", begin + spread * at) for at, voter in enumerate(voters)]
    late = [
        cast(port, number, voter, "against", closes_at + timedelta(milliseconds=1 + 50 * at))
        for at, voter in enumerate(voters[: scale.late])
    ]
    # Somebody who begins in time and holds back the end until the deadline is past, to see first what happens, is late.
    held_back = closes_at + timedelta(milliseconds=1)
    late.append(cast(port, number, voters[-1], "against", closes_at - timedelta(seconds=1), held_back))
    cookies = [voters[at].cookie if at % 4 == 0 else "" for at in range(scale.readers)]
    readers = [
        read(port, f"/stemmingen/{number}", cookie, pause=scale.pause, till=closes_at + timedelta(seconds=1))
        for cookie in cookies
    ]
    await until(begin - timedelta(seconds=1))
    done: tuple[Any, ...] = await asyncio.gather(*(asyncio.gather(*several) for several in (timely, late, readers)))
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
    voters = assembly.assemble(house, scale.voters)
    with serving(store) as server:
        asyncio.run(answering(server.port))
        closes_at = datetime.now(UTC) + LAST + timedelta(seconds=2)
        number = assembly.open_until(house, closes_at)
        spent = server.cpu()
        timely, late, others = asyncio.run(meeting(server.port, number, voters, closes_at, scale))
        spent = server.cpu() - spent
        failures = server.failures()
    ballots = house.ask(lambda: queries.ballots_of(queries.by_number(number).id))
    sent = {voter.code: answer.sent for voter, answer in zip(voters, timely, strict=True)}
    tell(
        database=house.app.config["SQLALCHEMY_DATABASE_URI"].partition(":")[0],
        load=os.getloadavg()[0],
        ballots=len(timely),
        reads=len(others),
        cpu_of_the_server=round(spent, 1),
        ballot_answered_p50_p95_max=[share((a.seconds for a in timely), part) for part in (0.5, 0.95, 1)],
        last_answer_after_the_deadline=(max(a.answered for a in timely) - closes_at).total_seconds(),
        arrival_after_sending_p95_max=[
            share(((b.cast_at - sent[b.organisation]).total_seconds() for b in ballots), part) for part in (0.95, 1)
        ],
        read_answered_p50_p95=[share((a.seconds for a in others), part) for part in (0.5, 0.95)],
    )
    assert not failures
    assert max(sent.values()) < closes_at, "the machine was too busy to send every ballot in time"
    assert statuses(timely) == {303}
    assert {(answer.status, TOO_LATE in answer.text) for answer in late} == {(409, True)}
    assert statuses(others) <= {200, 304}
    document = closed(house, number)
    assert [b["organisation"] for b in document["ballots"]] == sorted(voter.code for voter in voters)
    assert document["result"]["totals"] == {"for": len(voters), "against": 0, "abstain": 0, "blank": 0}
    assert all(moment < closes_at for moment in (ballot.cast_at for ballot in ballots))
    house.run("register", "verify")
