"""Results of an order of orders: each option compared with each other one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l
from gemportal.voting.definition import Sealed
from gemportal.voting.outcome.choosing import sentence
from gemportal.voting.outcome.picture import Bar, Kind, Picture, Result, ordered, placed
from gemportal.voting.rules import part_of

Pairs = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Duel:
    """One comparison, as the option of the row sees it."""

    mine: Amount
    theirs: Amount
    won: bool
    lost: bool


@dataclass(frozen=True)
class Duels:
    """The table of all comparisons, in the order of the result; nobody is compared with itself. `order` says why it is this one."""

    titles: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Duel | None]]]
    order: Message | None


def pictures(sealed: Sealed, result: Result) -> list[Picture]:
    """How many of the others each option beats."""
    titles, pairs = sealed.titles, result["detail"]["preferred"]
    won = {option: sum(pairs[option][other] > pairs[other][option] for other in pairs[option]) for option in titles}
    others = len(titles) - 1
    bars = [
        Bar(
            placed(at, option, result, titles),
            part_of(won[option], others),
            _l("wint van %(won)s van de %(others)s", won=won[option], others=others),
            option in result["winners"],
        )
        for at, option in enumerate(ordered(result, titles), 1)
    ]
    return [Picture(bars, note=_l("Elke keuze is met elke andere vergeleken. De tabel hieronder laat zien wie won."))]


def duels(sealed: Sealed, result: Result) -> Duels:
    """Who beats whom, with the votes on both sides."""
    titles, pairs = sealed.titles, result["detail"]["preferred"]
    order = ordered(result, titles)
    rows = [(titles[row], [_duel(pairs, row, column) if row != column else None for column in order]) for row in order]
    return Duels([titles[option] for option in order], rows, _why(order, pairs, titles) if result["ranking"] else None)


def _duel(pairs: Pairs, row: str, column: str) -> Duel:
    mine, theirs = pairs[row][column], pairs[column][row]
    return Duel(Amount(mine), Amount(theirs), won=mine > theirs, lost=mine < theirs)


def _why(order: Sequence[str], pairs: Pairs, titles: Mapping[str, str]) -> Message:
    circle = _circle(order, pairs)
    if not circle:
        return _l("Deze volgorde klopt met elke vergelijking: geen keuze staat onder een keuze waarvan zij won.")
    beats = ", ".join(
        str(_l("“%(a)s” van “%(b)s”", a=titles[a], b=titles[b])) for a, b in pairwise([*circle, circle[0]])
    )
    return _l(
        "Er was geen volgorde die met elke vergelijking klopt, want keuzes wonnen in een kring van elkaar: %(beats)s. Dan telt de "
        "sterkste reeks van gewonnen vergelijkingen; een reeks is zo sterk als haar zwakste schakel (methode-Schulze).",
        beats=beats,
    )


def _circle(order: Sequence[str], pairs: Pairs) -> list[str]:
    """Options that each beat the next and the last the first, if one of them stands below one that it beats."""
    for at, upper in enumerate(order):
        for lower in order[at + 1 :]:
            if pairs[lower][upper] > pairs[upper][lower]:
                return _chain(upper, lower, order, pairs)
    return []


def _chain(start: str, end: str, options: Iterable[str], pairs: Pairs) -> list[str]:
    """The shortest chain of won comparisons from `start` to `end`. There is one where the order puts `start` above its victor."""
    came_from: dict[str, str | None] = {start: None}
    waiting = [start]
    while waiting and end not in came_from:
        a = waiting.pop(0)
        for b in options:
            if b not in came_from and pairs[a][b] > pairs[b][a]:
                came_from[b] = a
                waiting.append(b)
    chain, here = list[str](), came_from.get(end) and end
    while here:
        chain.append(here)
        here = came_from[here]
    return chain[::-1]


KINDS: dict[str, Kind] = {"ranked": Kind(sentence, pictures)}
