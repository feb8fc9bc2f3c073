"""Who may share a lesson, change it, take it back, and say that they recognise it."""

from dataclasses import dataclass
from typing import Any

from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import (
    May,
    Who,
    acting_for_an_organisation,
    by_rule,
    declare,
    fact,
    holding,
    not_own,
    on,
)
from gemportal.kernel.words import _l
from gemportal.organisations.policy import acts_for_a_member, member
from gemportal.sharing.rules import LessonStatus, Source

SHARED = LessonStatus.SHARED


@dataclass(frozen=True)
class About:
    """A lesson as the policy sees it: whether it stands, and whose it is."""

    status: LessonStatus
    organisations: tuple[str, ...]
    group_number: str | None


def _shares_it(actor: Actor, subject: Any) -> bool:
    """The organisation shared it, or stands for one that did and merged into it since."""
    return subject is None or not stands_for(actor).isdisjoint(subject.organisations)


def stands_for(actor: Actor) -> frozenset[str]:
    """Whom the actor's organisation speaks for: itself, and those that merged into it."""
    found: frozenset[str] = fact(actor, "organisations:stands-for")
    return found


def _own_practice(actor: Actor, source: Source | None) -> bool:
    """Something that the organisation learned by itself: it speaks for nobody else."""
    alone = source is None or (source.initiative_number is None and source.organisations == (actor.organisation,))
    return alone and acts_for_a_member(actor)


def _took_part(actor: Actor, source: Source | None) -> bool:
    return source is None or source.group_number in fact(actor, "groups:took-part")


def _leads(actor: Actor, subject: Any) -> bool:
    return subject is None or subject.group_number in fact(actor, "groups:lead")


practitioner = Who(
    _l("vertegenwoordiger van een lid, uit de eigen praktijk"), acting_for_an_organisation, _own_practice
)
partaker = Who(_l("organisatie die een zetel in de groep heeft of had"), acting_for_an_organisation, _took_part)
sharer = Who(_l("organisatie die de les deelde, of haar opvolger"), acting_for_an_organisation, _shares_it)
lead = Who(_l("trekker van de groep"), acting_for_an_organisation, _leads)


_is_not_own = not_own(lambda subject: subject.organisations)


def _takes_part_at_home(actor: Actor, subject: Any) -> bool:
    """An organisation that this person represents has a seat in the group that the lesson is of."""
    return subject is not None and subject.group_number in fact(actor, "groups:represented")


def _came_of_work_of_others(actor: Actor, source: Source | None) -> bool:
    return source is None or (
        source.initiative_number is not None and actor.represents.isdisjoint(source.organisations)
    )


coordinator_at_the_end = Who(
    _l("coördinator, bij het stoppen van een initiatief"), holding(Office.COORDINATOR), _came_of_work_of_others
)
coordinator_of_others = Who(
    _l("coördinator (niet voor de eigen organisatie)"),
    holding(Office.COORDINATOR),
    lambda actor, subject: _is_not_own(actor, subject) and not _takes_part_at_home(actor, subject),
)
a_vote = Who(_l("een stemming van de groep of van de leden"), by_rule("voting:publish"))

declare(
    "sharing",
    _l("Lessen"),
    [
        May("sharing:share-lesson", _l("een les delen"), (practitioner, partaker, coordinator_at_the_end, a_vote)),
        May(
            "sharing:revise-lesson",
            _l("een les verbeteren"),
            (sharer, lead, coordinator_of_others),
            on(SHARED),
            note=_l("de oude tekst blijft te lezen"),
        ),
        May(
            "sharing:withdraw-lesson",
            _l("een les intrekken"),
            (sharer, lead, coordinator_of_others),
            on(SHARED),
            note=_l("met reden"),
        ),
        May("sharing:endorse-lesson", _l("een les herkennen"), (member,), on(SHARED)),
        May("sharing:withdraw-endorsement", _l("een les niet meer herkennen"), (member,)),
    ],
)
