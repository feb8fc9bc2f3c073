"""Abuse 11: a machine whose clock is an hour off neither lets a late ballot in nor keeps a timely one out.

Several machines need PostgreSQL, whose clock then decides. On SQLite there is one machine, and its clock is the only one.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

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

    async def both(number: str, answer: str, ports: list[int]) -> list[Answer]:
        path = f"/stemmingen/{number}/stem"
        voters = zip(ports, (one, other), strict=True)
        return list(
            await asyncio.gather(
                *(ask(port, path, cookie=who.cookie, form=who.ballot(answer, new_token())) for port, who in voters)
            )
        )

    async def once_it_is_over(number: str, closes_at: datetime, ports: list[int]) -> list[Answer]:
        await until(closes_at + timedelta(milliseconds=1))
        return await both(number, "against", ports)

    with serving(store, workers=1, clock_off=-HOUR) as behind, serving(store, workers=1, clock_off=HOUR) as ahead:
        one, other = assembly.assemble(house, 2)
        ports = [behind.port, ahead.port]
        for port in ports:
            asyncio.run(answering(port))
        # Well within the hour that the clocks are off, on either side.
        number, _ = assembly.open_for(house, timedelta(minutes=20))
        timely = asyncio.run(both(number, "for", ports))
        late = asyncio.run(once_it_is_over(*assembly.open_for(house, timedelta(seconds=1)), ports))
    assert [answer.status for answer in timely] == [303, 303]
    assert [answer.status for answer in late] == [409, 409]
    ballots = house.ask(lambda: queries.ballots_of(queries.by_number(number).id))
    assert [(ballot.organisation, ballot.answer) for ballot in ballots] == [(one.code, "for"), (other.code, "for")]
