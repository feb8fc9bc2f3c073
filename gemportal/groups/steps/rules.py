"""The rounds of work of a group: one at a time, short, evaluated by every seat and concluded by the group."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gemportal.groups.rules import MOST, check_text
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Explained, Status
from gemportal.kernel.words import _l
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


def choices_of(advices: Iterable[Conclusion]) -> frozenset[Conclusion]:
    """The conclusions that the group chose: those that most evaluations advise. The lead breaks a tie, and nobody's
    advice leaves the choice to the lead."""
    counts = Counter(advices)
    highest = max(counts.values(), default=0)
    return frozenset(one for one in Conclusion if counts[one] == highest)


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


def _check_amounts(amounts: Iterable[int]) -> None:
    if any(not 0 <= amount <= MOST for amount in amounts):
        raise RuleBroken(_l("Gebruik een getal van 0 tot en met %(most)s.", most=MOST))
