"""The urn of a secret vote: a ballot goes in without a name, and at the closing all come out in the order of their trackers.

Nothing here asks who may, or whether it is in time: the acts do.
"""

import secrets
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.voting.definition import Sealed, TrackedBallot
from gemportal.voting.models import Vote
from gemportal.voting.secrecy import queries, rules
from gemportal.voting.secrecy.models import SecretBallot

# The table itself, not its class: a session remembers what it adds, and writes in an order of its own.
_URN = db.metadata.tables[SecretBallot.__tablename__]


def put_in(vote: Vote, sealed: Sealed, answer: Any, key: str | None) -> None:
    """Keep an answer under the tracker that `key` makes, or under one that nobody will ever know."""
    canonical_answer = sealed.method.validate(answer, sealed.options, sealed.rules)
    tracker = rules.tracker(str(vote.definition_sha256), key or secrets.token_urlsafe(32))
    db.session().execute(sa.insert(_URN), [{"vote_id": vote.id, "tracker": tracker, "answer": canonical_answer}])


def shake(vote_id: int) -> tuple[TrackedBallot, ...]:
    """Write all ballots anew in the order of their trackers, in one transaction, and give them in that order.

    Until then PostgreSQL says of each which transaction wrote it, which is the one that wrote who voted; and both databases put
    the rows of a page where there was room, so in the order of casting.
    """
    ballots = queries.ballots_of(vote_id)
    db.session().execute(sa.delete(_URN).where(_URN.c.vote_id == vote_id))
    lay(vote_id, ballots)
    return ballots


def lay(vote_id: int, ballots: Sequence[TrackedBallot]) -> None:
    """Write these ballots in the order in which they are given."""
    if ballots:
        rows = [{"vote_id": vote_id, "tracker": ballot.tracker, "answer": ballot.answer} for ballot in ballots]
        db.session().execute(sa.insert(_URN), rows)
