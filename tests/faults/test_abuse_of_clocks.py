"""Abuse 11: a machine whose clock is an hour off neither lets a late ballot in nor keeps a timely one out.

Several machines need PostgreSQL, whose clock then decides. On SQLite there is one machine, and its clock is the only one.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from gemportal.people.rules import new_token
from gemportal.voting import queries
from tests.factories import assembly
from tests.support.crowd import Answer, answering, ask, until
from tests.support.house import House
from tests.support.server import serving
from tests.support.stores import Store

HOUR = 3600


def test_abuse_11_a_worker_whose_clock_is_an_hour_off_judges_as_the_others_do(
    open_store: Callable[[str], Store],
) -> None:
    store = open_store("postgresql")
    store.empty()
    house = House(store.app)
    one, other = assembly.assemble(house, 2)

    async def both(number: str, answer: str, ports: list[int], moment: datetime) -> list[Answer]:
        await until(moment)
        path = f"/stemmingen/{number}/stem"
        voters = zip(ports, (one, other), strict=True)
        return list(
            await asyncio.gather(
                *(ask(port, path, cookie=who.cookie, form=who.ballot(answer, new_token())) for port, who in voters)
            )
        )

    async def on_both_sides(number: str, ports: list[int], closes_at: datetime) -> tuple[list[Answer], list[Answer]]:
        timely = await both(number, "for", ports, closes_at - timedelta(seconds=1))
        return timely, await both(number, "against", ports, closes_at + timedelta(milliseconds=50))

    with serving(store, workers=1, clock_off=-HOUR) as behind, serving(store, workers=1, clock_off=HOUR) as ahead:
        ports = [behind.port, ahead.port]
        for port in ports:
            asyncio.run(answering(port))
        closes_at = datetime.now(UTC) + timedelta(seconds=3)
        number = assembly.open_until(house, closes_at)
        timely, late = asyncio.run(on_both_sides(number, ports, closes_at))
    assert [answer.status for answer in timely] == [303, 303]
    assert [answer.status for answer in late] == [409, 409]
    ballots = house.ask(lambda: queries.ballots_of(queries.by_number(number).id))
    assert [(ballot.organisation, ballot.answer) for ballot in ballots] == [(one.code, "for"), (other.code, "for")]
