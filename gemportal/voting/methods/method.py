"""What every method of counting takes in: ballots, a roll, rules. Nothing here knows a database or a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from gemportal.kernel.words import Message
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.plain import Json, plain
from gemportal.voting.methods.quorum import Quorum
from gemportal.voting.methods.result import Result


@dataclass(frozen=True)
class Rules:
    """What is sealed with the vote besides its method. Every method adds its own fields."""

    quorum: Quorum

    def as_json(self) -> dict[str, Json]:
        """The whole of the rules, defaults included, as they belong in the sealed definition."""
        return {key: plain(value) for key, value in asdict(self).items()}


@dataclass(frozen=True)
class Roll:
    """All who may vote: how many, and what they weigh together."""

    heads: int
    weight: int


A = TypeVar("A")
R = TypeVar("R", bound=Rules)


@dataclass(frozen=True)
class Ballot(Generic[A]):
    """One effective, valid answer. Weight w counts as w identical ballots; `heads` is the number of organisations behind it."""

    answer: A
    weight: int = 1
    heads: int = 1


Ballots: TypeAlias = Sequence[Ballot[A]]

# What is asked of the voters: whether one proposal stands, what comes first, what money is for, who gets a seat.
Purpose = Literal["proposal", "consent", "priority", "budget", "persons"]
# What a ballot paper asks for: one of a few words, such a word with a reason, a set of options, a score for each option, points
# divided over them, or the options in tiers from first to last.
Shape = Literal["position", "consent", "options", "scores", "points", "order"]


def participation(ballots: Sequence[Ballot[A]], roll: Roll, rules: Rules) -> dict[str, Json]:
    """The quorum object of the result: everybody who cast a ballot took part, the blank ones too."""
    heads = sum(ballot.heads for ballot in ballots)
    weight = sum(ballot.weight for ballot in ballots)
    return rules.quorum.count((heads, roll.heads), (weight, roll.weight))


@dataclass(frozen=True)
class Method(Generic[R, A]):
    """One way to count.

    `rules_from` reads a plain mapping, fills in the defaults and raises RuleBroken on anything it does not know.
    `check` raises RuleBroken when these options cannot be put to a vote under these rules.
    `validate` gives the canonical form of an answer, or raises RuleBroken with a sentence for the voter.
    `tally` counts canonical answers and never raises on them (but NoLot, where a tie needs a lot that is not there).
    `sentences` says the rules in whole sentences; the last one is about the quorum.
    `purpose` is what it is used for, `shape` the form of an answer; in a `strict` order no two options share a place. What is
    not `offered` only counts files: no vote can be prepared with it.
    """

    name: str
    purpose: Purpose
    shape: Shape
    title: Message
    question: Message
    answer: Message
    blank: A
    rules_from: Callable[[Mapping[str, object]], R]
    check: Callable[[Options, R], None]
    validate: Callable[[object, Options, R], A]
    tally: Callable[[Options, Ballots[A], Roll, R, Lot], Result]
    sentences: Callable[[R], tuple[Message, ...]]
    strict: bool = False
    offered: bool = True
