"""What a vote may bring about in a group: the acts that it can carry as its effect, each with what must be there for it."""

from gemportal.groups import acts, queries
from gemportal.groups.growing import rules as growing
from gemportal.groups.growing.acts import grow
from gemportal.groups.growing.queries import ladder_of
from gemportal.groups.policy import END_SEAT, GROW
from gemportal.groups.rules import GroupStatus
from gemportal.groups.steps.acts import conclude_step
from gemportal.groups.steps.queries import step_row
from gemportal.groups.steps.rules import Conclusion, StepStatus
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import effect, voted
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

effect("groups:accept-charter", queries.waiting_charter)(acts.accept_charter)


def _seat_is_held(number: str, code: str) -> None:
    if code not in {seat.organisation_code for seat in queries.seats(queries.group(number).id)}:
        raise RuleBroken(_l("Deze organisatie heeft geen zetel in de groep."))


@effect(END_SEAT, _seat_is_held)
def end_seat_as_voted(actor: Actor, number: str, code: str) -> None:
    """End the seat of an organisation, as was voted."""
    _seat_is_held(number, code)
    acts.end_seat(actor, number, code)


def _is_evaluated(number: str, ordinal: int, conclusion: str, **_texts: str) -> None:
    step = step_row(queries.group(number).id, ordinal)
    if conclusion not in list(Conclusion):
        raise RuleBroken(_l("Kies een van de conclusies die een stap kan hebben."))
    if step.status is not StepStatus.EVALUATING:
        raise RuleBroken(_l("Deze stap wordt nu niet geëvalueerd: de stand is “%(state)s”.", state=step.status.label))


@effect("groups:conclude-step", _is_evaluated)
def conclude_step_as_voted(
    actor: Actor, number: str, ordinal: int, conclusion: str, outcome: str = "", lesson: str = ""
) -> None:
    """Conclude a step as was voted. What was not written down beforehand says with which vote."""
    _is_evaluated(number, ordinal, conclusion)
    chosen = Conclusion(conclusion)
    conclude_step(actor, number, ordinal, conclusion=chosen, outcome=outcome or voted(), lesson=lesson)


def _is_ready_to_grow(number: str) -> None:
    """Everything but the consent: that is what the vote asks."""
    group = queries.page_of(number)
    if group.status is not GroupStatus.WORKING:
        raise RuleBroken(_l("De groep is nu niet aan het werk."))
    ladder = ladder_of(group)
    growing.check(ladder.following, ladder.without_the_group)


effect(GROW, _is_ready_to_grow)(grow)
