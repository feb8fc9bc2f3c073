"""Who may not record or carry out a merger, and who keeps off both sides of one."""

from datetime import date, timedelta
from typing import Any

import pytest

from gemportal.initiatives import acts as initiatives
from gemportal.initiatives import queries as of_calls
from gemportal.initiatives.merging.acts import take_over, take_over_drafts, take_over_willingness
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import schedule
from gemportal.kernel.actor import NOBODY, Office, clock_for
from gemportal.kernel.errors import NotAllowed
from gemportal.organisations.acts import admit, end_membership
from gemportal.organisations.merging import acts
from tests.factories import initiatives as of_initiatives
from tests.factories.members import (
    DEVENTER,
    KAMPEN,
    URK,
    ZWOLLE,
    both_roles,
    coordinator,
    member,
    municipality,
    officer,
    representative,
)
from tests.factories.merging import record
from tests.support.house import House
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)


def test_abuse_15_and_16_who_records_and_carries_out_a_merger(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN), member(house, ZWOLLE), member(house, DEVENTER)
    strangers = [officer(house, office) for office in Office if office is not Office.COORDINATOR]
    actors = [NOBODY, representative(house, KAMPEN), representative(house, ZWOLLE), *strangers]
    for actor in (*actors, clock_for("organisations:load-municipalities")):
        with pytest.raises(NotAllowed):
            house.perform(acts.record_merger, actor, KAMPEN, ZWOLLE, TODAY)
    record(house, KAMPEN, ZWOLLE)
    number = of_initiatives.published(house, KAMPEN)
    taking_over: tuple[tuple[Any, ...], ...] = (
        (acts.withdraw_merger, KAMPEN),
        (acts.merge, KAMPEN),
        (take_over, number, KAMPEN, ZWOLLE),
        (take_over_willingness, number, KAMPEN, ZWOLLE),
        (take_over_drafts, KAMPEN, ZWOLLE),
    )
    for actor in actors:
        for act, *values in taking_over:
            with pytest.raises(NotAllowed):
                house.perform(act, actor, *values)
    with pytest.raises(NotAllowed):
        house.perform(acts.merge, coordinator(house), KAMPEN)


@pytest.mark.parametrize("own", [KAMPEN, ZWOLLE])
def test_abuse_16_nobody_uses_an_office_on_their_own_merger_nor_on_the_other_side_of_it(
    house: House, clock: StoppedClock, own: str
) -> None:
    member(house, own)
    actor = both_roles(house, own)
    other = ZWOLLE if own == KAMPEN else KAMPEN
    member(house, other), municipality(house, DEVENTER), member(house, URK)
    with pytest.raises(NotAllowed):
        house.perform(acts.record_merger, actor, KAMPEN, ZWOLLE, TODAY + timedelta(days=3))
    house.perform(acts.record_merger, actor, URK, DEVENTER, TODAY + timedelta(days=90))
    record(house, KAMPEN, ZWOLLE)
    for act, *values in (
        (acts.withdraw_merger, KAMPEN),
        (end_membership, other, TODAY, "weg"),
        (admit, other, TODAY, "x"),
    ):
        with pytest.raises(NotAllowed):
            house.perform(act, actor, *values)  # type: ignore[operator]
    house.perform(end_membership, actor, URK, TODAY, "weg")


def test_abuse_7_from_midnight_on_the_old_ones_people_can_do_nothing_whatever_the_clock_did(
    house: House, clock: StoppedClock
) -> None:
    """Not even what needs no membership; and the clock that comes late takes over what they could not spoil."""
    number = of_initiatives.published(house, ZWOLLE, days=30)
    of_initiatives.declare(house, number, KAMPEN)
    actor = representative(house, KAMPEN)
    record(house, KAMPEN, ZWOLLE, days=3)
    clock.set(kernel_clock.start_of(TODAY + timedelta(days=3)))
    with pytest.raises(NotAllowed):
        house.perform(initiatives.withdraw_willingness, actor, number)
    house.ask(schedule.tick)
    assert [line.number for line in house.ask(of_calls.said_by, ZWOLLE)] == [number]
