"""How people who must keep each other informed are drawn: a dot for each, and a line for each pair. Pure: no database."""

from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin

from gemportal.groups.rules import coordination_load

# More lines than this cannot be told apart, nor would anybody count them.
MOST_DRAWN = 24
SIZE = 200
_RADIUS = 88


@dataclass(frozen=True)
class Circle:
    """People in a circle. `lines` is one path through all pairs; with too many people to draw it is empty, and so are the dots."""

    people: int
    dots: tuple[tuple[float, float], ...]
    lines: str

    @property
    def pairs(self) -> int:
        return coordination_load(self.people)

    @property
    def is_drawn(self) -> bool:
        return len(self.dots) == self.people


def circle_of(people: int) -> Circle:
    """The drawing of so many people, the first on top."""
    if people > MOST_DRAWN:
        return Circle(people, (), "")
    turn = 2 * pi / max(people, 1)
    dots = tuple(
        (round(SIZE / 2 + _RADIUS * sin(turn * at), 1), round(SIZE / 2 - _RADIUS * cos(turn * at), 1))
        for at in range(people)
    )
    return Circle(people, dots, "".join(f"M{a} {b}L{c} {d}" for (a, b), (c, d) in combinations(dots, 2)))
