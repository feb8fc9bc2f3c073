"""When a proposal within a group is agreed, and what it takes to make one. Pure: no database."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Labelled, Status
from gemportal.kernel.texts import check_length
from gemportal.kernel.words import _l

LONGEST_TITLE = 200
LONGEST_DECISION = 8000
# No organisation puts another out of a group alone.
FEWEST_TO_END_SEAT = 2


class MotionKind(Labelled):
    """What a proposal is about."""

    DECISION = "decision", _l("een besluit van de groep")
    END_SEAT = "end-seat", _l("een zetel beëindigen")


class MotionStatus(Status):
    """Where a proposal stands."""

    OPEN = "open", _l("wacht op instemming"), "open"
    AGREED = "agreed", _l("ingestemd"), "done"
    WITHDRAWN = "withdrawn", _l("ingetrokken"), "neutral"


class Change(Labelled):
    """What a proposed decision does to one that the group took earlier."""

    SUPERSEDE = "supersede", _l("vervangt")
    WITHDRAW = "withdraw", _l("trekt in")


@dataclass(frozen=True)
class Changing:
    """An earlier decision of the group, by its `number`, and what becomes of it."""

    number: str
    how: Change


@dataclass(frozen=True)
class Proposal:
    """What would be decided, and why. `alternatives` is None when there were none to tell of."""

    title: str
    text: str
    rationale: str
    alternatives: str | None = None
    review_on: date | None = None

    def check(self, today: date) -> None:
        """A decision says what and why, without anybody's address, and its review lies in the future."""
        if not all(text.strip() for text in (self.title, self.text, self.rationale)):
            raise RuleBroken(_l("Schrijf wat er is besloten, en waarom."))
        if "@" in self.text:
            raise RuleBroken(_l("Een besluit blijft voorgoed staan. Haal e-mailadressen en het teken @ uit de tekst."))
        if self.review_on is not None and self.review_on <= today:
            raise RuleBroken(_l("Kies voor het opnieuw bekijken een dag na vandaag."))

    def checked(self, today: date) -> Self:
        """The same without loose white space and short enough to be read, or a sentence that says what is wrong."""
        self.check(today)
        return replace(
            self,
            title=check_length(self.title.strip(), LONGEST_TITLE),
            text=check_length(self.text.strip(), LONGEST_DECISION),
            rationale=check_length(self.rationale.strip(), LONGEST_DECISION),
            alternatives=check_length((self.alternatives or "").strip(), LONGEST_DECISION) or None,
        )


def asked(deciding: Collection[str], about: str | None) -> frozenset[str]:
    """Who must consent: all who decide in the group, without the organisation that it is about."""
    return frozenset(deciding) - {about}


def is_agreed(deciding: Collection[str], consented: Collection[str], about: str | None) -> bool:
    """Whether all who must consent did. Who left is not waited for, and who joined is asked too."""
    needed = asked(deciding, about)
    return bool(needed) and needed <= set(consented)


def check_ending(deciding: Collection[str], code: str | None) -> None:
    """Pass when enough others decide to end the seat of `code` by consent."""
    if len(asked(deciding, code)) < FEWEST_TO_END_SEAT:
        raise RuleBroken(
            _l(
                "Eén organisatie kan een andere niet uit de groep zetten. Vraag de coördinatoren om te bemiddelen, of vraag om "
                "een stemming van de leden."
            )
        )
