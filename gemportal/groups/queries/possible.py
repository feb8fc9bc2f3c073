"""What somebody can do in a group now: the main thing first, and never more than the policy allows."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gemportal.groups.policy import About
from gemportal.groups.queries.pages import GroupPage
from gemportal.groups.rules import GroupStatus
from gemportal.groups.steps.rules import StepStatus
from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.words import Message, _l


@dataclass(frozen=True)
class Possible:
    """A link to a page with a form. `main` is the one that the top of the page offers."""

    label: Message
    endpoint: str
    values: dict[str, str | int] = field(default_factory=dict)
    main: bool = False


def possible(actor: Actor, group: GroupPage) -> list[Possible]:
    """What this actor can do in a group: nothing for who is not signed in, or in a group that ended."""
    if not actor.signed_in or group.status is GroupStatus.ENDED:
        return []
    asked = [*_asked(actor, group), *_next_for_the_lead(actor, group)]
    found = [replace(one, main=place == 0) for place, one in enumerate(asked)] + list(_also(actor, group))
    seen: dict[str, Possible] = {}
    for one in found:
        seen.setdefault(one.endpoint, replace(one, values={"number": group.number, **one.values}))
    return list(seen.values())


def _asked(actor: Actor, group: GroupPage) -> Iterator[Possible]:
    if group.open_offer_to(actor.organisation) and policy.may(actor, "groups:accept-offer", group.about):
        yield Possible(_l("Antwoord op het aanbod"), "groups.offer")
    if any(seat.code == actor.organisation for seat in group.waiting_for_consent):
        yield Possible(_l("Lees de opdracht en stem in"), "groups.consent")
    for step in group.steps:
        evaluates = policy.may(actor, "groups:evaluate-step", About(group.number, step.status))
        if evaluates and step.waits_for(actor.organisation):
            yield Possible(_l("Evalueer de stap"), "groups.evaluate_step", {"ordinal": step.ordinal})
    if any(line.code == actor.organisation and not line.answer for line in group.passed_over):
        yield Possible(_l("Antwoord op het overslaan"), "groups.answer")


def _next_for_the_lead(actor: Actor, group: GroupPage) -> Iterator[Possible]:
    if not policy.may(actor, "groups:propose-charter", group.about):
        return
    if group.proposed_charter is None:
        yield Possible(_l("Stel de groepsopdracht voor"), "groups.charter")
    elif group.status is GroupStatus.FORMING and not group.missing_to_begin:
        yield Possible(_l("Laat de groep beginnen"), "groups.begin")
    if group.status is not GroupStatus.WORKING:
        return
    states = {step.status: step.ordinal for step in group.steps}
    if StepStatus.EVALUATING in states:
        ordinal = states[StepStatus.EVALUATING]
        yield Possible(_l("Rond de stap af"), "groups.conclude_step", {"ordinal": ordinal})
    elif StepStatus.PLANNED in states and StepStatus.RUNNING not in states:
        yield Possible(_l("Start de stap"), "groups.start_step", {"ordinal": states[StepStatus.PLANNED]})
    elif StepStatus.RUNNING not in states:
        yield Possible(_l("Plan een stap"), "groups.plan_step")


def _also(actor: Actor, group: GroupPage) -> Iterator[Possible]:
    about = group.about
    if group.lead is None and policy.may(actor, "groups:take-lead", about):
        yield Possible(_l("Word trekker"), "groups.take_lead")
    if policy.may(actor, "groups:propose-charter", about):
        yield Possible(_l("Stel een nieuwe opdracht voor"), "groups.charter")
    if policy.may(actor, "groups:plan-step", about):
        yield Possible(_l("Plan de volgende stap"), "groups.plan_step")
    if policy.may(actor, "groups:give-up", about):
        yield Possible(_l("Geef het vormen op"), "groups.give_up")
    if policy.may(actor, "groups:leave-seat", about):
        yield Possible(_l("Verlaat de groep"), "groups.leave")
