"""Who may change what of an account: its owner alone. A link from a letter stands for the owner of the mailbox."""

from gemportal.kernel.actor import Capacity
from gemportal.kernel.policy import May, Who, anyone, by_rule, declare, signed_in
from gemportal.kernel.words import _l

ANSWERING = "people:answer-resets"

holder_of_the_link = Who(_l("wie de link uit de e-mail heeft"), lambda actor: actor.capacity is not Capacity.CLOCK)
post_office = Who(_l("de klok, bij het verzenden van de post"), by_rule(ANSWERING))

declare(
    "people.account",
    _l("Uw account"),
    [
        May(
            "people:change-profile",
            _l("naam en taal wijzigen, en kiezen of de naam openbaar is"),
            (signed_in,),
            note=_l("alleen van uzelf"),
        ),
        May(
            "people:ask-email-change",
            _l("een ander e-mailadres vragen"),
            (signed_in,),
            note=_l("alleen van uzelf, met uw wachtwoord"),
        ),
        May(
            "people:confirm-email",
            _l("een ander e-mailadres bevestigen"),
            (holder_of_the_link,),
            note=_l("het oude en het nieuwe adres allebei, binnen 24 uur"),
        ),
        May(
            "people:stop-email-change",
            _l("een ander e-mailadres tegenhouden"),
            (holder_of_the_link,),
            note=_l("vanuit het oude adres"),
        ),
        May(
            "people:change-password",
            _l("het wachtwoord wijzigen"),
            (signed_in,),
            note=_l("alleen van uzelf, met het oude wachtwoord"),
        ),
        May("people:ask-reset", _l("een nieuw wachtwoord vragen"), (anyone,), note=_l("het antwoord komt per e-mail")),
        May(
            "people:reset-password",
            _l("een nieuw wachtwoord kiezen met een link"),
            (holder_of_the_link,),
            note=_l("één keer, binnen een uur"),
        ),
        May(ANSWERING, _l("vragen om een nieuw wachtwoord beantwoorden"), (post_office,)),
    ],
)
