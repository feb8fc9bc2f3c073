"""What a decision is (domain.md, "Decisions and the register")."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l


class DecisionStatus(StrEnum):
    """In force, until another decision takes its place or takes it back."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Message:
        return _STATUSES[self][0]

    @property
    def tone(self) -> str:
        return _STATUSES[self][1]


_STATUSES = {
    DecisionStatus.IN_FORCE: (_l("van kracht"), "open"),
    DecisionStatus.SUPERSEDED: (_l("vervangen"), "done"),
    DecisionStatus.WITHDRAWN: (_l("ingetrokken"), "stopped"),
}


class Ground(StrEnum):
    """How it was decided."""

    VOTE = "vote"
    CONSENT = "consent"

    @property
    def label(self) -> Message:
        return _GROUNDS[self]


_GROUNDS = {Ground.VOTE: _l("met een stemming"), Ground.CONSENT: _l("met instemming van iedereen die erover gaat")}


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
        """What a form cannot see: a review lies in the future."""
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
