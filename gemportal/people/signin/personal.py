"""What is kept of people by signing in, beside the sign-ins themselves: those stand with the other terms, in `people/privacy`."""

from typing import Any

from gemportal.kernel.personal import Kept, keep
from gemportal.kernel.words import _l
from gemportal.people.signin import opening, queries, unfinished


def _unfinished(person_id: int) -> list[dict[str, Any]]:
    found = (unfinished.read(sealed) for sealed in queries.all_unfinished(person_id))
    return [{"address": form.address, "fields": form.fields} for form in found]


keep(
    Kept(
        name="people.attempts",
        what=_l("Dat er met een e-mailadres of vanaf een netwerk een verkeerd wachtwoord is gebruikt."),
        why=_l("Zo kan niemand door veel te proberen uw wachtwoord raden."),
        how_long=_l("Een kwartier. We bewaren alleen een kenmerk, waaruit het adres niet is terug te lezen."),
        tables=("sign_in_attempt",),
        export=lambda person_id: [],
    ),
    Kept(
        name="people.unfinished-forms",
        what=_l("Wat u verstuurde toen uw aanmelding was verlopen."),
        why=_l("Zo hoeft u het niet nog een keer te typen."),
        how_long=_l("Een uur, versleuteld. Alleen u kunt het openen."),
        tables=("unfinished_form",),
        export=_unfinished,
        erase=opening.forget_unfinished,
    ),
)
