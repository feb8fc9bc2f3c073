"""The pages of a group's steps."""

from dataclasses import replace

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.groups import queries as groups
from gemportal.groups.attachments import queries as attachments
from gemportal.groups.forms import ReasonForm
from gemportal.groups.policy import END_STEP, KEEP_TASKS, About
from gemportal.groups.steps import acts, drafts, queries, rules
from gemportal.groups.steps.forms import ConcludeForm, EvaluationForm, PlanForm
from gemportal.groups.steps.rules import Conclusion, StepStatus
from gemportal.groups.tasks import queries as tasks
from gemportal.groups.views import Page, done, for_the_act, page
from gemportal.groups.views import room as room
from gemportal.kernel import clock, policy
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC
from gemportal.settings.queries import value
from gemportal.sharing import queries as lessons


@room.page("/groepen/<number>/stappen/<int:ordinal>", access=PUBLIC)
def step(number: str, ordinal: int) -> str:
    group = groups.page_of(number)
    line = queries.one_of(group.steps, ordinal)
    about = About(number, line.status)
    reader = actor()
    seat = group.seat_of(reader.organisation)
    seated = seat is not None
    late = groups.delay_in(group, line)
    board = tasks.tasks_of(number, ordinal)
    return render_template(
        "groups/step.html",
        group=group,
        step=line,
        scores=rules.SCORES,
        opinions=rules.opinions,
        figures=groups.figures_of(group, line),
        late=late,
        end_of=clock.end_of,
        missing=groups.missing_in(group, line),
        tasks=board if seated else (),
        tasks_counted=(len(board), sum(task.done_at is not None for task in board)),
        may_keep_tasks=seated and policy.may(reader, KEEP_TASKS, about),
        attachments=attachments.attached(reader, group, ordinal),
        judgements=line.readable_by(reader.organisation, seat.role if seat else None),
        lessons=lessons.lines(lessons.Filters(group=number)),
        may_take=[
            code
            for code in line.given_by
            if policy.may(reader, "groups:take-lesson", replace(about, organisations=frozenset({code})))
        ],
        may_start=policy.may(reader, "groups:start-step", about),
        may_end=policy.may(reader, END_STEP, about),
        may_evaluate=line.waits_for(reader.organisation) and policy.may(reader, "groups:evaluate-step", about),
        may_conclude=policy.may(reader, "groups:conclude-step", about),
        may_plan=line.status is StepStatus.PLANNED and policy.may(reader, "groups:plan-step", group),
    )


def _for_the_act(permission: str, number: str, ordinal: int) -> tuple[groups.GroupPage, queries.StepLine]:
    """The group and the step, if the actor may do this with it now."""
    group = groups.page_of(number)
    line = queries.one_of(group.steps, ordinal)
    require_for_form(actor(), permission, About(number, line.status))
    return group, line


def _back(number: str, ordinal: int, sentence: str) -> Response:
    """Say what was done, and lead back to the step."""
    flash(sentence, "success")
    return redirect(url_for("groups.step", number=number, ordinal=ordinal), 303)


@page("groups:plan-step", "/groepen/<number>/stappen/plannen")
def plan_step(number: str) -> Response | Page:
    group = for_the_act("groups:plan-step", number)
    planned = next((line for line in group.steps if line.status is StepStatus.PLANNED), None)
    form = PlanForm(obj=planned)
    if form.performed(acts.plan_step, actor(), number, form.plan()):
        return done(number, _("De stap is gepland."))
    return render_template("groups/plan_step.html", group=group, form=form, weeks=value(rules.WEEKS)), form.status


@page("groups:start-step", "/groepen/<number>/stappen/<int:ordinal>/starten")
def start_step(number: str, ordinal: int) -> Response | Page:
    group, line = _for_the_act("groups:start-step", number, ordinal)
    form = ConfirmForm()
    if form.performed(acts.start_step, actor(), number, ordinal):
        return done(number, _("De stap is gestart."))
    return render_template("groups/start_step.html", group=group, step=line, form=form), form.status


@page(END_STEP, "/groepen/<number>/stappen/<int:ordinal>/beeindigen")
def end_step(number: str, ordinal: int) -> Response | Page:
    group, line = _for_the_act(END_STEP, number, ordinal)
    form = ReasonForm()
    if form.performed(acts.end_step, actor(), number, ordinal, form.reason.data or ""):
        return done(number, _("De stap is beëindigd. Iedereen in de groep evalueert nu."))
    days = value(rules.EVALUATION_DAYS)
    return render_template("groups/end_step.html", group=group, step=line, form=form, days=days), form.status


@page("groups:evaluate-step", "/groepen/<number>/stappen/<int:ordinal>/evalueren")
def evaluate_step(number: str, ordinal: int) -> Response | Page:
    group, line = _for_the_act("groups:evaluate-step", number, ordinal)
    own = group.seat_of(actor().organisation)
    draft = drafts.draft_of(number, ordinal, actor().organisation)
    form = EvaluationForm.going_on_with(draft).hint(line, own.pledges if own else ())
    if form.is_put_by:
        if form.carried_out(acts.put_by_evaluation, actor(), number, ordinal, form.typed()):
            return _back(number, ordinal, _("Bewaard, maar nog niet gegeven. Alleen uw organisatie ziet wat er staat."))
    elif form.performed(acts.evaluate_step, actor(), number, ordinal, form.judging(), in_public=form.in_public.data):
        return _back(number, ordinal, _("Uw evaluatie is bewaard. U kunt nu lezen wat de anderen schreven."))
    shown = render_template("groups/evaluate_step.html", group=group, step=line, form=form, draft=draft, own=own)
    return shown, form.status


@page("groups:conclude-step", "/groepen/<number>/stappen/<int:ordinal>/afronden")
def conclude_step(number: str, ordinal: int) -> Response | Page:
    group, line = _for_the_act("groups:conclude-step", number, ordinal)
    missing = groups.missing_in(group, line)
    # Before that moment nothing can be concluded, and what the others advise would show through the choices.
    known = line.advices(group.partners) if line.term_is_over or not missing else ()
    form = ConcludeForm().offer(rules.choices_of(known))
    values = {
        "conclusion": Conclusion(form.conclusion.data) if form.is_submitted() and form.validate() else None,
        "outcome": form.outcome.data or "",
        "lesson": form.lesson.data or "",
    }
    if form.performed(acts.conclude_step, actor(), number, ordinal, **values):
        return done(number, _("De stap is afgerond."))
    shown = render_template(
        "groups/conclude_step.html",
        group=group,
        step=line,
        form=form,
        missing=missing,
        advices=rules.counted(known),
        figures=groups.figures_of(group, line),
    )
    return shown, form.status
