"""What can happen to the result of a counted vote, before it is final."""

from gemportal.kernel import acts, db, policy, schedule
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
from gemportal.voting.contesting import queries, rules
from gemportal.voting.contesting.models import Contest
from gemportal.voting.contesting.policy import CONTEST, RULE
from gemportal.voting.contesting.rules import Ruling
from gemportal.voting.policy import PUBLISH, own_line
from gemportal.voting.rules import VoteStatus


@act(CONTEST, _l("betwist een uitslag"), holds=holds(apart=("reason",)))
def contest(actor: Actor, number: str, reason: str) -> None:
    """Contest how a counted vote was held, for a public reason. It is not made final until this is ruled on."""
    vote = votes.by_number(number)
    line = own_line(actor, vote)
    policy.require(actor, CONTEST, line)
    before = queries.row_of(vote.id)
    rules.check_moment(acts.running().arrived_at, vote.publish_at, contested_before=before is not None)
    said = normal(check_text(reason, _l("Schrijf waarom de uitslag niet klopt.")))
    vote.status = VoteStatus.CONTESTED
    schedule.drop(PUBLISH, number)
    entry = record(number, {}, private={"reason": said})
    db.session().add(
        Contest(
            vote_id=vote.id,
            organisation_code=line.organisation,
            reason=said,
            contested_at=votes.moment_of(entry),
            entry=entry,
        )
    )


@act(RULE, _l("beslist over een betwiste uitslag"), holds=holds("ruling", "contest", apart=("answer",)))
def rule_on_contest(actor: Actor, number: str, ruling: str, answer: str) -> int | None:
    """Dismiss the contest, so that the clock makes the result final; or declare the vote void and put it again.

    Returns the id of the vote in preparation that follows it, when there is one.
    """
    vote = votes.by_number(number)
    policy.require(actor, RULE, queries.contested_line(vote))
    row = queries.row_of(vote.id)
    if row is None or ruling not in list(Ruling):
        raise RuleBroken(_l("Kies wat u beslist."))
    said = normal(check_text(answer, _l("Schrijf waarom u zo beslist.")))
    entry = record(number, {"ruling": ruling, "contest": row.entry}, private={"answer": said})
    ruled_at = votes.moment_of(entry)
    row.ruling, row.answer, row.ruled_at, row.ruling_entry = Ruling(ruling), said, ruled_at, entry
    if row.ruling is Ruling.DISMISSED:
        vote.status, vote.publish_at = VoteStatus.CLOSED, row.ruled_at
        schedule.put(PUBLISH, number, vote.publish_at)
        return None
    vote.status, vote.annulled_reason, vote.annulled_at = VoteStatus.ANNULLED, row.answer, row.ruled_at
    return copying.put_again(vote)
