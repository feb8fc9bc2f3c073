"""What the methods share that divide a budget: rules, answers, and options that cost nothing or exclude one another."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.voting.methods.digits import Camps, by_digit, camps_at
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Rules
from gemportal.voting.methods.option import Option, Options
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import chosen, known, number, titles
from gemportal.voting.methods.result import BrokenBy, Tie

Answer = list[str]

MOST_EUROS = 10**12
ALONE = 10_000  # Voters: for so few of them a set of voters takes hardly longer than a set of answers.


@dataclass(frozen=True)
class BudgetRules(Rules):
    """`budget` is in whole euros."""

    budget: int


def rules_from(rules: Mapping[str, object]) -> BudgetRules:
    """A budget has no default."""
    known(rules, {"quorum", "budget"})
    return BudgetRules(quorum_from(rules), number(rules, "budget", 0, least=1, most=MOST_EUROS))


def check(options: Options, _rules: BudgetRules) -> None:
    """Every option has a cost, and excludes only options that are there."""
    ids = titles(options)
    if not ids:
        raise RuleBroken(_l("Er is niets om het budget over te verdelen."))
    for option in options:
        if option.cost is None or option.cost < 0:
            raise RuleBroken(_l("Zeg van “%(option)s” wat het kost, in hele euro’s.", option=option.title))
        if option.id in option.excludes or not set(option.excludes) <= set(ids):
            raise RuleBroken(_l("“%(option)s” sluit iets uit dat geen andere keuze is.", option=option.title))


def validate(answer: object, options: Options, _rules: BudgetRules) -> Answer:
    """A list of different options, in order of their id; the empty list is a blank ballot."""
    return chosen(answer, options)


class Budget:
    """One budget vote laid out for counting. Who answers alike pays alike, so voters may stand together in a camp, which
    weighs as much as they do. Sets of camps are bits.
    """

    def __init__(self, options: Options, ballots: Ballots[Answer], lot: Lot) -> None:
        self.lot = lot
        self.costs = {option.id: option.cost or 0 for option in sorted(options, key=lambda option: option.id)}
        weights, heads = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
        for ballot in ballots:
            weights[tuple(ballot.answer)] += ballot.weight
            heads[tuple(ballot.answer)] += ballot.heads
        self.answers = [(frozenset(answer), weights[answer]) for answer in sorted(weights)]
        self.voters = sum(weights.values())
        self.votes, self.heads = by_option(weights, self.costs), by_option(heads, self.costs)
        # Who supports nothing pays for nothing, so the blank camp has no bit.
        camps = standing({answer: weights[answer] for answer in sorted(weights) if answer})
        self.everybody = (1 << len(camps)) - 1
        self.weights = by_digit([weight for _, weight in camps])
        self.weigh: Callable[[Camps], int] = int.bit_count if len(self.weights) == 1 else self.weigh_each
        at = positions([answer for answer, _ in camps], self.costs)
        self.supporters = {option: camps_at(at[option], len(camps)) for option in self.costs}
        self.rivals = rivals(options)

    def weigh_each(self, camps: Camps) -> int:
        """How many voters stand in these camps."""
        return sum((camps & holders).bit_count() << digit for digit, holders in enumerate(self.weights))

    def first(self, tied: Collection[str]) -> tuple[str, list[Tie]]:
        """Which of the tied goes first: lower cost, then more votes, then more organisations, then the lot."""
        left, ties = sorted(tied), list[Tie]()
        steps: tuple[tuple[BrokenBy, Mapping[str, int]], ...] = (
            ("cost", {option: -self.costs[option] for option in left}),
            ("votes", self.votes),
            ("heads", self.heads),
        )
        for broken_by, value in steps:
            best = max(value[option] for option in left)
            equal = [option for option in left if value[option] == best]
            if len(equal) < len(left):
                ties.append(Tie(tuple(left), broken_by))
            left = equal
        if len(left) > 1:
            ties.append(Tie(tuple(left), "lot"))
            left = self.lot.order(left)
        return left[0], ties

    def free(self) -> tuple[list[str], list[Tie]]:
        """What costs nothing is decided beside the budget: more than half of the voters must support it."""
        supported = [o for o in self.costs if not self.costs[o] and 2 * self.votes[o] > self.voters]
        return self.pick(supported)

    def pick(self, supported: Sequence[str], budget: int = 0, taken: Iterable[str] = ()) -> tuple[list[str], list[Tie]]:
        """By votes, each that still fits in the budget and beside what was taken before it."""
        picked, ties = list[str](), list[Tie]()
        excluded = {rival for option in taken for rival in self.rivals[option]}
        left = set(supported) - excluded
        while left:
            most = max(self.votes[option] for option in left)
            best, broken = self.first([option for option in left if self.votes[option] == most])
            ties += broken
            left.discard(best)
            if self.costs[best] <= budget:
                picked.append(best)
                budget -= self.costs[best]
                left -= self.rivals[best]
        return picked, ties

    def greedy(self, budget: int, taken: Iterable[str] = ()) -> tuple[list[str], list[Tie]]:
        """The options that cost something and have support, by votes, for as long as the money lasts."""
        return self.pick([o for o in self.costs if self.costs[o] and self.votes[o]], budget, taken)

    def spent(self, options: Iterable[str]) -> int:
        """What these options cost together."""
        return sum(self.costs[option] for option in options)

    def prefer(self, one: Collection[str], other: Collection[str]) -> dict[str, int]:
        """How many voters see more euros spent on what they support under each of two outcomes."""
        gain = {option: self.costs[option] for option in set(one) - set(other)}
        gain |= {option: -self.costs[option] for option in set(other) - set(one)}
        gains = [(sum(map(gain.__getitem__, answer & gain.keys())), weight) for answer, weight in self.answers]
        return {
            "this": sum(weight for gain, weight in gains if gain > 0),
            "other": sum(weight for gain, weight in gains if gain < 0),
            "same": sum(weight for gain, weight in gains if gain == 0),
        }


def by_option(of_answers: Mapping[tuple[str, ...], int], options: Iterable[str]) -> dict[str, int]:
    """The numbers of the answers that name an option, added up."""
    totals = dict.fromkeys(options, 0)
    for answer, each in of_answers.items():
        for option in answer:
            totals[option] += each
    return totals


def standing(weights: Mapping[tuple[str, ...], int]) -> list[tuple[tuple[str, ...], int]]:
    """The camps, each with its answer and its weight. Every sum over camps is a sum for each binary digit of their weights;
    so where that takes fewer operations, every voter stands alone, in a camp of weight 1.
    """
    digits = max(weights.values(), default=0).bit_length()
    if sum(weights.values()) > digits * len(weights) + ALONE:
        return list(weights.items())
    return [(answer, 1) for answer, weight in weights.items() for _ in range(weight)]


def positions(answers: Sequence[Sequence[str]], options: Iterable[str]) -> dict[str, list[int]]:
    """In which of the answers each option is."""
    at: dict[str, list[int]] = {option: [] for option in options}
    for position, answer in enumerate(answers):
        for option in answer:
            at[option].append(position)
    return at


def rivals(options: Sequence[Option]) -> dict[str, frozenset[str]]:
    """Which options cannot stand beside an option. Excluding is mutual, whichever of the two says so."""
    pairs = {(option.id, rival) for option in options for rival in option.excludes}
    return {o.id: frozenset({b for a, b in pairs if a == o.id} | {a for a, b in pairs if b == o.id}) for o in options}
