"""Abuse: 24 organisations want 8 places, and all of them answer at one moment, over and over: a group is never overfull.

Each has a thread and a transaction of its own. Some of those who are asked decline, so that places pass on while others take
theirs; who is not asked yet tries all the same. After each race the group is given up and called for again.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from threading import Barrier

from gemportal.groups import acts, queries
from gemportal.groups.rules import CAP, OfferStatus, YearPledged
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import Refusal
from gemportal.organisations import source
from gemportal.people.queries import holders_of
from gemportal.settings.acts import change_setting
from tests.factories.groups import closed_call, standing
from tests.factories.members import coordinator, representative
from tests.faults.conftest import Scale, tell
from tests.support.house import House
from tests.support.time import StoppedClock

RACERS, PLACES, TRIES = 24, 8, 2


@dataclass(frozen=True)
class Racer:
    """Who acts for an organisation, and who would work in its seat."""

    code: str
    actor: Actor
    people: tuple[int, ...]

    def answer(self, group: str, *, declines: bool) -> str | None:
        """Answer as soon as an offer is there, trying a few times; gives what it did, None for nothing."""
        for _ in range(TRIES):
            try:
                if declines:
                    perform(acts.decline_offer, self.actor, group)
                    return "declined"
                pledges = [YearPledged(time_of_the_house.today().year, 10, 0)]
                perform(acts.accept_offer, self.actor, group, pledges=pledges, participants=self.people)
            except Refusal:
                continue
            return "accepted"
        return None


def racers(house: House) -> list[Racer]:
    codes = sorted(line.code for line in source.read())[:RACERS]
    actors = {code: representative(house, code) for code in codes}
    people = {code: tuple(line.person_id for line in house.ask(holders_of, code)) for code in codes}
    return [Racer(code, actors[code], people[code]) for code in codes]


@dataclass(frozen=True)
class Track:
    """Where they run: a thread for each, and the moment at which all of it happens."""

    house: House
    pool: ThreadPoolExecutor

    def race(self, group: str, order: Sequence[Racer], unwilling: set[str], moment: datetime) -> dict[str, str | None]:
        """All at one moment; gives what each did."""
        start = Barrier(len(order))

        def run(racer: Racer) -> str | None:
            with self.house.app.app_context(), time_of_the_house.at(moment):
                start.wait()
                return racer.answer(group, declines=racer.code in unwilling)

        return dict(zip((racer.code for racer in order), self.pool.map(run, order), strict=True))


def outcome(house: House, group: str, did: dict[str, str | None]) -> tuple[int, int, int]:
    """How many accepted, how many declined, and by how many the group is overfull; what each was told is what is there."""
    seats, offers, places = standing(house, group)
    assert places == PLACES
    assert not seats & offers
    assert seats == {code for code, what in did.items() if what == "accepted"}
    past = house.ask(queries.page_of, group).offers
    declined = {offer.code for offer in past if offer.status is OfferStatus.DECLINED}
    assert declined == {code for code, what in did.items() if what == "declined"}
    # More wait than there are places, so whatever came free went to the next.
    assert len(seats | offers) >= PLACES
    return len(seats), len(declined), len(seats | offers) - PLACES


def test_abuse_races_for_places_never_overfill_a_group(house: House, clock: StoppedClock, scale: Scale) -> None:
    office, everybody = coordinator(house), racers(house)
    house.perform(change_setting, office, CAP.key, PLACES, "Voor de proef.")
    levels = dict.fromkeys((racer.code for racer in everybody), Level.JOIN)
    number = closed_call(house, clock, levels, seats=PLACES)
    chance = Random(342)  # noqa: S311 - the same races every time
    accepted, declined, overfull, began = 0, 0, 0, time.monotonic()
    with ThreadPoolExecutor(RACERS) as pool:
        track = Track(house, pool)
        for _ in range(scale.races):
            group = house.perform(acts.form, office, number)
            assert len(house.ask(queries.page_of, group).open_offers) == PLACES
            unwilling = set(chance.sample(sorted(levels), RACERS // 4))
            did = track.race(group, chance.sample(everybody, RACERS), unwilling, clock.now)
            found = outcome(house, group, did)
            accepted, declined, overfull = accepted + found[0], declined + found[1], overfull + found[2]
            again = time_of_the_house.today() + timedelta(days=1)
            house.perform(acts.give_up, office, group, "Opnieuw.", closes_on=again)
            clock.advance(days=2)
    seconds = round(time.monotonic() - began, 1)
    database = house.app.config["SQLALCHEMY_DATABASE_URI"].partition(":")[0]
    tell(database=database, races=scale.races, accepted=accepted, declined=declined, overfull=overfull, seconds=seconds)
    assert overfull == 0
    assert accepted
    assert declined
    house.run("register", "verify")
