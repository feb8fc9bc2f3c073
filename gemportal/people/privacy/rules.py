"""How long what is kept, and how long somebody may think again."""

from datetime import datetime, timedelta

from gemportal.kernel.words import _l
from gemportal.settings.rules import setting

# Article 12(3) of the GDPR gives a month to carry a request out; thinking again is done well within it.
WAITING = setting("people:erasure-days", _l("Bedenktijd voordat iemands gegevens worden gewist"), _l("dagen"), 7, 0, 28)
IDLE = setting(
    "people:idle-months", _l("Wie geen rol heeft en zich niet aanmeldt, wordt gewist na"), _l("maanden"), 24, 6, 120
)
SIGN_INS = setting("people:sign-in-days", _l("Een aanmelding die voorbij is, blijft bewaard"), _l("dagen"), 90, 1, 730)
INVITATIONS = setting(
    "people:invitation-days", _l("Een uitnodiging die voorbij is, blijft bewaard"), _l("dagen"), 90, 1, 730
)

# Whoever is about to be erased because they were away is told this long before.
NOTICE = timedelta(days=30)
# Without a password, somebody proves who they are by having signed in within this time.
LATELY = timedelta(minutes=15)

ERASED_NAME = "(gewist)"


def erased_address(person_id: int) -> str:
    """What stands in the place of an address: no two the same, and none that anybody could sign in with."""
    return f"gewist-{person_id}"


def months_before(moment: datetime, months: int) -> datetime:
    """The same day of the month that many months earlier, or the 28th where that day may not exist."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=years, month=month + 1, day=min(moment.day, 28))


def idle_since(now: datetime, months: int) -> datetime:
    """Whoever was last here before this is told that they will be erased; when they are, the full time has gone by."""
    return months_before(now, months) + NOTICE
