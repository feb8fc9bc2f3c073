"""Whom the lead may be offered to, and until when that holds. Pure: no database."""

from datetime import datetime

from gemportal.groups.rules import SeatRole
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l


def check_asking(role: SeatRole, *, asked_already: bool) -> None:
    """Pass when whoever has this role may be asked to lead, and nobody else is asked."""
    if role is not SeatRole.MEMBER:
        raise RuleBroken(_l("Alleen een deelnemer van de groep kan het trekken overnemen."))
    if asked_already:
        raise RuleBroken(_l("U hebt al iemand gevraagd om te trekken. Neem die vraag eerst terug."))


def check_answering(expires_at: datetime | None, arrived_at: datetime) -> None:
    """Pass while the question stands, judged by the moment at which the answer arrives; None: nobody is asked."""
    if expires_at is None or arrived_at >= expires_at:
        raise RuleBroken(_l("Deze vraag om te trekken geldt niet meer."))
