"""A count in rounds, as irv and stv hold it: ballots lie with one option, and move on to the next when that one leaves the race."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.choosing import blanks
from gemportal.voting.methods.lot import Lot, tiers
from gemportal.voting.methods.method import Ballots, Roll, Rules, participation
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.orders import Answer, first_places
from gemportal.voting.methods.result import BrokenBy, Result, Tie


@dataclass(frozen=True)
class Paper:
    """Ballots with one and the same order, and what each of them is worth."""

    order: tuple[str, ...]
    weight: int
    heads: int
    value: int


@dataclass
class Round:
    """One count of the papers, and what was decided upon it. `exhausted` are votes that lie with nobody any more."""

    totals: Mapping[str, int]
    exhausted: int
    elected: list[str] = field(default_factory=list)
    eliminated: list[str] = field(default_factory=list)
    transferred: str | None = None


class Race:
    """The options in the race, and the papers that lie with each. A ballot starts with the worth of `unit`.

    An option that no ballot names is not in the race, so that nobody is ever elected without a vote.
    """

    def __init__(self, options: Options, ballots: Ballots[Answer], lot: Lot, unit: int = 1) -> None:
        self.lot = lot
        self.options = sorted(option.id for option in options)
        orders: dict[tuple[str, ...], tuple[int, int]] = {}
        for ballot in ballots:
            order = tuple(option for tier in ballot.answer for option in tier)
            weight, heads = orders.get(order, (0, 0))
            orders[order] = weight + ballot.weight, heads + ballot.heads
        named = {option for order in orders for option in order}
        self.running = [option for option in self.options if option in named]
        self.elected: list[list[str]] = []
        self.out: list[list[str]] = []
        self.piles: dict[str, list[Paper]] = {option: [] for option in self.running}
        self.kept: dict[str, int] = {}
        self.rounds: list[Round] = []
        self.ties: list[Tie] = []
        self.votes = sum(weight for order, (weight, _) in orders.items() if order)
        self.whole = self.votes * unit
        self.place(Paper(order, weight, heads, unit) for order, (weight, heads) in orders.items())

    def place(self, papers: Iterable[Paper]) -> None:
        """Lay each paper with the first it names that is still running. One that names nobody any more is exhausted."""
        running = set(self.running)
        for paper in papers:
            first = next((option for option in paper.order if option in running), None)
            if first is not None:
                self.piles[first].append(paper)

    def count(self) -> Mapping[str, int]:
        """A new round: what lies with each option that has not been eliminated."""
        totals = {
            option: self.kept.get(option, 0) + sum(paper.weight * paper.value for paper in pile)
            for option, pile in self.piles.items()
        }
        self.rounds.append(Round(totals, self.whole - sum(totals.values())))
        return totals

    def pick(self, tied: Iterable[str], *, last: bool = False) -> str:
        """The one that comes first of those with as many votes, or the one that comes last: by the most recent round in which
        they differed, then by how many organisations' ballots lie with each, then by the lot.
        """
        left = sorted(tied)
        heads = {option: sum(paper.heads for paper in self.piles[option]) for option in left}
        steps: list[tuple[BrokenBy, Mapping[str, int]]] = [("round", r.totals) for r in reversed(self.rounds[:-1])]
        for broken_by, value in [*steps, ("heads", heads)]:
            edge = (min if last else max)(value[option] for option in left)
            equal = [option for option in left if value[option] == edge]
            if len(equal) < len(left):
                self.ties.append(Tie(tuple(left), broken_by))
            left = equal
        if len(left) > 1:
            self.ties.append(Tie(tuple(left), "lot"))
            left = self.lot.order(left)
        return left[-1 if last else 0]

    def elect(self, options: Sequence[str]) -> None:
        """These leave the race as elected, the one with the most votes first. Their papers stay with them."""
        totals = self.rounds[-1].totals
        self.elected += tiers(options, lambda option: totals[option])
        self.rounds[-1].elected = [option for tier in self.elected for option in tier if option in options]
        self.running = [option for option in self.running if option not in options]

    def eliminate(self, vacancies: int) -> None:
        """The last one leaves the race, and its papers move on as they are.

        All without a vote leave together where enough others stay: they have no papers to move, so it changes nothing, and
        no lot need be drawn between them.
        """
        totals = self.rounds[-1].totals
        least = min(totals[option] for option in self.running)
        lowest = [option for option in self.running if totals[option] == least]
        if least or len(self.running) - len(lowest) < vacancies:
            lowest = [self.pick(lowest, last=True)]
        self.rounds[-1].eliminated = lowest
        self.out.append(lowest)
        self.running = [option for option in self.running if option not in lowest]
        self.place([paper for option in lowest for paper in self.piles.pop(option)])

    def transfer(self, option: str, surplus: int) -> None:
        """The papers of one elected move on, each with its part of the surplus, cut off to whole units."""
        total = self.rounds[-1].totals[option]
        self.rounds[-1].transferred = option
        self.kept[option] = total - surplus
        papers, self.piles[option] = self.piles[option], []
        self.place(replace(paper, value=surplus * paper.value // total) for paper in papers)

    def ranking(self) -> tuple[tuple[str, ...], ...]:
        """The elected, those still running by their last count, the eliminated in reverse, then those whom nobody named."""
        last = self.rounds[-1].totals if self.rounds else {}
        left = tiers(self.running, lambda option: last[option])
        places = [*self.elected, *left, *reversed(self.out)]
        placed = {option for place in places for option in place}
        unnamed = [option for option in self.options if option not in placed]
        return tuple(tuple(place) for place in [*places, unnamed] if place)


def race_result(race: Race, ballots: Ballots[Answer], roll: Roll, rules: Rules, detail: Mapping[str, object]) -> Result:
    """The result of a race that was run; of one that was not, where there was no quorum. The totals are the first places."""
    quorum = participation(ballots, roll, rules)
    return Result(
        outcome=None if quorum["met"] else "no-quorum",
        quorum=quorum,
        totals=first_places(race.options, ballots),
        ranking=race.ranking() if quorum["met"] else (),
        winners=tuple(option for tier in race.elected for option in tier),
        ties=tuple(race.ties),
        detail={**detail, "blank": blanks(ballots)},
    )


def tie_sentence() -> Message:
    """How a race breaks a tie."""
    return _l(
        "Bij gelijke stand gaat voor wie in de laatste ronde waarin zij verschilden meer stemmen had. Daarna gaat voor wie van "
        "meer organisaties steun kreeg. Daarna beslist het openbare lot."
    )
