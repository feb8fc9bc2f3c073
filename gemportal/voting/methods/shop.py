"""Choosing what to buy next by equal shares, and for how many euros more of endowment that choice stays the same."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heapreplace
from typing import NamedTuple

from gemportal.voting.methods.account import PART
from gemportal.voting.methods.budget import Budget
from gemportal.voting.methods.purses import Bound, Purses, Share
from gemportal.voting.methods.result import Tie

FINE = 20  # Bits by which a price is kept finer than a share.


class Bid(NamedTuple):
    """A price is at least `low` at this endowment, and at least `low - t * fall` with t euros more.

    A price only rises while purses empty, so an old bid still holds, and most options need not be asked again.
    """

    low: int
    fall: int


@dataclass(frozen=True)
class Choice:
    """What is bought next: the option, its exact share and price, `among` which it was tied, and how that was broken."""

    option: str
    share: Share
    price: Fraction
    among: frozenset[str]
    ties: list[Tie]


def on_offer(vote: Budget, taken: Collection[str]) -> dict[str, Bid]:
    """What can be bought: no price is lower than where all supporters pay alike, whatever the endowment."""
    excluded = {rival for option in taken for rival in vote.rivals[option]}
    open_ = [option for option in vote.costs if vote.costs[option] and vote.votes[option] and option not in excluded]
    return {option: Bid(first_bid(vote, option), 0) for option in open_}


def first_bid(vote: Budget, option: str) -> int:
    """The price where all supporters pay alike."""
    return (PART << FINE) // vote.votes[option]


class Shop:
    """The options on offer and the purses that pay for them.

    `steps`: for how many euros more of endowment the last choice is surely the same, when all before it are.
    """

    def __init__(self, vote: Budget, purses: Purses, bids: dict[str, Bid]) -> None:
        self.vote = vote
        self.purses = purses
        self.bids = dict(bids)
        self.steps = purses.ahead

    def choose(self) -> Choice | None:
        """The option with the least price, without buying it yet. Takes from the offer what cannot be afforded.

        Bids are raised from the lowest on, a step at a time, so that no step is spent on who is dearer anyway; an exact price
        is worked out only for who may have the least.
        """
        bids, purses, best, tied, limit = self.bids, self.purses, Fraction(0), dict[str, Share](), -1
        self.steps = purses.ahead
        queue: list[tuple[int, str, Bound | None]] = [(bid.low, option, None) for option, bid in bids.items()]
        heapify(queue)
        while queue and (not tied or queue[0][0] <= limit):
            _, option, bound = queue[0]
            if bound is None and (bound := self.ask(option)) is not None:
                heapreplace(queue, (bids[option].low, option, bound))
                continue
            heappop(queue)
            if bound is None:
                continue
            share = purses.share(option, bound)
            if share is None:
                self.drop(option)
                continue
            price = purses.price(option, share)
            low = price.numerator * (PART << FINE) // price.denominator
            bids[option] = Bid(low, self.fall(option, share, purses.ahead))
            if not tied or price < best:
                best, tied, limit = price, {option: share}, low
            elif price == best:
                tied[option] = share
        return self.decide(best, tied) if tied else None

    def ask(self, option: str) -> Bound | None:
        """Renew the bid of an option, by one step. Gives what it follows from, or None when it is beyond means."""
        cost = self.vote.costs[option]
        bound = self.purses.bound(option, self.bids[option].low * cost >> FINE)
        if bound is None:
            self.drop(option)
            return None
        self.bids[option] = Bid((bound.parts << FINE) // cost, self.fall(option, bound, self.purses.ahead))
        return bound

    def fall(self, option: str, found: Bound | Share, ahead: int) -> int:
        """How far, at most, a price falls with each euro of endowment, up to `ahead` euros on."""
        return -(-(self.purses.fall(option, found, ahead) << FINE) // self.vote.costs[option]) if ahead else 0

    def drop(self, option: str) -> None:
        """Take from the offer what cannot be afforded, and keep to the steps for which that stays so."""
        del self.bids[option]
        if self.steps:
            lack, rise = self.purses.lack(option)
            self.steps = min(self.steps, enough(lack, rise, self.steps))

    def decide(self, best: Fraction, tied: dict[str, Share]) -> Choice:
        """Choose among the tied."""
        option, ties = self.vote.first(tied) if len(tied) > 1 else (next(iter(tied)), [])
        if self.steps:
            self.keep_tied(tied)
        return Choice(option, tied[option], best, frozenset(tied), ties)

    def keep_tied(self, tied: dict[str, Share]) -> None:
        """Keep to the steps for which the tied stay tied: for as long as their prices cannot fall, or fall evenly."""
        if len(tied) == 1:
            return
        falls = {option: self.purses.fall(option, share, self.purses.ahead) for option, share in tied.items()}
        if not any(falls.values()):
            return
        slopes = {Fraction(share.more, share.payers * self.vote.costs[option]) for option, share in tied.items()}
        if len(slopes) > 1:
            self.steps = 0
        for option, share in tied.items():
            self.steps = min(self.steps, self.purses.even(share, falls[option]))

    def buy(self, choice: Choice) -> None:
        """Let the supporters pay, and take from the offer what this excludes."""
        pace = self.purses.pace(choice.option, choice.share, self.purses.ahead) if self.purses.ahead else None
        if pace and self.steps:
            self.keep_cheapest(choice, pace.drop)
        self.purses.pay(choice.option, choice.share, pace)
        for gone in {choice.option} | self.vote.rivals[choice.option]:
            self.bids.pop(gone, None)

    def keep_cheapest(self, choice: Choice, drop: int) -> None:
        """Keep to the steps for which every dearer option stays dearer. An old bid that comes too near is renewed."""
        high = -(-choice.price.numerator * (PART << FINE) // choice.price.denominator)
        slow, steps = (drop << FINE) // self.vote.costs[choice.option], self.steps
        near = [
            option for option, (low, fall) in self.bids.items() if low <= high or low - high <= steps * (fall - slow)
        ]
        for option in near:
            if option not in choice.among:
                self.keep_dearer(option, choice, high, slow)

    def keep_dearer(self, option: str, choice: Choice, high: int, slow: int) -> None:
        """Keep to the steps for which this option stays dearer than the choice, which costs `high` and falls by `slow`."""
        before = -1
        while (bound := self.ask(option)) is not None:
            low, fall = self.bids[option]
            if low > high and low - high > self.steps * (fall - slow):
                return
            if low <= before:
                self.steps = self.apart(option, bound, choice, low - high)
                return
            before = low

    def apart(self, option: str, bound: Bound, choice: Choice, gap: int) -> int:
        """For how many of the steps the price of this option stays above that of the choice, which is so much lower now.

        How fast the one closes in on the other is known the better, the fewer steps are looked ahead.
        """
        ahead, sure = self.steps, 0
        while ahead > sure:
            drop = self.purses.pace(choice.option, choice.share, ahead).drop
            closing = self.fall(option, bound, ahead) - (drop << FINE) // self.vote.costs[choice.option]
            sure = max(sure, enough(gap, closing, ahead))
            if 4 * sure >= 3 * ahead:
                break
            ahead = max(sure, ahead // 2)
        return sure

    def all_fits(self, room: int, steps: int) -> bool:
        """Whether all that can still be bought, at this endowment or within so many steps after it, costs at most `room`.

        Takes from the offer what cannot.
        """
        self.steps = steps
        for option in list(self.bids):
            lack, rise = self.purses.lack(option)
            if lack > rise * steps:
                del self.bids[option]
        return self.vote.spent(self.bids) <= room

    def repeat(self, option: str, low: int) -> Fraction:
        """Buy what is known to be bought here, at a price of at least `low`. Gives what each pays who can pay in full."""
        bound = self.purses.bound(option, low * self.vote.costs[option] >> FINE)
        share = self.purses.share(option, bound) if bound else None
        if share is None:
            raise ValueError(f"With this endowment nobody can pay for {option}.")
        each = Fraction(share.owed, share.payers * self.purses.account.unit)
        self.purses.pay(option, share)
        return each


def enough(gap: int, closing: int, steps: int) -> int:
    """For how many of these steps a gap stays above 0 while it closes by so much each step."""
    if gap <= 0:
        return 0
    return min(steps, (gap - 1) // closing) if closing > 0 else steps
