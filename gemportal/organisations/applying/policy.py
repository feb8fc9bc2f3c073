"""Who may apply, and who sees and decides on applications. The subject of a decision is the application."""

from typing import Any

from gemportal.kernel.actor import Actor, Capacity, Office
from gemportal.kernel.policy import May, Who, by_rule, coordinator, declare, holding, on
from gemportal.kernel.words import _l
from gemportal.organisations.applying.rules import ApplicationStatus
from gemportal.organisations.policy import concerns_others, coordinator_of_others

FORGET = "organisations:forget-application"


def _for_another(actor: Actor, application: Any) -> bool:
    return application is None or concerns_others(actor, application.organisation_code)


applicant = Who(_l("wie zich aanmeldt namens een organisatie"), lambda actor: actor.capacity is not Capacity.CLOCK)
decider = Who(coordinator_of_others.label, holding(Office.COORDINATOR), _for_another)
the_term = Who(_l("de klok, na de bewaartermijn"), by_rule(FORGET))

declare(
    "organisations.applying",
    _l("Aanmelden als lid of ketenpartner"),
    [
        May("organisations:apply", _l("zich aanmelden"), (applicant,), note=_l("zonder account")),
        May(
            "organisations:confirm-application",
            _l("een aanmelding bevestigen"),
            (applicant,),
            on(ApplicationStatus.UNCONFIRMED),
            note=_l("met de link uit de e-mail"),
        ),
        May("organisations:see-applications", _l("aanmeldingen zien"), (coordinator,)),
        May("organisations:invite-to-apply", _l("een gemeente vragen om lid te worden"), (coordinator_of_others,)),
        May(
            "organisations:grant-application",
            _l("een aanmelding toelaten"),
            (decider,),
            on(ApplicationStatus.WAITING),
            note=_l("met het besluit erbij"),
        ),
        May(
            "organisations:decline-application",
            _l("een aanmelding afwijzen"),
            (decider,),
            on(ApplicationStatus.WAITING),
            note=_l("met reden"),
        ),
        May(FORGET, _l("een aanmelding verwijderen"), (the_term,)),
    ],
)
