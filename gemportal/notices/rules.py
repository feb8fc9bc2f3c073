"""Which kinds of letters there are, when each goes, and what is new among what is asked. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from gemportal.kernel.labelled import Explained, Labelled
from gemportal.kernel.words import _l
from gemportal.settings.rules import setting

# At which hour of the day, on Dutch clocks, letters of a day or a week go; those of a week on Mondays.
HOUR = 7
# How many choices of people one tick looks at, and how many entries a letter tells at most.
PER_TICK = 100
MOST_TOLD = 60

# The key is of when only votes were reminded of: what a cooperative chose then, stays chosen.
DAYS_BEFORE = setting(
    "voting:remind-days",
    _l("Herinnering voor een laatste dag (0 is geen herinnering)"),
    _l("dagen"),
    2,
    0,
    14,
)


class Kind(Explained):
    """A kind of letter that each person chooses how often to get."""

    ASKED = "asked", _l("Wat van u wordt gevraagd"), _l("Nieuwe vragen, en een herinnering voor de laatste dag.")
    FOLLOWED = "followed", _l("Wat u volgt"), _l("Wat er gebeurt met wat u of uw organisatie volgt.")
    DECISIONS = (
        "decisions",
        _l("Besluiten"),
        _l("Elk besluit dat uw organisatie aangaat, met een controlepunt van het register."),
    )


class Frequency(Labelled):
    """How often somebody is written to."""

    AT_ONCE = "at_once", _l("meteen")
    DAY = "day", _l("hoogstens een keer per dag")
    WEEK = "week", _l("hoogstens een keer per week, op maandag")
    NEVER = "never", _l("nooit")


USUAL = {Kind.ASKED: Frequency.AT_ONCE, Kind.FOLLOWED: Frequency.WEEK, Kind.DECISIONS: Frequency.DAY}


def next_round(frequency: Frequency, now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after `now` at which letters of this frequency go; that of a day for what goes at once."""
    local = now.astimezone(zone)
    days = (7 - local.weekday()) % 7 if frequency is Frequency.WEEK else 0
    found = _morning(local, days, zone)
    return found if found > now else _morning(local, days + (7 if frequency is Frequency.WEEK else 1), zone)


def _morning(local: datetime, days: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), time(HOUR), zone).astimezone(local.tzinfo)


# What was told of what is asked, by key: True once it was also reminded of. None before anybody looked.
Told = Mapping[str, bool]


@dataclass(frozen=True)
class News:
    """What to tell of what is asked: what is `new`, what is `soon` over; `told` after that; when the next gets soon."""

    new: frozenset[str]
    soon: frozenset[str]
    told: dict[str, bool]
    next_soon: datetime | None


def news_of(asked: Mapping[str, datetime | None], told: Told | None, now: datetime, days: int) -> News:
    """Each question is told once and reminded of once, `days` before its end; with 0 days of none.

    Whoever was never looked at is told nothing of what stands there already. What is no longer asked is forgotten, so that it is
    new when it comes back; another last day makes another question, by its key.
    """
    soon = {key for key, until in asked.items() if days and until and until - timedelta(days=days) <= now}
    after = {key: key in soon for key in asked}
    ahead = [until - timedelta(days=days) for key, until in asked.items() if days and until and key not in soon]
    if told is None:
        return News(frozenset(), frozenset(), after, min(ahead, default=None))
    return News(
        frozenset(asked.keys() - told.keys()),
        frozenset(key for key in soon if not told.get(key, False)),
        {key: value or told.get(key, False) for key, value in after.items()},
        min(ahead, default=None),
    )
