"""What can happen to a task: noted down, changed, ticked off, removed.

These are house acts. Who does what this week is the group's own list, on which nobody outside is to rely: the register tells the
plan of a step and what became of it. A slip of paper that is kept for ever would not be written honestly.
"""

from gemportal.groups import queries as groups
from gemportal.groups.policy import KEEP_TASKS, About
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.models import Step
from gemportal.groups.tasks import queries, rules
from gemportal.groups.tasks.models import Task
from gemportal.groups.tasks.rules import Wanted
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.public_state import raise_public_revision
from gemportal.kernel.words import _l


@act("groups:add-task", _l("noteert een taak"), holds=None)
def add_task(actor: Actor, number: str, ordinal: int, wanted: Wanted) -> int:
    """Note down what has to be done in a step. Returns the key of the task."""
    step = _step(actor, number, ordinal)
    rules.check_room(queries.number_in(step.id))
    task = Task(step_id=step.id)
    _write(task, number, wanted)
    db.session().add(task)
    db.session().flush()
    return task.id


@act("groups:change-task", _l("wijzigt een taak"), holds=None)
def change_task(actor: Actor, number: str, ordinal: int, task_id: int, wanted: Wanted) -> None:
    """Say otherwise what has to be done, by whom, or until when."""
    _write(queries.task_in(_step(actor, number, ordinal).id, task_id), number, wanted)


@act("groups:tick-task", _l("vinkt een taak af"), holds=None)
def tick_task(actor: Actor, number: str, ordinal: int, task_id: int, *, done: bool) -> None:
    """Say that a task is done, or is not after all."""
    task = queries.task_in(_step(actor, number, ordinal).id, task_id)
    if done != (task.done_at is not None):
        task.done_at = clock.now() if done else None


@act("groups:remove-task", _l("haalt een taak weg"), holds=None)
def remove_task(actor: Actor, number: str, ordinal: int, task_id: int) -> None:
    """Take a task off the list."""
    db.session().delete(queries.task_in(_step(actor, number, ordinal).id, task_id))


def _step(actor: Actor, number: str, ordinal: int) -> Step:
    """The step whose list this actor may change now. Its page tells everybody how many tasks there are."""
    step = steps.step_row(groups.group(number).id, ordinal)
    policy.require(actor, KEEP_TASKS, About(number, step.status))
    raise_public_revision()
    return step


def _write(task: Task, number: str, wanted: Wanted) -> None:
    named = {(one.code, one.person_id) for one in groups.participants_of(number) if one.works}
    wanted = wanted.checked(named)
    task.what, task.until = wanted.what, wanted.until
    task.organisation_code, task.person_id = wanted.code, wanted.person_id
