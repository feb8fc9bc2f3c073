"""Reading secret ballots. Nobody may see them before the vote is counted."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.voting.definition import TrackedBallot
from gemportal.voting.secrecy.models import SecretBallot


def ballots_of(vote_id: int) -> tuple[TrackedBallot, ...]:
    """The ballots of a vote in order of their trackers."""
    query = sa.select(SecretBallot.tracker, SecretBallot.answer).where(SecretBallot.vote_id == vote_id)
    # Sorted here: the order of letters in a database is a setting of its own.
    return tuple(
        sorted((TrackedBallot(*row) for row in db.session().execute(query)), key=lambda ballot: ballot.tracker)
    )
