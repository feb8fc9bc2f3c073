"""The ladder that groups climb, and what must be so before a group goes one rung up. Pure: no database.

Source: the cooperative's own rules. A group starts small, and makes room for others once it knows something worth sharing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gemportal.groups.rules import CAP, SMALL_CAP, SMALL_COOPERATIVE, coordination_load
from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l, _ln
from gemportal.settings.rules import setting

SECOND_RUNG = setting(
    "groups:second-rung",
    _l("Organisaties in een groep, na één keer groeien"),
    _l("organisaties"),
    default=8,
    minimum=3,
    maximum=50,
)
THIRD_RUNG = setting(
    "groups:third-rung",
    _l("Organisaties in een groep, na twee keer groeien"),
    _l("organisaties"),
    default=20,
    minimum=4,
    maximum=200,
)
SMALL_SECOND_RUNG = setting(
    "groups:small-second-rung",
    _l("Organisaties in een groep na één keer groeien, zolang de coöperatie klein is"),
    _l("organisaties"),
    default=5,
    minimum=3,
    maximum=50,
)

# The settings that say which rungs there are.
RUNGS = (SMALL_COOPERATIVE, SMALL_CAP, SMALL_SECOND_RUNG, CAP, SECOND_RUNG, THIRD_RUNG)
# The conclusions after which others can be let in: what the group does goes on, or is ready for everybody.
WORTH_GROWING = (Conclusion.CONTINUE, Conclusion.SHARE)


def ladder(members: int, partners: int, chosen: Mapping[str, int]) -> tuple[int, ...]:
    """The rungs, in places, for a cooperative of so many members; `chosen` holds the settings by key.

    The highest is everybody: all members, and the `partners` that the group has.
    """
    small = members < chosen[SMALL_COOPERATIVE.key]
    keys = (SMALL_CAP, SMALL_SECOND_RUNG) if small else (CAP, SECOND_RUNG, THIRD_RUNG)
    everybody = members + partners
    return tuple(sorted({everybody, *(min(chosen[one.key], everybody) for one in keys)}))


def next_rung(places: int, rungs: Collection[int]) -> int | None:
    """The places after growing once; None at the top. A group that began below the first rung climbs to that one first."""
    return min((rung for rung in rungs if rung > places), default=None)


@dataclass(frozen=True)
class Rung:
    """One rung: how many organisations, and people at most. `since` is when the group reached it, by register entry `entry`;
    both are None where it was not told or lies ahead."""

    places: int
    people: int
    since: datetime | None = None
    entry: int | None = None
    is_now: bool = False
    is_everybody: bool = False

    @property
    def pairs(self) -> int:
        """How many pairs must keep each other informed."""
        return coordination_load(self.people)


@dataclass(frozen=True)
class Grown:
    """That the group grew from so many places to more, by register entry `entry`."""

    places: int
    before: int
    at: datetime
    entry: int


@dataclass(frozen=True)
class Concluded:
    """A step that was concluded since the last rung: how many of the deciding `seats` held then had evaluated it."""

    ordinal: int
    conclusion: Conclusion
    given: int
    seats: int

    @property
    def needed(self) -> int:
        """Two thirds of the seats, rounded up."""
        return -(-2 * self.seats // 3)

    @property
    def is_evaluated(self) -> bool:
        return self.seats > 0 and self.given >= self.needed


@dataclass(frozen=True)
class Condition:
    """Something that must be so before a group grows, as a sentence: what is so when `met`, and else what would satisfy it."""

    met: bool
    sentence: Message


def best_of(steps: Sequence[Concluded]) -> Concluded | None:
    """The step that growing rests on: the latest that is evaluated well enough, or else the latest that was worth growing for."""
    worth = [step for step in steps if step.conclusion in WORTH_GROWING]
    evaluated = [step for step in worth if step.is_evaluated]
    return next(reversed(evaluated or worth), None)


def learned(step: Concluded | None) -> tuple[Condition, ...]:
    """Whether the group has something to grow on: a step that came out well, and that most of the group looked back on."""
    if step is None:
        missing = _l(
            "Rond eerst een stap af met de conclusie “doorgaan” of “delen”. Op deze trede gebeurde dat nog niet."
        )
        looked_back = _l("Laat minstens twee derde van de trekker en de deelnemers die stap evalueren.")
        return Condition(met=False, sentence=missing), Condition(met=False, sentence=looked_back)
    figures = {"step": step.ordinal, "given": step.given, "seats": step.seats, "needed": step.needed}
    concluded = _l(
        "Stap %(step)s is afgerond met “%(conclusion)s”.", step=step.ordinal, conclusion=step.conclusion.label
    )
    if step.is_evaluated:
        evaluated = _l("Stap %(step)s is geëvalueerd door %(given)s van de %(seats)s die beslissen.", **figures)
    else:
        evaluated = _l(
            "Stap %(step)s is geëvalueerd door %(given)s van de %(seats)s die beslissen; %(needed)s was nodig. "
            "Laat bij de volgende stap minstens twee derde evalueren.",
            **figures,
        )
    return Condition(met=True, sentence=concluded), Condition(met=step.is_evaluated, sentence=evaluated)


def consented(waiting_for: Sequence[str]) -> Condition:
    """Whether everybody who decides in the group consents; `waiting_for` are the names of those who did not yet."""
    if not waiting_for:
        return Condition(met=True, sentence=_l("Iedereen die in de groep beslist, stemde in met groeien."))
    return Condition(met=False, sentence=_l("Met groeien moet nog instemmen: %(names)s.", names=", ".join(waiting_for)))


def wanted(waiting: int) -> Condition:
    """Whether somebody stands in line for a seat: places that nobody asks for bring nothing."""
    if waiting:
        met = _ln("Er wacht %(n)s organisatie op een zetel.", "Er wachten %(n)s organisaties op een zetel.", waiting)
        return Condition(met=True, sentence=met)
    return Condition(
        met=False,
        sentence=_l("Niemand wacht op een zetel. Wie “meedoen” of “trekken” verklaart, komt op de wachtlijst."),
    )


@dataclass(frozen=True)
class Sentences:
    """Sentences after each other, turned into text when shown."""

    sentences: tuple[Message, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.sentences))


def check(following: int | None, conditions: Collection[Condition]) -> int:
    """The places after growing; or a refusal that says of everything that fails what would satisfy it."""
    if following is None:
        raise RuleBroken(_l("De groep staat op de hoogste trede: verder groeien kan niet."))
    failing = tuple(one.sentence for one in conditions if not one.met)
    if failing:
        raise RuleBroken(_l("De groep kan nog niet groeien. %(failing)s", failing=Sentences(failing)))
    return following
