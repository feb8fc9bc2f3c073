"""What every voter has left while options are bought: exact, and fast enough for a city (voting.md, `equal-shares`).

What several voters have together follows from the account, exactly. Beside it every purse is kept roughly, in whole parts
of a euro and never below what it holds, to tell who is poorer than a share; where that is too close to tell, the exact
purse is worked out. Voters who answered alike may stand together in a camp (`budget.standing`).
"""

from copy import copy
from fractions import Fraction
from math import gcd
from operator import mul
from typing import NamedTuple

from gemportal.voting.methods.account import PART, Account, Counts, total
from gemportal.voting.methods.budget import Budget
from gemportal.voting.methods.digits import Camps, Digits, alike, at_most, each, highest, less, more

COARSE = 6  # Bits by which a purse is kept coarser than a sum: it has fewer digits, and tells as well who is poor.
UNIT = PART >> COARSE  # Parts of a euro in which purses are kept.
POWERS = [1 << digit for digit in range(128)]


class Bound(NamedTuple):
    """A share is at least `parts`: what the `payers` pay when the `poor` pay all they have."""

    parts: int
    poor: Camps
    payers: int
    counts: Counts


class Share(NamedTuple):
    """What one supporter pays for an option: `owed / payers`, over the unit of the account; the `poor` pay all they have.

    `more` is how `owed` grows with each euro of endowment for as long as the same are poor.
    """

    owed: int
    more: int
    payers: int
    poor: Camps
    counts: Counts


class Pace(NamedTuple):
    """How many parts a share falls with each euro of endowment: at most `fall`, at least `drop`. `steady`: surely the same
    stay poor all along.
    """

    fall: int
    drop: int
    steady: bool


class Purses:
    """The purses at one endowment, and bounds on how they grow with each euro of endowment, up to `ahead` euros.

    With a higher endowment and the same purchases before, nobody has less left and no share is higher; so who pays less
    than all they have does so at every higher endowment. Who is out of money is not `alive`; those of them who may have
    something `ahead` euros on, at most what the `roof` says, are `stirring`. `straight`: for how many euros every share
    so far falls evenly.
    """

    def __init__(self, vote: Budget, endowment: int) -> None:
        self.vote = vote
        self.endowment = endowment
        self.ahead = self.straight = self.stirring = 0
        self.account = Account(vote.weights, vote.everybody, endowment)
        self.alive = vote.everybody
        self.rough = alike(endowment * UNIT, vote.everybody)
        self.roof: Digits = []
        self.steepest = PART

    def raised(self, endowment: int, ahead: int) -> "Purses":
        """The same purchases at a higher endowment, where everybody could pay for them in full."""
        other, rise = copy(self), endowment - self.endowment
        other.endowment, other.ahead, other.straight = endowment, ahead, ahead
        other.account = self.account.raised(rise)
        other.rough = more(self.rough, self.alive, rise * UNIT)
        other.roof = more(other.rough, self.alive, ahead * UNIT)
        return other

    def bound(self, option: str, parts: int) -> Bound | None:
        """From a share that is surely not too high one that is nearer. None when the supporters cannot afford the option.

        Who has no more than the share pays all they have, so that the others pay at least the rest between them.
        """
        live = self.vote.supporters[option] & self.alive
        poor = at_most(self.rough, live, parts >> COARSE)
        payers, counts = self.vote.weigh(live ^ poor), self.account.counts(poor)
        owed = self.vote.costs[option] * PART - total(self.account.rough, counts)
        if payers:
            return Bound(owed // payers, poor, payers, counts)
        if owed > 0:
            return None
        poor = at_most(self.rough, live, highest(self.rough, live) - 1)
        return Bound(parts, poor, self.vote.weigh(live ^ poor), self.account.counts(poor))

    def share(self, option: str, bound: Bound) -> Share | None:
        """The exact share; None when the supporters cannot afford it after all."""
        live = self.vote.supporters[option] & self.alive
        _, poor, payers, counts = bound
        while payers:
            share = self.share_where(option, poor, payers, counts)
            poorer = self.poorer(live ^ poor, share)
            if not poorer:
                return share
            poor |= poorer
            payers, counts = self.vote.weigh(live ^ poor), self.account.counts(poor)
        if total(self.account.exact, counts) < self.vote.costs[option] * self.account.unit:
            return None
        # Together they have just enough, so the richest pay all they have, too.
        richest = self.richest(live)
        poor = live ^ richest
        return self.share_where(option, poor, self.vote.weigh(richest), self.account.counts(poor))

    def share_where(self, option: str, poor: Camps, payers: int, counts: Counts) -> Share:
        """The share when these are the poor, and so many pay the rest."""
        owed = self.vote.costs[option] * self.account.unit - total(self.account.exact, counts)
        return Share(owed, -total(self.account.slopes, counts), payers, poor, counts)

    def poorer(self, camps: Camps, share: Share) -> Camps:
        """Which of these have less than the share, exactly."""
        floor = self.parts(share) >> COARSE
        near = at_most(self.rough, camps, floor + len(self.account.camps))
        surely = at_most(self.rough, near, floor) if near else 0
        return surely | sum(at for at in each(near ^ surely) if self.left(at) * share.payers < share.owed)

    def left(self, at: Camps) -> int:
        """What a voter in this camp has left, exactly, over the unit."""
        return total(self.account.exact, self.account.counts(at)) // self.vote.weigh(at)

    def richest(self, camps: Camps) -> Camps:
        """Who of these has most, exactly. A rough purse is higher than what it holds by less than its number of entries."""
        near = camps ^ at_most(self.rough, camps, highest(self.rough, camps) - len(self.account.camps))
        left = {at: self.left(at) for at in each(near)}
        most = max(left.values())
        return sum(at for at in left if left[at] == most)

    def price(self, option: str, share: Share) -> Fraction:
        """The share for each euro of use: the lower, the better its supporters are served."""
        return Fraction(share.owed, share.payers * self.vote.costs[option] * self.account.unit)

    def parts(self, share: Share) -> int:
        """The share in whole parts, rounded down."""
        return share.owed * PART // (share.payers * self.account.unit)

    def lack(self, option: str) -> tuple[int, int]:
        """How many parts the supporters together lack, at least, and how many fewer, at most, with each euro of endowment."""
        supporters = self.vote.supporters[option]
        counts = self.account.counts(supporters & self.alive)
        return (
            self.vote.costs[option] * PART - total(self.account.rough, counts),
            total(self.account.most, counts) + self.stir(supporters & self.stirring, self.ahead),
        )

    def stir(self, camps: Camps, ahead: int) -> int:
        """How many parts for each euro those may come to have, up to `ahead` euros on, who are out of money now.

        What they may have grows by a euro for each euro or faster, once it does: it is so much lower at a nearer end, and
        until there it is no more than in proportion.
        """
        if nearer := (self.ahead - ahead) * UNIT:
            camps ^= at_most(self.roof, camps, nearer)
        held = sum(map(mul, map(self.vote.weigh, map(camps.__and__, self.roof)), POWERS))
        return -(-(held - nearer * self.vote.weigh(camps) << COARSE) // ahead) if camps else 0

    def fall(self, option: str, found: Bound | Share, ahead: int) -> int:
        """How far, at most, a share falls with each euro: whoever does not pay more than the poor, has that much more."""
        rise = total(self.account.most, found.counts)
        if out := self.vote.supporters[option] & self.stirring:
            rise += self.stir(out, ahead)
        return -(-rise // found.payers)

    def pace(self, option: str, share: Share, ahead: int) -> Pace:
        """How the share falls up to `ahead` euros on. Who surely stays poor all along has at least that much more."""
        fall = self.fall(option, share, ahead)
        lowest = self.parts(share) - fall * ahead
        out = self.vote.supporters[option] & self.stirring
        poor = share.poor | out
        surely = at_most(self.roof, poor, (lowest - 1 >> COARSE) + (self.ahead - ahead) * UNIT)
        if surely == poor:
            return Pace(fall, total(self.account.least, share.counts) // share.payers, steady=True)
        rise = total(self.account.least, self.account.counts(surely & self.alive))
        return Pace(fall, rise // (share.payers + self.vote.weigh(poor ^ surely)), steady=False)

    def even(self, share: Share, fall: int) -> int:
        """For how many euros more the same are poor all along, so that the share falls evenly, as all before it did."""
        if not share.poor or not self.straight:
            return self.straight
        gap = self.parts(share) - (highest(self.rough, share.poor) << COARSE) - 1
        return max(0, min(self.straight, gap // (self.steepest + fall + 1)))

    def pay(self, option: str, share: Share, pace: Pace | None = None) -> None:
        """Let the supporters pay. `pace` is up to `ahead`; it is worked out where it is not given."""
        parts, payers = self.parts(share), self.vote.supporters[option] & self.alive & ~share.poor
        if self.ahead:
            pace = pace or self.pace(option, share, self.ahead)
            self.straight = self.straight if pace.steady else self.even(share, pace.fall)
            self.grow(option, share.poor, (parts - pace.fall * self.ahead) >> COARSE)
            self.steepest += pace.fall
        self.alive ^= share.poor
        self.rough, _ = less(self.rough, payers, parts >> COARSE)
        self.account.scale(times := share.payers // gcd(share.owed, share.more, share.payers))
        owed, slope = share.owed * times // share.payers, share.more * times // share.payers
        fall, drop, _ = pace or (0, 0, True)
        self.account.enter(payers, -owed, -slope, -parts, drop, fall)

    def grow(self, option: str, poor: Camps, lowest: int) -> None:
        """Lower the roof by what supporters surely pay `ahead` euros on.

        That is on the line along which the share falls at most, even where this line is below 0: so that up to there nobody
        holds more than in proportion.
        """
        camps = self.vote.supporters[option] & (self.alive | self.stirring)
        if lowest < 0:
            self.roof = more(self.roof, camps, -lowest)
            self.stirring |= poor
            return
        roof, out = less(self.roof, camps, lowest)
        self.roof = [digit & ~out for digit in roof] if out else roof
        self.stirring = (self.stirring | poor) & ~out
