"""What the register tells of ballots: that they were cast at once, and what they say from the count on."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, Told, keeps, replays, shows
from gemportal.voting import definition, queries
from gemportal.voting.definition import CountedBallot, Sealed, TrackedBallot, moment
from gemportal.voting.models import Ballot, Vote, VoteResult
from gemportal.voting.policy import CAST
from gemportal.voting.rules import Secrecy
from gemportal.voting.secrecy import urn
from gemportal.voting.secrecy.models import SecretBallot


@replays(CAST)
def cast(told: Told) -> None:
    """The ballot, in the place of an earlier one for that line. An answer that is not public is there, and says nothing."""
    session, vote = db.session(), queries.by_number(told.subject)
    line = told.data.get("line", told.organisation)
    ballot = session.get(Ballot, (vote.id, line)) or Ballot(vote_id=vote.id, organisation_code=line)
    if vote.secrecy is Secrecy.OPEN:
        part = told.part or {"answer": sa.JSON.NULL, "statement": ""}
        ballot.answer, ballot.statement = part["answer"], part["statement"] or None
    ballot.by_proxy_of = told.organisation if "proxy" in told.data else None
    ballot.cast_at, ballot.entry_index = datetime.fromisoformat(told.data["cast_at"]), told.index
    session.add(ballot)


def counted(
    vote: Vote, sealed: Sealed, told: Told
) -> tuple[tuple[CountedBallot, ...], Sequence[CountedBallot | TrackedBallot]]:
    """The ballots with the names of who cast them, and those to count: in a secret vote the ones that its closing lists."""
    named = queries.ballots_of(vote.id)
    if [ballot.entry_index for ballot in named] != told.data["counted"]:
        raise ValueError("other ballots were counted than those that were cast last")
    if not sealed.secret:
        return named, named
    tracked = tuple(TrackedBallot(*line) for line in (told.part or {})["ballots"])
    if definition.digest_of_ballots(tracked) != told.data["ballots_sha256"]:
        raise ValueError("its ballots are not the ones that were counted")
    urn.lay(vote.id, tracked)
    return named, tracked


@shows("ballot")
def ballots() -> Iterator[tuple[str, Shown]]:
    """Who voted, when, and by which proxy, as the entries say at once; what was voted where it was counted, never in secret."""
    query = (
        sa.select(Vote.number, Ballot, VoteResult.vote_id.is_not(None))
        .join(Vote, Vote.id == Ballot.vote_id)
        .outerjoin(VoteResult, VoteResult.vote_id == Vote.id)
    )
    for number, ballot, is_counted in db.session().execute(query):
        answer = {"answer": ballot.answer, "statement": ballot.statement} if is_counted else {}
        yield (
            f"{number} {ballot.organisation_code}",
            {"at": moment(ballot.cast_at), "by_proxy_of": ballot.by_proxy_of, "entry": ballot.entry_index} | answer,
        )


@keeps("uncounted ballot")
def uncounted() -> Iterator[tuple[str, Shown]]:
    """What was voted where it was not counted, or not yet: the commitments tell whoever has their parts."""
    query = (
        sa.select(Vote.number, Ballot.organisation_code, Ballot.answer, Ballot.statement)
        .join(Vote, Vote.id == Ballot.vote_id)
        .outerjoin(VoteResult, VoteResult.vote_id == Vote.id)
        .where(VoteResult.vote_id.is_(None))
    )
    for number, code, answer, statement in db.session().execute(query):
        yield f"{number} {code}", {"answer": answer, "statement": statement}


@shows("secret ballot")
def secret_ballots() -> Iterator[tuple[str, Shown]]:
    query = (
        sa.select(Vote.number, SecretBallot.tracker, SecretBallot.answer)
        .join(Vote, Vote.id == SecretBallot.vote_id)
        .join(VoteResult, VoteResult.vote_id == Vote.id)
    )
    for number, tracker, answer in db.session().execute(query):
        yield f"{number} {tracker}", {"answer": answer}
