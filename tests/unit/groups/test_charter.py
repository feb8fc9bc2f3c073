"""The charter as a boundary: what fits in it, what does not, and that each refusal names the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.charter.rules import Bounds, used
from gemportal.kernel.errors import RuleBroken

LAST = date(2026, 12, 31)
EUROS = st.integers(0, 10_000)


def bounds(budget: int = 1000, spent: int = 400) -> Bounds:
    return Bounds(budget, spent, LAST, limit=2000)


def test_what_is_left_is_spent_to_the_last_euro_and_the_last_day() -> None:
    bounds().check_step(600, LAST)
    with pytest.raises(RuleBroken, match=r"€\s1 boven de groepsopdracht \(€\s1.000\).*boven €\s2.000 stemmen de leden"):
        bounds().check_step(601, LAST)
    with pytest.raises(RuleBroken, match="stel een opdracht voor die langer duurt"):
        bounds().check_step(600, LAST + timedelta(days=1))


def test_who_asks_for_nothing_is_not_refused_for_what_was_spent() -> None:
    bounds(spent=1500).check_step(0, LAST)
    with pytest.raises(RuleBroken, match=r"€\s501 boven"):
        bounds(spent=1500).check_step(1, LAST)


def test_a_group_decides_for_itself_until_the_end_of_the_last_day() -> None:
    assert not bounds().is_over_by(LAST)
    bounds().check_decision(LAST)
    assert bounds().is_over_by(LAST + timedelta(days=1))
    with pytest.raises(RuleBroken, match="Stel een nieuwe opdracht voor"):
        bounds().check_decision(LAST + timedelta(days=1))


@given(EUROS, EUROS, EUROS)
def test_a_step_fits_exactly_when_no_more_is_asked_than_is_left(budget: int, spent: int, asked: int) -> None:
    found = bounds(budget, spent)
    assert found.left - found.over == budget - spent
    assert not (found.left and found.over)
    try:
        found.check_step(asked, LAST)
    except RuleBroken:
        assert asked > found.left
    else:
        assert asked <= found.left


def test_a_concluded_step_counts_for_what_it_cost_if_somebody_judged_it() -> None:
    planned, cheaper, free, silent = (100, None, None), (100, 60, [0, 1]), (100, 0, [1]), (100, 0, [0, 0])
    assert [used([step]) for step in (planned, cheaper, free, silent)] == [100, 60, 0, 100]
    assert used([planned, cheaper, free, silent]) == 260
    assert used([]) == 0
