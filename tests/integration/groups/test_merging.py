"""Two municipalities merge while they sit in groups: the successor takes over, and no group ever holds more than its cap."""

import pytest
import sqlalchemy as sa

from gemportal.groups import acts, queries
from gemportal.groups.merging.acts import take_over
from gemportal.groups.models import Group, Place, Pledge, Seat
from gemportal.groups.rules import GroupStatus, SeatRole
from gemportal.groups.steps import acts as steps
from gemportal.initiatives.rules import Level
from gemportal.kernel import db, schedule
from gemportal.kernel.actor import NOBODY
from gemportal.kernel.errors import NotAllowed
from gemportal.register import keys
from gemportal.register import queries as register
from gemportal.register.verify import verify
from tests.factories import groups as of_groups
from tests.factories.groups import JOIN, LEAD, accept, forming, standing, working
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE, coordinator, member, representative
from tests.factories.merging import merged
from tests.support.house import House
from tests.support.time import StoppedClock

FIVE = {ZWOLLE: LEAD, KAMPEN: JOIN, DEVENTER: JOIN, HENGELO: JOIN, URK: JOIN}


def seats(house: House, group: str) -> dict[str, tuple[SeatRole, int, int]]:
    """Role and pledges of every seat held now."""

    def read() -> dict[str, tuple[SeatRole, int, int]]:
        query = (
            sa.select(Seat.organisation_code, Seat.role, sa.func.sum(Pledge.hours), sa.func.sum(Pledge.euros))
            .join(Group, Group.id == Seat.group_id)
            .join(Pledge, Pledge.seat_id == Seat.id)
            .where(Group.number == group, Seat.until.is_(None))
            .group_by(Seat.organisation_code, Seat.role)
        )
        return {code: (role, hours, euros) for code, role, hours, euros in db.session().execute(query)}

    return house.ask(read)


def held_places(house: House, group: str) -> set[str]:
    def read() -> set[str]:
        query = sa.select(Place.organisation_code).join(Group, Group.id == Place.group_id).where(Group.number == group)
        return {code for code in db.session().scalars(query) if code}

    return house.ask(read)


def whole(house: House, group: str) -> tuple[set[str], set[str]]:
    """Seats and offers, after seeing that places, cap and register agree with them."""
    held, offered, places = standing(house, group)
    assert held_places(house, group) == held | offered
    assert len(held) + len(offered) <= places
    assert [found.sentence for found in house.ask(lambda: verify(keys.signer().verifier)).differences] == []
    return held, offered


def test_the_successor_takes_over_the_seat_with_its_role_and_pledges(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    member(house, URK)
    merged(house, clock, ZWOLLE, URK)
    assert seats(house, group)[URK] == (SeatRole.LEAD, 40, 5000)
    held, _ = whole(house, group)
    assert held == {URK, KAMPEN}
    assert house.ask(queries.group, group).status is GroupStatus.WORKING
    (entry,) = [e for e in house.ask(register.entries_about, [group]) if e.act == "groups:take-over"]
    assert (entry.data["from"], entry.data["org"], entry.data["role"]) == (ZWOLLE, URK, "lead")
    (cause,) = [e for e in house.ask(register.entries_about, [ZWOLLE]) if e.act == "organisations:merge"]
    assert entry.data["cause"] == cause.index
    house.perform(steps.plan_step, representative(house, URK), group, of_groups.plan())


def test_a_successor_that_was_no_member_becomes_one_and_takes_the_seat(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    merged(house, clock, KAMPEN, URK)
    assert whole(house, group)[0] == {ZWOLLE, URK}
    house.perform(acts.leave_seat, representative(house, URK), group, "geen mensen")


@pytest.mark.parametrize(("old", "successor"), [(KAMPEN, ZWOLLE), (ZWOLLE, KAMPEN)])
def test_of_two_seats_one_remains_in_the_higher_role_with_both_pledges(
    house: House, clock: StoppedClock, old: str, successor: str
) -> None:
    group = forming(house, clock, FIVE)
    for code in (ZWOLLE, KAMPEN, DEVENTER):
        accept(house, group, code)
    before = standing(house, group)
    assert before[2] == len(before[0]) + len(before[1]), "the group is full"
    merged(house, clock, old, successor)
    assert seats(house, group)[successor] == (SeatRole.LEAD, 80, 10000)
    held, offered = whole(house, group)
    assert held == {successor, DEVENTER}
    assert offered, "the place that came free is offered to the next in line"


def test_a_group_pauses_when_two_of_two_become_one(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    merged(house, clock, KAMPEN, ZWOLLE)
    assert house.ask(queries.group, group).status is GroupStatus.PAUSED
    whole(house, group)


def test_an_open_offer_goes_over_until_the_same_day(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    expires_at = house.ask(lambda: queries.latest_offer(queries.group(group).id, ZWOLLE).expires_at)
    member(house, URK)
    merged(house, clock, ZWOLLE, URK, days=2)
    held, offered = whole(house, group)
    assert (held, ZWOLLE in offered, URK in offered) == (set(), False, True)
    offer = house.ask(lambda: queries.latest_offer(queries.group(group).id, URK))
    assert (offer.role, offer.level, offer.expires_at) == (SeatRole.LEAD, Level.LEAD, expires_at)
    representative(house, URK)
    accept(house, group, URK)
    assert seats(house, group)[URK][0] is SeatRole.LEAD
    whole(house, group)


def test_an_offer_that_went_over_lapses_in_its_time(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    merged(house, clock, KAMPEN, URK, days=2)
    clock.advance(days=10)
    house.ask(schedule.tick)
    assert URK not in whole(house, group)[1]


def test_of_two_offers_one_remains(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock, FIVE)
    merged(house, clock, KAMPEN, ZWOLLE, days=2)
    held, offered = whole(house, group)
    assert held == set()
    assert ZWOLLE in offered
    assert KAMPEN not in offered


@pytest.mark.parametrize(("seated", "other"), [(KAMPEN, ZWOLLE), (ZWOLLE, KAMPEN)])
def test_a_seat_goes_before_an_offer(house: House, clock: StoppedClock, seated: str, other: str) -> None:
    group = forming(house, clock, FIVE)
    accept(house, group, seated)
    merged(house, clock, other, seated, days=2)
    held, offered = whole(house, group)
    assert held == {seated}
    assert not {seated, other} & offered


def test_a_seat_of_the_old_one_goes_before_the_offer_of_the_successor(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock, FIVE)
    accept(house, group, ZWOLLE)
    merged(house, clock, ZWOLLE, KAMPEN, days=2)
    held, offered = whole(house, group)
    assert (held, KAMPEN in offered) == ({KAMPEN}, False)
    assert seats(house, group)[KAMPEN][0] is SeatRole.LEAD


def test_consent_that_was_given_needs_not_be_given_again(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    accept(house, group, ZWOLLE)
    accept(house, group, KAMPEN)
    of_groups.charter(house, group)
    merged(house, clock, ZWOLLE, URK, days=2)
    assert house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 1)


def test_what_a_group_ended_stays_under_the_old_name(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    house.perform(acts.leave_seat, representative(house, KAMPEN), group, "klaar")
    merged(house, clock, KAMPEN, URK)
    assert [e.act for e in house.ask(register.entries_about, [group])].count("groups:take-over") == 0
    (line,) = list(house.ask(queries.seats_of_organisation, KAMPEN))
    assert line.code == KAMPEN


def test_abuse_16_only_a_merger_moves_a_seat(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    member(house, URK)
    for actor in (NOBODY, coordinator(house), representative(house, URK), representative(house, ZWOLLE)):
        with pytest.raises(NotAllowed):
            house.perform(take_over, actor, group, ZWOLLE, URK)
    assert set(seats(house, group)) == {ZWOLLE, KAMPEN}
