"""Choosing what to buy next by equal shares, and for how many euros more of endowment that choice stays the same."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from gemportal.voting.methods.budget import Budget
from gemportal.voting.methods.purses import PART, Purses, RoughShare, Share
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

    `steps`: for how many euros more of endowment every choice made so far is surely the same.
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
        bids, best, tied = self.bids, Fraction(0), dict[str, Share]()
        queue: list[tuple[int, str, RoughShare | None]] = [(bid.low, option, None) for option, bid in bids.items()]
        heapify(queue)
        limit = -1
        while queue and (not tied or queue[0][0] <= limit):
            low, option, found = heappop(queue)
            if found is None:
                found = self.ask(option, once=True)
                if found is not None:
                    # The exact share follows from any that is not too high, so rounding may end the rise early.
                    rises = bids[option].low > low
                    heappush(queue, (bids[option].low, option, None if rises else found))
                continue
            share = self.purses.share(option, found)
            if share is None:
                self.drop(option)
                continue
            price = self.purses.price(option, share)
            if not tied or price < best:
                best, tied, limit = price, {option: share}, (price.numerator * (PART << FINE)) // price.denominator
            elif price == best:
                tied[option] = share
        return self.decide(best, tied) if tied else None

    def ask(self, option: str, *, once: bool = False) -> RoughShare | None:
        """Renew the bid of an option, by one step if `once`. Gives what it follows from, or None when it is
        beyond its supporters' means.
        """
        cost = self.vote.costs[option]
        found = self.purses.rough_share(option, self.bids[option].low * cost >> FINE, once=once)
        if found is None:
            self.drop(option)
            return None
        fall = -(-(self.purses.fall(found.poor, found.payers) << FINE) // cost) if self.steps else 0
        self.bids[option] = Bid((found.share << FINE) // cost, fall)
        return found

    def drop(self, option: str) -> None:
        """Take from the offer what cannot be afforded, and keep to the steps for which that stays so."""
        del self.bids[option]
        if self.steps:
            lacking = self.vote.costs[option] * PART - self.purses.money(option, 0)
            rise = self.purses.money(option, 1) - self.purses.money(option, 0)
            self.keep(lacking, rise)

    def keep(self, gap: int, closing: int) -> None:
        """Keep to the steps for which a gap stays above 0 while it closes by so much each step."""
        if gap <= 0:
            self.steps = 0
        elif closing > 0:
            self.steps = min(self.steps, (gap - 1) // closing)

    def decide(self, best: Fraction, tied: dict[str, Share]) -> Choice:
        """Choose among the tied."""
        option, ties = self.vote.first(tied) if len(tied) > 1 else (next(iter(tied)), [])
        if self.steps:
            self.keep_tied(tied)
        return Choice(option, tied[option], best, frozenset(tied), ties)

    def keep_tied(self, tied: dict[str, Share]) -> None:
        """Keep to the steps for which the tied stay tied: for as long as their prices cannot fall, or fall evenly."""
        if len(tied) == 1 or all(not self.bids[option].fall for option in tied):
            return
        slopes = {Fraction(share.more, share.payers * self.vote.costs[option]) for option, share in tied.items()}
        if len(slopes) > 1:
            self.steps = 0
        for share in tied.values():
            fall = self.purses.fall(share.poor, share.payers)
            self.steps = min(self.steps, self.purses.even(share, fall))

    def buy(self, choice: Choice) -> None:
        """Let the supporters pay, and take from the offer what this excludes."""
        if self.steps:
            self.keep_cheapest(choice)
        self.purses.ahead = self.steps  # Nothing further need be bounded: until there the purses can be bounded closer.
        self.purses.pay(choice.option, choice.share)
        for gone in {choice.option} | self.vote.rivals[choice.option]:
            self.bids.pop(gone, None)
        self.purses.forget(self.bids)

    def keep_cheapest(self, choice: Choice) -> None:
        """Keep to the steps for which every dearer option stays dearer. An old bid that comes too near is renewed."""
        high = -(-choice.price.numerator * (PART << FINE) // choice.price.denominator)
        fall = self.purses.fall(choice.share.poor, choice.share.payers)
        slow = (self.purses.drop(choice.option, choice.share, fall) << FINE) // self.vote.costs[choice.option]
        for option, bid in list(self.bids.items()):
            if bid.low - high > self.steps * (bid.fall - slow) or option in choice.among:
                continue
            if self.ask(option):
                self.keep(self.bids[option].low - high, self.bids[option].fall - slow)

    def all_fits(self, room: int) -> bool:
        """Whether all that can still be bought, at this endowment or within the steps after it, costs no more than `room`.

        Takes from the offer what cannot.
        """
        costs = self.vote.costs
        for option in list(self.bids):
            if self.purses.money(option, self.steps) < costs[option] * PART:
                del self.bids[option]
        return sum(costs[option] for option in self.bids) <= room


def repeat(purses: Purses, option: str, low: int | None = None) -> None:
    """Buy what is known to be bought here, at a price of at least `low`."""
    vote = purses.vote
    found = purses.rough_share(option, (first_bid(vote, option) if low is None else low) * vote.costs[option] >> FINE)
    share = purses.share(option, found) if found else None
    if share is None:
        raise ValueError(f"With this endowment nobody can pay for {option}.")
    purses.pay(option, share)
