"""When those who did not vote are reminded. Pure."""

from datetime import datetime, timedelta

from gemportal.kernel.words import _l
from gemportal.settings.rules import setting

DAYS_BEFORE = setting(
    "voting:remind-days",
    _l("Herinnering aan wie nog niet stemde, voor de sluiting (0 is geen herinnering)"),
    _l("dagen"),
    1,
    0,
    14,
)


def remind_at(opens_at: datetime, closes_at: datetime, days: int) -> datetime | None:
    """When the letters go; None where there are none, or where the vote opens no earlier than that."""
    at = closes_at - timedelta(days=days)
    return at if days and at > opens_at else None
