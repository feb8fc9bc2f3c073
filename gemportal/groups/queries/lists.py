"""Lists of groups."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group, Place, Pledge, Seat
from gemportal.groups.rules import GroupStatus, SeatRole
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.models import Step
from gemportal.groups.steps.rules import UNDER_WAY, Delay
from gemportal.initiatives.models import Initiative, InitiativeVersion
from gemportal.kernel import db
from gemportal.organisations.models import Organisation

PAGE = 30


@dataclass(frozen=True)
class GroupLine:
    """A group in a list. `aim` is what the present step wants, once it runs; `delay` what that step is late with."""

    id: int
    number: str
    initiative_number: str
    title: str
    status: GroupStatus
    formed_at: datetime
    lead: str | None
    seats: int
    cap: int
    aim: str | None
    delay: Delay | None


def present_text() -> sa.ColumnElement[bool]:
    """The condition that joins an initiative to its present text."""
    return sa.and_(InitiativeVersion.initiative_id == Initiative.id, InitiativeVersion.version == Initiative.version)


def lines(
    *,
    status: GroupStatus | None = None,
    code: str | None = None,
    initiative: str | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[GroupLine]:
    """Groups, the latest first: in one state, of one organisation, for one initiative, before a key; one query."""
    query = as_lines().limit(limit)
    if status is not None:
        query = query.where(Group.status == status)
    if code is not None:
        query = query.where(sa.exists().where(Seat.group_id == Group.id, Seat.organisation_code == code))
    if initiative is not None:
        query = query.where(Group.initiative_number == initiative)
    if before is not None:
        query = query.where(Group.id < before)
    return [line_of(row) for row in db.session().execute(query)]


def as_lines(*columns: Any) -> sa.Select[Any]:
    """Groups, the latest first, as `line_of` reads them; with these columns before, for others to join and narrow down."""
    lead = (
        sa.select(Organisation.name)
        .join(Seat, Seat.organisation_code == Organisation.code)
        .where(Seat.group_id == Group.id, Seat.role == SeatRole.LEAD, Seat.until.is_(None))
    )
    held = sa.select(sa.func.count()).where(
        Seat.group_id == Group.id, Seat.until.is_(None), Seat.role != SeatRole.OBSERVER
    )
    places = sa.select(sa.func.count()).where(Place.group_id == Group.id)
    return (
        sa.select(
            *columns,
            Group.id,
            Group.number,
            Group.initiative_number,
            InitiativeVersion.title,
            Group.status,
            Group.formed_at,
            lead.scalar_subquery(),
            held.scalar_subquery(),
            places.scalar_subquery(),
            Step.aim,
            *steps.TIMES,
        )
        .select_from(Group)
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(InitiativeVersion, present_text())
        .outerjoin(Step, steps.present())
        .order_by(Group.id.desc())
    )


def line_of(facts: Sequence[Any]) -> GroupLine:
    """A group as the columns of `as_lines` tell it."""
    *about, aim, step, starts_on, due_on, until = facts
    ended = about[4] is GroupStatus.ENDED
    late = steps.delay(step, starts_on, due_on, until) if step is not None and not ended else None
    values: Sequence[Any] = (*about, aim if step in UNDER_WAY else None, late)
    return GroupLine(*values)


@dataclass(frozen=True)
class SeatHeld:
    """What an organisation does in one group: for "gezegd en gedaan"."""

    number: str
    title: str
    status: GroupStatus
    role: SeatRole
    since: datetime
    until: datetime | None
    hours: int
    euros: int
    code: str
    entry: int


def seats_of_organisation(*codes: str) -> list[SeatHeld]:
    """The seats that these organisations have or had, the latest first, with everything pledged in them."""

    def pledged(column: Any) -> Any:
        total = sa.select(sa.func.coalesce(sa.func.sum(column), 0)).where(Pledge.seat_id == Seat.id)
        return total.scalar_subquery()

    query = (
        sa.select(
            Group.number,
            InitiativeVersion.title,
            Group.status,
            Seat.role,
            Seat.since,
            Seat.until,
            pledged(Pledge.hours),
            pledged(Pledge.euros),
            Seat.organisation_code,
            Seat.entry,
        )
        .join(Group, Group.id == Seat.group_id)
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(InitiativeVersion, present_text())
        .where(Seat.organisation_code.in_(codes))
        .order_by(Seat.id.desc())
    )
    return [SeatHeld(*row) for row in db.session().execute(query)]


def titled(numbers: Collection[str]) -> sa.Select[Any, Any]:
    """The query for (number, title) of these groups: each goes by the title of its initiative."""
    return with_title().where(Group.number.in_(numbers))


def with_title(*columns: Any) -> sa.Select[Any]:
    """The query for the number and the title of groups, with these columns, for others to join and narrow down."""
    return (
        sa.select(Group.number, InitiativeVersion.title, *columns)
        .select_from(Group)
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(InitiativeVersion, present_text())
    )


def groups_about(numbers: Collection[str]) -> set[str]:
    """The numbers of the groups that work or worked on these initiatives."""
    return set(db.session().scalars(sa.select(Group.number).where(Group.initiative_number.in_(numbers))))
