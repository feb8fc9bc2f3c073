"""Finding the last endowment before the next euro would overspend, without counting every euro.

The outcome is not monotone in the endowment, so no euro may be passed over unseen. Each choice therefore proves for how
many euros more it stays the same when those before it do (`Shop.steps`), and the next count goes on after the first euro
for which not all are proven. Three things make it quick:

- What everybody who supports it can pay in full is bought at every higher endowment, too: no count begins before it.
- A count repeats what is still proven, chooses anew what is not, and ends where all that follows is proven.
- Where all that can still be afforded fits in what is left of the budget, nothing is overspent, whatever is chosen.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import count

from gemportal.voting.methods.budget import Budget
from gemportal.voting.methods.purses import Purses, Share
from gemportal.voting.methods.shop import Bid, Shop, on_offer

# Counts in one stretch: with no more than a few the next one is longer, with many it is shorter, and at most it ends.
FEW, MANY, MOST = 2, 4, 6


@dataclass(frozen=True)
class Opening:
    """What is bought first at every endowment from here on: the purses and the budget after it, and what is still on offer."""

    purses: Purses
    budget: int
    offer: dict[str, Bid]


@dataclass(frozen=True)
class Stage:
    """One choice at an endowment `at`: the `bids` for it, what was chosen (None at the end) and by which bid, and up to
    which endowment it stays the same when the choices before it do.
    """

    at: int
    bids: dict[str, Bid]
    option: str | None
    bid: Bid
    until: int

    def higher(self, endowment: int) -> dict[str, Bid]:
        """The bids as they surely hold at a higher endowment."""
        rise = endowment - self.at
        return {option: Bid(low - rise * fall, fall) for option, (low, fall) in self.bids.items()}


class Stretch:
    """Counts at rising endowments up to `end`, up to which growing purses are bounded.

    `look`: before which choice it pays to look whether all fits; the counts tell one another.
    """

    def __init__(self, vote: Budget, opening: Opening, end: int, look: int) -> None:
        self.vote = vote
        self.opening = opening
        self.end = end
        self.look = look
        self.stages: list[Stage] = []

    def surely(self, endowment: int) -> int | None:
        """Up to which endowment, from this one on, nothing is overspent; None when this one overspends."""
        shop = Shop(self.vote, self.opening.purses.raised(endowment, self.end - endowment), self.opening.offer)
        room, proven, look = self.opening.budget, self.end, max(0, self.look - 2)
        last = max((at for at, stage in enumerate(self.stages) if stage.until < endowment), default=-1)
        for done in count():
            stage = self.stages[done] if done < len(self.stages) else None
            if stage and stage.until >= endowment:
                if done > last or not stage.option:
                    break
                shop.repeat(stage.option, stage.bid.low - (endowment - stage.at) * stage.bid.fall)
                room -= self.vote.costs[stage.option]
                proven = min(proven, stage.until)
                continue
            if stage:
                shop.bids = stage.higher(endowment)
            bids, looks, until = dict(shop.bids), done >= look, self.end
            if looks:
                # What cannot be afforded is left out only for as long as all is proven so far.
                look, until = done + 2 + done // 8, proven
            choice = None if looks and shop.all_fits(room, proven - endowment) else shop.choose()
            if choice is None:
                self.look = done
                self.put(done, Stage(endowment, bids, None, Bid(0, 0), min(until, endowment + shop.steps)), {})
                break
            room -= self.vote.costs[choice.option]
            if room < 0:
                return None
            bid = shop.bids[choice.option]
            shop.buy(choice)
            until = min(until, endowment + shop.steps)
            bids |= shop.bids | {choice.option: bid}
            self.put(done, Stage(endowment, bids, choice.option, bid, until), shop.bids)
            proven = min(proven, until)
        return min(stage.until for stage in self.stages)

    def put(self, done: int, stage: Stage, offer: dict[str, Bid]) -> None:
        """Put a stage in its place. What was proven of those after it holds on when the choice is the same and there is
        nothing on `offer` after it that they do not know.
        """
        old = self.stages[done : done + 2]
        if len(old) == 2 and old[0].option == stage.option and offer.keys() <= old[1].bids.keys():
            self.stages[done] = stage
        else:
            self.stages[done:] = [stage]


def opening_at(vote: Budget, first: int, budget: int, taken: Collection[str]) -> Opening:
    """What everybody who supports it can pay in full: no price is lower than where all pay alike, so the option with the
    most votes is bought first, at every endowment from `first` on. The same goes for options with as many votes.
    """
    purses, offer = Purses(vote, first), on_offer(vote, taken)
    while offer:
        most = max(vote.votes[option] for option in offer)
        tied = [option for option in offer if vote.votes[option] == most]
        shares = {option: share for option in tied if (share := in_full(purses, option))}
        if len(shares) < len(tied):
            break
        option, _ = vote.first(tied)
        purses.pay(option, shares[option])
        budget -= vote.costs[option]
        offer = {left: bid for left, bid in offer.items() if left != option and left not in vote.rivals[option]}
    return Opening(purses, budget, offer)


def in_full(purses: Purses, option: str) -> Share | None:
    """The share, when every supporter can pay it."""
    bound = purses.bound(option, 0)
    share = purses.share(option, bound) if bound else None
    return share if share and not share.poor else None


def last_endowment(vote: Budget, first: int, budget: int, taken: Collection[str]) -> int:
    """The last endowment, from `first` on, before the next euro would overspend.

    `first` itself spends no more than there is. Once everybody could pay for everything alone, more changes nothing.
    """
    enough = max(first, vote.spent(vote.costs))
    opening = opening_at(vote, first, budget, taken)
    at, width, look = first, 8, 0
    while at <= enough:
        stretch, counts = Stretch(vote, opening, min(enough, at + width), look), 0
        # The last few endowments are left to the next stretch, which proves more with as much work.
        last = stretch.end if stretch.end == enough else stretch.end - width // 4
        while at <= last and counts < MOST:
            sure = stretch.surely(at)
            if sure is None:
                return at - 1
            at, counts = sure + 1, counts + 1
        look = stretch.look
        width = 2 * width if counts <= FEW else max(4, width // 2) if counts > MANY else width
    return enough
