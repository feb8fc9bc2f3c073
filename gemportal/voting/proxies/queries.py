"""Reading who votes for whom. Everything here is public from the first moment."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gemportal.groups import queries as groups
from gemportal.groups.models import Group, Seat
from gemportal.groups.rules import DECIDING
from gemportal.kernel import clock, db, policy
from gemportal.kernel.words import Message, _l
from gemportal.organisations.models import Membership
from gemportal.organisations.queries import member_codes
from gemportal.voting import definition
from gemportal.voting.definition import Sealed, Voter
from gemportal.voting.models import Ballot, RollLine, Vote
from gemportal.voting.proxies import rules
from gemportal.voting.proxies.models import Proxy
from gemportal.voting.proxies.rules import Bond
from gemportal.voting.rules import VoteStatus
from gemportal.voting.secrecy import rules as secrecy


@dataclass(frozen=True)
class ProxyLine:
    """A proxy that holds, with the names as the roll has them."""

    number: str | None
    title: str
    closes_at: datetime
    giver: str
    giver_name: str
    holder: str
    holder_name: str
    given_at: datetime
    entry: int

    @property
    def last_day(self) -> datetime:
        """A moment on the last day on which it can be used or revoked."""
        return clock.just_before(self.closes_at)


def holds(at: datetime) -> sa.ColumnElement[bool]:
    """The condition that a proxy holds at this moment: it lapses when either side is no member any more, or in the vote of a group
    gives up the seat with which it decides."""
    vote = aliased(Vote)
    of_all = sa.exists().where(vote.id == Proxy.vote_id, vote.group_number.is_(None))
    return sa.and_(
        *(
            sa.and_(_is_member(code, clock.day_of(at)), sa.or_(of_all, _has_its_seat(code, at)))
            for code in (Proxy.holder_code, Proxy.giver_code)
        )
    )


def _is_member(code: sa.SQLColumnExpression[str], day: date) -> sa.ColumnElement[bool]:
    side = aliased(Membership)
    return sa.exists().where(
        side.organisation_code == code,
        side.first_day <= day,
        sa.or_(side.last_day.is_(None), side.last_day >= day),
    )


def _has_its_seat(code: sa.SQLColumnExpression[str], at: datetime) -> sa.ColumnElement[bool]:
    vote, group, seat = aliased(Vote), aliased(Group), aliased(Seat)
    return sa.exists().where(
        vote.id == Proxy.vote_id,
        group.number == vote.group_number,
        seat.group_id == group.id,
        seat.organisation_code == code,
        seat.role.in_(DECIDING),
        seat.since <= at,
        sa.or_(seat.until.is_(None), seat.until > at),
    )


def _lines(*conditions: sa.ColumnElement[bool]) -> list[ProxyLine]:
    giver, holder = aliased(RollLine), aliased(RollLine)
    query = (
        sa.select(
            Vote.number,
            Vote.title,
            Vote.closes_at,
            Proxy.giver_code,
            giver.name,
            Proxy.holder_code,
            holder.name.label("holder_name"),
            Proxy.given_at,
            Proxy.entry_index,
        )
        .join(Vote, Vote.id == Proxy.vote_id)
        .join(giver, sa.and_(giver.vote_id == Proxy.vote_id, giver.organisation_code == Proxy.giver_code))
        .join(holder, sa.and_(holder.vote_id == Proxy.vote_id, holder.organisation_code == Proxy.holder_code))
        .where(holds(clock.now()), *conditions)
        .order_by(Vote.closes_at, Vote.opened_entry, giver.name)
    )
    return [ProxyLine(*row) for row in db.session().execute(query)]


def of_vote(vote_id: int) -> tuple[ProxyLine, ...]:
    """The proxies of one vote that hold now, by the name of the giver."""
    return tuple(_lines(Proxy.vote_id == vote_id))


def of_open_votes() -> list[tuple[ProxyLine, list[ProxyLine]]]:
    """The proxies with which one can vote now, by vote, the first to close on top: any of its lines, and all of them."""
    lines = _lines(Vote.status == VoteStatus.OPEN, Vote.closes_at > clock.now())
    by_vote: Iterable[list[ProxyLine]] = (list(found) for _number, found in groupby(lines, attrgetter("number")))
    return [(found[0], found) for found in by_vote]


def row_of(vote_id: int, giver: str | None) -> Proxy | None:
    """The proxy that this organisation gave in this vote, whether or not it holds."""
    return db.session().get(Proxy, (vote_id, giver)) if giver else None


def holding(vote_id: int, at: datetime) -> set[Bond]:
    """Who held whose proxy in a vote at that moment."""
    query = sa.select(Proxy.giver_code, Proxy.holder_code).where(Proxy.vote_id == vote_id, holds(at))
    return {Bond(*row) for row in db.session().execute(query)}


def used(vote_id: int) -> set[Bond]:
    """Who cast the ballot that now counts for another. It stays so when the proxy is revoked afterwards."""
    query = sa.select(Ballot.organisation_code, Ballot.by_proxy_of).where(
        Ballot.vote_id == vote_id, Ballot.by_proxy_of.is_not(None)
    )
    return {Bond(giver, holder) for giver, holder in db.session().execute(query) if holder}


class Bonds(NamedTuple):
    """Who holds whose proxy in a vote now, and who used one."""

    held: set[Bond]
    used: set[Bond]

    @property
    def both(self) -> set[Bond]:
        return self.held | self.used


def bonds_in(vote_id: int) -> Bonds:
    """The bonds that a new proxy has to stand beside."""
    return Bonds(holding(vote_id, clock.now()), used(vote_id))


def taking_part(vote: Vote) -> set[str]:
    """Who can hold a proxy now, as far as it is on the roll: the members, in the vote of a group those whose seat decides."""
    if vote.group_number is None:
        return set(member_codes())
    seats = groups.seats(groups.group(vote.group_number).id)
    return {seat.organisation_code for seat in seats if seat.role in DECIDING}.intersection(member_codes())


def possible_holders(vote: Vote, sealed: Sealed, giver: str | None, bonds: Bonds) -> list[Voter]:
    """To whom this organisation can give a proxy beside these bonds, in the order of the roll."""
    both, able = bonds.both, taking_part(vote)
    return [
        line
        for line in sealed.roll
        if line.organisation in able
        and rules.refusal(giver or "", line.organisation, both, sealed.proxies_per_holder) is None
    ]


def obstacle(vote_id: int, sealed: Sealed, giver: str, bonds: Bonds) -> Message | None:
    """Why this organisation cannot give a proxy in this vote, to whomever; None when it can."""
    if sealed.secret:
        return secrecy.NO_PROXIES
    if any(bond.giver == giver for bond in bonds.held):
        return _l("Uw organisatie gaf al een volmacht. Trek die eerst in.")
    own = db.session().get(Ballot, (vote_id, giver))
    if own is not None and own.by_proxy_of is None:
        return _l("Uw organisatie heeft al zelf gestemd. Een volmacht is niet meer nodig.")
    return rules.obstacle(giver, bonds.both, sealed.proxies_per_holder)


def none_can_be_given_in(code: str | None) -> set[str | None]:
    """The open votes in which this organisation can give no proxy: they allow none, or it votes for another itself."""
    held = sa.exists().where(Proxy.vote_id == Vote.id, Proxy.holder_code == code, holds(clock.now()))
    was_used = sa.exists().where(Ballot.vote_id == Vote.id, Ballot.by_proxy_of == code)
    query = sa.select(Vote.number, Vote.definition, sa.or_(held, was_used)).where(
        Vote.status == VoteStatus.OPEN, Vote.closes_at > clock.now()
    )
    # One query: the votes that are open are few, and what was sealed says of each whether it knows proxies.
    return {
        number
        for number, sealed, for_another in db.session().execute(query)
        if for_another or not definition.read(sealed or b"").proxies_per_holder
    }


def for_the_record(vote_id: int, closed_at: datetime) -> list[Bond]:
    """What `telling.json` says of a counted vote: the proxies that were used, and those that held when it was counted.

    One for each giver: whoever changed holders is named with the one that voted.
    """
    holders = {bond.giver: bond for bond in holding(vote_id, closed_at)}
    return sorted((holders | {bond.giver: bond for bond in used(vote_id)}).values())


@policy.by_organisation
def proxies_fact(codes: Collection[str]) -> Iterator[tuple[str, tuple[int, str]]]:
    """The votes and givers whose proxy the actor's organisation holds now: the fact `voting:proxies`."""
    query = sa.select(Proxy.holder_code, Proxy.vote_id, Proxy.giver_code).where(
        Proxy.holder_code.in_(codes), holds(clock.now())
    )
    return ((holder, (vote_id, giver)) for holder, vote_id, giver in db.session().execute(query))


def waiting_for(codes: Collection[str]) -> list[sa.Row[*tuple[Any, ...]]]:
    """The open votes (number, title, giver's code and name, closing, holder) in which one of these organisations can vote for
    another that did not vote yet, the first to close on top.
    """
    has_voted = sa.exists().where(Ballot.vote_id == Proxy.vote_id, Ballot.organisation_code == Proxy.giver_code)
    query = (
        sa.select(Vote.number, Vote.title, Proxy.giver_code, RollLine.name, Vote.closes_at, Proxy.holder_code)
        .join(Vote, Vote.id == Proxy.vote_id)
        .join(RollLine, sa.and_(RollLine.vote_id == Vote.id, RollLine.organisation_code == Proxy.giver_code))
        .where(
            Proxy.holder_code.in_(codes),
            holds(clock.now()),
            Vote.status == VoteStatus.OPEN,
            Vote.closes_at > clock.now(),
            sa.not_(has_voted),
        )
        .order_by(Vote.closes_at, Vote.id, RollLine.name)
    )
    return list(db.session().execute(query))
