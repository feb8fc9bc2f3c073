"""Who may see, take along and erase the data of people. The subject of a request is the `Person` that it is about."""

from typing import Any

from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import May, Who, by_rule, declare, holding, signed_in
from gemportal.kernel.words import _l
from gemportal.people.policy import ERASE, ERASE_IDLE, auditor, erasure

FORGET = "people:forget"
WARN_IDLE = "people:warn-idle"


def _about_somebody_else(actor: Actor, subject: Any) -> bool:
    """Nobody uses an office on themselves, or on whoever acts for the organisation that they represent too."""
    return subject is None or (
        subject.person_id != actor.person_id and actor.represents.isdisjoint(subject.organisations)
    )


office_of_others = Who(
    _l("coördinator of voorzitter (niet voor zichzelf of de eigen organisatie)"),
    holding(Office.COORDINATOR, Office.CHAIR),
    _about_somebody_else,
)
the_term = Who(_l("de klok, na de bewaartermijn"), by_rule(FORGET, WARN_IDLE))

declare(
    "people.privacy",
    _l("Persoonsgegevens"),
    [
        May("people:see-own-data", _l("de eigen gegevens zien en meenemen"), (signed_in,)),
        May("people:ask-erasure", _l("vragen om gewist te worden"), (signed_in,), note=_l("met bedenktijd")),
        May("people:take-back-erasure", _l("dat verzoek terugnemen"), (signed_in,)),
        May(
            "people:ask-erasure-for",
            _l("iemand laten wissen"),
            (office_of_others,),
            note=_l("op schriftelijk verzoek, met bedenktijd"),
        ),
        May(ERASE, _l("iemands gegevens wissen"), (erasure,)),
        May(ERASE_IDLE, _l("wissen wie lang weg is"), (erasure,)),
        May(WARN_IDLE, _l("waarschuwen wie lang weg is"), (the_term,)),
        May(FORGET, _l("opruimen wat niet meer nodig is"), (the_term,)),
        May("people:see-author", _l("zien wie een inschrijving in het register deed"), (auditor,)),
    ],
)
