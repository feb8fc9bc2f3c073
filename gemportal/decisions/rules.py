"""What a decision is (domain.md, "Decisions and the register")."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from gemportal.groups.room.rules import LONGEST_DECISION, Proposal
from gemportal.kernel.labelled import Labelled, Status
from gemportal.kernel.texts import check_length
from gemportal.kernel.words import _l


class DecisionStatus(Status):
    """In force, until another decision takes its place or takes it back."""

    IN_FORCE = "in_force", _l("van kracht"), "done"
    SUPERSEDED = "superseded", _l("vervangen"), "stopped"
    WITHDRAWN = "withdrawn", _l("ingetrokken"), "stopped"


class Ground(Labelled):
    """How it was decided."""

    VOTE = "vote", _l("met een stemming")
    CONSENT = "consent", _l("met instemming van iedereen die erover gaat")


@dataclass(frozen=True)
class Wording(Proposal):
    """What a decision says: what was proposed, and who thought otherwise; `dissent` is None when nobody did."""

    dissent: str | None = None

    def checked(self, today: date) -> Self:
        """As of what is proposed, and the same of who thought otherwise."""
        dissent = check_length((self.dissent or "").strip(), LONGEST_DECISION) or None
        return replace(super().checked(today), dissent=dissent)


@dataclass(frozen=True)
class Maker:
    """Whose decision it will be, for the policy: the cooperative's (None), or a group's."""

    group_number: str | None


def only_a_vote_changes(ground: Ground, group_number: str | None) -> bool:
    """Whether the members decided this themselves: then no officer may change it."""
    return ground is Ground.VOTE and group_number is None
