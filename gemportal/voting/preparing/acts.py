"""What can happen to a vote before it opens: writing it down, changing it, and throwing it away."""

from gemportal.groups import queries as groups
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.words import _l
from gemportal.register.canonical import normal
from gemportal.voting import conditions, queries
from gemportal.voting.methods import method_named
from gemportal.voting.models import Vote
from gemportal.voting.preparing import options
from gemportal.voting.preparing.rules import check, check_last_day
from gemportal.voting.rules import Draft, Force, VoteStatus


@act("voting:prepare", _l("bereidt een stemming voor"), holds=None)
def prepare(actor: Actor, draft: Draft) -> int:
    """Write down a vote that is not open yet. Returns its id; a number comes with opening."""
    policy.require(actor, "voting:prepare", draft)
    vote = Vote(status=VoteStatus.PREPARED)
    _write(vote, draft)
    return vote.id


@act("voting:change", _l("wijzigt een voorbereide stemming"), holds=None)
def change(actor: Actor, vote_id: int, draft: Draft) -> None:
    """Replace everything in a vote that is not open yet."""
    vote = queries.prepared(vote_id)
    policy.require(actor, "voting:change", vote)
    policy.require(actor, "voting:prepare", draft)
    _write(vote, draft)


@act("voting:discard", _l("gooit een voorbereide stemming weg"), holds=None)
def discard(actor: Actor, vote_id: int) -> None:
    """Remove a vote that was never opened: it has no number, and nobody but its makers ever saw it."""
    vote = queries.prepared(vote_id)
    policy.require(actor, "voting:discard", vote)
    options.remove_options(vote.id)
    db.session().delete(vote)


def _write(vote: Vote, draft: Draft) -> None:
    check(draft)
    check_last_day(draft.closes_on, clock.today())
    rows = options.options_for(draft)
    method = method_named(draft.method)
    read = method.rules_from(draft.rules())
    method.check([row.option for row in rows], read)
    vote.title, vote.question, vote.explanation = (normal(t) for t in (draft.title, draft.question, draft.explanation))
    vote.scope, vote.group_number = draft.scope, draft.group_number
    if draft.group_number is not None:
        groups.group(draft.group_number)
    vote.method, vote.rules = draft.method, read.as_json()
    vote.force, vote.early_close, vote.closes_at = draft.force, draft.early_close, clock.end_of(draft.closes_on)
    vote.effect = draft.effect.as_json() if draft.effect else None
    vote.weights, vote.given_weights = draft.weights, dict(draft.given_weights)
    vote.secrecy, vote.follows = draft.secrecy, draft.follows
    vote.meeting_on = draft.meeting_on if draft.force is Force.MEETING else None
    conditions.check(vote)
    session = db.session()
    session.add(vote)
    session.flush()
    options.remove_options(vote.id)
    for row in rows:
        row.vote_id = vote.id
        session.add(row)
