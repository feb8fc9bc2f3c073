"""Figures as a sentence shows them, in the language of the page: votes, euros, and numbers with their thousands apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from gemportal.kernel.words import Message, _l, _ln

# How this language writes a thousand, and a half: the signs between the digits are read from here.
_THOUSAND = _l("1.000")
_HALF = _l("0,5")

NAMED = 5  # A sentence names so many options at most; beyond that it counts them.


@dataclass(frozen=True)
class Amount:
    """A number of 0 or more, rounded to `decimals` for reading only: what was counted stays exact."""

    value: Fraction | int
    decimals: int = 0

    def __str__(self) -> str:
        scaled = floor(self.value * 10**self.decimals + Fraction(1, 2))
        whole, part = divmod(scaled, 10**self.decimals)
        text = f"{whole:,}".replace(",", str(_THOUSAND)[1])
        return f"{text}{str(_HALF)[1]}{part:0{self.decimals}}" if part else text


class Euros(Amount):
    """Whole euros; the sign stays with its figure."""

    def __str__(self) -> str:
        return f"€\N{NO-BREAK SPACE}{super().__str__()}"


def votes(amount: int) -> Message:
    """`12 stemmen`."""
    return _ln("%(votes)s stem", "%(votes)s stemmen", amount, votes=Amount(amount))


def organisations(amount: int) -> Message:
    """`12 organisaties`."""
    return _ln("%(heads)s organisatie", "%(heads)s organisaties", amount, heads=Amount(amount))


def euros(amount: Fraction | int) -> Euros:
    """`€ 12.000`, rounded to whole euros."""
    return Euros(amount)


def votes_of(amount: int, heads: int) -> Message:
    """The votes, and how many organisations they are of when these do not all weigh one."""
    if amount == heads:
        return votes(amount)
    return _l("%(votes)s van %(organisations)s", votes=votes(amount), organisations=organisations(heads))


def named(options: Iterable[str], titles: Mapping[str, str]) -> str:
    """The titles of these options, in their order."""
    return ", ".join(titles.get(option, option) for option in options)
