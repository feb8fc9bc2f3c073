"""What the register says of votes, held against their rows: a row changed behind the register's back is named."""

import json
from collections.abc import Iterator
from hashlib import sha256

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Entry, Part
from gemportal.voting import definition
from gemportal.voting.contesting import verification as contesting
from gemportal.voting.models import Ballot, Vote, VoteResult
from gemportal.voting.policy import CAST
from gemportal.voting.proxies import verification as proxies
from gemportal.voting.rounds import verification as rounds
from gemportal.voting.secrecy import verification as secrecy


def differences() -> Iterator[tuple[int, str]]:
    """The index of each entry that a vote's row contradicts, with what is wrong there."""
    yield from _definitions()
    yield from _results()
    yield from _ballots()
    yield from _lost_ballots()
    yield from proxies.differences()
    yield from secrecy.differences()
    yield from contesting.differences()
    yield from rounds.differences()


def _definitions() -> Iterator[tuple[int, str]]:
    query = sa.select(Vote.number, Vote.definition, Entry.index, Entry.body).join(
        Entry, Entry.index == Vote.opened_entry
    )
    for number, sealed, index, body in db.session().execute(query):
        if sha256(sealed or b"").hexdigest() != json.loads(body)["data"]["definition_sha256"]:
            yield index, f"the definition of {number} is not the one that was sealed"


def _results() -> Iterator[tuple[int, str]]:
    query = (
        sa.select(Vote.number, VoteResult.result, Entry.index, Entry.body)
        .join(VoteResult, VoteResult.vote_id == Vote.id)
        .join(Entry, Entry.index == Vote.closed_entry)
    )
    for number, result, index, body in db.session().execute(query):
        if definition.digest_of(result) != json.loads(body)["data"]["result_sha256"]:
            yield index, f"the result of {number} is not the one that was counted"


def _lost_ballots() -> Iterator[tuple[int, str]]:
    """The last ballot for each line of each roll must still be there: none was removed, none put in its place."""
    rows = sa.select(Vote.number, Ballot.organisation_code, Ballot.entry_index, Ballot.by_proxy_of).join(
        Vote, Vote.id == Ballot.vote_id
    )
    found = {(number, code): (index, holder) for number, code, index, holder in db.session().execute(rows)}
    cast = (
        sa.select(Entry.index, Entry.subject, Entry.organisation, Entry.body)
        .where(Entry.act == CAST)
        .order_by(Entry.index)
    )
    last: dict[tuple[str, str], tuple[int, str | None]] = {}
    for index, number, by, body in db.session().execute(cast):
        data = json.loads(body)["data"]
        last[number, data.get("line", by)] = index, by if "proxy" in data else None
    for (number, code), said in last.items():
        if found.get((number, code)) != said:
            yield said[0], f"the ballot of {code} in {number} is gone"


def _ballots() -> Iterator[tuple[int, str]]:
    query = sa.select(Ballot.answer, Ballot.statement, Ballot.entry_index, Part.body).join(
        Part, Part.entry_index == Ballot.entry_index
    )
    for answer, statement, index, body in db.session().execute(query):
        if json.loads(body) != {"answer": answer, "statement": statement or ""}:
            yield index, "a ballot is not the one that was cast"
