"""Reading tasks: those of one step, and those that wait for an organisation."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from gemportal.groups.models import Group, Seat
from gemportal.groups.steps.models import Step
from gemportal.groups.steps.rules import StepStatus
from gemportal.groups.tasks.models import Task
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Acting, acting_for
from gemportal.kernel.asked import Asked, asks
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l
from gemportal.organisations.models import Organisation
from gemportal.people.models import Person


@dataclass(frozen=True)
class TaskLine:
    """A task as the group reads it."""

    id: int
    what: str
    code: str
    organisation: str
    person_id: int | None
    person: str | None
    until: date | None
    done_at: datetime | None

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.until is not None and self.until < clock.today()


def tasks_of(number: str, ordinal: int) -> list[TaskLine]:
    """The tasks of one step: what is to be done by day, then what is done. For who has a seat."""
    query = (
        sa.select(
            Task.id,
            Task.what,
            Task.organisation_code,
            Organisation.name,
            Task.person_id,
            Person.name,
            Task.until,
            Task.done_at,
        )
        .join(Step, Step.id == Task.step_id)
        .join(Group, Group.id == Step.group_id)
        .join(Organisation, Organisation.code == Task.organisation_code)
        .outerjoin(Person, Person.id == Task.person_id)
        .where(Group.number == number, Step.ordinal == ordinal)
        .order_by(Task.done_at.is_not(None), Task.until.is_(None), Task.until, Task.id)
    )
    return [TaskLine(*row) for row in db.session().execute(query)]


def task_in(step_id: int, task_id: int) -> Task:
    """One task of a step; a task of another step does not exist here."""
    found = db.session().get(Task, task_id)
    if found is None or found.step_id != step_id:
        raise NotFound
    return found


def number_in(step_id: int) -> int:
    """How many tasks a step has."""
    return db.session().scalar(sa.select(sa.func.count()).where(Task.step_id == step_id)) or 0


@asks(acting_for)
def asked_of(acting: Acting) -> list[Asked]:
    """The tasks that wait for the organisation of each actor, in steps that go on, where it has a seat."""
    query = (
        sa.select(Group.number, Step.ordinal, Task.what, Task.until, Task.organisation_code)
        .join(Step, Step.id == Task.step_id)
        .join(Group, Group.id == Step.group_id)
        .join(Seat, sa.and_(Seat.group_id == Group.id, Seat.until.is_(None)))
        .where(
            Task.organisation_code.in_(acting),
            Seat.organisation_code == Task.organisation_code,
            Task.done_at.is_(None),
            Step.status != StepStatus.CONCLUDED,
        )
        .order_by(Task.until, Task.id)
    )
    return [
        Asked(
            actor,
            _l("Doe de taak en vink die af"),
            what,
            "groups.step",
            {"number": number, "ordinal": ordinal, "_anchor": "taken"},
            clock.end_of(until) if until else None,
        )
        for number, ordinal, what, until, code in db.session().execute(query)
        for actor in acting[code]
    ]


def of_person(person_id: int) -> list[tuple[str, int, str, date | None, datetime | None]]:
    """The tasks that name this person: group, step, what, until when, and when it was done."""
    query = (
        sa.select(Group.number, Step.ordinal, Task.what, Task.until, Task.done_at)
        .join(Step, Step.id == Task.step_id)
        .join(Group, Group.id == Step.group_id)
        .where(Task.person_id == person_id)
        .order_by(Task.id)
    )
    return [(*row,) for row in db.session().execute(query)]
