"""What can happen to a step: planned, started, ended, evaluated, concluded with its consequence."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

from gemportal.groups import queries as groups
from gemportal.groups.charter import queries as charter
from gemportal.groups.lessons.acts import ASK, share_conclusion
from gemportal.groups.models import Group
from gemportal.groups.policy import END_STEP, About
from gemportal.groups.rules import CONTRIBUTING, check_working
from gemportal.groups.steps import drafts, queries, rules
from gemportal.groups.steps.models import Evaluation, EvaluationContent, Step
from gemportal.groups.steps.rules import Conclusion, Judging, Plan, StepStatus
from gemportal.initiatives import acts as initiative_acts
from gemportal.kernel import clock, db, policy, schedule
from gemportal.kernel.actor import Actor, Capacity
from gemportal.kernel.acts import act, running
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.texts import WHY, check_text
from gemportal.kernel.words import _l
from gemportal.register.log import disclose, record
from gemportal.settings.queries import value

EVALUATION_ENDS = "groups:evaluation-ends"

# What everybody may know of the evaluations once a step is concluded.
_FIGURES = ("came_true", "cooperation", "hours_spent", "euros_spent")


def _about_step(group: Group, step: Step) -> About:
    return About(group.number, step.status)


@act(
    "groups:plan-step",
    _l("plant een stap"),
    holds=holds("step", "starts_on", "due_on", "hours", "euros", apart=("aim", "expectation", "measure")),
)
def plan_step(actor: Actor, number: str, plan: Plan) -> int:
    """Plan the next step, or change the one that is planned and not yet started. Returns its place in the row."""
    group = groups.group(number)
    policy.require(actor, "groups:plan-step", groups.about(group))
    plan = plan.checked(value(rules.WEEKS))
    step = queries.planned(group.id) or _new_step(group)
    charter.require_room(group.id, step.ordinal, euros=plan.euros, due_on=plan.due_on)
    for name, given in asdict(plan).items():
        setattr(step, name, given)
    db.session().add(step)
    record(
        group.number,
        {**_when(step), "hours": plan.hours, "euros": plan.euros},
        private={"aim": plan.aim, "expectation": plan.expectation, "measure": plan.measure},
    )
    return step.ordinal


def _when(step: Step) -> dict[str, Any]:
    return {"step": step.ordinal, "starts_on": step.starts_on.isoformat(), "due_on": step.due_on.isoformat()}


def _new_step(group: Group) -> Step:
    ordinal = queries.last_ordinal(group.id) + 1
    return Step(group_id=group.id, ordinal=ordinal, status=StepStatus.PLANNED, planned_at=clock.now())


@act("groups:start-step", _l("start een stap"), holds=holds("step"))
def start_step(actor: Actor, number: str, ordinal: int) -> None:
    """Start the planned step; only after the one before it was concluded."""
    group = groups.group(number)
    step = queries.step_row(group.id, ordinal)
    policy.require(actor, "groups:start-step", _about_step(group, step))
    check_working(group.status)
    rules.check_start(queries.statuses(group.id), step.due_on, clock.today())
    charter.require_room(group.id, ordinal, euros=step.euros, due_on=step.due_on)
    step.status, step.started_at = StepStatus.RUNNING, clock.now()
    db.session().flush()
    schedule.put(END_STEP, str(step.id), clock.end_of(step.due_on))
    record(group.number, {"step": ordinal})


@act(END_STEP, _l("beëindigt een stap"), holds=holds("step", "early", "evaluate", apart=("reason",)))
def end_step(actor: Actor, number: str, ordinal: int, reason: str = "") -> None:
    """End a running step, so that it is evaluated: by the clock after its last day, or earlier by the lead, with a reason."""
    group = groups.group(number)
    step = queries.step_row(group.id, ordinal)
    policy.require(actor, END_STEP, _about_step(group, step))
    early = actor.capacity is not Capacity.CLOCK
    step.end_reason = check_text(reason, WHY) if early else None
    last_day = clock.today() + timedelta(days=value(rules.EVALUATION_DAYS))
    until = clock.end_of(last_day)
    step.status, step.ended_at, step.evaluate_until = StepStatus.EVALUATING, clock.now(), until
    schedule.done(END_STEP, str(step.id))
    schedule.put(EVALUATION_ENDS, str(step.id), until)
    data = {"step": ordinal, "early": early, "evaluate": last_day.isoformat()}
    record(group.number, data, private={"reason": step.end_reason} if early else None)


def end_due_step(actor: Actor, step_id: str) -> None:
    """The clock's rule on the day after a step's last day."""
    step, group = queries.step_by_id(int(step_id))
    end_step(actor, group.number, step.ordinal)


@act("groups:put-by-evaluation", _l("bewaart een evaluatie om later verder te gaan"), holds=None)
def put_by_evaluation(actor: Actor, number: str, ordinal: int, typed: Mapping[str, str]) -> None:
    """Keep what the actor's organisation filled in so far; it has judged nothing yet, and nobody else reads it."""
    step = _to_evaluate(actor, number, ordinal)
    code = groups.seat_of(step.group_id, actor.organisation).organisation_code
    drafts.put_by(step.id, code, rules.drafted(typed))


def _to_evaluate(actor: Actor, number: str, ordinal: int) -> Step:
    """The step that the actor's organisation may evaluate now, and did not evaluate yet."""
    step = queries.step_row(groups.group(number).id, ordinal)
    policy.require(actor, "groups:evaluate-step", About(number, step.status))
    rules.check_term(step.evaluate_until, running().arrived_at)
    if actor.organisation in {given.organisation_code for given, _ in queries.evaluations(step.id)}:
        raise RuleBroken(_l("Uw organisatie heeft deze stap al geëvalueerd."))
    return step


@act(
    "groups:evaluate-step",
    _l("evalueert een stap"),
    holds=holds("step", apart=("in_public", *(field.name for field in fields(Judging))), opens_later=True),
)
def evaluate_step(actor: Actor, number: str, ordinal: int, judging: Judging, *, in_public: bool = False) -> None:
    """Give the judgement of the actor's organisation, once, within the term. The register holds a digest of it; `in_public`
    publishes it when the step is concluded."""
    step = _to_evaluate(actor, number, ordinal)
    judging.check()
    code = groups.seat_of(step.group_id, actor.organisation).organisation_code
    part = {**asdict(judging), "in_public": in_public}
    entry = record(number, {"step": ordinal}, private=part)
    key = {"step_id": step.id, "organisation_code": code}
    db.session().add(Evaluation(**key, in_public=in_public, given_at=clock.now(), entry=entry))
    db.session().flush()
    db.session().add(EvaluationContent(**key, **asdict(judging)))
    drafts.forget(step.id, code)


@act(
    "groups:conclude-step",
    _l("rondt een stap af"),
    holds=holds(
        "step",
        "conclusion",
        *_FIGURES,
        "missing",
        "opened",
        "next",
        apart=("outcome",),
    ),
)
def conclude_step(
    actor: Actor, number: str, ordinal: int, *, conclusion: Conclusion, outcome: str, lesson: str = ""
) -> None:
    """Conclude a step with what happened beside what was expected, and carry out the consequence.

    `stop` stops the initiative, and needs a lesson; `share` delivers it; the group ends with its initiative. `adjust` opens
    the next step's draft. The lesson is shared with everybody.
    """
    group = groups.group(number)
    step = queries.step_row(group.id, ordinal)
    policy.require(actor, "groups:conclude-step", _about_step(group, step))
    outcome = check_text(outcome, _l("Schrijf op wat er gebeurde."))
    if lesson.strip():
        lesson = check_text(lesson, ASK)
    evaluations = queries.evaluations(step.id)
    given, opened = [content for _, content in evaluations], [row.entry for row, _ in evaluations if row.in_public]
    missing = _missing(group, given)
    term_is_over = step.evaluate_until is not None and clock.now() >= step.evaluate_until
    partners = groups.partners_in(group.id)
    advices = [row.advice for row in given if row.organisation_code not in partners]
    rules.check_conclusion(conclusion, advices, missing=bool(missing), term_is_over=term_is_over)
    step.status, step.concluded_at = StepStatus.CONCLUDED, clock.now()
    step.conclusion, step.outcome = conclusion, outcome
    _count(step, given)
    schedule.done(EVALUATION_ENDS, str(step.id))
    drafts.forget(step.id)
    db.session().flush()
    following = _open_next(group, step)
    record(
        group.number,
        {
            "step": ordinal,
            "conclusion": conclusion,
            **{name: getattr(step, name) for name in _FIGURES},
            "missing": missing,
            "opened": opened,
            "next": _when(following) if following else None,
        },
        private={"outcome": outcome},
    )
    disclose(opened)
    if conclusion is Conclusion.STOP:
        initiative_acts.stop(actor, group.initiative_number, outcome, lesson)
        return
    if lesson:
        share_conclusion(actor, group, step, conclusion, lesson)
    if conclusion is Conclusion.SHARE:
        initiative_acts.deliver(actor, group.initiative_number)


def _count(step: Step, given: list[EvaluationContent]) -> None:
    step.came_true = list(rules.spread(row.came_true for row in given))
    step.cooperation = list(rules.spread(row.cooperation for row in given))
    step.hours_spent, step.euros_spent = sum(row.hours for row in given), sum(row.euros for row in given)


def _missing(group: Group, given: list[EvaluationContent]) -> list[str]:
    asked = {seat.organisation_code for seat in groups.seats(group.id) if seat.role in CONTRIBUTING}
    return sorted(asked - {row.organisation_code for row in given})


def _open_next(group: Group, step: Step) -> Step | None:
    """After `adjust` the same plan stands ready for a next step of the same length, unless one was planned already."""
    if step.conclusion is not Conclusion.ADJUST or queries.planned(group.id) is not None:
        return None
    today = clock.today()
    following = _new_step(group)
    following.aim, following.expectation, following.measure = step.aim, step.expectation, step.measure
    following.starts_on, following.due_on = today, today + (step.due_on - step.starts_on)
    following.hours, following.euros = step.hours, step.euros
    db.session().add(following)
    return following
