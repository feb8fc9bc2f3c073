"""What the pages that span rooms are made of: each composed from the queries of the rooms below, in a fixed number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from gemportal.decisions import queries as decisions
from gemportal.groups import queries as groups
from gemportal.groups.rules import GroupStatus
from gemportal.initiatives import queries as initiatives
from gemportal.kernel import schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked
from gemportal.kernel.schedule import Due
from gemportal.kernel.words import _l
from gemportal.organisations import queries as organisations
from gemportal.organisations.models import Membership, Organisation
from gemportal.people import queries as people
from gemportal.people.account import queries as accounts
from gemportal.people.factors import queries as factors
from gemportal.people.overview import queries as overview
from gemportal.people.overview.rules import Attention
from gemportal.register import queries as register
from gemportal.site.timeline import Mark, marks
from gemportal.voting import queries as votes

AT_HOME = 4
LATELY = 8


@dataclass(frozen=True)
class Home:
    """What the cooperative is doing."""

    members: list[Organisation]
    open_calls: list[initiatives.InitiativeLine]
    open_votes: list[votes.VoteLine]
    at_work: list[groups.GroupLine]
    decisions: list[decisions.DecisionLine]
    lately: list[register.EntryLine]

    @property
    def tile_states(self) -> dict[str, str]:
        """How the map colours each member."""
        return {member.code: "member" for member in self.members}


def home() -> Home:
    """Everything on the first page."""
    return Home(
        members=organisations.members(),
        open_calls=initiatives.lines(initiatives.Filters(running=True), limit=AT_HOME),
        open_votes=votes.open_votes()[:AT_HOME],
        at_work=groups.lines(status=GroupStatus.WORKING, limit=AT_HOME),
        decisions=decisions.lines(limit=AT_HOME),
        lately=register.latest_entries(LATELY),
    )


@dataclass(frozen=True)
class InitiativeWhole:
    """One initiative with everything that came of it."""

    initiative: initiatives.InitiativePage
    groups: list[groups.GroupLine]
    votes: list[votes.VoteLine]
    decisions: list[decisions.DecisionLine]
    life: list[Mark]


def initiative(number: str) -> InitiativeWhole:
    """The page of one initiative; NotFound for a number that was never given."""
    page = initiatives.page_of(number)
    found = groups.lines(initiative=number)
    numbers = [number, *(group.number for group in found)]
    return InitiativeWhole(
        page,
        found,
        votes.votes_about(numbers),
        decisions.decisions_about(numbers),
        marks(register.entries_about(numbers)),
    )


@dataclass(frozen=True)
class GroupWhole:
    """One group with its votes, decisions and life."""

    group: groups.GroupPage
    decisions: list[decisions.DecisionLine]
    life: list[Mark]


def group(number: str) -> GroupWhole:
    """The page of one group; NotFound for a number that was never given."""
    page = groups.page_of(number)
    return GroupWhole(page, decisions.decisions_about([number]), marks(register.entries_about([number])))


@dataclass(frozen=True)
class OrganisationWhole:
    """What one organisation said and what it did ("gezegd en gedaan")."""

    organisation: Organisation
    successor: str | None
    predecessors: list[Organisation]
    memberships: list[Membership]
    representatives: list[accounts.Shown]
    proposed: list[initiatives.InitiativeLine]
    said: list[initiatives.SaidLine]
    seats: list[groups.SeatHeld]
    cast: list[votes.CastLine]


def organisation(reader: Actor, code: str) -> OrganisationWhole:
    """The page of one municipality or partner, as this reader may see it; NotFound for an unknown code."""
    found = organisations.organisation(code)
    names = organisations.names([found.successor_code])
    return OrganisationWhole(
        found,
        names.get(found.successor_code or ""),
        organisations.predecessors(code),
        organisations.memberships_of(code),
        accounts.representatives_shown_to(reader, code),
        initiatives.lines(initiatives.Filters(organisation=code)),
        initiatives.said_by(code),
        groups.seats_of_organisation(code),
        votes.votes_cast_by(code),
    )


# Every room answers for its own part; a room that asks something adds its query here.
ASKING: tuple[Callable[[Actor], list[Asked]], ...] = (
    factors.asked_of,
    votes.asked_of,
    groups.asked_of,
    initiatives.asked_of,
    decisions.asked_of,
    people.asked_of,
)

_NEVER = datetime.max.replace(tzinfo=UTC)


def asked_of(actor: Actor) -> list[Asked]:
    """Everything that is asked of the actor, the nearest deadline first."""
    asked = [line for ask in ASKING for line in ask(actor)]
    return sorted(asked, key=lambda line: line.until or _NEVER)


@dataclass(frozen=True)
class Mine:
    """What a signed-in person sees first."""

    asked: list[Asked]
    drafts: list[tuple[int, str, bool]]
    seats: list[groups.SeatHeld]
    said: list[initiatives.SaidLine]


def mine(actor: Actor) -> Mine:
    """Everything asked of the actor, and what its organisation is in now."""
    code = actor.organisation
    return Mine(
        asked_of(actor),
        initiatives.drafts_of(actor),
        [seat for seat in groups.seats_of_organisation(code) if seat.until is None] if code else [],
        initiatives.said_by(code) if code else [],
    )


# The deadlines that a coordinator plans by, in words; others are carried out or shown elsewhere.
DEADLINES = {
    "initiatives:close-call": _l("laatste dag van de oproep"),
    "voting:deadline": _l("laatste dag om te stemmen"),
    "voting:publish": _l("de uitslag wordt vastgesteld"),
}


@dataclass(frozen=True)
class Desk:
    """The coordinators' desk: what is asked, how it stands with people, and what is under way with its next deadline."""

    asked: list[Asked]
    people: dict[Attention, int]
    due: list[Due]


def desk(actor: Actor) -> Desk:
    """What is stuck and what is next."""
    return Desk(asked_of(actor), overview.counts(), schedule.ahead(list(DEADLINES), limit=20))
