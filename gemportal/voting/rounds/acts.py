"""What can happen to an objection after the vote closed, and the round that follows."""

from collections.abc import Iterable

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.texts import check_text
from gemportal.kernel.words import _l
from gemportal.register.canonical import normal
from gemportal.register.log import record
from gemportal.voting import copying
from gemportal.voting import queries as votes
from gemportal.voting.definition import CountedBallot
from gemportal.voting.models import Vote
from gemportal.voting.policy import Line
from gemportal.voting.rounds import queries, rules
from gemportal.voting.rounds.models import Objection
from gemportal.voting.rounds.policy import NEW_ROUND, SETTLE, WITHDRAW
from gemportal.voting.rounds.rules import SETTLING, ObjectionState

# How an objection ends is written in one way, whoever ends it.
ENDS = holds("line", "state", apart=("text",))


def raise_objections(vote: Vote, ballots: Iterable[CountedBallot]) -> None:
    """Put down, inside the act that counts, what stands in the way of the proposal: each objection among the ballots."""
    db.session().add_all(
        Objection(
            vote_id=vote.id,
            organisation_code=raised.organisation,
            argument=raised.argument,
            raised_at=clock.now(),
            state=ObjectionState.RAISED,
        )
        for raised in rules.objections_among(vote.method, ballots)
    )


@act(WITHDRAW, _l("trekt een bezwaar in"), holds=ENDS)
def withdraw_objection(actor: Actor, number: str, code: str, text: str) -> None:
    """Take one's own objection back, and say why. The result stays what it was; a new round can follow."""
    _end(actor, WITHDRAW, number, code, ObjectionState.WITHDRAWN, text)


@act(SETTLE, _l("legt vast wat er met een bezwaar gebeurt"), holds=ENDS)
def settle_objection(actor: Actor, number: str, code: str, state: str, text: str) -> None:
    """Say that an objection was integrated in the proposal, or that it is upheld; and how, or why."""
    if state not in list(SETTLING):
        raise RuleBroken(_l("Kies wat er met het bezwaar gebeurt."))
    _end(actor, SETTLE, number, code, ObjectionState(state), text)


def _end(actor: Actor, permission: str, number: str, code: str, state: ObjectionState, text: str) -> None:
    vote = votes.by_number(number)
    policy.require(actor, permission, Line(vote, code))
    objection = queries.row_of(vote.id, code)
    rules.check_raised(objection.state)
    said = normal(check_text(text, _l("Schrijf op wat er met het bezwaar gebeurt, en waarom.")))
    entry = record(number, {"line": code, "state": state}, private={"text": said})
    settled_at = votes.moment_of(entry)
    objection.state, objection.text, objection.settled_at, objection.entry = state, said, settled_at, entry


@act(NEW_ROUND, _l("bereidt een nieuwe ronde voor"), holds=None)
def new_round(actor: Actor, number: str) -> int:
    """Prepare the vote once more, to be changed before it opens. Returns the id of the vote in preparation.

    Asked again before that one opened, it is the same one.
    """
    vote = votes.by_number(number)
    policy.require(actor, NEW_ROUND, vote)
    refused = rules.why_no_round(vote.status, vote.method, (votes.result_of(vote.id) or {}).get("outcome"))
    if refused is not None:
        raise RuleBroken(refused)
    return queries.prepared_after(number) or copying.put_again(vote)
