"""Passwords, tokens (as the kernel makes them), and when an invitation, a mandate or an office holds."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from gemportal.kernel.addresses import normal_email as normal_email
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Labelled
from gemportal.kernel.names import LONGEST_NAME as LONGEST_NAME
from gemportal.kernel.names import normal_name as normal_name
from gemportal.kernel.tokens import digest_of as digest_of
from gemportal.kernel.tokens import new_token as new_token
from gemportal.kernel.words import _l

# NIST SP 800-63B-4: length is what counts; composition rules only make passwords that people forget.
SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 256

INVITATION_LASTS = timedelta(days=14)
ENDS_SOON = timedelta(days=60)


class Language(StrEnum):
    """The language in which somebody is written to."""

    DUTCH = "nl"
    ENGLISH = "en"


class InvitationStatus(Labelled):
    """Where an invitation stands."""

    OPEN = "open", _l("open")
    USED = "used", _l("gebruikt")
    REVOKED = "revoked", _l("ingetrokken")
    EXPIRED = "expired", _l("verlopen")


_WHY_CLOSED = {
    InvitationStatus.USED: _l(
        "Deze uitnodiging is al gebruikt. Hebt u haar zelf gebruikt? Meld u dan aan met uw wachtwoord."
    ),
    InvitationStatus.REVOKED: _l("Deze uitnodiging is ingetrokken. Vraag een coördinator om een nieuwe."),
    InvitationStatus.EXPIRED: _l("Deze uitnodiging is verlopen. Vraag een coördinator om een nieuwe."),
}


def invitation_status(
    now: datetime, *, expires_at: datetime, used_at: datetime | None, revoked_at: datetime | None
) -> InvitationStatus:
    """Where an invitation stands at `now`; what was done with it counts for more than that its time went by."""
    if used_at is not None:
        return InvitationStatus.USED
    if revoked_at is not None:
        return InvitationStatus.REVOKED
    return InvitationStatus.OPEN if now < expires_at else InvitationStatus.EXPIRED


def check_open(status: InvitationStatus) -> None:
    """Pass an open invitation; of another, say what happened to it and what to do."""
    if status is not InvitationStatus.OPEN:
        raise RuleBroken(_WHY_CLOSED[status])


def check_term(first_day: date, last_day: date | None, today: date) -> None:
    """A mandate or office ends after it begins, and not in the past."""
    if last_day is not None and last_day < max(first_day, today):
        raise RuleBroken(_l("De laatste dag ligt voor de eerste dag, of in het verleden."))


def overlap(first_day: date, last_day: date | None, other_first: date, other_last: date | None) -> bool:
    """Whether two terms have a day in common; None as a last day means that there is no end in sight."""
    return (other_last is None or first_day <= other_last) and (last_day is None or other_first <= last_day)


def lies_within(first_day: date, last_day: date | None, outer_first: date, outer_last: date | None) -> bool:
    """Whether every day of a term is a day of another one; None as a last day means that there is no end in sight."""
    return outer_first <= first_day and (outer_last is None or (last_day is not None and last_day <= outer_last))


def written(day: date | None) -> str:
    """A day in figures, as forms take it, for within a sentence: 31-12-2026."""
    return f"{day:%d-%m-%Y}" if day else ""
