"""What the newspaper of the register says about votes: how they came out, and never what somebody voted."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gemportal.kernel import clock
from gemportal.kernel.figures import Amount, Day
from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says, tells
from gemportal.voting import queries
from gemportal.voting.contesting.rules import Ruling
from gemportal.voting.policy import CAST
from gemportal.voting.rounds.rules import ObjectionState


@says("voting:open")
def opened(line: Told) -> Message:
    closes_at = datetime.fromisoformat(line.data["closes_at"])
    return _l(
        "Stemmen kan tot en met %(day)s. Stemgerechtigden: %(voters)s.",
        day=Day.of(clock.just_before(closes_at)),
        voters=Amount(line.data["roll"]),
    )


@tells("voting:close", "voting:publish")
def counted(lines: Sequence[Told]) -> Mapping[int, Message | None]:
    """The outcome as the page of the vote has it; the entry seals it by its digest. Who was elected stands on that page alone."""
    outcomes = queries.outcomes_of({line.subject for line in lines})
    return {line.index: outcomes.get(line.subject) for line in lines}


@says(CAST)
def cast(line: Told) -> Message | None:
    """For whom, where that is another; never what."""
    return _l("De stem van %(name)s.", name=line.title_of(line.data["line"])) if "line" in line.data else None


@says("voting:give-proxy", "voting:revoke-proxy")
def proxy(line: Told) -> Message:
    return _l("Gegeven aan %(name)s.", name=line.title_of(line.data["holder"]))


@says("voting:rule-on-contest")
def ruled(line: Told) -> Message:
    return Ruling(line.data["ruling"]).explanation


@says("voting:settle-objection", "voting:withdraw-objection")
def settled(line: Told) -> Message:
    state = ObjectionState(line.data["state"]).label
    return _l("Het bezwaar van %(name)s: %(state)s.", name=line.title_of(line.data["line"]), state=state)
