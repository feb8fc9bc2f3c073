"""Who stands where in line for a seat, how many places there are, what the agenda puts first, and who holds what."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gemportal.groups import rules
from gemportal.groups.models import Group, Offer, PassingOver, Seat
from gemportal.groups.queries.rows import group
from gemportal.groups.ranking import Candidate, Rank, ranking
from gemportal.groups.rules import CONTRIBUTING, DECIDING, EarlierSolution, OfferStatus, SeatRole
from gemportal.initiatives import queries as initiatives
from gemportal.initiatives.models import Initiative, PartnerInvitation, Willingness
from gemportal.initiatives.queries import InitiativePage
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.organisations import queries as organisations
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import OrganisationKind

# Who may stand in line or use a seat: today's members, and partners, which are never members.
_MEMBER = sa.exists().where(Membership.organisation_code == Organisation.code)


def takes_part() -> sa.ColumnElement[bool]:
    member = _MEMBER.where(organisations.current(clock.today()))
    here = organisations.exists_on(clock.today())
    return sa.and_(here, sa.or_(Organisation.kind == OrganisationKind.PARTNER, member))


def names_in_line(group_number: str) -> dict[str, str]:
    """Who ranks for a seat in this group, code and name: each of them gains or loses by a passing over."""
    ranks = ranks_of(initiatives.by_number(group(group_number).initiative_number))
    return {rank.candidate.code: rank.candidate.name for rank in ranks if rank.place is not None}


def ranks_of(initiative: Initiative | InitiativePage) -> tuple[Rank, ...]:
    """The ranking of an initiative, from what is declared now by those who still take part."""
    return ranks_for(initiative.number)


def ranks_for(initiative_number: str | None) -> tuple[Rank, ...]:
    """The same by the number of the initiative, in one query; nobody for a number that was never given."""
    return ranking(declared_for(initiative_number))


# What is declared, as the columns of a `Candidate` after its code and name.
DECLARED = (
    Willingness.level,
    Willingness.since,
    Willingness.version >= Initiative.confirm_from,
    Willingness.late,
    Organisation.kind == OrganisationKind.PARTNER,
    Willingness.considering_until,
    PartnerInvitation.entry.is_not(None),
)


def invited() -> sa.ColumnElement[bool]:
    """The condition that joins a declaration to the invitation of the partner that made it."""
    return sa.and_(
        PartnerInvitation.initiative_id == Willingness.initiative_id,
        PartnerInvitation.organisation_code == Willingness.organisation_code,
    )


def declared_for(initiative_number: str | None) -> list[Candidate]:
    """What is declared now by those who still take part, whatever its level."""
    query = (
        sa.select(Organisation.code, Organisation.name, *DECLARED)
        .join(Organisation, Organisation.code == Willingness.organisation_code)
        .join(Initiative, Initiative.id == Willingness.initiative_id)
        .outerjoin(PartnerInvitation, invited())
        .where(Initiative.number == initiative_number, Willingness.current, takes_part())
        .order_by(Willingness.since, Organisation.code)
    )
    return [Candidate(*row) for row in db.session().execute(query)]


def cap_for(seats_asked: int, chosen: Mapping[str, int]) -> int:
    """How many places a group that is formed today has, by the settings in `chosen`."""
    return rules.first_cap(
        organisations.number_of_members(),
        seats_asked,
        cap=chosen[rules.CAP.key],
        small_cap=chosen[rules.SMALL_CAP.key],
        small_below=chosen[rules.SMALL_COOPERATIVE.key],
    )


Agenda = Callable[[], Sequence[str]]


def _no_agenda() -> Sequence[str]:
    return ()


_agenda: Agenda = _no_agenda


def read_agenda_with(agenda: Agenda) -> None:
    """Let `agenda()` answer the numbers of the initiatives on the members' agenda, in their order.

    The room that keeps the agenda stands above this one, and installs it. Without it no order is asked.
    """
    global _agenda  # noqa: PLW0603 - wired once, at start
    _agenda = agenda


def comes_first(initiative_number: str) -> tuple[str, ...]:
    """The initiatives that the members put before this one and that still wait for a group."""
    order = _agenda()
    return rules.comes_first(order, initiatives.open_numbers(), initiative_number) if order else ()


def answered_by(initiative: Initiative) -> tuple[EarlierSolution, ...]:
    """What was delivered before, and may answer this initiative already."""
    text = initiatives.text_of(initiatives.current_version(initiative))
    return rules.answered_by(text, initiatives.delivered())


@dataclass(frozen=True)
class OwnSeat:
    """A seat of the actor's organisation. `is_held`: now; `to_the_end`: until the group ended."""

    group: str
    initiative: str
    role: SeatRole
    is_held: bool
    to_the_end: bool


@policy.by_organisation
def seats_fact(codes: Collection[str]) -> Iterator[tuple[str, OwnSeat]]:
    """Every seat that the actor's organisation has or had, while it takes part. The fact `groups:seats`: from it others follow."""
    query = (
        sa.select(
            Seat.organisation_code,
            Group.number,
            Group.initiative_number,
            Seat.role,
            Seat.until.is_(None),
            sa.func.coalesce(Seat.until == Group.ended_at, sa.false()),
        )
        .join(Seat, Seat.group_id == Group.id)
        .join(Organisation, Organisation.code == Seat.organisation_code)
        .where(Seat.organisation_code.in_(codes), takes_part())
    )
    rows: Any = db.session().execute(query)
    return ((code, OwnSeat(*seat)) for code, *seat in rows)


def seated(actors: Collection[Actor], which: Callable[[OwnSeat], bool]) -> Iterator[tuple[Actor, str]]:
    """The groups in which the actor's organisation has or had such a seat, and their initiatives."""
    for actor in actors:
        seats: frozenset[OwnSeat] = policy.fact(actor, "groups:seats")
        yield from ((actor, number) for seat in seats if which(seat) for number in (seat.group, seat.initiative))


def lead_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, str]]:
    """The groups that the actor's organisation leads, and their initiatives: the fact `groups:lead`."""
    return seated(actors, lambda seat: seat.is_held and seat.role is SeatRole.LEAD)


def member_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, str]]:
    """The groups in which the actor's organisation decides, and their initiatives: the fact `groups:member`."""
    return seated(actors, lambda seat: seat.is_held and seat.role in DECIDING)


def seat_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, str]]:
    """The groups in which the actor's organisation has a seat of any role, and their initiatives: `groups:seat`."""
    return seated(actors, lambda seat: seat.is_held)


def works_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, str]]:
    """The groups in which the actor's organisation works along, and their initiatives: the fact `groups:works`."""
    return seated(actors, lambda seat: seat.is_held and seat.role in CONTRIBUTING)


def represented_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, str]]:
    """The groups in which an organisation that a person represents has a seat or is offered one, and their initiatives.

    The fact `groups:represented`, for whoever acts in an office: nobody uses one on a seat of their own organisation.
    """
    codes = frozenset[str]().union(*(actor.represents for actor in actors))
    held = sa.select(Seat.group_id, Seat.organisation_code).where(
        Seat.until.is_(None), Seat.organisation_code.in_(codes)
    )
    offered = sa.select(Offer.group_id, Offer.organisation_code).where(
        Offer.status == OfferStatus.OPEN, Offer.organisation_code.in_(codes)
    )
    own = sa.union(held, offered).subquery()
    query = sa.select(own.c.organisation_code, Group.number, Group.initiative_number).join(
        own, own.c.group_id == Group.id
    )
    for code, *numbers in db.session().execute(query):
        yield from ((actor, number) for actor in actors if code in actor.represents for number in numbers)


@policy.by_organisation
def offered_fact(codes: Collection[str]) -> Iterable[tuple[str, str]]:
    """The groups in which the actor's organisation was ever offered a seat: the fact `groups:offered`."""
    query = (
        sa.select(Offer.organisation_code, Group.number)
        .join(Offer, Offer.group_id == Group.id)
        .join(Organisation, Organisation.code == Offer.organisation_code)
        .where(Offer.organisation_code.in_(codes), takes_part())
    )
    return db.session().execute(query)


@policy.by_organisation
def passed_over_fact(codes: Collection[str]) -> Iterable[tuple[str, str]]:
    """The groups in which the actor's organisation was passed over: the fact `groups:passed-over`."""
    query = sa.select(PassingOver.organisation_code, Group.number).join(Group, Group.id == PassingOver.group_id)
    return db.session().execute(query.where(PassingOver.organisation_code.in_(codes)))
