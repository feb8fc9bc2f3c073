"""The version of the public state: no public page changes without it moving, and none stays stale after it moves.

A governance act moves it by its entry. So what could go wrong are the acts that write no entry, and the clock.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Concatenate, ParamSpec, TypeVar
from unittest.mock import patch

import pytest
import sqlalchemy as sa

from gemportal.initiatives import acts as initiatives
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import db, schedule
from gemportal.kernel.actor import NOBODY, Actor, MandateRole
from gemportal.kernel.acts import perform
from gemportal.kernel.schedule import Due
from gemportal.kernel.tokens import digest_of
from gemportal.people import acts as people
from gemportal.people.signin import acts as sign_ins
from gemportal.register.witnessing.acts import end_alarm, note_alarm
from gemportal.register.witnessing.rules import Alarm
from gemportal.voting.preparing import acts as preparing
from gemportal.voting.rules import Draft
from tests.factories import applications, voting
from tests.factories import groups as making_groups
from tests.factories import initiatives as making_initiatives
from tests.factories.every_act import everything
from tests.factories.members import HENGELO, KAMPEN, URK, ZWOLLE, coordinator, password_hash, representative
from tests.factories.witnesses import THE_TICK, cosign
from tests.support.house import House
from tests.support.performed import governance_acts, listening
from tests.support.reading import Reader
from tests.support.time import StoppedClock
from tests.support.witness import Notary

P = ParamSpec("P")
R = TypeVar("R")

GOVERNANCE = {act.function.__name__ for act in governance_acts().values()}


@dataclass(frozen=True)
class WatchedHouse(House):
    """A house where every act that writes no entry is watched when it happens first, those of the clock too."""

    seen: set[str] = field(default_factory=set)
    stale: list[str] = field(default_factory=list)

    def perform(self, act: Callable[Concatenate[Actor, P], R], actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._watched(lambda: House.perform(self, act, actor, *args, **kwargs), act.__name__)

    @contextmanager
    def with_its_clock(self) -> Iterator[None]:
        def watched(act: Callable[..., R], actor: Actor, *args: object) -> R:
            return self._watched(lambda: perform(act, actor, *args), f"{act.__name__} {args[0]}")

        with patch.object(schedule, "perform", watched):
            yield

    def _watched(self, attempt: Callable[[], R], name: str) -> R:
        if name in self.seen:
            return attempt()
        self.seen.add(name)
        reader = Reader(self.app)
        addresses, before = reader.addresses(), reader.version()
        if name not in GOVERNANCE:
            reader.served(addresses)  # and so lies on the shelf
        with listening() as begun:
            result = attempt()
        if reader.version() != before:
            return result
        if any(frame.act.governance for frame in begun):
            self.stale.append(f"{name}: the version did not move")
        served, rendered = reader.served(addresses), reader.rendered(addresses)
        self.stale.extend(f"{name}: {address}" for address in addresses if served[address] != rendered[address])
        return result


def house_acts(house: House) -> None:
    """Acts that write no entry, and that the cooperative of every act leaves out."""
    own, other, officer = representative(house, ZWOLLE), representative(house, KAMPEN), coordinator(house)
    draft = making_initiatives.draft(house)
    house.perform(initiatives.edit_draft, own, draft, making_initiatives.TEXT, making_initiatives.in_days(9))
    house.perform(initiatives.ask_co_proposer, own, draft, KAMPEN)
    house.perform(initiatives.answer_co_proposing, other, draft, agreed=True)
    house.perform(initiatives.discard_draft, own, draft)
    vote = voting.prepared_vote(house)
    changed = Draft(**{**vars(voting.PROPOSAL), "title": "Anders", "closes_on": making_initiatives.in_days(9)})
    house.perform(preparing.change, officer, vote, changed)
    house.perform(preparing.discard, officer, vote)
    offer = {"organisation": HENGELO, "role": MandateRole.DEPUTY, "first_day": kernel_clock.today()}
    for token in ("one", "other"):
        invited = house.perform(
            people.invite, officer, digest_of(token), f"{token}@elders.example", "Wie Komt", **offer
        )
    house.perform(people.revoke_invitation, officer, invited)
    house.perform(people.accept_invitation, NOBODY, digest_of("one"), password_hash(), named_in_public=True)
    house.perform(sign_ins.sign_in, NOBODY, own.person_id, password_hash(), digest_of("session"))
    applications.waiting(house, "GM0363")
    witness = Notary()
    cosign(house, witness)
    house.perform(note_alarm, THE_TICK, witness.vkey, next(iter(Alarm)), 1)
    house.perform(end_alarm, THE_TICK, witness.vkey)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_after_every_act_what_is_served_is_what_would_be_rendered(house: House, clock: StoppedClock) -> None:
    watched = WatchedHouse(house.app)
    with watched.with_its_clock():
        everything(watched, clock)
        house_acts(watched)
    assert watched.stale == []
    assert watched.seen >= {"change_profile", "draft", "prepare", "enrol", "carry_out people:erase", "end_alarm"}


def deadlines(house: House) -> list[Due]:
    """Those ahead, one for each moment."""
    query = sa.select(Due).where(Due.at > kernel_clock.now()).order_by(Due.at)
    return list({due.at: due for due in house.ask(lambda: list(db.session().scalars(query)))}.values())


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_between_deadlines_and_midnights_no_page_changes(house: House, clock: StoppedClock) -> None:
    """From the first moment of a version to its last, also where the clock of the portal did not tick yet."""
    open_call = making_initiatives.published(house, days=2)
    making_initiatives.declare(house, open_call, KAMPEN)
    making_groups.forming(house, clock)
    for draft in (voting.PROPOSAL, voting.PERSONS):
        number = voting.open_vote(house, draft, voters=(ZWOLLE, KAMPEN, URK), days=2)
        voting.cast(house, number, URK, "for" if draft is voting.PROPOSAL else ["keuze-1"])
    reader = Reader(house.app)
    addresses = reader.addresses()
    starts = moments(house)
    versions: set[str | None] = set()
    assert len(starts) > 5
    for start, following in pairwise(starts):
        clock.set(start)
        first = reader.rendered(addresses)
        versions.add(reader.version())
        clock.set(following - timedelta(microseconds=1))
        served, last = reader.served(addresses), reader.rendered(addresses)
        assert served == first
        assert [address for address in addresses if last[address] != first[address]] == [], (start, following)
    assert len(versions) == len(starts) - 1


def moments(house: House) -> list[datetime]:
    """Now, and every deadline and midnight of the coming days: where a version begins."""
    dues = [due.at for due in deadlines(house)]
    nights = [kernel_clock.start_of(kernel_clock.today() + timedelta(days=number)) for number in range(1, 5)]
    return sorted({kernel_clock.now(), *(at for at in dues if at < nights[-1]), *nights})
