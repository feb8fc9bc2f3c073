"""Who may do what with groups and their steps. A coordinator forms; those who hold a seat work and decide."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gemportal.groups.rules import GroupStatus
from gemportal.groups.steps.rules import UNDER_WAY, StepStatus
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import (
    May,
    Who,
    acting_for_an_organisation,
    by_rule,
    declare,
    fact,
    holding,
    members_vote,
    not_own,
    on,
)
from gemportal.kernel.words import _l
from gemportal.organisations.policy import the_merger

LAPSE = "groups:lapse-offer"
OFFER = "groups:offer-seats"
END_SEAT = "groups:end-seat"
END_STEP = "groups:end-step"
TAKE_OVER = "groups:take-over"
CONSENT_TO_GROWING = "groups:consent-to-growing"
GROW = "groups:grow"
KEEP_TASKS = "groups:keep-tasks"

FORMING, WORKING, PAUSED = GroupStatus.FORMING, GroupStatus.WORKING, GroupStatus.PAUSED
ALIVE = on(FORMING, WORKING, PAUSED)


@dataclass(frozen=True)
class About:
    """What an act is about: the group's number, the state that counts, and the organisations whose seats are at stake."""

    number: str
    status: StrEnum
    organisations: frozenset[str] = field(default_factory=frozenset)


def within(name: str) -> Callable[[Actor, Any], bool]:
    """That the named fact holds for the actor of the group that the act is about."""
    return lambda actor, group: group is None or group.number in fact(actor, name)


def _at_stake(subject: Any) -> Iterable[str]:
    """The organisations that a group's subject concerns; of an initiative that is only looked at, its proposer."""
    return subject.organisations if isinstance(subject, About) else (subject.organisation_code,)


lead = Who(_l("trekker van de groep"), acting_for_an_organisation, within("groups:lead"))
decider = Who(_l("trekker of deelnemer van de groep"), acting_for_an_organisation, within("groups:member"))
contributor = Who(
    _l("trekker, deelnemer of ketenpartner van de groep"), acting_for_an_organisation, within("groups:works")
)
seated = Who(_l("organisatie met een zetel"), acting_for_an_organisation, within("groups:seat"))
evaluator = Who(
    _l("organisatie die de evaluatie gaf"),
    acting_for_an_organisation,
    lambda actor, subject: subject is None or actor.organisation in subject.organisations,
)
offered = Who(_l("organisatie die het aanbod kreeg"), acting_for_an_organisation, within("groups:offered"))
passed_over = Who(_l("organisatie die werd overgeslagen"), acting_for_an_organisation, within("groups:passed-over"))
coordinator_of_others = Who(
    _l("coördinator (niet voor de eigen organisatie)"),
    holding(Office.COORDINATOR),
    not_own(_at_stake),
)


def not_of_own_group(actor: Actor, subject: Any) -> bool:
    """The subject (`group_number`; None is the cooperative itself) is no group in which the person represents a seat."""
    return subject is None or subject.group_number not in fact(actor, "groups:represented")


coordinator_of_other_groups = Who(
    _l("coördinator (niet voor een groep van de eigen organisatie)"), holding(Office.COORDINATOR), not_of_own_group
)
chair_of_other_groups = Who(
    _l("voorzitter (niet voor een groep van de eigen organisatie)"), holding(Office.CHAIR), not_of_own_group
)
the_term = Who(_l("de klok, na de termijn"), by_rule(LAPSE))
a_free_place = Who(_l("de klok, zodra er een plaats vrij is voor wie in de rij staat"), by_rule(OFFER))
the_end_of_membership = Who(_l("de klok, na het einde van het lidmaatschap"), by_rule(END_SEAT))
the_due_day = Who(_l("de klok, na de laatste dag van de stap"), by_rule(END_STEP))
the_groups_vote = Who(_l("een stemming van de groep"), by_rule("voting:publish"))
a_vote = Who(_l("een stemming van de groep of van de leden"), by_rule("voting:publish"))

declare(
    "groups",
    _l("Groepen"),
    [
        May(
            "groups:form",
            _l("een groep vormen"),
            (coordinator_of_others,),
            on(InitiativeStatus.OPEN),
            note=_l("na het sluiten van de oproep; buiten de volgorde van de agenda met reden"),
        ),
        May("groups:pass-over", _l("iemand overslaan"), (coordinator_of_others,), ALIVE, note=_l("met openbare reden")),
        May("groups:answer-passing-over", _l("antwoorden op overslaan"), (passed_over,), note=_l("in het openbaar")),
        May(OFFER, _l("vrije zetels aanbieden"), (a_free_place,), ALIVE),
        May("groups:accept-offer", _l("een zetel aannemen"), (offered,), ALIVE, note=_l("binnen de termijn")),
        May("groups:decline-offer", _l("een zetel afslaan"), (offered,), ALIVE),
        May(LAPSE, _l("een aanbod laten vervallen"), (the_term,), ALIVE),
        May("groups:propose-charter", _l("een groepsopdracht voorstellen"), (lead,), ALIVE),
        May("groups:consent-to-charter", _l("instemmen met de groepsopdracht"), (decider,), ALIVE),
        May(
            "groups:accept-charter",
            _l("een groepsopdracht boven het plafond vaststellen"),
            (members_vote,),
            ALIVE,
        ),
        May("groups:begin", _l("een groep laten beginnen"), (lead,), on(FORMING)),
        May("groups:take-lead", _l("de trekker worden"), (decider,), ALIVE, note=_l("als er geen trekker is")),
        May("groups:leave-seat", _l("een zetel verlaten"), (seated,), ALIVE, note=_l("met reden")),
        May(
            END_SEAT,
            _l("een zetel beëindigen"),
            (the_end_of_membership, members_vote, decider),
            ALIVE,
            note=_l("de groep alleen als alle anderen instemmen"),
        ),
        May(TAKE_OVER, _l("de zetel of het aanbod van een voorganger overnemen"), (the_merger,), ALIVE),
        May(
            "groups:give-up",
            _l("het vormen van een groep opgeven"),
            (coordinator_of_others,),
            on(FORMING),
            note=_l("met reden"),
        ),
        May("groups:plan-step", _l("een stap plannen"), (lead,), on(WORKING)),
        May("groups:start-step", _l("een stap starten"), (lead,), on(StepStatus.PLANNED)),
        May(
            END_STEP,
            _l("een stap beëindigen"),
            (lead, the_due_day),
            on(StepStatus.RUNNING),
            note=_l("eerder: met reden"),
        ),
        May(
            KEEP_TASKS,
            _l("taken van een stap bijhouden"),
            (contributor,),
            on(StepStatus.PLANNED, *UNDER_WAY),
            note=_l("alleen de groep leest ze"),
        ),
        May(
            "groups:evaluate-step",
            _l("een stap evalueren"),
            (contributor,),
            on(StepStatus.EVALUATING),
            note=_l("één keer, binnen de termijn; het advies van een ketenpartner telt niet mee"),
        ),
        May(
            "groups:conclude-step",
            _l("een stap afronden"),
            (lead, a_vote),
            on(StepStatus.EVALUATING),
            note=_l("volgens wat de groep koos"),
        ),
        May(
            "groups:take-lesson",
            _l("een les uit een evaluatie halen"),
            (lead, evaluator),
            on(StepStatus.CONCLUDED),
            note=_l("de trekker uit elke, een ander uit de eigen evaluatie"),
        ),
        May(
            CONSENT_TO_GROWING,
            _l("instemmen met groeien"),
            (decider,),
            on(WORKING),
            note=_l("na een stap die goed uitpakte"),
        ),
        May(
            GROW,
            _l("een groep laten groeien"),
            (lead, coordinator_of_others, the_groups_vote),
            on(WORKING),
            note=_l("één trede tegelijk"),
        ),
    ],
)
