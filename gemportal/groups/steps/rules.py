"""The rounds of work of a group: one at a time, short, evaluated by every seat and concluded by the group."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from gemportal.groups.rules import MOST, YearPledged
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.figures import Day
from gemportal.kernel.labelled import Explained, Labelled, Status
from gemportal.kernel.texts import LONGEST_TEXT, check_length, check_text
from gemportal.kernel.words import Message, _l, _ln
from gemportal.settings.rules import setting

WEEKS = setting("groups:step-weeks", _l("Een stap duurt hoogstens"), _l("weken"), default=12, minimum=1, maximum=52)
EVALUATION_DAYS = setting(
    "groups:evaluation-days", _l("Tijd om een stap te evalueren"), _l("dagen"), default=14, minimum=1, maximum=60
)

SCORES = {
    0: _l("helemaal niet"),
    1: _l("nauwelijks"),
    2: _l("deels"),
    3: _l("grotendeels"),
    4: _l("helemaal"),
}


class StepStatus(Status):
    """Where a step stands."""

    PLANNED = "planned", _l("gepland"), "neutral"
    RUNNING = "running", _l("loopt"), "busy"
    EVALUATING = "evaluating", _l("wordt geëvalueerd"), "open"
    CONCLUDED = "concluded", _l("afgerond"), "done"


UNDER_WAY = (StepStatus.RUNNING, StepStatus.EVALUATING)


class Conclusion(Explained):
    """The group's word on a step, and what follows from it."""

    CONTINUE = "continue", _l("doorgaan"), _l("De groep plant een volgende stap.")
    ADJUST = "adjust", _l("bijstellen"), _l("Er komt een nieuwe stap klaar te staan, die de trekker aanpast.")
    STOP = "stop", _l("stoppen"), _l("De groep stopt en het initiatief ook. Wat u leerde blijft staan.")
    SHARE = "share", _l("delen"), _l("Het resultaat is klaar voor anderen. Het initiatief is opgeleverd.")


def check_due(starts_on: date, due_on: date, weeks: int) -> None:
    """A step ends after it starts, and within the longest time."""
    if due_on < starts_on:
        raise RuleBroken(_l("De stap moet eindigen na de start."))
    if due_on > starts_on + timedelta(weeks=weeks):
        raise RuleBroken(_l("Een stap duurt hoogstens %(weeks)s weken. Maak de stap kleiner.", weeks=weeks))


def check_start(others: Collection[StepStatus], due_on: date, today: date) -> None:
    """A step starts once all of the group's `others` that began were concluded, and while it can still be in time."""
    if any(status in UNDER_WAY for status in others):
        raise RuleBroken(_l("Er loopt nog een stap. Rond die eerst af."))
    if due_on < today:
        raise RuleBroken(_l("De einddatum van deze stap is voorbij. Pas het plan eerst aan."))


def check_term(evaluate_until: datetime | None, arrived_at: datetime) -> None:
    """Evaluating ends with its term: who could still do so after it would know what the others advised."""
    if evaluate_until is not None and arrived_at >= evaluate_until:
        raise RuleBroken(_l("De termijn is voorbij. De groep rondt de stap af zonder uw evaluatie."))


@dataclass(frozen=True)
class Delay:
    """What a step is late with: the last `day` on which it was in time, and how many days ago that was.

    In a group that is `paused` nobody can go on with it.
    """

    status: StepStatus
    day: date
    days: int
    paused: bool = False

    @property
    def short(self) -> Message:
        return _ln("%(n)s dag te laat", "%(n)s dagen te laat", self.days)

    @property
    def sentence(self) -> Message:
        """What should have happened, and when."""
        day = Day(self.day)
        if self.status is StepStatus.PLANNED:
            return _ln(
                "De stap zou op %(day)s starten, %(n)s dag geleden.",
                "De stap zou op %(day)s starten, %(n)s dagen geleden.",
                self.days,
                day=day,
            )
        if self.status is StepStatus.RUNNING:
            return _ln(
                "De laatste dag van de stap was %(day)s, %(n)s dag geleden.",
                "De laatste dag van de stap was %(day)s, %(n)s dagen geleden.",
                self.days,
                day=day,
            )
        return _ln(
            "Evalueren kon tot en met %(day)s, %(n)s dag geleden.",
            "Evalueren kon tot en met %(day)s, %(n)s dagen geleden.",
            self.days,
            day=day,
        )

    @property
    def asked(self) -> Message:
        """Who is asked to do what about it."""
        return _PAUSED if self.paused else _ASKED[self.status]


_PAUSED = _l("De groep is in pauze. Zij gaat verder met een trekker en een tweede organisatie.")
_ASKED = {
    StepStatus.PLANNED: _l("De trekker start de stap, of past het plan aan."),
    StepStatus.RUNNING: _l("De evaluatie begint vanzelf. Niemand hoeft iets te doen."),
    StepStatus.EVALUATING: _l("De trekker rondt de stap af, zonder wie niet evalueerde."),
}


def delay_of(
    status: StepStatus, *, starts_on: date, due_on: date, evaluated_by: date | None, today: date
) -> Delay | None:
    """What the present step of a group is late with, if anything. A step that waits for the one before it is not asked about.

    Planned: its first day came and went. Running: the clock has still to end it. Evaluating: its last day `evaluated_by` is over.
    """
    days = {StepStatus.PLANNED: starts_on, StepStatus.RUNNING: due_on, StepStatus.EVALUATING: evaluated_by}
    day = days.get(status)
    return Delay(status, day, (today - day).days) if day is not None and day < today else None


def choices_of(advices: Iterable[Conclusion]) -> frozenset[Conclusion]:
    """The conclusions that the group chose: those that most evaluations advise. The lead breaks a tie, and nobody's
    advice leaves the choice to the lead."""
    counts = Counter(advices)
    highest = max(counts.values(), default=0)
    return frozenset(one for one in Conclusion if counts[one] == highest)


def counted(advices: Iterable[Conclusion]) -> list[tuple[Conclusion, int]]:
    """How many advise each conclusion, in the order of the form; without advices nothing."""
    counts = Counter(advices)
    return [(one, counts[one]) for one in Conclusion] if counts else []


def check_conclusion(
    conclusion: Conclusion, advices: Collection[Conclusion], *, missing: bool, term_is_over: bool
) -> None:
    """A conclusion waits for every evaluation or the end of the term, and follows what most of the group advised."""
    if missing and not term_is_over:
        raise RuleBroken(_l("Nog niet iedereen heeft geëvalueerd, en de termijn loopt nog."))
    if conclusion not in choices_of(advices):
        raise RuleBroken(_l("De meeste evaluaties adviseren iets anders. De conclusie volgt wat de groep koos."))


def spread(scores: Iterable[int]) -> tuple[int, ...]:
    """How many gave each score, from 0 to 4."""
    counts = Counter(scores)
    return tuple(counts[score] for score in SCORES)


class Opinions(Labelled):
    """How far apart the scores lie that a step was given."""

    NONE = "none", _l("Niemand gaf een cijfer.")
    ONE = "one", _l("Er is één cijfer.")
    SAME = "same", _l("Iedereen gaf hetzelfde cijfer.")
    CLOSE = "close", _l("De meningen liggen dicht bij elkaar.")
    APART = "apart", _l("De meningen lopen uiteen.")


APART = 2


def opinions(counts: Collection[int]) -> Opinions:
    """What a spread says in a word: scores that differ by two or more are a difference worth talking about."""
    scores = [score for score, count in enumerate(counts) if count]
    if sum(counts) < len(_FEW):
        return _FEW[sum(counts)]
    distance = scores[-1] - scores[0]
    return Opinions.APART if distance >= APART else Opinions.CLOSE if distance else Opinions.SAME


_FEW = (Opinions.NONE, Opinions.ONE)


@dataclass(frozen=True)
class Figure:
    """Hours or euros of a step, of all organisations together: planned, pledged for its years, and once it is known spent."""

    planned: int
    pledged: int
    spent: int | None

    @property
    def most(self) -> int:
        """What a picture of the three is drawn on; never 0."""
        return max(self.planned, self.pledged, self.spent or 0, 1)


def years_of(starts_on: date, due_on: date) -> range:
    """The calendar years that a step touches: pledges are made by the year."""
    return range(starts_on.year, due_on.year + 1)


def pledged_in(years: range, pledges: Iterable[YearPledged]) -> tuple[int, int]:
    """The hours and euros that were pledged for these years."""
    counted = [one for one in pledges if one.year in years]
    return sum(one.hours for one in counted), sum(one.euros for one in counted)


@dataclass(frozen=True)
class Plan:
    """What a step wants: its aim, what the group expects to happen, how that will be seen, when, and with how much."""

    aim: str
    expectation: str
    measure: str
    starts_on: date
    due_on: date
    hours: int
    euros: int

    def checked(self, weeks: int) -> "Plan":
        """The same plan, of at most so many weeks, or a sentence that says what is wrong."""
        check_due(self.starts_on, self.due_on, weeks)
        _check_amounts((self.hours, self.euros))
        return Plan(
            check_text(self.aim, _l("Schrijf op wat het doel van de stap is.")),
            check_text(self.expectation, _l("Schrijf op wat u verwacht dat er gebeurt.")),
            check_text(self.measure, _l("Schrijf op hoe u dat gaat zien.")),
            self.starts_on,
            self.due_on,
            self.hours,
            self.euros,
        )


@dataclass(frozen=True)
class Judging:
    """What one organisation says of a step; scores from 0 to 4."""

    came_true: int
    cooperation: int
    went_well: str
    went_wrong: str
    at_home: str
    learned: str
    hours: int
    euros: int
    advice: Conclusion

    def check(self) -> None:
        """Hold the scores and amounts to what they may be, and ask what was learned."""
        if not {self.came_true, self.cooperation} <= SCORES.keys():
            raise RuleBroken(_l("Geef een cijfer van 0 tot en met 4."))
        _check_amounts((self.hours, self.euros))
        check_text(self.learned, _l("Schrijf op wat u leerde."))
        for text in (self.went_well, self.went_wrong, self.at_home):
            check_length(text)


DRAFTED = (*(field.name for field in fields(Judging)), "in_public")


def drafted(typed: Mapping[str, str]) -> dict[str, str]:
    """What is kept of an evaluation that is not finished: every answer as it was typed, however wrong it still is."""
    return {name: typed[name][:LONGEST_TEXT] for name in DRAFTED if typed.get(name)}


def _check_amounts(amounts: Iterable[int]) -> None:
    if any(not 0 <= amount <= MOST for amount in amounts):
        raise RuleBroken(_l("Gebruik een getal van 0 tot en met %(most)s.", most=MOST))
