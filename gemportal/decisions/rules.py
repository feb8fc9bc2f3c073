"""What a decision is (domain.md, "Decisions and the register")."""

from dataclasses import dataclass
from datetime import date

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Labelled, Status
from gemportal.kernel.words import _l


class DecisionStatus(Status):
    """In force, until another decision takes its place or takes it back."""

    IN_FORCE = "in_force", _l("van kracht"), "open"
    SUPERSEDED = "superseded", _l("vervangen"), "done"
    WITHDRAWN = "withdrawn", _l("ingetrokken"), "stopped"


class Ground(Labelled):
    """How it was decided."""

    VOTE = "vote", _l("met een stemming")
    CONSENT = "consent", _l("met instemming van iedereen die erover gaat")


@dataclass(frozen=True)
class Wording:
    """What a decision says. `alternatives` and `dissent` are None when there were none to tell of."""

    title: str
    text: str
    rationale: str
    alternatives: str | None = None
    dissent: str | None = None
    review_on: date | None = None

    def check(self, today: date) -> None:
        """A decision says what and why, without anybody's address, and its review lies in the future."""
        if not all(text.strip() for text in (self.title, self.text, self.rationale)):
            raise RuleBroken(_l("Schrijf wat er is besloten, en waarom."))
        if "@" in self.text:
            raise RuleBroken(_l("Een besluit blijft voorgoed staan. Haal e-mailadressen en het teken @ uit de tekst."))
        if self.review_on is not None and self.review_on <= today:
            raise RuleBroken(_l("Kies voor het opnieuw bekijken een dag na vandaag."))


@dataclass(frozen=True)
class Maker:
    """Whose decision it will be, for the policy: the cooperative's (None), or a group's."""

    group_number: str | None


def only_a_vote_changes(ground: Ground, group_number: str | None) -> bool:
    """Whether the members decided this themselves: then no officer may change it."""
    return ground is Ground.VOTE and group_number is None


def is_adopted(outcome: str | None) -> bool:
    """Whether this outcome of a vote decides something; an order (no outcome of yes or no) does."""
    return outcome in {None, "adopted"}
