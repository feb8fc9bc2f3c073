"""What a vote means, for its pages: its force in law, what follows from it, and what each vote weighs; each as a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gemportal.kernel import clock
from gemportal.kernel.words import Message
from gemportal.voting import effects, force, weighing
from gemportal.voting.definition import Voter
from gemportal.voting.rules import Weights


@dataclass(frozen=True)
class Terms:
    """`weighs` is None where all votes are equal: who may vote says so already. `early` is the first day that counts for the
    meeting, where the vote opens before it.
    """

    means: Message
    follows: Message | None
    voters: Message
    weighs: Message | None
    early: date | None


def terms_of(vote: Any, roll: Sequence[Voter], table: Mapping[str, int], opens_on: date | None = None) -> Terms:
    """Of a vote, or of one in preparation that would open on `opens_on`."""
    day = opens_on or (clock.day_of(vote.opens_at) if vote.opens_at else None)
    return Terms(
        means=force.MEANINGS[vote.force],
        follows=effects.sentence(vote.effect),
        voters=weighing.voters(
            vote.weights, len(roll), sum(line.weight for line in roll), group=vote.group_number is not None
        ),
        weighs=None if vote.weights is Weights.EQUAL else weighing.how(vote.weights, table),
        early=force.too_early(day, vote.meeting_on) if day else None,
    )
