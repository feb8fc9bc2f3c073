"""Secret votes that are open or void, held against the register: no replay can know what was voted there."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.voting.models import Ballot, Vote
from gemportal.voting.rules import Secrecy
from gemportal.voting.secrecy.models import SecretBallot


def differences() -> Iterator[tuple[int, str]]:
    """The entry of each secret vote that does not have as many ballots as there are who voted, with how many there are."""
    voted, found = (
        sa.select(sa.func.count()).where(table.vote_id == Vote.id).scalar_subquery() for table in (Ballot, SecretBallot)
    )
    query = sa.select(Vote.number, Vote.opened_entry, voted, found).where(
        Vote.secrecy == Secrecy.SECRET, Vote.opened_entry.is_not(None), voted != found
    )
    for number, opened, there_are, ballots in db.session().execute(query):
        yield opened, f"in {number} {there_are} voted, and there are {ballots} ballots"
