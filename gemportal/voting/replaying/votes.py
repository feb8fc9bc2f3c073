"""What the register tells of a vote itself: its opening, its count, its end, and what came of its effect."""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.canonical import canonical
from gemportal.register.replaying.telling import Shown, Told, replays, shows
from gemportal.voting import definition, queries
from gemportal.voting.definition import SEALED, moment
from gemportal.voting.methods.option import Option
from gemportal.voting.models import Ballot, RollLine, Vote, VoteOption, VoteResult
from gemportal.voting.policy import CLOSE, PUBLISH
from gemportal.voting.replaying import ballots
from gemportal.voting.rounds.acts import raise_objections
from gemportal.voting.rules import VoteStatus


@replays("voting:open")
def opened(told: Told) -> None:
    """The vote with its options and roll: all from the sealed definition, which must have the digest that was entered."""
    document = (told.part or {})["definition"]
    sealed = canonical(document)
    if sha256(sealed).hexdigest() != told.data["definition_sha256"]:
        raise ValueError("its definition is not the one that was sealed")
    session, read = db.session(), definition.read(sealed)
    vote = Vote(
        status=VoteStatus.PREPARED,
        group_number=document["group"],
        meeting_on=date.fromisoformat(document["meeting_on"]) if document["meeting_on"] else None,
        opens_at=datetime.fromisoformat(document["opens_at"]),
        closes_at=datetime.fromisoformat(document["closes_at"]),
        **{name: document[name] for name in SEALED},
    )
    session.add(vote)
    session.flush()
    session.add_all(_option(vote.id, position, option) for position, option in enumerate(read.options))
    session.add_all(
        RollLine(vote_id=vote.id, organisation_code=line.organisation, name=line.name, weight=line.weight)
        for line in read.roll
    )
    # As when it opened in earnest: once a vote is sealed, the database lets nobody add to it.
    session.flush()
    vote.number, vote.status, vote.opened_entry = told.subject, VoteStatus.OPEN, told.index
    vote.definition, vote.definition_sha256 = sealed, told.data["definition_sha256"]


def _option(vote_id: int, position: int, option: Option) -> VoteOption:
    return VoteOption(
        vote_id=vote_id,
        key=option.id,
        position=position,
        title=option.title,
        initiative_number=option.id if option.id.startswith("I-") else None,
        cost=option.cost,
        excludes=list(option.excludes),
    )


@replays(CLOSE)
def closed(told: Told) -> None:
    """The count, done again: the ballots must come to the result that was entered.

    There is no result where the answer of a counted ballot was erased: nobody can know it any more.
    """
    session, vote = db.session(), queries.by_number(told.subject)
    sealed, secret = definition.read(vote.definition or b""), bytes.fromhex(told.data["lot_secret"])
    named, counted = ballots.counted(vote, sealed, told)
    if all(ballot.answer is not None for ballot in counted):
        result = sealed.count(str(vote.definition_sha256), secret, counted).as_json()
        if definition.digest_of(result) != told.data["result_sha256"]:
            raise ValueError("its ballots come to another result than the one that was entered")
        session.add(VoteResult(vote_id=vote.id, result=result))
        raise_objections(vote, named)
    vote.status, vote.lot_secret = VoteStatus.CLOSED, secret
    vote.closed_at, vote.closed_entry = told.at, told.index
    vote.publish_at = datetime.fromisoformat(told.data["publish_at"])


@replays(PUBLISH)
def published(told: Told) -> None:
    vote = queries.by_number(told.subject)
    vote.status, vote.published_at, vote.published_entry = VoteStatus.PUBLISHED, told.at, told.index


@replays("voting:leave-undone")
def left_undone(told: Told) -> None:
    queries.by_number(told.subject).effect_refusal = told.data["reason"]


@replays("voting:carry-out")
def carried_out(told: Told) -> None:
    """What was carried out has an entry of its own."""
    queries.by_number(told.subject).effect_refusal = None


@replays("voting:annul")
def annulled(told: Told) -> None:
    vote = queries.by_number(told.subject)
    vote.status, vote.annulled_reason, vote.annulled_at = VoteStatus.ANNULLED, told.words("reason"), told.at


@shows("vote")
def votes() -> Iterator[tuple[str, Shown]]:
    """Each opened vote, with how many took part: while it is open that is all that is to be seen of its ballots."""
    turnout = sa.select(sa.func.count()).where(Ballot.vote_id == Vote.id).scalar_subquery()
    for vote, voted in db.session().execute(sa.select(Vote, turnout).where(Vote.number.is_not(None))):
        lot = vote.lot_secret if vote.closed_entry is not None else None
        yield (
            str(vote.number),
            {name: getattr(vote, name) for name in SEALED}
            | {
                "group": vote.group_number,
                "meeting_on": vote.meeting_on.isoformat() if vote.meeting_on else None,
                "definition": sha256(vote.definition or b"").hexdigest(),
                "definition_sha256": vote.definition_sha256,
                "status": vote.status,
                "turnout": voted,
                "lot_secret": lot.hex() if lot else None,
                "effect_refusal": vote.effect_refusal,
                "annulled_reason": vote.annulled_reason,
                "entries": [vote.opened_entry, vote.closed_entry, vote.published_entry],
            }
            | {name: moment(at) if (at := getattr(vote, name)) else None for name in _MOMENTS},
        )


_MOMENTS = ("opens_at", "closes_at", "closed_at", "publish_at", "published_at", "annulled_at")


@shows("option")
def options() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Vote.number, VoteOption).join(Vote, Vote.id == VoteOption.vote_id)
    for number, row in db.session().execute(query.where(Vote.number.is_not(None))):
        yield (
            f"{number} {row.key}",
            {
                "position": row.position,
                "title": row.title,
                "initiative": row.initiative_number,
                "cost": row.cost,
                "excludes": row.excludes,
            },
        )


@shows("line of the roll")
def roll() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Vote.number, RollLine.organisation_code, RollLine.name, RollLine.weight)
    for number, code, name, weight in db.session().execute(query.join(Vote, Vote.id == RollLine.vote_id)):
        yield f"{number} {code}", {"name": name, "weight": weight}


@shows("result")
def results() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Vote.number, VoteResult.result).join(Vote, Vote.id == VoteResult.vote_id)
    for number, result in db.session().execute(query):
        yield number, dict(result)
