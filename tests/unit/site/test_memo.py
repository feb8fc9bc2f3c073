"""What a memo says, and how much of it: whatever people wrote, a memo stays one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.paper import facts
from gemportal.kernel.prose import Block, Kind
from gemportal.kernel.words import _l
from gemportal.site.memo.rules import MOST_NAMES, MOST_YEARS, NAME, by_year, euros, hours, names, points


@pytest.mark.parametrize(("count", "shown"), [(0, ""), (1, "n0"), (5, "n0, n1, n2, n3, n4")])
def test_a_few_names_are_all_named(count: int, shown: str) -> None:
    assert names([f"n{at}" for at in range(count)]) == shown


def test_of_more_names_the_first_are_named_and_the_rest_counted() -> None:
    assert names([f"n{at}" for at in range(7)]) == "n0, n1, n2, n3, n4 en nog 2"


@given(st.lists(st.text("abc ", min_size=1, max_size=200), max_size=300))
def test_names_take_no_more_room_than_a_memo_has(found: list[str]) -> None:
    assert len(names(found)) <= MOST_NAMES * (NAME + len(", … (lees verder op de pagina)")) + len(" en nog 300")


def test_what_is_not_known_is_said_and_nothing_is_no_unknown() -> None:
    assert (euros(None), hours(None)) == ("nog niet bekend", "nog niet bekend")
    assert (euros(0), hours(0)) == ("€\xa00", "0 uur")
    assert (euros(12_500), hours(1200)) == ("€\xa012.500", "1.200 uur")


def test_the_first_years_are_in_the_table() -> None:
    grid = by_year([(2026 + at, at, None) for at in range(MOST_YEARS + 3)])
    assert [row[0] for row in grid.rows] == ["2026", "2027", "2028", "2029"]
    assert grid.rows[1] == ("2027", "1 uur", "nog niet bekend")


def test_facts_and_points_that_do_not_hold_are_left_out() -> None:
    known = _l("Bekend")
    assert facts((known, "ja"), (known, None), (known, ""), (known, 0)) == (("Bekend", "ja"), ("Bekend", "0"))
    assert points(known, None) == (Block(Kind.POINTS, ("Bekend",)),)
    assert points(None) == ()
