"""Reading contests. They are public from the first moment."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked, asks, who_could
from gemportal.kernel.words import _l
from gemportal.voting.contesting.models import Contest
from gemportal.voting.contesting.policy import RULE
from gemportal.voting.contesting.rules import Ruling
from gemportal.voting.models import RollLine, Vote
from gemportal.voting.policy import Line
from gemportal.voting.rules import VoteStatus


@dataclass(frozen=True)
class ContestLine:
    """A contest with the name as the roll has it, and its ruling once there is one."""

    code: str
    name: str
    reason: str
    at: datetime
    entry: int
    ruling: Ruling | None
    answer: str | None
    ruled_at: datetime | None
    ruling_entry: int | None


def row_of(vote_id: int) -> Contest | None:
    """The contest of this vote, if there ever was one."""
    return db.session().get(Contest, vote_id)


def can_be_contested(vote: Vote) -> bool:
    """Whether the time to contest this result still runs."""
    return vote.status is VoteStatus.CLOSED and vote.publish_at is not None and clock.now() < vote.publish_at


def contested_line(vote: Vote) -> Line:
    """The line of whoever contested this vote, as policy judges a ruling on it."""
    row = row_of(vote.id)
    return Line(vote, row.organisation_code if row else None)


def of_vote(vote: Vote) -> ContestLine | None:
    """The contest of this vote for its page. Of a vote that is open there is nothing to contest yet, so nothing is asked."""
    if vote.status is VoteStatus.OPEN:
        return None
    query = (
        sa.select(
            Contest.organisation_code,
            RollLine.name,
            Contest.reason,
            Contest.contested_at,
            Contest.entry,
            Contest.ruling,
            Contest.answer,
            Contest.ruled_at,
            Contest.ruling_entry,
        )
        .join(
            RollLine,
            sa.and_(RollLine.vote_id == Contest.vote_id, RollLine.organisation_code == Contest.organisation_code),
        )
        .where(Contest.vote_id == vote.id)
    )
    row = db.session().execute(query).one_or_none()
    return ContestLine(*row) if row else None


@asks(who_could(RULE))
def asked_of(ruling: list[Actor]) -> list[Asked]:
    """The contested votes on which an officer may rule, the oldest first."""
    contested = (
        sa.select(Vote, Contest.organisation_code)
        .join(Contest, Contest.vote_id == Vote.id)
        .where(Vote.status == VoteStatus.CONTESTED)
        .order_by(Vote.id)
    )
    what = _l("Beslis over de betwiste uitslag")
    return [
        Asked(actor, what, vote.title, "voting.rule_on_contest", {"number": vote.number})
        for vote, code in db.session().execute(contested)
        for actor in ruling
        if policy.may(actor, RULE, Line(vote, code))
    ]
