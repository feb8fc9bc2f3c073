"""Who may set up a second step, prove one, and take away somebody else's."""

from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import May, Who, anyone, declare, holding, signed_in
from gemportal.kernel.words import _l
from gemportal.people.factors.rules import Account


def _of_another(actor: Actor, account: Account | None) -> bool:
    """Nobody does this for themselves, nor for somebody with whom they represent the same organisation."""
    if account is None:
        return True
    return account.person_id != actor.person_id and actor.represents.isdisjoint(account.represents)


def _of_another_officer(actor: Actor, account: Account | None) -> bool:
    return _of_another(actor, account) and (account is None or account.holds_office)


coordinator_of_another = Who(
    _l("coördinator (niet voor zichzelf of de eigen organisatie)"), holding(Office.COORDINATOR), _of_another
)
chair_of_an_officer = Who(_l("voorzitter (alleen functies)"), holding(Office.CHAIR), _of_another_officer)

declare(
    "people.factors",
    _l("Tweede stap bij het aanmelden"),
    [
        May("people:sign-in-by-passkey", _l("aanmelden met een passkey"), (anyone,), note=_l("zonder wachtwoord")),
        May(
            "people:prove-factor",
            _l("de tweede stap zetten"),
            (anyone,),
            note=_l("bij de eigen aanmelding, met een passkey, een code of een herstelcode"),
        ),
        May(
            "people:change-own-factors",
            _l("de eigen tweede stap instellen en weghalen"),
            (signed_in,),
            note=_l("kort nadat u hebt bewezen wie u bent"),
        ),
        May(
            "people:reset-factors",
            _l("de tweede stap van een ander weghalen"),
            (coordinator_of_another, chair_of_an_officer),
            note=_l("als iemand alles kwijt is; die persoon krijgt bericht"),
        ),
    ],
)
