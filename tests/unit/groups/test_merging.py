"""Which role and which pledges remain when two seats become one."""

from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.merging.rules import added_up, highest
from gemportal.groups.rules import SeatRole, YearPledged

AMOUNTS = st.integers(0, 10_000)
PLEDGES = st.lists(
    st.builds(YearPledged, st.integers(2026, 2029), AMOUNTS, AMOUNTS), max_size=4, unique_by=lambda p: p.year
)


@given(st.sampled_from(SeatRole), st.sampled_from(SeatRole))
def test_the_higher_role_remains_whoever_held_it(one: SeatRole, other: SeatRole) -> None:
    assert highest(one, other) is highest(other, one)
    assert highest(one, other) in {one, other}
    assert highest(one, SeatRole.LEAD) is SeatRole.LEAD
    assert highest(one, SeatRole.OBSERVER) is one


@given(PLEDGES, PLEDGES)
def test_nothing_that_was_pledged_is_lost_or_counted_twice(one: list[YearPledged], other: list[YearPledged]) -> None:
    found = added_up(one, other)
    assert sum(p.hours for p in found) == sum(p.hours for p in one + other)
    assert sum(p.euros for p in found) == sum(p.euros for p in one + other)
    years = [p.year for p in found]
    assert years == sorted(set(years))
    assert found == added_up(other, one)
