"""Who may invite, begin and end mandates and offices, and look into the administration of people.

The subject of an invitation, a mandate or an office is the organisation's code, or the office itself, or something that has it as
its `subject`, with the `role` that is at stake. Mandates and offices begin by an accepted invitation only: the clock carries that
rule out, so that no person can begin their own.

Who represents an organisation arranges its deputies. Nobody gives away more than they have: a deputy arranges nothing, and no
deputy is appointed for longer than whoever appoints. What counts is the moment at which an offer is taken: it is cut to what is
left by then. Whoever was appointed before stays when that term becomes shorter afterwards: they are the organisation's own, for
its other representatives and the coordinator to end.
"""

from typing import Any

from gemportal.kernel.actor import Actor, Capacity, MandateRole, Office
from gemportal.kernel.policy import (
    May,
    Who,
    acting_for_an_organisation,
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
ERASE = "people:erase"
ERASE_IDLE = "people:erase-idle"


def _what(subject: Any) -> Any:
    """An invitation, as a row or as a line of a list, is about what it offers."""
    return getattr(subject, "subject", subject)


def _about_an_office(actor: Actor, subject: Any) -> bool:
    return subject is None or _what(subject) in set(Office)


def _about_an_organisation(actor: Actor, subject: Any) -> bool:
    return not _about_an_office(actor, subject) and coordinator_of_others.covers(actor, _what(subject))


def _represents(actor: Actor) -> bool:
    return actor.mandate_role is MandateRole.REPRESENTATIVE


def _own_deputy(actor: Actor, subject: Any) -> bool:
    """The actor's own organisation is concerned, and the role of a deputy."""
    return subject is None or (
        _what(subject) == actor.organisation and getattr(subject, "role", None) is MandateRole.DEPUTY
    )


def _made_by(actor: Actor, invitation: Any) -> bool:
    return invitation is None or getattr(invitation, "inviter_mandate_id", None) == actor.mandate_id


def _own_mandate(actor: Actor, mandate: Any) -> bool:
    return mandate is None or getattr(mandate, "mandate_id", None) == actor.mandate_id


coordinator_for_organisations = Who(coordinator_of_others.label, holding(Office.COORDINATOR), _about_an_organisation)
coordinator_for_offices = Who(_l("coördinator (voor functies)"), holding(Office.COORDINATOR), _about_an_office)
chair_for_offices = Who(_l("voorzitter (alleen functies)"), holding(Office.CHAIR), _about_an_office)
installer = Who(
    _l("wie het portaal installeert (alleen zolang er geen coördinator is)"), by_rule(BOOTSTRAP), _about_an_office
)
representative_for_deputies = Who(
    _l("vertegenwoordiger, voor plaatsvervangers van de eigen organisatie"), _represents, _own_deputy
)
any_mandate = Who(_l("wie een organisatie vertegenwoordigt"), acting_for_an_organisation)
representative = Who(_l("vertegenwoordiger, voor de eigen organisatie"), _represents)
own_inviter = Who(_l("vertegenwoordiger, voor eigen uitnodigingen"), _represents, _made_by)
mandate_holder = Who(_l("wie zelf vertegenwoordigt"), acting_for_an_organisation, _own_mandate)
auditor = Who(_l("toezichthouder"), holding(Office.AUDITOR))
holder_of_the_link = Who(_l("wie de link van de uitnodiging heeft"), lambda actor: actor.capacity is not Capacity.CLOCK)
invitation = Who(_l("wie is uitgenodigd, door de uitnodiging aan te nemen"), by_rule(INVITATION))
erasure = Who(_l("wie zich laat wissen, na de bedenktijd"), by_rule(ERASE, ERASE_IDLE))
demo = Who(_l("de demo"), by_rule(DEMO))

_officers = (coordinator_for_organisations, coordinator_for_offices, chair_for_offices)

declare(
    "people",
    _l("Mensen"),
    [
        May("people:see-own-organisation", _l("zien wie de eigen organisatie vertegenwoordigt"), (any_mandate,)),
        May("people:oversee", _l("zien wie wie vertegenwoordigt"), (coordinator, chair, auditor)),
        May(
            "people:invite",
            _l("iemand uitnodigen"),
            (*_officers, installer),
            note=_l("nooit uzelf"),
        ),
        May(
            "people:invite-deputy",
            _l("een plaatsvervanger uitnodigen"),
            (representative,),
            note=_l("niet langer dan u zelf vertegenwoordigt"),
        ),
        May(
            "people:send-invitation-again",
            _l("een uitnodiging opnieuw sturen"),
            (*_officers, own_inviter),
            on(InvitationStatus.OPEN, InvitationStatus.EXPIRED),
            note=_l("met een nieuwe link; de oude werkt niet meer"),
        ),
        May(
            "people:revoke-invitation",
            _l("een uitnodiging intrekken"),
            (*_officers, own_inviter, the_merger),
            on(InvitationStatus.OPEN, InvitationStatus.EXPIRED),
        ),
        May(
            "people:hand-over",
            _l("de eigen vertegenwoordiging overdragen"),
            (representative,),
            note=_l("de opvolger begint door de uitnodiging aan te nemen"),
        ),
        May(
            "people:accept-invitation",
            _l("een uitnodiging aannemen"),
            (holder_of_the_link,),
            note=_l("één keer, binnen 14 dagen"),
        ),
        May("people:begin-mandate", _l("een vertegenwoordiging beginnen"), (invitation, demo)),
        May("people:begin-office", _l("een functie beginnen"), (invitation, demo)),
        May(
            "people:end-mandate",
            _l("een vertegenwoordiging beëindigen"),
            (
                coordinator_for_organisations,
                representative_for_deputies,
                mandate_holder,
                invitation,
                erasure,
                the_merger,
            ),
        ),
        May("people:end-office", _l("een functie beëindigen"), (coordinator_for_offices, chair_for_offices, erasure)),
        May("people:enrol", _l("een verzonnen persoon inschrijven"), (demo,), note=_l("niet in een echte coöperatie")),
    ],
)
