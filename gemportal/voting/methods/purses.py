"""What every voter has left while options are bought: exact, and fast enough for a city (voting.md, `equal-shares`).

Who is not out of money has the endowment less the shares that they paid, so a sum over voters is a sum over purchases of
a share times the number who paid it. Only the shares are kept as exact numbers. Beside them every purse is kept roughly,
in whole parts of a euro and never below what it holds, to tell who is poorer than a share; where that is too close to
tell, the exact purse is worked out.
"""

from collections.abc import Iterable
from fractions import Fraction
from itertools import compress
from math import gcd
from operator import mul
from struct import unpack
from typing import NamedTuple

from gemportal.voting.methods.budget import Budget

PART = 1 << 17  # Parts of a euro in which purses are kept roughly.
LANES = {"H": 16, "I": 32, "Q": 64}  # Bits for each purchase in a ledger, in which all voters together have to fit.


class Share(NamedTuple):
    """What one supporter pays for an option: `owed / payers`, over the unit of the purses; the `poor` pay all they have.

    `more` is how `owed` grows with each euro of endowment for as long as the same are poor.
    """

    owed: int
    more: int
    payers: int
    poor: list[int]


class RoughShare(NamedTuple):
    """At most what one supporter pays, in parts. Who has no more than `within`, the `poor`, surely pay all they have, and
    the `payers` the rest.
    """

    share: int
    within: int
    poor: list[int]
    payers: int


class Purses:
    """The purses at one endowment, and bounds on how they grow with each euro of endowment, up to `ahead` euros.

    With a higher endowment and the same purchases before, nobody has less left and no share is higher; so who pays less
    than all they have does so at every higher endowment. From that follow `least` and `most`, in parts for each euro.
    """

    def __init__(self, vote: Budget, endowment: int, ahead: int = 0) -> None:
        self.vote = vote
        self.endowment = endowment
        self.ahead = ahead
        self.rough = [endowment * PART] * len(vote.weights)
        self.least = [PART] * len(vote.weights)
        self.most = [PART] * len(vote.weights)
        self.ledger = [0] * len(vote.weights)
        self.lane = next(lane for lane, bits in LANES.items() if vote.voters >> bits == 0)
        self.unit = 1
        self.shares: list[int] = []
        self.slopes: list[int] = []
        self.straight = ahead
        self.live = dict(vote.supporters)
        self.weight = dict(vote.votes)
        self.emptied = 0

    def weigh(self, camps: list[int]) -> int:
        """The weight of these camps together."""
        return len(camps) if self.vote.alike else sum(map(self.vote.weights.__getitem__, camps))

    def total(self, of: list[int], camps: list[int]) -> int:
        """What these camps have together of something that every voter in a camp has."""
        each = map(of.__getitem__, camps)
        return sum(each) if self.vote.alike else sum(map(mul, each, map(self.vote.weights.__getitem__, camps)))

    def money(self, option: str, ahead: int) -> int:
        """The most that the supporters can have left together, in parts, `ahead` euros on."""
        live = self.live[option]
        return self.total(self.rough, live) + ahead * self.total(self.most, live)

    def rough_share(self, option: str, share: int, *, once: bool = False) -> RoughShare | None:
        """At most the share; None when the supporters cannot afford the option.

        `share` is no more than the outcome; `once`: one step nearer to it will do. Each step raises it to what
        is owed by who is not yet known to be poorer, so that it stops at the outcome from below.
        """
        live, rough, cost = self.live[option], self.rough, self.vote.costs[option] * PART
        while True:
            poor = [at for at in live if rough[at] <= share]
            payers, owed = self.weight[option] - self.weigh(poor), cost - self.total(rough, poor)
            if not payers:
                return None if owed > 0 else self.rough_share_of_all(option)
            higher = owed // payers
            if once or higher <= share:
                return RoughShare(higher, share, poor, payers)
            share = higher

    def rough_share_of_all(self, option: str) -> RoughShare:
        """The same where the richest, too, may have to pay all they have."""
        most = max(self.rough[at] for at in self.live[option])
        poor = [at for at in self.live[option] if self.rough[at] < most]
        return RoughShare(most, most - 1, poor, self.weight[option] - self.weigh(poor))

    def left(self, at: int) -> int:
        """What a voter in this camp has left, exactly, over the unit."""
        if not self.rough[at]:
            return 0
        return self.endowment * self.unit - self.paid(self.ledger[at], self.shares)

    def paid(self, ledger: int, each: list[int]) -> int:
        """What the purchases in this ledger cost together, at `each` a piece."""
        counts = unpack(f"<{len(each)}{self.lane}", ledger.to_bytes(len(each) * LANES[self.lane] // 8, "little"))
        return sum(map(mul, compress(each, counts), filter(None, counts)))

    def share(self, option: str, found: RoughShare) -> Share | None:
        """The exact share; None when the supporters cannot afford it after all."""
        cost, rough, poor, known = self.vote.costs[option], self.rough, found.poor, 0
        while True:
            some = [at for at in poor if rough[at] or self.ledger[at]]
            number, ledger = self.weigh(some), self.total(self.ledger, some)
            owed = self.unit * (cost - self.endowment * number) + self.paid(ledger, self.shares)
            payers = self.weight[option] - self.weigh(poor)
            if not payers:
                return self.share_of_all(option) if not owed else None
            doubt = owed * PART // (payers * self.unit) + len(self.shares)
            near = [at for at in self.live[option] if found.within < rough[at] <= doubt] if doubt > found.within else []
            poorer = [at for at in near if self.left(at) * payers < owed]
            if len(poorer) == known:
                return Share(owed, self.paid(ledger, self.slopes) - self.unit * number, payers, poor)
            poor, known = found.poor + poorer, len(poorer)

    def share_of_all(self, option: str) -> Share:
        """The exact share where together they have just enough: the richest pays all, too."""
        live = self.live[option]
        most = max(map(self.left, live))
        rich = self.weigh([at for at in live if self.left(at) == most])
        return Share(most * rich, 0, rich, [at for at in live if self.left(at) < most])

    def price(self, option: str, share: Share) -> Fraction:
        """The share for each euro of use: the lower, the better its supporters are served."""
        return Fraction(share.owed, share.payers * self.vote.costs[option] * self.unit)

    def fall(self, poor: list[int], payers: int) -> int:
        """How far, at most, a share falls with each euro: whoever does not pay more than these, has that much more."""
        return -(-self.total(self.most, poor) // payers)

    def drop(self, option: str, share: Share, fall: int) -> int:
        """How far, at least, the share falls with each euro: who stays poor all along has at least that much more."""
        price = share.owed * PART // (share.payers * self.unit) - fall * self.ahead
        surely = [at for at in share.poor if self.rough[at] + self.most[at] * self.ahead < price]
        return self.total(self.least, surely) // (self.weight[option] - self.weigh(surely))

    def even(self, share: Share, fall: int) -> int:
        """For how many euros more the same are poor all along, so that the share falls evenly, as all before it did."""
        price = share.owed * PART // (share.payers * self.unit)
        gaps = [(price - self.rough[at] - 1) // (self.most[at] + fall + 1) for at in share.poor]
        return max(0, min(self.straight, *gaps)) if gaps else self.straight

    def pay(self, option: str, share: Share) -> None:
        """Let the supporters pay."""
        if self.ahead:
            self.grow(option, share)
        self.write(share)
        price, paid = self.shares[-1] * PART // self.unit, 1 << (len(self.shares) - 1) * LANES[self.lane]
        rough, ledger = self.rough, self.ledger
        for at in share.poor:
            rough[at] = -1
        for at in self.live.pop(option):
            if rough[at] < 0:
                rough[at] = ledger[at] = 0
            else:
                rough[at] -= price
                ledger[at] += paid
        self.emptied += len(share.poor)

    def grow(self, option: str, share: Share) -> None:
        """Bound how fast there will be more left after paying: the share falls, while what was there grows."""
        fall = self.fall(share.poor, share.payers)
        drop, self.straight = self.drop(option, share, fall), self.even(share, fall)
        rough, least, most, ahead = self.rough, self.least, self.most, self.ahead
        price = share.owed * PART // (share.payers * self.unit)
        for at in self.live[option]:
            least[at] += drop
            most[at] += fall
        for at in share.poor:
            # On average up to `ahead`: at first it takes what is lacking to pay the share before anything is left.
            least[at], most[at] = 0, max(0, most[at] - (price - rough[at]) // ahead)

    def write(self, share: Share) -> None:
        """Put the exact share down, over a unit in which it and its slope are whole."""
        scale = share.payers // gcd(share.owed, share.more, share.payers)
        self.unit *= scale
        self.shares = [scale * each for each in self.shares] + [share.owed * scale // share.payers]
        self.slopes = [scale * each for each in self.slopes] + [share.more * scale // share.payers]

    def forget(self, options: Iterable[str]) -> None:
        """Leave out who has nothing, now and up to `ahead`, once that makes a difference."""
        if self.emptied * 3 > len(self.rough):
            self.emptied, rough, most = 0, self.rough, self.most if self.ahead else self.rough
            for option in options:
                self.live[option] = [at for at in self.live[option] if rough[at] or most[at]]
                self.weight[option] = self.weigh(self.live[option])
