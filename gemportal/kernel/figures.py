"""Figures as a sentence shows them, in the language of the page: numbers with their thousands apart, euros, and days."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import floor

from gemportal.kernel import clock
from gemportal.kernel.words import _l, apart

# How this language writes a half: the sign between the digits is read from here.
_HALF = _l("0,5")
_MONTHS = (
    _l("januari"), _l("februari"), _l("maart"), _l("april"), _l("mei"), _l("juni"),
    _l("juli"), _l("augustus"), _l("september"), _l("oktober"), _l("november"), _l("december"),
)  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """A number of 0 or more, rounded to `decimals` for reading only: what was counted stays exact."""

    value: Fraction | int
    decimals: int = 0

    def __str__(self) -> str:
        scaled = floor(self.value * 10**self.decimals + Fraction(1, 2))
        whole, part = divmod(scaled, 10**self.decimals)
        return f"{apart(whole)}{str(_HALF)[1]}{part:0{self.decimals}}" if part else apart(whole)


class Euros(Amount):
    """Whole euros; the sign stays with its figure."""

    def __str__(self) -> str:
        return f"€\N{NO-BREAK SPACE}{super().__str__()}"


@dataclass(frozen=True)
class Day:
    """A day in full: `23 november 2026`."""

    day: date

    @classmethod
    def of(cls, when: date | datetime) -> "Day":
        """This day, or the one on which this moment falls in Amsterdam."""
        return cls(clock.day_of(when) if isinstance(when, datetime) else when)

    @classmethod
    def read(cls, text: str) -> "Day":
        """The day that is written as `2026-11-23`."""
        return cls(date.fromisoformat(text))

    def __str__(self) -> str:
        return f"{self.day.day} {_MONTHS[self.day.month - 1]} {self.day.year}"
