"""Equal shares: everybody holds an equal part of the budget and pays for what they support (voting.md, `equal-shares`).

Source of the rule: Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021),
with the cost of an option as its utility; completed by raising everybody's endowment one euro at a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.budget import Answer, Budget, BudgetRules, check, rules_from, validate
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Method, Roll, participation
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.result import Result, Tie


@dataclass(frozen=True)
class Purchases:
    """What one endowment buys: options in the order of buying with the price per euro of use, and the ties on the way.

    Each of the next `steps` endowments, one euro apart, buys the same in the same order.
    """

    endowment: int
    bought: Mapping[str, Fraction]
    ties: tuple[Tie, ...]
    steps: int


@dataclass(frozen=True)
class Line:
    """A value that changes evenly while the endowment rises: `at + rise` for each euro more."""

    at: Fraction
    rise: Fraction


class Purses:
    """What each camp's voters have left, as integers over one common denominator: exact, and far faster than fractions.

    Every amount is followed as a line, for this endowment and those after it. `steps` is for how many euros more every
    comparison made so far still comes out the same, so that those endowments need not be counted one by one.
    """

    def __init__(self, vote: Budget, endowment: int) -> None:
        self.vote = vote
        self.left = [endowment] * len(vote.camps)
        self.rise = [1] * len(vote.camps)
        self.unit = 1
        self.steps = max(0, vote.spent(vote.costs) - endowment)
        self.shares: dict[str, tuple[int, int, int]] = {}

    def keep(self, gap: int, rise: int) -> None:
        """`gap` is 0 or more; keep to the steps for which it stays so."""
        if rise < 0:
            self.steps = min(self.steps, gap // -rise)

    def share(self, option: str) -> bool:
        """Work out the most that one supporter pays for `option`, as owed, its rise, and among how many; False when they
        cannot afford it. Who has less than that share pays all they have.
        """
        camps, left, rise = self.vote.camps, self.left, self.rise
        supporters = sorted(self.vote.supporters[option], key=left.__getitem__)
        owed, more, payers = self.vote.costs[option] * self.unit, 0, self.vote.votes[option]
        for at in supporters:
            if left[at] * payers >= owed:
                break
            owed -= left[at] * camps[at][1]
            more -= rise[at] * camps[at][1]
            payers -= camps[at][1]
        else:
            self.keep(owed - 1, more)
            return False
        for purse, growth in {(left[at], rise[at]) for at in supporters} if self.steps else ():
            gap, widening = purse * payers - owed, growth * payers - more
            self.keep(abs(gap), widening if gap >= 0 else -widening)
        self.shares[option] = owed, more, payers
        return True

    def price(self, option: str) -> Line | None:
        """The share for each euro of use: the lower, the better its supporters are served."""
        if not self.share(option):
            return None
        owed, more, payers = self.shares[option]
        whole = payers * self.vote.costs[option] * self.unit
        return Line(Fraction(owed, whole), Fraction(more, whole))

    def pay(self, option: str) -> None:
        """Let the supporters pay their share for `option`, as it was last worked out."""
        owed, more, payers = self.shares[option]
        scale = payers // gcd(owed, more, payers)
        if scale > 1:
            self.left = [scale * purse for purse in self.left]
            self.rise = [scale * rise for rise in self.rise]
            self.unit *= scale
        each, growth = owed * scale // payers, more * scale // payers
        for at in self.vote.supporters[option]:
            rich = self.left[at] >= each
            self.left[at] = self.left[at] - each if rich else 0
            self.rise[at] = self.rise[at] - growth if rich else 0


def cheapest(purses: Purses, prices: dict[str, Line]) -> tuple[Line | None, list[str]]:
    """The least price and all options that have it. Drops from `prices` what its supporters cannot afford.

    A price only rises while purses empty, so an old price is a lower bound, and most need not be asked again.
    """
    best, found = None, list[str]()
    for option in sorted(prices, key=lambda option: prices[option].at):
        if best is not None and prices[option].at > best.at:
            break
        price = purses.price(option)
        if price is None:
            del prices[option]
            continue
        prices[option] = price
        if best is None or price.at < best.at:
            best, found = price, [option]
        elif price.at == best.at:
            found.append(option)
    if best is not None:
        keep_cheapest(purses, best, prices.values())
    return best, found


def keep_cheapest(purses: Purses, best: Line, prices: Iterable[Line]) -> None:
    """Keep to the steps for which every dearer price stays dearer, and every equal one equal."""
    for price in prices if purses.steps else ():
        gap, rise = price.at - best.at, price.rise - best.rise
        if not gap and rise:
            purses.steps = 0
        elif rise < 0:
            purses.steps = min(purses.steps, ceil(gap / -rise) - 1)


def buy(vote: Budget, endowment: int, budget: int, taken: list[str]) -> Purchases | None:
    """Plain equal shares with this endowment for each voter; None as soon as it would overspend the budget."""
    purses, bought, ties = Purses(vote, endowment), dict[str, Fraction](), list[Tie]()
    excluded = {rival for option in taken for rival in vote.rivals[option]}
    open_ = [o for o in vote.costs if vote.costs[o] and vote.votes[o] and o not in excluded]
    prices = {option: Line(Fraction(1, vote.votes[option]), Fraction(0)) for option in open_}
    while True:
        best, tied = cheapest(purses, prices)
        if best is None:
            return Purchases(endowment, bought, tuple(ties), purses.steps)
        winner, broken = vote.first(tied)
        ties += broken
        budget -= vote.costs[winner]
        if budget < 0:
            return None
        purses.pay(winner)
        bought[winner] = best.at
        prices = {o: p for o, p in prices.items() if o != winner and o not in vote.rivals[winner]}


def complete(vote: Budget, budget: int, taken: list[str]) -> tuple[Purchases, Purchases]:
    """Plain equal shares, and what raising the endowment by one euro at a time makes of it.

    It stops where the next euro would overspend. Once everybody could pay for everything alone, more changes nothing.
    """
    plain = last = buy(vote, budget // max(vote.voters, 1), budget, taken) or Purchases(0, {}, (), 0)
    enough = vote.spent(vote.costs)
    while last.endowment + last.steps < enough:
        following = buy(vote, last.endowment + last.steps + 1, budget, taken)
        if following is None:
            break
        last = following
    return plain, buy(vote, last.endowment + last.steps, budget, taken) or last


def tally(options: Options, ballots: Ballots[Answer], roll: Roll, rules: BudgetRules, lot: Lot) -> Result:
    """What is bought, in the order of buying; the totals are the weights that support each option."""
    quorum = participation(ballots, roll, rules)
    vote = Budget(options, ballots, lot)
    if not quorum["met"]:
        return Result("no-quorum", quorum, vote.votes, (), (), (), {"budget": rules.budget})
    free, ties = vote.free()
    plain, final = complete(vote, rules.budget, free)
    greedy, _ = vote.greedy(rules.budget, free)
    winners = (*free, *final.bought)
    rest = tuple(option for option in vote.costs if option not in winners)
    return Result(
        outcome=None,
        quorum=quorum,
        totals=vote.votes,
        ranking=tuple((option,) for option in winners) + ((rest,) if rest else ()),
        winners=winners,
        ties=(*ties, *final.ties),
        detail={
            "budget": rules.budget,
            "spent": vote.spent(winners),
            "endowment": final.endowment,
            "price": final.bought,
            "heads": vote.heads,
            "free": free,
            "plain": {"endowment": plain.endowment, "winners": list(plain.bought)}
            | {"preferred": vote.prefer(winners, [*free, *plain.bought])},
            "greedy": {"winners": greedy, "preferred": vote.prefer(winners, [*free, *greedy])},
        },
    )


def sentences(rules: BudgetRules) -> tuple[Message, ...]:
    """What happens with the money, and what breaks a tie."""
    return (
        _l(
            "Elke stem krijgt een gelijk deel van € %(budget)s en betaalt mee aan wat die stem steunt; gekozen wordt wat voor "
            "zijn steuners het voordeligst is.",
            budget=rules.budget,
        ),
        _l("Wat niets kost, is gekozen bij steun van meer dan de helft van de deelnemers."),
        _l(
            "Bij gelijke stand gaan voor: lagere kosten, meer stemmen, steun van meer organisaties; daarna beslist het "
            "openbare lot."
        ),
        rules.quorum.sentence(),
    )


METHOD: Method[BudgetRules, Answer] = Method(
    name="equal-shares",
    shape="options",
    title=_l("Budget in gelijke delen"),
    question=_l("Aan welke van deze keuzes wilt u meebetalen?"),
    answer=_l("Kruis aan wat u steunt. Niets aankruisen is een blanco stem: uw deel blijft dan ongebruikt."),
    blank=[],
    rules_from=rules_from,
    check=check,
    validate=validate,
    tally=tally,
    sentences=sentences,
)
