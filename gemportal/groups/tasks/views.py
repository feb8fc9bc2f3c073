"""The pages on which a group keeps the tasks of a step."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.groups import queries as groups
from gemportal.groups.policy import KEEP_TASKS, About
from gemportal.groups.steps import queries as steps
from gemportal.groups.tasks import acts, queries
from gemportal.groups.tasks.forms import TaskForm, who_of
from gemportal.groups.views import Page, page
from gemportal.groups.views import room as room
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.forms import require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import may


def _for_the_list(number: str, ordinal: int) -> tuple[groups.GroupPage, steps.StepLine]:
    """The group and the step, if the actor may change its tasks now."""
    group = groups.page_of(number)
    step = steps.one_of(group.steps, ordinal)
    require_for_form(actor(), KEEP_TASKS, About(number, step.status))
    return group, step


def _done(number: str, ordinal: int, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("groups.step", number=number, ordinal=ordinal, _anchor="taken"), 303)


@page(KEEP_TASKS, "/groepen/<number>/stappen/<int:ordinal>/taken/nieuw")
def add_task(number: str, ordinal: int) -> Response | Page:
    group, step = _for_the_list(number, ordinal)
    form = TaskForm(who=actor().organisation).offer(groups.participants_of(number))
    if form.performed(acts.add_task, actor(), number, ordinal, form.wanted()):
        return _done(number, ordinal, _("De taak staat op de lijst."))
    return render_template("groups/task.html", group=group, step=step, form=form, task=None), form.status


@page(KEEP_TASKS, "/groepen/<number>/stappen/<int:ordinal>/taken/<int:task_id>")
def change_task(number: str, ordinal: int, task_id: int) -> Response | Page:
    group, step = _for_the_list(number, ordinal)
    task = next((line for line in queries.tasks_of(number, ordinal) if line.id == task_id), None)
    if task is None:
        raise NotFound
    form = TaskForm(what=task.what, who=who_of(task), until=task.until).offer(groups.participants_of(number))
    if form.performed(acts.change_task, actor(), number, ordinal, task_id, form.wanted()):
        return _done(number, ordinal, _("De taak is gewijzigd."))
    return render_template("groups/task.html", group=group, step=step, form=form, task=task), form.status


@room.action("/groepen/<number>/stappen/<int:ordinal>/taken/<int:task_id>/gedaan", access=may(KEEP_TASKS))
def tick_task(number: str, ordinal: int, task_id: int) -> Response:
    done = request.form.get("done") != "0"
    perform(acts.tick_task, actor(), number, ordinal, task_id, done=done)
    return _done(number, ordinal, _("De taak is gedaan.") if done else _("De taak staat weer open."))


@room.action("/groepen/<number>/stappen/<int:ordinal>/taken/<int:task_id>/weghalen", access=may(KEEP_TASKS))
def remove_task(number: str, ordinal: int, task_id: int) -> Response:
    perform(acts.remove_task, actor(), number, ordinal, task_id)
    return _done(number, ordinal, _("De taak is van de lijst."))
