"""What a vote is: its states, its legal force, and what is asked of whoever prepares one (voting.md; domain.md, "Votes")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from gemportal.kernel.labelled import Labelled, Status
from gemportal.kernel.words import Message, _l
from gemportal.settings.rules import setting
from gemportal.voting.methods import method_named

LONGEST_STATEMENT = 2000
TOO_LATE = _l("De stemming is gesloten. Uw stem kwam te laat en telt niet.")
OVER = _l(
    "Deze stemming is niet meer open. Wat u nu stuurde, telt niet. Een stem die u eerder uitbracht, blijft staan."
)
AGENDA = "decisions:set-agenda"

GRACE = setting(
    "voting:closing-grace",
    _l("Wachttijd na de sluiting, voordat een stemming wordt geteld"),
    _l("seconden"),
    30,
    10,
    600,
)
DAYS_TO_CONTEST = setting(
    "voting:days-to-contest", _l("Tijd tussen telling en vaststelling, om te betwisten"), _l("dagen"), 3, 0, 30
)


class VoteStatus(Status):
    """`prepared → open → closed → published`, with `contested` between the last two; or `annulled`, never deleted."""

    PREPARED = "prepared", _l("in voorbereiding"), "neutral"
    OPEN = "open", _l("open"), "open"
    CLOSED = "closed", _l("geteld"), "busy"
    CONTESTED = "contested", _l("betwist"), "busy"
    PUBLISHED = "published", _l("vastgesteld"), "done"
    ANNULLED = "annulled", _l("ongeldig verklaard"), "stopped"


class Scope(Labelled):
    """Whose vote it is: all members', or one group's. The label says who they are that vote."""

    COOPERATIVE = "cooperative", _l("leden")
    GROUP = "group", _l("deelnemers")


class Secrecy(StrEnum):
    """Whether the roll call is published."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a kind of vote


class Weights(Labelled):
    """What a vote weighs (voting.md): each the same, by a table of inhabitants, or as given when the vote was prepared."""

    EQUAL = "equal", _l("elk één stem")
    POPULATION = "population", _l("gewogen naar inwonertal")
    GIVEN = "given", _l("met een eigen stemgewicht")


class Force(Labelled):
    """What the result is worth in law."""

    CONSULTATION = "consultation", _l("raadpleging: een advies")
    MEETING = "meeting", _l("stemming voor de ledenvergadering")
    WRITTEN = "written", _l("besluit buiten vergadering (artikel 2:40 van het Burgerlijk Wetboek)")
    CHARTER = "charter", _l("besluit binnen een groepsopdracht")


@dataclass(frozen=True)
class Effect:
    """The act that follows when a vote is published as adopted, by its name among the effects, and what it is called with."""

    act: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it stands in the sealed definition."""
        return {"act": self.act} | ({"values": dict(self.values)} if self.values else {})


SETS_AGENDA = Effect(AGENDA)


@dataclass(frozen=True)
class Draft:
    """What a coordinator fills in. Options are initiatives (by number) or written out, under the keys `keuze-1`, `keuze-2`, ….

    `costs` (whole euros) and `excludes` are by the key of an option. `particular` holds the method's own rules, plain, as the
    method reads them; what is not there is the method's default. `follows` is the number of the vote that this one repeats.
    """

    title: str
    question: str
    method: str
    closes_on: date
    explanation: str = ""
    initiatives: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    quorum: str = "1/2"
    quorum_by: str = "heads"
    threshold: str = "simple"
    force: Force = Force.CONSULTATION
    effect: Effect | None = None
    early_close: bool = True
    group_number: str | None = None
    costs: Mapping[str, int] = field(default_factory=dict)
    excludes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    particular: Mapping[str, object] = field(default_factory=dict)
    weights: Weights = Weights.EQUAL
    given_weights: Mapping[str, int] = field(default_factory=dict)
    secrecy: Secrecy = Secrecy.OPEN
    meeting_on: date | None = None
    follows: str | None = None

    @property
    def scope(self) -> Scope:
        return Scope.GROUP if self.group_number else Scope.COOPERATIVE

    def rules(self) -> dict[str, object]:
        """The rules of the method, before it reads them."""
        quorum = {"quorum": {"at_least": self.quorum, "by": self.quorum_by}}
        purpose = method_named(self.method).purpose
        if purpose == "proposal":
            share, base = THRESHOLDS[self.threshold]
            return {**quorum, "threshold": share, "base": base, **self.particular}
        winners = {"winners": 0} if purpose == "priority" else {}
        return {**quorum, **winners, **self.particular}

    @property
    def sets_agenda(self) -> bool:
        return self.effect is not None and self.effect.act == AGENDA


# Simple, absolute and qualified majority (voting.md), and of all who took part: the share, and of what.
THRESHOLDS: dict[str, tuple[dict[str, str], str]] = {
    "simple": ({"more_than": "1/2"}, "cast"),
    "present": ({"more_than": "1/2"}, "present"),
    "absolute": ({"more_than": "1/2"}, "roll"),
    "qualified": ({"at_least": "2/3"}, "cast"),
    "unanimous": ({"at_least": "1/1"}, "roll"),
}
THRESHOLD_LABELS = {
    "simple": _l("gewone meerderheid: meer dan de helft van de stemmen voor en tegen"),
    "present": _l("meer dan de helft van alle stemmen, ook blanco en onthouding"),
    "absolute": _l("volstrekte meerderheid: meer dan de helft van alle stemgerechtigden"),
    "qualified": _l("gekwalificeerde meerderheid: ten minste twee derde van de stemmen voor en tegen"),
    "unanimous": _l("alle stemgerechtigden: iedereen stemt voor"),
}
QUORUM_LABELS = {
    "0/1": _l("geen quorum"),
    "1/3": _l("een derde van de stemgerechtigden"),
    "1/2": _l("de helft van de stemgerechtigden"),
    "2/3": _l("twee derde van de stemgerechtigden"),
}


def threshold_named(rules: Mapping[str, object]) -> str:
    """Which of the thresholds on offer these rules hold; the usual one where the method has none."""
    given = rules.get("threshold"), rules.get("base")
    found = (name for name, threshold in THRESHOLDS.items() if threshold == given)
    return next(found, "simple")


def usual_last_day(today: date) -> date:
    """Five working days from today."""
    day, left = today, 5
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def in_time(arrived_at: datetime, opens_at: datetime, closes_at: datetime) -> bool:
    """Whether a ballot of this moment counts: half-open, `[opens, closes)`."""
    return opens_at <= arrived_at < closes_at


def being_counted(status: VoteStatus, closes_at: datetime, now: datetime) -> bool:
    """The deadline has passed and the count is not there yet; it does not matter whether anything ran meanwhile."""
    return status is VoteStatus.OPEN and now >= closes_at


def state(status: VoteStatus, closes_at: datetime, now: datetime) -> tuple[Message, str]:
    """The state as a page shows it: label and tone."""
    if being_counted(status, closes_at, now):
        return _l("wordt geteld"), "busy"
    return status.label, status.tone


def part_of(amount: int, whole: int) -> Fraction:
    """A share of a whole, and nothing of nothing."""
    return Fraction(amount, whole) if whole else Fraction(0)


def supported(result: Mapping[str, Any]) -> bool:
    """Whether anybody supported any of the options. An order without support is the lot's, and not the voters'."""
    return any(result["totals"].values())


def decides(result: Mapping[str, Any]) -> bool:
    """Whether this result decides something: a proposal that was adopted, or options of which somebody supported one."""
    return result["outcome"] == "adopted" or (result["outcome"] is None and supported(result))
