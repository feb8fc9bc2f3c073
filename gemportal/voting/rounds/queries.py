"""Reading objections, and the votes before and after one. Everything here is public once the vote is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked, asks, who_could
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l
from gemportal.voting.models import RollLine, Vote
from gemportal.voting.policy import Line
from gemportal.voting.rounds.models import Objection
from gemportal.voting.rounds.policy import COUNTED, SETTLE
from gemportal.voting.rounds.rules import ObjectionState, can_be_objected_to
from gemportal.voting.rules import VoteStatus


@dataclass(frozen=True)
class ObjectionLine:
    """An objection with the name as the roll has it."""

    code: str
    name: str
    argument: str
    state: ObjectionState
    text: str | None
    settled_at: datetime | None
    entry: int | None

    @property
    def stands(self) -> bool:
        """Whether nothing was said of it yet."""
        return self.state is ObjectionState.RAISED


@dataclass(frozen=True)
class RoundLine:
    """A vote before or after another. A revote follows one that was declared void."""

    number: str
    title: str
    status: VoteStatus


def of_vote(vote: Vote) -> tuple[ObjectionLine, ...]:
    """The objections in a vote, by the names of those who raised them; asked where there can be any, once it was counted."""
    if vote.status is VoteStatus.OPEN or not can_be_objected_to(vote.method):
        return ()
    query = (
        sa.select(
            Objection.organisation_code,
            RollLine.name,
            Objection.argument,
            Objection.state,
            Objection.text,
            Objection.settled_at,
            Objection.entry,
        )
        .join(
            RollLine,
            sa.and_(RollLine.vote_id == Objection.vote_id, RollLine.organisation_code == Objection.organisation_code),
        )
        .where(Objection.vote_id == vote.id)
        .order_by(RollLine.name)
    )
    return tuple(ObjectionLine(*row) for row in db.session().execute(query))


def line_of(vote: Vote, code: str) -> ObjectionLine:
    """The objection of this organisation, for a page."""
    for line in of_vote(vote):
        if line.code == code:
            return line
    raise NotFound


def row_of(vote_id: int, code: str | None) -> Objection:
    """The objection of this organisation."""
    found = db.session().get(Objection, (vote_id, code)) if code else None
    if found is None:
        raise NotFound
    return found


def around(vote: Vote) -> tuple[RoundLine | None, Sequence[RoundLine]]:
    """The vote that this one follows, and those opened votes that follow this one, in their order.

    While it is open none follows it, and whether it follows one itself stands in its own row: then nothing is asked.
    """
    if vote.status is VoteStatus.OPEN and vote.follows is None:
        return None, []
    query = (
        sa.select(Vote.number, Vote.title, Vote.status)
        .where(Vote.number.is_not(None), sa.or_(Vote.number == vote.follows, Vote.follows == vote.number))
        .order_by(Vote.opened_entry)
    )
    lines = [RoundLine(str(number), title, status) for number, title, status in db.session().execute(query)]
    before = next((line for line in lines if line.number == vote.follows), None)
    return before, [line for line in lines if line is not before]


def prepared_after(number: str) -> int | None:
    """The id of the round after this vote that stands in preparation."""
    query = sa.select(Vote.id).where(Vote.follows == number, Vote.status == VoteStatus.PREPARED).order_by(Vote.id)
    return db.session().scalars(query).first()


@asks(who_could(SETTLE))
def asked_of(settling: list[Actor]) -> list[Asked]:
    """The objections of which a lead or officer still has to say what becomes of them, the oldest vote first."""
    query = (
        sa.select(Vote, Objection.organisation_code, RollLine.name)
        .join(Objection, Objection.vote_id == Vote.id)
        .join(
            RollLine,
            sa.and_(RollLine.vote_id == Objection.vote_id, RollLine.organisation_code == Objection.organisation_code),
        )
        .where(Objection.state == ObjectionState.RAISED, Vote.status.in_(COUNTED))
        .order_by(Vote.id, RollLine.name)
    )
    return [
        Asked(
            actor,
            _l("Zeg wat er met het bezwaar van %(name)s gebeurt", name=name),
            vote.title,
            "voting.settle_objection",
            {"number": vote.number, "code": code},
        )
        for vote, code, name in db.session().execute(query)
        for actor in settling
        if policy.may(actor, SETTLE, Line(vote, code))
    ]
