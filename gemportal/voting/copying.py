"""A vote put again: a copy in preparation that follows an earlier one, as a revote or as a new round.

The copy is checked when it opens, as every vote is; so that one can be made also of what has to be changed first.
"""

from gemportal.kernel import clock, db
from gemportal.voting import queries, rules
from gemportal.voting.models import Vote, VoteOption
from gemportal.voting.rules import VoteStatus

COPIED = (
    "scope", "group_number", "title", "question", "explanation", "method", "rules", "secrecy", "force", "effect", "early_close",
    "weights", "given_weights", "meeting_on",
)  # fmt: skip


def put_again(vote: Vote) -> int:
    """Prepare the same vote once more, with the usual days to vote. Returns the id of the copy."""
    closes_at = clock.end_of(rules.usual_last_day(clock.today()))
    copy = Vote(status=VoteStatus.PREPARED, follows=vote.number, closes_at=closes_at)
    for name in COPIED:
        setattr(copy, name, getattr(vote, name))
    session = db.session()
    session.add(copy)
    session.flush()
    columns = [column.key for column in VoteOption.__table__.columns if column.key != "vote_id"]
    session.add_all(
        VoteOption(vote_id=copy.id, **{name: getattr(option, name) for name in columns})
        for option in queries.options_of(vote.id)
    )
    session.flush()
    return copy.id
