"""Lessons out of a group's work: taken from an evaluation, or shared with a conclusion and when an initiative stops."""

from gemportal.groups import queries as groups
from gemportal.groups.lessons import queries
from gemportal.groups.lessons.rules import lesson_of
from gemportal.groups.models import Group
from gemportal.groups.policy import About
from gemportal.groups.steps.models import Step
from gemportal.groups.steps.queries import step_row
from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel import policy
from gemportal.kernel.actor import Actor, Capacity
from gemportal.kernel.acts import act, running
from gemportal.kernel.errors import NotFound
from gemportal.kernel.texts import check_text
from gemportal.kernel.words import _l
from gemportal.sharing import acts as sharing
from gemportal.sharing.rules import Source, Wording

ASK = _l("Schrijf op wat anderen hiervan kunnen leren.")


@act("groups:take-lesson", _l("haalt een les uit een evaluatie"), holds=None)
def take_lesson(actor: Actor, number: str, ordinal: int, code: str, wording: Wording) -> str:
    """Share what an organisation wrote in its evaluation, edited for others. Returns the number of the lesson.

    Whoever takes it shares it: an organisation that kept its evaluation inside the group is not named by another.
    """
    group = groups.group(number)
    step = step_row(group.id, ordinal)
    policy.require(actor, "groups:take-lesson", About(number, step.status, frozenset({code})))
    if code not in queries.evaluators(step.id):
        raise NotFound
    source = Source((actor.organisation or "",), group.initiative_number, number, ordinal)
    return sharing.share_lesson(actor, wording, source)


def share_conclusion(actor: Actor, group: Group, step: Step, conclusion: Conclusion, text: str) -> str:
    """Share the lesson of a group's conclusion; the act that concludes writes its own entry first."""
    return sharing.share_lesson(
        actor,
        lesson_of(text, conclusion, queries.domain_of(group.initiative_number)),
        Source(_whose(actor, step), group.initiative_number, group.number, step.ordinal),
    )


def when_initiative_stops(number: str, lesson: str) -> None:
    """Stopping after a step had run asks a lesson. A members' vote may have written none, and is carried out all the same."""
    actor, group = running().actor, groups.living_group_for(number)
    step = queries.last_run(group.id) if group else None
    if step is not None and actor.capacity is not Capacity.CLOCK:
        lesson = check_text(lesson, ASK)
    if not lesson.strip():
        return
    if group is not None and step is not None:
        share_conclusion(actor, group, step, Conclusion.STOP, lesson)
    else:
        source = Source((), number, group.number if group else None)
        sharing.share_lesson(actor, lesson_of(lesson, Conclusion.STOP, queries.domain_of(number)), source)


def _whose(actor: Actor, step: Step) -> tuple[str, ...]:
    """Nobody is named by an office or by a vote as having shared something: then the lesson is the group's."""
    return queries.who_worked(step) if actor.capacity is Capacity.MANDATE else ()
