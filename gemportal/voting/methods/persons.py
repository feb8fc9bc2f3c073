"""Ties in a vote for persons (voting.md, "Ties"): first a new vote, and only in that one the lot."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Any, Literal, get_args

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.result import Result, Tie

Ties = Literal["lot", "revote"]

# In how many ways the lot is made to fall, to see whether it chooses anybody. Those that differ in one draw come first.
MOST_WAYS = 256

Count = Callable[[Lot], Result]


def ties_named(given: object) -> Ties:
    """How a vote breaks its ties, as its definition says; RuleBroken for what is no way to do so."""
    for ties in get_args(Ties):
        if given == ties:
            return ties  # type: ignore[no-any-return] # one of those two words
    raise RuleBroken(_l("Bij een gelijke stand is het “lot” of “revote”."))


def counted(count: Count, lot: Lot, ties: Ties) -> Result:
    """What `count` says with this lot; under `revote` nobody is chosen by the lot alone: the result is then a tie."""
    result = count(lot)
    drawn = [tie for tie in result.ties if tie.broken_by == "lot"]
    if ties == "lot" or not drawn:
        return result
    ways = list(islice(_every_way(count), MOST_WAYS))
    if all(set(way.winners) == set(result.winners) for way in ways):
        return result
    open_ties = [tie for tie in drawn if _divides(tie, result.winners)] or drawn
    return replace(
        result,
        outcome="tied",
        ranking=(),
        winners=(),
        ties=tuple(Tie(tie.between, "revote") for tie in open_ties),
        detail=_agreed(result.detail, [way.detail for way in ways]),
    )


def _divides(tie: Tie, winners: Collection[str]) -> bool:
    """Some of the tied are chosen, and some are not."""
    return 0 < len(set(tie.between) & set(winners)) < len(tie.between)


def _agreed(detail: Mapping[str, object], others: Iterable[Mapping[str, Any]]) -> Mapping[str, object]:
    """Rounds only as far as they go however the lot falls: what it would have done is nobody's business."""
    if "rounds" not in detail:
        return detail
    together = zip(*(other["rounds"] for other in others), strict=False)
    return {**detail, "rounds": [same[0] for same in takewhile(lambda r: all(one == r[0] for one in r), together)]}


@dataclass(frozen=True)
class _Rehearsal(Lot):
    """A lot that falls as told: at draw n the option at `falls[n]` comes first, and the others follow it around."""

    falls: tuple[int, ...] = ()
    drawn: list[int] = field(default_factory=list)

    def order(self, tied: Iterable[str]) -> list[str]:
        options, at = sorted(tied), len(self.drawn)
        self.drawn.append(len(options))
        first = self.falls[at] if at < len(self.falls) else 0
        return options[first:] + options[:first]


def _every_way(count: Count) -> Iterator[Result]:
    """The results of every way in which the lot can fall, those with the fewest turns from the first way before the others."""
    waiting: deque[tuple[int, ...]] = deque([()])
    while waiting:
        falls = waiting.popleft()
        lot = _Rehearsal(None, falls)
        yield count(lot)
        for at in range(len(falls), len(lot.drawn)):
            waiting += (falls + (0,) * (at - len(falls)) + (first,) for first in range(1, lot.drawn[at]))
