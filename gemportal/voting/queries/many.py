"""Many votes: of an organisation, in preparation, and those that wait for somebody."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Acting, Actor, acting_for
from gemportal.kernel.asked import Asked, asks, who_could
from gemportal.kernel.words import _l, _ln
from gemportal.organisations import queries as organisations
from gemportal.organisations.holdings import Holding
from gemportal.voting.contesting import queries as contests
from gemportal.voting.models import Ballot, RollLine, Vote, VoteResult
from gemportal.voting.policy import has_its_seat
from gemportal.voting.proxies import queries as proxies
from gemportal.voting.proxies.models import Proxy
from gemportal.voting.rounds import queries as rounds
from gemportal.voting.rules import VoteStatus


@dataclass(frozen=True)
class CastLine:
    """That an organisation voted, and once the vote is closed also what."""

    number: str
    title: str
    status: VoteStatus
    cast_at: datetime
    answer: Any
    statement: str | None
    method: str
    definition: bytes
    code: str

    @property
    def titles(self) -> dict[str, str]:
        """Of the options, as they were sealed. The roll beside them, of all members, is left unread: a page lists many votes."""
        return {option["id"]: option["title"] for option in json.loads(self.definition)["options"]}


def all_prepared() -> list[Vote]:
    """Votes in preparation, the first to close on top. Only for those who prepare them."""
    query = sa.select(Vote).where(Vote.status == VoteStatus.PREPARED).order_by(Vote.closes_at, Vote.id)
    return list(db.session().scalars(query))


def votes_cast_by(*codes: str, limit: int = 50) -> list[CastLine]:
    """In which votes these organisations voted, the latest first. What it voted is there once the vote was counted."""
    query = (
        sa.select(
            Vote.number,
            Vote.title,
            Vote.status,
            Ballot.cast_at,
            sa.case((VoteResult.vote_id.is_not(None), Ballot.answer), else_=sa.null()),
            sa.case((VoteResult.vote_id.is_not(None), Ballot.statement), else_=sa.null()),
            Vote.method,
            Vote.definition,
            Ballot.organisation_code,
        )
        .join(Vote, Vote.id == Ballot.vote_id)
        .outerjoin(VoteResult, VoteResult.vote_id == Vote.id)
        .where(Ballot.organisation_code.in_(codes))
        .order_by(Vote.opened_entry.desc())
        .limit(limit)
    )
    return [CastLine(*row) for row in db.session().execute(query)]


def turnout_of(codes: Collection[str]) -> tuple[int, int]:
    """In how many counted votes these organisations could vote, and in how many they did, by themselves or by proxy."""
    of_line = sa.and_(Ballot.vote_id == RollLine.vote_id, Ballot.organisation_code == RollLine.organisation_code)
    query = (
        sa.select(sa.func.count(), sa.func.count(Ballot.vote_id))
        .select_from(RollLine)
        .join(Vote, Vote.id == RollLine.vote_id)
        .join(VoteResult, VoteResult.vote_id == Vote.id)
        .outerjoin(Ballot, of_line)
        .where(RollLine.organisation_code.in_(codes), Vote.status != VoteStatus.ANNULLED)
    )
    could, did = db.session().execute(query).one()
    return could, did


def asked_of(*actors: Actor) -> list[Asked]:
    """For a voter the votes that wait for its ballot; for those who open votes, the ones in preparation and those left undone."""
    every = (_own_ballots, _ballots_of_others, _openings, _undone, contests.asked_of, rounds.asked_of)
    return [line for ask in every for line in ask(*actors)]


@asks(who_could("voting:open"))
def _openings(opening: list[Actor]) -> list[Asked]:
    return [
        Asked(actor, _l("Open de stemming, of pas haar aan"), vote.title, "voting.prepared", {"vote_id": vote.id})
        for vote in all_prepared()
        for actor in opening
        if policy.may(actor, "voting:open", vote)
    ]


@asks(who_could("voting:carry-out"))
def _undone(carrying_out: list[Actor]) -> list[Asked]:
    undone = sa.select(Vote.number, Vote.title).where(Vote.effect_refusal.is_not(None)).order_by(Vote.id)
    what = _l("Aangenomen, niet uitgevoerd: voer het alsnog uit")
    return [
        Asked(actor, what, title, "voting.carry_out", {"number": number})
        for number, title in db.session().execute(undone)
        for actor in carrying_out
    ]


def _own_ballots(*actors: Actor) -> list[Asked]:
    return [
        Asked(actor, _l("Breng uw stem uit"), title, "voting.cast", {"number": number}, closes_at)
        if code == actor.organisation
        else Asked(
            actor,
            _l("Breng de stem van %(name)s uit", name=name),
            title,
            "voting.cast",
            {"number": number, "voor": code},
            closes_at,
        )
        for actor, (number, title, closes_at, code, name, _) in waiting_for(*actors)
    ]


@asks(acting_for)
def _ballots_of_others(acting: Acting) -> list[Asked]:
    return [
        Asked(actor, _l("Stem met de volmacht van %(name)s", name=name), title, "voting.cast", values, closes_at)
        for number, title, giver, name, closes_at, holder in proxies.waiting_for(acting)
        for values in ({"number": number, "voor": giver},)
        for actor in acting[holder]
    ]


def waiting_for(*actors: Actor) -> list[tuple[Actor, sa.Row[*tuple[Any, ...]]]]:
    """The lines (number, title, closing, code, name, group) of open votes that the organisation of each actor can still cast: its
    own, and those of what merged into it; in the vote of a group while it has its seat.
    """
    casting: dict[str, list[Actor]] = {}
    for actor in actors:
        if actor.organisation in policy.fact(actor, "organisations:member"):
            for code in policy.fact(actor, "organisations:stands-for"):
                casting.setdefault(code, []).append(actor)
    if not casting:
        return []
    has_voted = sa.exists().where(Ballot.vote_id == Vote.id, Ballot.organisation_code == RollLine.organisation_code)
    gave_proxy = sa.exists().where(
        Proxy.vote_id == Vote.id, Proxy.giver_code == RollLine.organisation_code, proxies.holds(clock.now())
    )
    query = (
        sa.select(Vote.number, Vote.title, Vote.closes_at, RollLine.organisation_code, RollLine.name, Vote.group_number)
        .join(RollLine, RollLine.vote_id == Vote.id)
        .where(
            RollLine.organisation_code.in_(casting),
            Vote.status == VoteStatus.OPEN,
            Vote.closes_at > clock.now(),
            sa.not_(has_voted),
            sa.not_(gave_proxy),
        )
        .order_by(Vote.closes_at, Vote.id, RollLine.organisation_code)
    )
    return [
        (actor, row)
        for row in db.session().execute(query)
        for actor in casting[row.organisation_code]
        if has_its_seat(actor, row)
    ]


def holding_of(code: str) -> Holding | None:
    """In which open votes an organisation is on the roll, told before it leaves or merges."""
    query = (
        sa.select(sa.func.count())
        .select_from(RollLine)
        .join(Vote, Vote.id == RollLine.vote_id)
        .where(RollLine.organisation_code == code, Vote.status == VoteStatus.OPEN, Vote.closes_at > clock.now())
    )
    count = db.session().scalar(query) or 0
    if not count:
        return None
    return Holding(
        _ln("%(n)s open stemming", "%(n)s open stemmingen", count),
        _l(
            "Stemmen kan tot en met de laatste dag. Een stem die dan is uitgebracht, telt mee; het quorum verandert niet."
        ),
        _l("De opvolger stemt voor de oude gemeente, en voor zichzelf als hij ook op de lijst staat."),
    )


@policy.by_organisation
def roll_fact(codes: Collection[str]) -> Iterator[tuple[str, tuple[int, str]]]:
    """The votes with the lines of their rolls that the actor's organisation casts, being its own or those of what merged into it.

    The fact `voting:roll`.
    """
    line = organisations.stood_for_by(codes)
    query = sa.select(line.c.heir, RollLine.vote_id, RollLine.organisation_code).join(
        RollLine, RollLine.organisation_code == line.c.code
    )
    return ((heir, (vote_id, code)) for heir, vote_id, code in db.session().execute(query))


def voted_by_own_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, int]]:
    """The votes with a ballot of an organisation that a person represents or what merged with it, or that it cast for another.

    The fact `voting:voted-by-own`.
    """
    kin = {actor: policy.fact(actor, "organisations:kin") for actor in actors}
    every = frozenset[str]().union(*kin.values())
    query = sa.select(Ballot.vote_id, Ballot.organisation_code, Ballot.by_proxy_of).where(
        sa.or_(Ballot.organisation_code.in_(every), Ballot.by_proxy_of.in_(every))
    )
    for vote_id, *codes in db.session().execute(query):
        yield from ((actor, vote_id) for actor, own in kin.items() if not own.isdisjoint(codes))
