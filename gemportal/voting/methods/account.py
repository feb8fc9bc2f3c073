"""What every voter received and paid, by who did: so that what several have together is a sum over entries, not over voters."""

from copy import copy
from operator import mul
from typing import TypeAlias

from gemportal.voting.methods.digits import Camps, Digits

PART = 1 << 12  # Parts of a euro in which amounts are kept roughly.

Counts: TypeAlias = list[int]  # How many of some voters are in each entry.


class Account:
    """Entries: the endowment, which all receive, and each share, which its payers pay in full.

    Of an entry every voter in `camps` has `exact` over the `unit`, which grows by `slopes` with each euro of endowment, for
    as long as who is poor stays poor; in parts, `rough`, never too little; and for each euro of endowment surely `least` and
    at most `most` parts more. An entry is kept once for each binary digit of the voters' weights.
    """

    def __init__(self, weights: Digits, everybody: Camps, endowment: int) -> None:
        self.weights = weights
        self.unit = 1
        self.camps: list[Camps] = []
        self.exact: list[int] = []
        self.slopes: list[int] = []
        self.rough: list[int] = []
        self.least: list[int] = []
        self.most: list[int] = []
        self.enter(everybody, endowment, 1, endowment * PART, PART, PART)
        self.received = len(self.camps)

    def enter(self, camps: Camps, exact: int, slope: int, rough: int, least: int, most: int) -> None:
        """Put down what each voter in these camps has more, or below 0 less."""
        for digit, holders in enumerate(self.weights):
            if not camps & holders:
                continue
            self.camps.append(camps & holders)
            self.exact.append(exact << digit)
            self.slopes.append(slope << digit)
            self.rough.append(rough << digit)
            self.least.append(least << digit)
            self.most.append(most << digit)

    def scale(self, times: int) -> None:
        """Take a unit so many times finer."""
        if times > 1:
            self.unit *= times
            self.exact = [times * each for each in self.exact]
            self.slopes = [times * each for each in self.slopes]

    def raised(self, euros: int) -> "Account":
        """The same with so many euros more of endowment, where no entry changes with it."""
        other = copy(self)
        for column in ("camps", "exact", "slopes", "rough", "least", "most"):
            setattr(other, column, list(getattr(self, column)))
        for entry in range(self.received):
            other.exact[entry] += euros * self.slopes[entry]
            other.rough[entry] += euros * self.most[entry]
        return other

    def counts(self, camps: Camps) -> Counts:
        """How many of these are in each entry. None of them may be out of money: these have nothing, whatever was entered."""
        return list(map(int.bit_count, map(camps.__and__, self.camps)))


def total(column: list[int], counts: Counts) -> int:
    """What the counted have together of a column."""
    return sum(map(mul, column, counts))
