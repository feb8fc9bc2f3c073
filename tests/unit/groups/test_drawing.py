"""The drawing of who must keep each other informed: as many lines as there are pairs."""

from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.growing.drawing import MOST_DRAWN, SIZE, circle_of
from gemportal.groups.rules import coordination_load


@given(st.integers(0, MOST_DRAWN))
def test_a_dot_for_each_and_a_line_for_each_pair(people: int) -> None:
    circle = circle_of(people)
    assert circle.is_drawn
    assert len(set(circle.dots)) == people
    assert circle.lines.count("M") == circle.lines.count("L") == circle.pairs == coordination_load(people)
    assert all(0 < value < SIZE for dot in circle.dots for value in dot)


def test_too_many_to_tell_apart_are_counted_only() -> None:
    circle = circle_of(MOST_DRAWN + 1)
    assert not circle.is_drawn
    assert (circle.dots, circle.lines, circle.pairs) == ((), "", 300)
