"""Finding the last endowment before the next euro would overspend, without counting every euro.

The outcome is not monotone in the endowment, so no euro may be passed over unseen. Each count therefore proves for how
many euros more every choice in it stays the same (`Shop.steps`), and the next goes on after those. Two things make it quick:

- From one count to the next mostly the last choices change. What was chosen before the first of those is repeated.
- Where all that can still be afforded fits in what is left of the budget, nothing is overspent, whatever is chosen.
"""

from collections.abc import Collection
from dataclasses import dataclass

from gemportal.voting.methods.budget import Budget
from gemportal.voting.methods.purses import Purses
from gemportal.voting.methods.shop import Bid, Shop, on_offer, repeat

FEW, MANY = 2, 4  # Counts in one stretch: with fewer the next one is longer, with more it is shorter.


@dataclass(frozen=True)
class Stage:
    """One choice at an endowment `at`: the `bids` before it, what was chosen (None at the end) and by which bid, and up to
    which endowment it stays the same.
    """

    at: int
    bids: dict[str, Bid]
    option: str | None
    bid: Bid
    until: int


class Stretch:
    """Counts at rising endowments up to `end`, over which the bounds on growing purses are kept.

    `look`: before which choice it pays to look whether all fits; the counts tell one another.
    """

    def __init__(self, vote: Budget, budget: int, offer: dict[str, Bid], end: int, look: int) -> None:
        self.vote = vote
        self.budget = budget
        self.offer = offer
        self.end = end
        self.look = look
        self.stages: list[Stage] = []

    def surely(self, endowment: int) -> int | None:
        """Up to which endowment, from this one on, nothing is overspent; None when this one overspends."""
        shop = self.resume(endowment)
        room = self.budget - self.vote.spent(stage.option for stage in self.stages if stage.option)
        look = max(0, self.look - 2)
        while True:
            bids, done = dict(shop.bids), len(self.stages)
            if done >= look:
                look = done + 2 + done // 8
                choice = None if shop.all_fits(room) else shop.choose()
            else:
                choice = shop.choose()
            if choice is None:
                self.look = done
                self.stages.append(Stage(endowment, bids, None, Bid(0, 0), endowment + shop.steps))
                return endowment + shop.steps
            room -= self.vote.costs[choice.option]
            if room < 0:
                return None
            bid = shop.bids[choice.option]
            shop.buy(choice)
            self.stages.append(Stage(endowment, bids, choice.option, bid, endowment + shop.steps))

    def resume(self, endowment: int) -> Shop:
        """A shop in which is bought what earlier counts proved to be bought at this endowment, too."""
        known = [stage for stage in self.stages if stage.until >= endowment]
        offer = self.offer
        if self.stages:
            stage = self.stages[len(known)]
            offer = {option: self.moved(option, bid, endowment - stage.at) for option, bid in stage.bids.items()}
        self.stages = known
        shop = Shop(self.vote, Purses(self.vote, endowment, self.end - endowment), offer)
        for stage in known:
            if stage.option:
                repeat(shop.purses, stage.option, self.moved(stage.option, stage.bid, endowment - stage.at).low)
            shop.steps = shop.purses.ahead = stage.until - endowment
        return shop

    def moved(self, option: str, bid: Bid, rise: int) -> Bid:
        """A bid as it surely holds so much higher."""
        return Bid(max(self.offer[option].low, bid.low - rise * bid.fall), bid.fall)


def last_endowment(vote: Budget, first: int, budget: int, taken: Collection[str]) -> int:
    """The last endowment, from `first` on, before the next euro would overspend.

    `first` itself spends no more than there is. Once everybody could pay for everything alone, more changes nothing.
    """
    enough = max(first, vote.spent(vote.costs))
    offer = on_offer(vote, taken)
    at, width, look = first, 8, 0
    while at <= enough:
        stretch, counts = Stretch(vote, budget, offer, min(enough, at + width), look), 0
        # The last few endowments are left to the next stretch, which proves more with as much work.
        last = stretch.end if stretch.end == enough else stretch.end - width // 4
        while at <= last:
            sure = stretch.surely(at)
            if sure is None:
                return at - 1
            at, counts = sure + 1, counts + 1
        look = stretch.look
        width = 2 * width if counts <= FEW else max(4, width // 2) if counts > MANY else width
    return enough
