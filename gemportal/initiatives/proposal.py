"""The text of a proposal, and how two versions of it differ. Pure: no database, no web."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from gemportal.initiatives import rules
from gemportal.initiatives.rules import Domain, Driver
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

FEWEST_SEATS, MOST_SEATS, USUAL_SEATS = 2, 20, 4


@dataclass(frozen=True)
class ProposalText:
    """The text of one version. None means "nog niet bekend"; cost is in whole euros, seats are organisations."""

    title: str
    summary: str = ""
    goal: str = ""
    means: str | None = None
    existing: str | None = None
    driver: Driver | None = None
    domain: Domain | None = None
    cost: int | None = None
    hours: int | None = None
    seats: int = USUAL_SEATS

    def checked(self) -> "ProposalText":
        """The same text without loose white space, or a sentence that says what is wrong."""
        text = replace(
            self,
            title=" ".join(self.title.split()),
            summary=" ".join(self.summary.split()),
            goal=rules.given(self.goal) or "",
            means=rules.given(self.means),
            existing=rules.given(self.existing),
        )
        if not text.title:
            raise RuleBroken(_l("Geef het initiatief een titel."))
        for name in ("title", "summary", "goal", "means", "existing"):
            rules.check_length(getattr(text, name), name)
        rules.check_amount(text.cost, rules.MOST_EUROS)
        rules.check_amount(text.hours, rules.MOST_HOURS)
        if not FEWEST_SEATS <= text.seats <= MOST_SEATS:
            raise RuleBroken(_l("Kies %(low)s tot en met %(high)s zetels.", low=FEWEST_SEATS, high=MOST_SEATS))
        return text

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "ProposalText":
        """The text that an entry of the register holds, field by field."""
        values = {name: told[name] for name in FIELDS}
        driver, domain = values["driver"], values["domain"]
        values["driver"] = None if driver is None else Driver(driver)
        values["domain"] = None if domain is None else Domain(domain)
        return cls(**values)

    def changed_since(self, before: "ProposalText") -> tuple[str, ...]:
        """The names of the fields that differ, in their order."""
        return tuple(name for name in FIELDS if getattr(self, name) != getattr(before, name))


FIELDS = tuple(field.name for field in fields(ProposalText))

# A declaration was made for this much, this goal and this many; when one of them changes it must be confirmed.
ASKS_CONFIRMATION = frozenset({"goal", "cost", "seats"})


class Change(StrEnum):
    """What happened to a run of words between two versions."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of words, white space included, and what happened to it."""

    change: Change
    text: str


_WORDS = re.compile(r"\s+|\S+")


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """How `before` became `after`, word by word: without the added pieces it is `before`, without the removed ones `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    # Words that occur often, such as spaces, are no junk here: leaving them out would tear sentences apart.
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Piece(Change.KEPT, "".join(old[a:b]))
            continue
        if a < b:
            yield Piece(Change.REMOVED, "".join(old[a:b]))
        if c < d:
            yield Piece(Change.ADDED, "".join(new[c:d]))
