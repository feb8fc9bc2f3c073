"""Equal shares as anybody would write it down from its definition: fractions, every voter, every euro. Slow and obvious."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gemportal.voting.methods.budget import Budget
from gemportal.voting.methods.method import Ballot
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.result import Tie
from tests.unit.voting.making import LOT


@dataclass
class Outcome:
    """What one endowment buys."""

    endowment: int
    bought: dict[str, Fraction]
    ties: tuple[Tie, ...]
    paid: list[dict[str, Fraction]]


def share(purses: list[Fraction], cost: int) -> Fraction | None:
    """What everybody pays who does not pay all they have."""
    if sum(purses) < cost:
        return None
    owed = Fraction(cost)
    for at, purse in enumerate(sorted(purses)):
        equally = owed / (len(purses) - at)
        if purse >= equally:
            return equally
        owed -= purse
    raise AssertionError("Who has enough together can pay.")


def buy(
    options: Sequence[Option], voters: list[list[str]], endowment: int, taken: Sequence[str], vote: Budget
) -> Outcome:
    """Plain equal shares."""
    purses = [Fraction(endowment)] * len(voters)
    outcome = Outcome(endowment, {}, (), [{} for _ in voters])
    while True:
        gone = {*outcome.bought, *taken}
        rivals = {rival for option in gone for rival in vote.rivals[option]}
        shares = {
            option.id: each
            for option in options
            if option.cost and option.id not in gone | rivals
            if (
                each := share(
                    [purse for purse, voter in zip(purses, voters, strict=True) if option.id in voter], option.cost
                )
            )
        }
        if not shares:
            return outcome
        prices = {option: each / vote.costs[option] for option, each in shares.items()}
        winner, ties = vote.first([option for option in prices if prices[option] == min(prices.values())])
        outcome.ties += tuple(ties)
        outcome.bought[winner] = prices[winner]
        for at, voter in enumerate(voters):
            if winner in voter:
                outcome.paid[at][winner] = min(purses[at], shares[winner])
                purses[at] -= outcome.paid[at][winner]


def complete(options: Sequence[Option], ballots: list[Ballot[Any]], budget: int, taken: Sequence[str]) -> list[Outcome]:
    """Plain equal shares, and the last endowment before the next euro would overspend. Only ties ask the vote itself."""
    vote = Budget(options, ballots, LOT)
    voters = [list(ballot.answer) for ballot in ballots for _ in range(ballot.weight)]
    costs = {option.id: option.cost or 0 for option in options}
    plain = last = buy(options, voters, budget // max(1, len(voters)), taken, vote)
    while last.endowment < sum(costs.values()):
        following = buy(options, voters, last.endowment + 1, taken, vote)
        if sum(costs[option] for option in following.bought) > budget:
            break
        last = following
    return [plain, last]
