"""What can become of an objection (voting.md, `consent`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Status
from gemportal.kernel.words import Message, _l
from gemportal.voting.definition import CountedBallot
from gemportal.voting.methods import method_named
from gemportal.voting.rules import VoteStatus


class ObjectionState(Status):
    """Raised with the ballot; then taken into the proposal, taken back by who raised it, or found to stand in its way."""

    RAISED = "raised", _l("ingebracht"), "open"
    INTEGRATED = "integrated", _l("verwerkt in het voorstel"), "done"
    WITHDRAWN = "withdrawn", _l("ingetrokken"), "neutral"
    UPHELD = "upheld", _l("blijft staan"), "stopped"


SETTLING = {
    ObjectionState.INTEGRATED: _l("Verwerkt: het voorstel wordt zo veranderd dat het bezwaar weg is"),
    ObjectionState.UPHELD: _l("Blijft staan: het voorstel kan zo niet doorgaan"),
}


@dataclass(frozen=True)
class Raised:
    """An objection as it was cast: whose, and with which argument."""

    organisation: str
    argument: str


def can_be_objected_to(method: str) -> bool:
    """Whether a ballot of this method can hold an objection: in a vote by consent."""
    return method_named(method).shape == "consent"


def objections_among(method: str, ballots: Iterable[CountedBallot]) -> list[Raised]:
    """The objections among the ballots that were counted."""
    if not can_be_objected_to(method):
        return []
    return [
        Raised(ballot.organisation, ballot.answer["reason"])
        for ballot in ballots
        if ballot.answer["position"] == "objection"
    ]


def check_raised(state: ObjectionState) -> None:
    """What was settled stays so; what changes after that is a matter of the next round."""
    if state is not ObjectionState.RAISED:
        raise RuleBroken(_l("Over dit bezwaar is al iets vastgelegd: het is “%(state)s”.", state=state.label))


def why_no_round(status: VoteStatus, method: str, outcome: str | None) -> Message | None:
    """Why this vote gets no new round; None when it can, as every vote does that was declared void or ended in a tie."""
    if status is VoteStatus.ANNULLED or outcome == "tied":
        return None
    if not can_be_objected_to(method):
        return _l("Alleen een stemming met instemming krijgt een nieuwe ronde.")
    if outcome == "adopted":
        return _l("Dit voorstel is aangenomen. Een nieuwe ronde is niet nodig.")
    return None
