"""What must be true of initiatives, groups and steps after whatever happened, read from the tables and nowhere else.

Each rule is a question to the database whose answer must be empty: the lines in it are what breaks the rule.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group, Offer, Participant, Place, Seat
from gemportal.groups.queries import ranks_for
from gemportal.groups.rules import DECIDING, PARTNERS, PEOPLE, GroupStatus, OfferStatus, SeatRole
from gemportal.groups.seating import wanted_now
from gemportal.groups.steps.models import Evaluation, Step
from gemportal.groups.steps.rules import WEEKS, StepStatus
from gemportal.initiatives.models import Initiative, Willingness
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel import db
from gemportal.settings.queries import value

Broken = list[Any]
RULES: dict[str, Callable[[], Broken]] = {}


def rule(function: Callable[[], Broken]) -> Callable[[], Broken]:
    """Let this be asked after every step of the machine."""
    RULES[function.__doc__ or ""] = function
    return function


def rows(query: sa.Select[Any]) -> Broken:
    return [tuple(row) for row in db.session().execute(query)]


ALIVE = Group.status != GroupStatus.ENDED
SEATED = sa.and_(Seat.group_id == Group.id, Seat.until.is_(None))
HOLDING = sa.and_(SEATED, Seat.role != SeatRole.OBSERVER)
OFFERED = sa.and_(Offer.group_id == Group.id, Offer.status == OfferStatus.OPEN)


@rule
def places() -> Broken:
    """Seats and open offers hold each exactly one place, and no place is held by anything else."""
    held = rows(sa.select(Place.group_id, Place.organisation_code).where(Place.organisation_code.is_not(None)))
    seats = rows(sa.select(Group.id, Seat.organisation_code).join(Seat, HOLDING))
    offers = rows(sa.select(Group.id, Offer.organisation_code).join(Offer, OFFERED))
    wanted = sorted([*seats, *offers])
    return [] if sorted(held) == wanted else [sorted(held), wanted]


@rule
def free_places() -> Broken:
    """No place is free while somebody stands in line for it."""
    living = db.session().scalars(sa.select(Group).where(ALIVE))
    waiting = {group.number: wanted_now(group, ranks_for(group.initiative_number)) for group in living}
    return [(number, *(one.code for one in line)) for number, line in waiting.items() if line]


@rule
def partners() -> Broken:
    """No group has, or offers a seat to, more partners than the cooperative allows."""
    having = sa.select(Group.number, Seat.organisation_code).join(Seat, SEATED).where(Seat.role == SeatRole.PARTNER)
    asked = sa.select(Group.number, Offer.organisation_code).join(Offer, OFFERED).where(Offer.role == SeatRole.PARTNER)
    both = sa.union_all(having, asked).subquery()
    return rows(sa.select(both.c.number).group_by(both.c.number).having(sa.func.count() > value(PARTNERS)))


@rule
def people() -> Broken:
    """In a seat work as many people as it says, and no more than the cooperative allows."""
    counted = sa.select(sa.func.count()).where(Participant.seat_id == Seat.id).scalar_subquery()
    wrong = sa.or_(counted > value(PEOPLE), sa.and_(Seat.until.is_(None), counted != Seat.people))
    return rows(sa.select(Seat.id, Seat.people, counted).where(wrong))


@rule
def working_groups() -> Broken:
    """A group is at work with a lead and two organisations that decide, paused without, and ended without a seat."""
    deciding = sa.select(sa.func.count()).where(SEATED, Seat.role.in_(DECIDING)).scalar_subquery()
    leads = sa.select(sa.func.count()).where(SEATED, Seat.role == SeatRole.LEAD).scalar_subquery()
    anybody = sa.select(sa.func.count()).where(SEATED).scalar_subquery()
    complete = sa.and_(leads == 1, deciding >= 2)
    wrong = sa.or_(
        leads > 1,
        sa.and_(Group.status == GroupStatus.WORKING, ~complete),
        sa.and_(Group.status == GroupStatus.PAUSED, complete),
        sa.and_(Group.status == GroupStatus.ENDED, anybody > 0),
    )
    return rows(sa.select(Group.number, Group.status, leads, deciding, anybody).where(wrong))


@rule
def initiatives_and_groups() -> Broken:
    """An initiative is forming or active with its living group, and otherwise has none."""
    working = Group.status.in_((GroupStatus.WORKING, GroupStatus.PAUSED))
    forming = sa.exists().where(Group.initiative_number == Initiative.number, Group.status == GroupStatus.FORMING)
    active = sa.exists().where(Group.initiative_number == Initiative.number, working)
    wrong = sa.or_(
        (Initiative.status == InitiativeStatus.FORMING) != forming,
        (Initiative.status == InitiativeStatus.ACTIVE) != active,
    )
    return rows(sa.select(Initiative.number, Initiative.status).where(wrong))


@rule
def declarations() -> Broken:
    """An organisation has one declaration at most that counts for an initiative."""
    query = sa.select(Willingness.initiative_id, Willingness.organisation_code).where(Willingness.current)
    return rows(query.group_by(Willingness.initiative_id, Willingness.organisation_code).having(sa.func.count() > 1))


@rule
def steps_one_at_a_time() -> Broken:
    """Steps stand in a row without a gap, and each started only after the one before it was concluded."""
    found, before = [], dict[int, Step]()
    for step in db.session().scalars(sa.select(Step).order_by(Step.group_id, Step.ordinal)):
        last = before.get(step.group_id)
        if step.ordinal != (last.ordinal + 1 if last else 1):
            found.append((step.group_id, step.ordinal, "gap"))
        elif step.started_at and last and not (last.concluded_at and last.concluded_at <= step.started_at):
            found.append((step.group_id, step.ordinal, "too early"))
        before[step.group_id] = step
    return found


@rule
def short_steps() -> Broken:
    """No step lasts longer than the cooperative allows."""
    longest = timedelta(weeks=value(WEEKS))
    query = sa.select(Step.group_id, Step.ordinal, Step.starts_on, Step.due_on)
    return [line for line in rows(query) if line[3] - line[2] > longest]


@rule
def concluded_steps() -> Broken:
    """A step is concluded with a spread over as many scores as there were evaluations."""
    found = []
    given = sa.select(sa.func.count()).where(Evaluation.step_id == Step.id).scalar_subquery()
    query = sa.select(Step.id, Step.came_true, Step.cooperation, given).where(Step.status == StepStatus.CONCLUDED)
    for step, came_true, cooperation, count in rows(query):
        if not sum(came_true) == sum(cooperation) == count:
            found.append((step, came_true, cooperation, count))
    return found


def broken() -> dict[str, Broken]:
    """Each rule that does not hold, in its own words, with the lines that break it."""
    found = {words: ask() for words, ask in RULES.items()}
    return {words: lines for words, lines in found.items() if lines}
