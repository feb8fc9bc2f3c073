"""What the pages that span rooms are made of: each composed from the queries of the rooms below, in a fixed number."""

from dataclasses import dataclass
from datetime import date, timedelta

from gemportal.decisions import queries as decisions
from gemportal.groups import queries as groups
from gemportal.groups.charter.queries import bounds_of
from gemportal.groups.charter.rules import Bounds
from gemportal.groups.growing import queries as growing
from gemportal.groups.queries import YearLine
from gemportal.groups.room import queries as deciding
from gemportal.groups.rules import GroupStatus
from gemportal.initiatives import queries as initiatives
from gemportal.initiatives.rules import LIVING, InitiativeStatus
from gemportal.kernel import clock
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked
from gemportal.notices.asking import asked_of
from gemportal.organisations import queries as organisations
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.possible import Possible, possible
from gemportal.people.account import queries as accounts
from gemportal.register import queries as register
from gemportal.register.reading import queries as reading
from gemportal.register.reading.rules import Choice
from gemportal.sharing import queries as sharing
from gemportal.sharing.belonging.queries import LessonHeld, held_by
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
    lessons: list[sharing.LessonLine]
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
        lessons=sharing.lines(limit=AT_HOME),
        lately=reading.paper(Choice(), limit=LATELY),
    )


@dataclass(frozen=True)
class InitiativeWhole:
    """One initiative with everything that came of it.

    `before` is what others learned about its domain, for as long as it can help; `ended` the group that it left when it stopped.
    """

    initiative: initiatives.InitiativePage
    ended: groups.GroupPage | None
    groups: list[groups.GroupLine]
    lessons: list[sharing.LessonLine]
    before: sharing.LearnedBefore | None
    votes: list[votes.VoteLine]
    decisions: list[decisions.DecisionLine]
    life: list[Mark]
    standing: reading.Standing | None
    pledged: list[YearLine]


def initiative(number: str) -> InitiativeWhole:
    """The page of one initiative; NotFound for a number that was never given."""
    page = initiatives.page_of(number)
    found, pledged = groups.of_initiative(number)
    numbers = [number, *(group.number for group in found)]
    entries = register.entries_about(numbers)
    stopped = page.status is InitiativeStatus.STOPPED
    lessons, before = sharing.learned_by(number, page.text.domain if page.status in LIVING else None)
    return InitiativeWhole(
        page,
        groups.page_of(found[0].number) if stopped and found else None,
        found,
        lessons,
        before,
        votes.votes_about(numbers),
        decisions.decisions_about(numbers),
        marks(entries),
        reading.standing_among(entries),
        pledged,
    )


@dataclass(frozen=True)
class GroupWhole:
    """One group with its ladder while it lives, its lessons, decisions and life."""

    group: groups.GroupPage
    lessons: list[sharing.LessonLine]
    ladder: growing.Ladder | None
    bounds: Bounds | None
    motions: tuple[deciding.MotionLine, ...]
    decisions: list[decisions.DecisionLine]
    life: list[Mark]
    standing: reading.Standing | None
    pledged: list[YearLine]


def group(number: str) -> GroupWhole:
    """The page of one group; NotFound for a number that was never given."""
    page = groups.page_of(number)
    entries = register.entries_about([number])
    ladder = growing.ladder_of(page) if page.status is not GroupStatus.ENDED else None
    lessons = sharing.lines(sharing.Filters(group=number))
    return GroupWhole(
        page,
        lessons,
        ladder,
        bounds_of(page),
        deciding.motions_of(page) if page.has_motions else (),
        decisions.decisions_about([number]),
        marks(entries),
        reading.standing_among(entries),
        groups.years_of(page),
    )


@dataclass(frozen=True)
class OrganisationWhole:
    """What one organisation said and what it did ("gezegd en gedaan"), and what did those that merged into it."""

    organisation: Organisation
    successor: str | None
    predecessors: list[Organisation]
    possible: list[Possible]
    memberships: list[Membership]
    representatives: list[accounts.Shown]
    proposed: list[initiatives.InitiativeLine]
    said: list[initiatives.SaidLine]
    seats: list[groups.SeatHeld]
    cast: list[votes.CastLine]
    pledges: list[YearLine]
    judged: groups.Judged
    lessons: list[LessonHeld]
    turnout: tuple[int, int]
    standing: reading.Standing | None

    @property
    def pledged(self) -> list[YearLine]:
        """What was pledged and spent, each calendar year once."""
        return groups.by_year(self.pledges)

    @property
    def until_now(self) -> YearLine | None:
        """All of it, up to and including this year: what is pledged for later cannot have been spent."""
        return groups.together(line for line in self.pledges if line.year <= clock.today().year)

    @property
    def learning(self) -> tuple[int, int]:
        """How many lessons of others it recognises, and how many it had the courage to share; each counts once."""
        found = {(line.shared, line.number) for line in self.lessons}
        return sum(not shared for shared, _ in found), sum(shared for shared, _ in found)

    @property
    def wanted_seats(self) -> int:
        """How many initiatives it declared for that it wants a seat."""
        return sum(line.level.wants_a_seat for line in self.said)

    @property
    def membership(self) -> Membership | None:
        """The membership that holds today, or else the next."""
        today = clock.today()
        ahead = [one for one in self.memberships if one.last_day is None or one.last_day >= today]
        return ahead[-1] if ahead else None

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def is_member(self) -> bool:
        return self.membership is not None and self.membership.first_day <= clock.today()

    @property
    def is_gone(self) -> bool:
        """Whether it is no more: merged, or a partner that left."""
        closed_on = self.organisation.closed_on
        return closed_on is not None and closed_on <= clock.today()

    @property
    def last_day(self) -> date | None:
        """The last day on which it is there, where that is known."""
        closed_on = self.organisation.closed_on
        return closed_on - timedelta(days=1) if closed_on else None

    def of_predecessor(self, code: str) -> str | None:
        """The name of who really did something: None when that was the organisation itself."""
        return next((one.name for one in self.predecessors if one.code == code), None)


def organisation(actor: Actor, code: str) -> OrganisationWhole:
    """The page of one municipality or partner, as this actor may go on from it; NotFound for an unknown code."""
    found = organisations.organisation(code)
    names = organisations.names([found.successor_code])
    memberships = organisations.memberships_of(code)
    before = organisations.predecessors(code)
    gone = {one.code for one in before if one.closed_on and one.closed_on <= clock.today()}
    codes = sorted({code, *gone})
    return OrganisationWhole(
        found,
        names.get(found.successor_code or ""),
        before,
        possible(actor, found, memberships),
        memberships,
        accounts.representatives_shown_to(actor, code),
        initiatives.lines(initiatives.Filters(organisation=code)),
        initiatives.said_by(*codes),
        groups.seats_of_organisation(*codes),
        votes.votes_cast_by(*codes),
        groups.of_organisations(codes),
        groups.judged_by(codes),
        held_by(codes),
        votes.turnout_of(codes),
        reading.standing_of(code),
    )


def pledges_of(code: str) -> list[YearLine]:
    """What an organisation, with those that merged into it, pledged and spent, by year and group; NotFound for an unknown code."""
    return groups.of_organisations(sorted(organisations.stands_for(organisations.organisation(code).code)))


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
