"""Secret votes, held against the register: as many ballots as were cast, and those that were counted."""

import json
from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Entry
from gemportal.voting import definition
from gemportal.voting.models import Ballot, Vote
from gemportal.voting.rules import Secrecy
from gemportal.voting.secrecy import queries


def differences() -> Iterator[tuple[int, str]]:
    """The index of each entry that the ballots of a secret vote contradict, with what is wrong there."""
    cast = sa.select(sa.func.count()).where(Ballot.vote_id == Vote.id).scalar_subquery()
    named = sa.select(sa.func.count()).where(
        Ballot.vote_id == Vote.id, sa.or_(Ballot.answer.is_not(None), Ballot.statement.is_not(None))
    )
    query = (
        sa.select(Vote.id, Vote.number, Vote.opened_entry, cast, named.scalar_subquery(), Entry.index, Entry.body)
        .outerjoin(Entry, Entry.index == Vote.closed_entry)
        .where(Vote.secrecy == Secrecy.SECRET, Vote.opened_entry.is_not(None))
        .order_by(Vote.id)
    )
    for vote_id, number, opened, voted, with_names, closed, body in db.session().execute(query).all():
        ballots = queries.ballots_of(vote_id)
        if len(ballots) != voted:
            yield opened, f"in {number} {voted} voted, and there are {len(ballots)} ballots"
        if with_names:
            yield opened, f"in {number} a ballot stands with its voter"
        if body is not None and definition.digest_of_ballots(ballots) != json.loads(body)["data"].get("ballots_sha256"):
            yield closed, f"the ballots of {number} are not the ones that were counted"
