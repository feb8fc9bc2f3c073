"""How long links in letters live, and how many letters go out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

# The letters and pages say these two in words.
RESET_LASTS = timedelta(hours=1)
EMAIL_CHANGE_LASTS = timedelta(days=1)

# Somebody who asks again and again fills a mailbox, maybe another's: so many times in an hour, for each account.
LETTERS_AN_HOUR = 3
AN_HOUR = timedelta(hours=1)

DEAD_LINK = _l("Deze link werkt niet, of niet meer. Gebruik de link uit de nieuwste e-mail, of vraag een nieuwe.")


class Side(StrEnum):
    """Whose consent to another address this is: the owner's of the old one, or of the new one."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Link:
    """What goes out in a letter, and what is kept of it."""

    digest: bytes
    address: str


def check_alive(now: datetime, *, expires_at: datetime, ended_at: datetime | None) -> None:
    """Pass a link that can still be used. What became of another is not told: whoever holds it needs a new one."""
    if ended_at is not None or now >= expires_at:
        raise RuleBroken(DEAD_LINK)


def check_number_of_letters(asked: int) -> None:
    """Pass when fewer than the most were asked in the hour before now."""
    if asked >= LETTERS_AN_HOUR:
        raise RuleBroken(_l("U vroeg dit al een paar keer. Kijk in uw e-mail, of probeer het over een uur opnieuw."))
