"""Who may sign in and out, and choose for whom they act."""

from gemportal.kernel.policy import May, anyone, declare, signed_in
from gemportal.kernel.words import _l

declare(
    "people.signin",
    _l("Aanmelden"),
    [
        May(
            "people:sign-in",
            _l("aanmelden"),
            (anyone,),
            note=_l("na te veel verkeerde pogingen pas een kwartier later weer"),
        ),
        May("people:sign-out", _l("afmelden"), (anyone,)),
        May(
            "people:stay-signed-in",
            _l("aangemeld blijven"),
            (anyone,),
            note=_l("met een aanmelding die nog geldt; hoe lang staat in de instellingen"),
        ),
        May("people:sign-out-elsewhere", _l("uw andere apparaten afmelden"), (signed_in,)),
        May(
            "people:act-for",
            _l("kiezen namens wie u handelt"),
            (signed_in,),
            note=_l("één tegelijk, en alleen uw eigen rollen"),
        ),
    ],
)
