"""Who may invite, begin and end mandates and offices, and look into the administration of people.

The subject of an invitation, a mandate or an office is the organisation's code, or the office itself. Mandates and offices
begin by an accepted invitation only: the clock carries that rule out, so that no person can begin their own.
"""

from typing import Any

from gemportal.kernel.actor import Actor, Capacity, Office
from gemportal.kernel.policy import (
    May,
    Who,
    by_rule,
    chair,
    coordinator,
    declare,
    holding,
    on,
)
from gemportal.kernel.words import _l
from gemportal.organisations.policy import coordinator_of_others, the_merger
from gemportal.people.rules import InvitationStatus

BOOTSTRAP = "people:bootstrap"
DEMO = "people:demo"
INVITATION = "people:accept-invitation"


def _what(subject: Any) -> Any:
    """An invitation, as a row or as a line of a list, is about what it offers."""
    return getattr(subject, "subject", subject)


def _about_an_office(actor: Actor, subject: Any) -> bool:
    return subject is None or _what(subject) in set(Office)


def _about_an_organisation(actor: Actor, subject: Any) -> bool:
    return not _about_an_office(actor, subject) and coordinator_of_others.covers(actor, _what(subject))


coordinator_for_organisations = Who(coordinator_of_others.label, holding(Office.COORDINATOR), _about_an_organisation)
coordinator_for_offices = Who(_l("coördinator"), holding(Office.COORDINATOR), _about_an_office)
chair_for_offices = Who(_l("voorzitter (alleen functies)"), holding(Office.CHAIR), _about_an_office)
installer = Who(
    _l("wie het portaal installeert (alleen zolang er geen coördinator is)"), by_rule(BOOTSTRAP), _about_an_office
)
auditor = Who(_l("toezichthouder"), holding(Office.AUDITOR))
holder_of_the_link = Who(_l("wie de link van de uitnodiging heeft"), lambda actor: actor.capacity is not Capacity.CLOCK)
invitation = Who(_l("wie is uitgenodigd, door de uitnodiging aan te nemen"), by_rule(INVITATION))
demo = Who(_l("de demo"), by_rule(DEMO))

_who_invites = (coordinator_for_organisations, coordinator_for_offices, chair_for_offices)

declare(
    "people",
    _l("Mensen"),
    [
        May("people:oversee", _l("zien wie wie vertegenwoordigt"), (coordinator, chair, auditor)),
        May("people:invite", _l("iemand uitnodigen"), (*_who_invites, installer), note=_l("nooit uzelf")),
        May(
            "people:revoke-invitation",
            _l("een uitnodiging intrekken"),
            (*_who_invites, the_merger),
            on(InvitationStatus.OPEN),
        ),
        May(
            "people:accept-invitation",
            _l("een uitnodiging aannemen"),
            (holder_of_the_link,),
            note=_l("één keer, binnen 14 dagen"),
        ),
        May("people:begin-mandate", _l("een vertegenwoordiging beginnen"), (invitation, demo)),
        May("people:begin-office", _l("een functie beginnen"), (invitation, demo)),
        May("people:end-mandate", _l("een vertegenwoordiging beëindigen"), (coordinator_for_organisations, the_merger)),
        May("people:end-office", _l("een functie beëindigen"), (coordinator_for_offices, chair_for_offices)),
        May("people:enrol", _l("een verzonnen persoon inschrijven"), (demo,), note=_l("niet in een echte coöperatie")),
    ],
)
