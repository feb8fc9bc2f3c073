"""The charter as a boundary: what fits in it, and the way that a refusal names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.charter.rules import Bounds, used
from gemportal.kernel.errors import RuleBroken

LAST_DAY = date(2026, 12, 31)
DAY = timedelta(days=1)
EUROS = st.integers(0, 100_000)


def fits(bounds: Bounds, euros: int, due_on: date) -> bool:
    try:
        bounds.check_step(euros, due_on)
    except RuleBroken:
        return False
    return True


@given(EUROS, EUROS, EUROS)
def test_a_step_fits_just_when_its_euros_are_left(budget: int, spent: int, asked: int) -> None:
    bounds = Bounds(budget, spent, LAST_DAY, 50_000)
    assert fits(bounds, asked, LAST_DAY) is (asked <= bounds.left)


@given(EUROS, EUROS)
def test_what_is_left_and_what_is_over_add_up(budget: int, spent: int) -> None:
    bounds = Bounds(budget, spent, LAST_DAY, 50_000)
    assert bounds.left - bounds.over == budget - spent
    assert bounds.left == 0 or bounds.over == 0
    assert min(bounds.left, bounds.over) >= 0


@given(EUROS, EUROS)
def test_who_asks_for_nothing_is_not_refused_for_what_was_spent(budget: int, spent: int) -> None:
    assert fits(Bounds(budget, spent, LAST_DAY, 0), 0, LAST_DAY)


def test_too_much_is_refused_with_the_way_to_more() -> None:
    with pytest.raises(RuleBroken) as refused:
        Bounds(8000, 5000, LAST_DAY, 20_000).check_step(4000, LAST_DAY)
    for part in ("1.000", "8.000", "20.000", "ruimere opdracht", "stemmen de leden"):
        assert part in str(refused.value)


def test_the_last_day_counts_and_the_next_does_not() -> None:
    bounds = Bounds(8000, 0, LAST_DAY, 20_000)
    assert fits(bounds, 0, LAST_DAY)
    assert not fits(bounds, 0, LAST_DAY + DAY)
    assert (bounds.is_over_by(LAST_DAY), bounds.is_over_by(LAST_DAY + DAY)) == (False, True)
    bounds.check_decision(LAST_DAY)
    with pytest.raises(RuleBroken, match="nieuwe opdracht"):
        bounds.check_decision(LAST_DAY + DAY)


@given(st.lists(st.tuples(EUROS, st.none() | EUROS)))
def test_what_was_spent_counts_in_the_place_of_what_was_planned(steps: list[tuple[int, int | None]]) -> None:
    assert used(steps) == sum(planned for planned, spent in steps if spent is None) + sum(
        spent or 0 for _, spent in steps
    )
    assert used([*steps, (500, 0)]) == used(steps)
