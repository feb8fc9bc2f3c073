"""What the register tells of contests."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, Told, replays, shows
from gemportal.voting import queries
from gemportal.voting.contesting.models import Contest
from gemportal.voting.contesting.policy import CONTEST, RULE
from gemportal.voting.contesting.rules import Ruling
from gemportal.voting.definition import moment
from gemportal.voting.models import Vote
from gemportal.voting.rules import VoteStatus


@replays(CONTEST)
def contested(told: Told) -> None:
    vote = queries.by_number(told.subject)
    vote.status = VoteStatus.CONTESTED
    # The database takes a contest of a vote that is contested, and of no other.
    db.session().flush()
    db.session().add(
        Contest(
            vote_id=vote.id,
            organisation_code=told.organisation,
            reason=told.words("reason"),
            contested_at=told.at,
            entry=told.index,
        )
    )


@replays(RULE)
def ruled(told: Told) -> None:
    """The copy that stands ready after a revote is not public before it opens."""
    vote = queries.by_number(told.subject)
    row = db.session().get_one(Contest, vote.id)
    row.ruling, row.answer = Ruling(told.data["ruling"]), told.words("answer")
    row.ruled_at, row.ruling_entry = told.at, told.index
    if row.ruling is Ruling.DISMISSED:
        vote.status, vote.publish_at = VoteStatus.CLOSED, told.at
    else:
        vote.status, vote.annulled_reason, vote.annulled_at = VoteStatus.ANNULLED, row.answer, told.at


@shows("contest")
def contests() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Vote.number, Contest).join(Vote, Vote.id == Contest.vote_id)
    for number, row in db.session().execute(query):
        yield (
            f"{number} {row.organisation_code}",
            {
                "reason": row.reason,
                "at": moment(row.contested_at),
                "ruling": row.ruling,
                "answer": row.answer,
                "ruled_at": moment(row.ruled_at) if row.ruled_at else None,
                "entries": [row.entry, row.ruling_entry],
            },
        )
