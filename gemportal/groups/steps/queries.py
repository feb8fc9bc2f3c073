"""Reading steps. Others' evaluations are only read by who gave their own; the public reads figures and lessons."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from gemportal.groups.growing.models import Growth
from gemportal.groups.growing.rules import Grown
from gemportal.groups.models import Group, Seat
from gemportal.groups.rules import CONTRIBUTING, SeatRole
from gemportal.groups.steps.models import Evaluation, EvaluationContent, Step
from gemportal.groups.steps.rules import UNDER_WAY, Conclusion, Delay, Judging, StepStatus, delay_of
from gemportal.kernel import clock, db
from gemportal.kernel.errors import NotFound
from gemportal.organisations.models import Organisation


@dataclass(frozen=True)
class Judgement(Judging):
    """One organisation's evaluation. The words in it are for the group, unless that organisation chose to publish them."""

    code: str
    name: str
    in_public: bool
    given_at: datetime


@dataclass(frozen=True)
class StepLine:
    """A step with what may be known of its evaluations: who gave one while it runs; spread and figures once concluded.

    `came_true` and `cooperation` are how many gave each score from 0 to 4; `judgements` the evaluations that can be read; `grown`
    is how the group grew once it had learned from it.
    """

    ordinal: int
    status: StepStatus
    aim: str
    expectation: str
    measure: str
    starts_on: date
    due_on: date
    hours: int
    euros: int
    started_at: datetime | None
    ended_at: datetime | None
    end_reason: str | None
    evaluate_until: datetime | None
    concluded_at: datetime | None
    conclusion: Conclusion | None
    outcome: str | None
    came_true: list[int] | None
    cooperation: list[int] | None
    hours_spent: int | None
    euros_spent: int | None
    grown: Grown | None = None
    given_by: frozenset[str] = frozenset()
    judgements: tuple[Judgement, ...] = ()

    @property
    def evaluation_day(self) -> datetime | None:
        """A moment on the last day on which it can be evaluated."""
        return clock.just_before(self.evaluate_until) if self.evaluate_until else None

    @property
    def term_is_over(self) -> bool:
        return self.evaluate_until is not None and clock.now() >= self.evaluate_until

    @property
    def delay(self) -> Delay | None:
        """What this step would be late with, were it the present one of its group."""
        return delay(self.status, self.starts_on, self.due_on, self.evaluate_until)

    def waits_for(self, code: str | None) -> bool:
        """Whether this organisation, if it works in the group, can still evaluate it."""
        return self.status is StepStatus.EVALUATING and not self.term_is_over and code not in self.given_by

    def advices(self, partners: Collection[str]) -> tuple[Conclusion, ...]:
        """What those who decide advise: a partner judges the step, and the group chooses what follows."""
        return tuple(one.advice for one in self.judgements if one.code not in partners)

    def readable_by(self, code: str | None, role: SeatRole | None) -> tuple[Judgement, ...]:
        """The evaluations that a reader for this organisation, with that role in the group, may read in full.

        Who works in the group reads the others' once it gave its own. Who reads along gives none, and reads them once the
        step is concluded: until then nobody who could still be swayed is told.
        """
        concluded = self.status is StepStatus.CONCLUDED
        if role is not None and (code in self.given_by or (concluded and role not in CONTRIBUTING)):
            return self.judgements
        if not concluded:
            return tuple(one for one in self.judgements if one.code == code)
        return tuple(one for one in self.judgements if one.in_public or one.code == code)


_COLUMNS = (
    Step.ordinal, Step.status, Step.aim, Step.expectation, Step.measure, Step.starts_on, Step.due_on, Step.hours, Step.euros,
    Step.started_at, Step.ended_at, Step.end_reason, Step.evaluate_until, Step.concluded_at, Step.conclusion, Step.outcome,
    Step.came_true, Step.cooperation, Step.hours_spent, Step.euros_spent,
)  # fmt: skip
_JUDGED = (
    *(getattr(EvaluationContent, field.name) for field in fields(Judging)),
    Evaluation.organisation_code,
    Organisation.name,
    Evaluation.in_public,
    Evaluation.given_at,
)
_GROWN = (Growth.places, Growth.before, Growth.at, Growth.entry)


def steps_of(number: str) -> tuple[StepLine, ...]:
    """The steps of a group in order, with their evaluations and how it grew on them, in one query."""
    query = (
        sa.select(*_COLUMNS, *_JUDGED, *_GROWN)
        .join(Group, Group.id == Step.group_id)
        .outerjoin(Growth, sa.and_(Growth.group_id == Step.group_id, Growth.step == Step.ordinal))
        .outerjoin(Evaluation, Evaluation.step_id == Step.id)
        .outerjoin(EvaluationContent, of_evaluation())
        .outerjoin(Organisation, Organisation.code == Evaluation.organisation_code)
        .where(Group.number == number)
        .order_by(Step.ordinal, Organisation.name)
    )
    facts: dict[int, StepLine] = {}
    given: dict[int, set[str]] = {}
    judged: dict[int, list[Judgement]] = {}
    for row in db.session().execute(query):
        values: Sequence[Any] = row
        evaluation, grown = values[len(_COLUMNS) : -len(_GROWN)], values[-len(_GROWN) :]
        line = StepLine(*values[: len(_COLUMNS)])
        facts[row.ordinal] = replace(line, grown=Grown(*grown)) if row.places else line
        given.setdefault(row.ordinal, set()).update([row.organisation_code] if row.organisation_code else [])
        # Of an evaluation that is only known to be given there is nothing to read.
        judged.setdefault(row.ordinal, []).extend([Judgement(*evaluation)] if row.advice else [])
    return tuple(
        replace(step, given_by=frozenset(given[ordinal]), judgements=tuple(judged[ordinal]))
        for ordinal, step in facts.items()
    )


def of_evaluation() -> sa.ColumnElement[bool]:
    """The condition that joins an evaluation to what it says."""
    return sa.and_(
        EvaluationContent.step_id == Evaluation.step_id,
        EvaluationContent.organisation_code == Evaluation.organisation_code,
    )


def delay(status: StepStatus, starts_on: date, due_on: date, evaluate_until: datetime | None) -> Delay | None:
    """What a step is late with today."""
    last = clock.day_of(clock.just_before(evaluate_until)) if evaluate_until else None
    return delay_of(status, starts_on=starts_on, due_on=due_on, evaluated_by=last, today=clock.today())


# What `delay` judges, in its order.
TIMES = (Step.status, Step.starts_on, Step.due_on, Step.evaluate_until)


def present() -> sa.ColumnElement[bool]:
    """The condition that joins a group to its present step: the first that is not concluded. Only that one can be late."""
    other = sa.orm.aliased(Step)
    first = sa.select(sa.func.min(other.ordinal)).where(
        other.group_id == Group.id, other.status != StepStatus.CONCLUDED
    )
    return sa.and_(Step.group_id == Group.id, Step.ordinal == first.scalar_subquery())


def present_of(steps: Sequence[StepLine]) -> StepLine | None:
    """The same of steps that were read already, in their order."""
    return next((step for step in steps if step.status is not StepStatus.CONCLUDED), None)


def one_of(steps: Sequence[StepLine], ordinal: int) -> StepLine:
    """One step of a group; a step of another group does not exist here."""
    for line in steps:
        if line.ordinal == ordinal:
            return line
    raise NotFound


def step_row(group_id: int, ordinal: int) -> Step:
    """The row of one step."""
    found = db.session().scalar(sa.select(Step).where(Step.group_id == group_id, Step.ordinal == ordinal))
    if found is None:
        raise NotFound
    return found


def step_by_id(step_id: int) -> tuple[Step, Group]:
    """A step with its group, by the key that the schedule knows."""
    found = db.session().execute(sa.select(Step, Group).join(Group).where(Step.id == step_id)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def planned(group_id: int) -> Step | None:
    """The step that is planned and not yet started; there is at most one."""
    query = sa.select(Step).where(Step.group_id == group_id, Step.status == StepStatus.PLANNED)
    return db.session().scalar(query)


def under_way(group_id: int) -> Step | None:
    """The step that runs or is being evaluated; there is at most one."""
    return db.session().scalar(sa.select(Step).where(Step.group_id == group_id, Step.status.in_(UNDER_WAY)))


def statuses(group_id: int) -> list[StepStatus]:
    """Where each of a group's steps stands, in their order."""
    query = sa.select(Step.status).where(Step.group_id == group_id).order_by(Step.ordinal)
    return list(db.session().scalars(query))


def last_ordinal(group_id: int) -> int:
    """The number of the group's last step; 0 when it has none."""
    return db.session().scalar(sa.select(sa.func.max(Step.ordinal)).where(Step.group_id == group_id)) or 0


def evaluations(step_id: int) -> list[tuple[Evaluation, EvaluationContent]]:
    """The evaluations given of a step, each with what it says."""
    query = sa.select(Evaluation, EvaluationContent).join(EvaluationContent, of_evaluation())
    rows = db.session().execute(query.where(Evaluation.step_id == step_id).order_by(Evaluation.entry))
    return [(given, content) for given, content in rows]


@dataclass(frozen=True)
class Waiting:
    """A step that waits for an evaluation by one organisation."""

    number: str
    ordinal: int
    aim: str
    until: datetime | None
    code: str


def waiting_for(codes: Collection[str]) -> list[Waiting]:
    """The steps that each of these organisations has still to evaluate, within their term."""
    given = sa.exists().where(Evaluation.step_id == Step.id, Evaluation.organisation_code == Seat.organisation_code)
    query = (
        sa.select(Group.number, Step.ordinal, Step.aim, Step.evaluate_until, Seat.organisation_code)
        .join(Group, Group.id == Step.group_id)
        .join(Seat, sa.and_(Seat.group_id == Group.id, Seat.until.is_(None), Seat.role.in_(CONTRIBUTING)))
        .where(
            Step.status == StepStatus.EVALUATING,
            Step.evaluate_until > clock.now(),
            Seat.organisation_code.in_(codes),
            ~given,
        )
        .order_by(Step.evaluate_until)
    )
    return [Waiting(*row) for row in db.session().execute(query)]


def missing_of(*step_ids: int) -> dict[int, list[tuple[str, str]]]:
    """Of each of these steps that are being evaluated: who works in the group and did not evaluate it, code and name."""
    given = sa.exists().where(Evaluation.step_id == Step.id, Evaluation.organisation_code == Seat.organisation_code)
    query = (
        sa.select(Step.id, Organisation.code, Organisation.name)
        .join(Seat, sa.and_(Seat.group_id == Step.group_id, Seat.until.is_(None), Seat.role.in_(CONTRIBUTING)))
        .join(Organisation, Organisation.code == Seat.organisation_code)
        .where(Step.id.in_(step_ids), Step.status == StepStatus.EVALUATING, ~given)
        .order_by(Organisation.name)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for step_id, code, name in db.session().execute(query):
        found.setdefault(step_id, []).append((code, name))
    return found
