"""What the register tells of steps: the plan, what became of it, who evaluated it and what the group concluded."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.lessons.queries import evaluators
from gemportal.groups.lessons.rules import lesson_of
from gemportal.groups.models import Group
from gemportal.groups.policy import END_STEP
from gemportal.groups.steps import queries
from gemportal.groups.steps.models import Evaluation, EvaluationContent, Step
from gemportal.groups.steps.rules import Conclusion, Judging, StepStatus
from gemportal.kernel import clock, db
from gemportal.register.replaying.telling import Shown, Told, day, keeps, replays, shows
from gemportal.sharing.acts import stand
from gemportal.sharing.replaying import number_before_lessons
from gemportal.sharing.rules import Source

AS_THEY_ARE = (
    "status", "aim", "expectation", "measure", "hours", "euros", "end_reason", "conclusion", "outcome",
)  # fmt: skip
FIGURES = ("came_true", "cooperation", "hours_spent", "euros_spent")
MOMENTS = ("planned_at", "started_at", "ended_at", "evaluate_until", "concluded_at")


@replays("groups:plan-step")
def planned(told: Told) -> None:
    group_id = groups.group(told.subject).id
    step = queries.planned(group_id) or Step(group_id=group_id, planned_at=told.at, status=StepStatus.PLANNED)
    _place(step, told.data)
    step.hours, step.euros = told.data["hours"], told.data["euros"]
    for name in ("aim", "expectation", "measure"):
        setattr(step, name, told.words(name))
    db.session().add(step)


def _place(step: Step, when: dict[str, Any]) -> None:
    step.ordinal = when["step"]
    step.starts_on, step.due_on = date.fromisoformat(when["starts_on"]), date.fromisoformat(when["due_on"])


def _step(told: Told) -> Step:
    return queries.step_row(groups.group(told.subject).id, told.data["step"])


@replays("groups:start-step")
def started(told: Told) -> None:
    step = _step(told)
    step.status, step.started_at = StepStatus.RUNNING, told.at


@replays(END_STEP)
def ended(told: Told) -> None:
    step = _step(told)
    step.status, step.ended_at, step.end_reason = StepStatus.EVALUATING, told.at, told.words("reason")
    step.evaluate_until = clock.end_of(date.fromisoformat(told.data["evaluate"]))


@replays("groups:evaluate-step")
def evaluated(told: Told) -> None:
    key = {"step_id": _step(told).id, "organisation_code": told.organisation}
    part = told.part or {}
    session = db.session()
    session.add(Evaluation(**key, in_public=part.get("in_public", False), given_at=told.at, entry=told.index))
    session.flush()
    if part:
        content = {field.name: part[field.name] for field in fields(Judging)}
        session.add(EvaluationContent(**key, **{**content, "advice": Conclusion(content["advice"])}))


@replays("groups:conclude-step")
def concluded(told: Told) -> None:
    step = _step(told)
    step.status, step.concluded_at = StepStatus.CONCLUDED, told.at
    step.conclusion = Conclusion(told.data["conclusion"])
    step.outcome = told.words("outcome")
    for name in FIGURES:
        setattr(step, name, told.data[name])
    session = db.session()
    session.flush()
    session.execute(
        sa.update(Evaluation)
        .where(Evaluation.step_id == step.id)
        .values(in_public=Evaluation.entry.in_(told.data["opened"]))
    )
    if told.data["next"] is not None:
        _follow(step, told)
    if learned := (told.part or {}).get("lesson"):
        _learned(step, told, learned)


def _learned(step: Step, told: Told, text: str) -> None:
    """Before lessons were shared by an act of their own, the entry of a conclusion held the group's."""
    initiative = sa.select(Group.initiative_number).where(Group.number == told.subject)
    source = Source(evaluators(step.id), db.session().scalars(initiative).one(), told.subject, step.ordinal)
    stand(number_before_lessons(told.at), told.at, lesson_of(text, Conclusion(told.data["conclusion"])), source)


def _follow(step: Step, told: Told) -> None:
    """The same plan stands ready for the next step."""
    following = Step(group_id=step.group_id, planned_at=told.at, status=StepStatus.PLANNED)
    _place(following, told.data["next"])
    following.aim, following.expectation, following.measure = step.aim, step.expectation, step.measure
    following.hours, following.euros = step.hours, step.euros
    db.session().add(following)


@shows("step")
def steps() -> Iterator[tuple[str, Shown]]:
    given: dict[int, list[str]] = {}
    for step_id, code in db.session().execute(sa.select(Evaluation.step_id, Evaluation.organisation_code)):
        given.setdefault(step_id, []).append(code)
    for number, row in db.session().execute(sa.select(Group.number, Step).join(Group)):
        yield (
            f"{number} step {row.ordinal}",
            {
                **{name: getattr(row, name) for name in (*AS_THEY_ARE, *FIGURES)},
                **{name: getattr(row, name).isoformat() for name in ("starts_on", "due_on")},
                **{name: day(getattr(row, name)) for name in MOMENTS},
                "evaluated_by": sorted(given.get(row.id, [])),
            },
        )


@shows("evaluation")
def published() -> Iterator[tuple[str, Shown]]:
    """What an organisation chose to publish of its judgement."""
    for number, step, given, content in _evaluations():
        if given.in_public and step.status is StepStatus.CONCLUDED:
            yield f"{number} {given.organisation_code} step {step.ordinal}", _content(content)


@keeps("sealed evaluation")
def sealed() -> Iterator[tuple[str, Shown]]:
    """What is read inside the group alone, and who chose to publish it once the step is concluded."""
    for number, step, given, content in _evaluations():
        key = f"{number} {given.organisation_code} step {step.ordinal}"
        yield key, {**_content(content), "in_public": given.in_public, "entry": given.entry}


def _evaluations() -> Iterator[sa.Row[str, Step, Evaluation, EvaluationContent]]:
    query = (
        sa.select(Group.number, Step, Evaluation, EvaluationContent)
        .join(Step, Step.group_id == Group.id)
        .join(Evaluation, Evaluation.step_id == Step.id)
        .outerjoin(EvaluationContent, queries.of_evaluation())
    )
    yield from db.session().execute(query)


def _content(row: EvaluationContent | None) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(Judging)} if row else {}
