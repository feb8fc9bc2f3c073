"""Who may follow, choose letters and stop them: everybody for themselves, and the clock that writes."""

from gemportal.kernel.actor import Capacity
from gemportal.kernel.policy import May, Who, by_rule, declare, signed_in
from gemportal.kernel.words import _l

WRITING = "notices:write"

the_post = Who(_l("de klok, bij het schrijven van berichten"), by_rule(WRITING))
holder_of_the_letter = Who(_l("wie het bericht heeft"), lambda actor: actor.capacity is not Capacity.CLOCK)
of_ones_own = _l("alleen voor uzelf")

declare(
    "notices",
    _l("Volgen en berichten"),
    [
        May("notices:follow", _l("iets volgen, of niet meer"), (signed_in,), note=of_ones_own),
        May("notices:look", _l("berichten als gelezen aanmerken"), (signed_in,), note=of_ones_own),
        May("notices:choose", _l("kiezen welke e-mails komen, en hoe vaak"), (signed_in,), note=of_ones_own),
        May(
            "notices:stop",
            _l("e-mails van een soort stoppen met de link eronder"),
            (holder_of_the_letter,),
            note=_l("zonder aan te melden"),
        ),
        May(
            "notices:renew-calendar",
            _l("een geheim adres voor de eigen kalender maken"),
            (signed_in,),
            note=of_ones_own,
        ),
        May(
            "notices:end-calendar",
            _l("het geheime adres van de eigen kalender intrekken"),
            (signed_in,),
            note=of_ones_own,
        ),
        May(WRITING, _l("berichten schrijven"), (the_post,), note=_l("zo vaak als ieder koos")),
    ],
)
