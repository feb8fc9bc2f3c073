"""What is kept of people who apply: they have no account, so nothing is found by one."""

from typing import Any

from gemportal.kernel.personal import Kept, keep
from gemportal.kernel.words import Message, _l
from gemportal.organisations.applying import rules
from gemportal.settings.queries import value


def _how_long() -> Message:
    return _l(
        "Tot %(n)s dagen na het besluit. Een aanmelding die niet is bevestigd: drie dagen. Daarna verwijdert de klok haar.",
        n=value(rules.KEPT),
    )


def _none(person_id: int) -> list[dict[str, Any]]:
    """An applicant is no person of the portal: the address may be anybody's, also that of somebody with an account."""
    return []


keep(
    Kept(
        "applications",
        _l("Wie een organisatie aanmeldt: naam, e-mailadres, functie en wat hij schreef"),
        _l("Om te kunnen besluiten over toelaten, en de aanvrager dat te laten weten"),
        _how_long,
        ("application",),
        _none,
        seen_by=_l("De coördinatoren."),
    )
)
