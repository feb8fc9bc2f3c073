"""Who may sign in with an account of their organisation, and link it."""

from gemportal.kernel.policy import May, anyone, declare, signed_in
from gemportal.kernel.words import _l
from gemportal.people.policy import holder_of_the_link

declare(
    "people.provider",
    _l("Aanmelden via de eigen organisatie"),
    [
        May(
            "people:sign-in-through-provider",
            _l("aanmelden met het account van uw organisatie"),
            (anyone,),
            note=_l("als dat account bij u hoort; het geeft zelf geen rechten"),
        ),
        May(
            "people:accept-through-provider",
            _l("een uitnodiging aannemen met het account van uw organisatie"),
            (holder_of_the_link,),
            note=_l("met de link, of als uw organisatie instaat voor het uitgenodigde e-mailadres"),
        ),
        May(
            "people:link-provider",
            _l("het account van uw organisatie koppelen"),
            (signed_in,),
            note=_l("één account, kort nadat u hebt bewezen wie u bent"),
        ),
        May(
            "people:unlink-provider",
            _l("het account van uw organisatie ontkoppelen"),
            (signed_in,),
            note=_l("niet als u geen wachtwoord hebt"),
        ),
    ],
)
