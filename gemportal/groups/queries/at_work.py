"""How groups are at work: which steps are late, who keeps them waiting, and what a step took."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group
from gemportal.groups.queries.lists import with_title
from gemportal.groups.queries.pages import GroupPage
from gemportal.groups.queries.seats import SeatLine
from gemportal.groups.rules import GroupStatus
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.models import Step
from gemportal.groups.steps.queries import StepLine
from gemportal.groups.steps.rules import Delay, Figure, StepStatus, pledged_in, years_of
from gemportal.kernel import clock, db


@dataclass(frozen=True)
class LateStep:
    """A step that is late, of which group, and the names of those who did not evaluate it."""

    number: str
    title: str
    ordinal: int
    delay: Delay
    missing: tuple[str, ...]


def late_steps() -> list[LateStep]:
    """Every step that is late today, the one that waits longest first; in two queries."""
    today = clock.today()
    late = sa.or_(
        sa.and_(Step.status == StepStatus.PLANNED, Step.starts_on < today),
        sa.and_(Step.status == StepStatus.RUNNING, Step.due_on < today),
        sa.and_(Step.status == StepStatus.EVALUATING, Step.evaluate_until <= clock.now()),
    )
    query = (
        with_title(Step.ordinal, Step.id, Group.status, *steps.TIMES)
        .join(Step, steps.present())
        .where(Group.status != GroupStatus.ENDED, late)
    )
    rows: Sequence[Any] = db.session().execute(query).all()
    missing = steps.missing_of(*(row[3] for row in rows)) if rows else {}
    found = [
        LateStep(number, title, ordinal, _within(status, delay), tuple(name for _, name in missing.get(step_id, ())))
        for number, title, ordinal, step_id, status, *times in rows
        if (delay := steps.delay(*times)) is not None
    ]
    return sorted(found, key=lambda line: (-line.delay.days, line.number))


def _within(status: GroupStatus, delay: Delay) -> Delay:
    return replace(delay, paused=status is GroupStatus.PAUSED)


def delay_in(group: GroupPage, step: StepLine | None) -> Delay | None:
    """What this step of a group is late with: only the present one can be, and none once the group ended."""
    if step is None or group.status is GroupStatus.ENDED or step is not steps.present_of(group.steps):
        return None
    return _within(group.status, step.delay) if step.delay else None


def missing_in(group: GroupPage, step: StepLine) -> tuple[SeatLine, ...]:
    """The seats that have still to evaluate this step; of one that is concluded nobody."""
    if step.status is not StepStatus.EVALUATING:
        return ()
    return tuple(seat for seat in group.contributing if seat.code not in step.given_by)


def figures_of(group: GroupPage, step: StepLine) -> tuple[Figure, Figure]:
    """The hours and the euros of a step. What was pledged is that of the seats held while it was to run, for its years."""
    there = [
        seat
        for seat in group.all_seats
        if clock.day_of(seat.since) <= step.due_on
        and (seat.until is None or clock.day_of(seat.until) >= step.starts_on)
    ]
    pledges = [pledge for seat in there for pledge in seat.pledges]
    hours, euros = pledged_in(years_of(step.starts_on, step.due_on), pledges)
    return Figure(step.hours, hours, step.hours_spent), Figure(step.euros, euros, step.euros_spent)
