"""What a page draws of a result: bars that all stand on one scale, with the line that had to be reached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from gemportal.kernel.words import Message, _l
from gemportal.voting.definition import Sealed
from gemportal.voting.rules import supported

Result = Mapping[str, Any]
Titles = Mapping[str, str]


class Titled(Protocol):
    """A vote of which the options have titles: one that is on a page, or one that is recounted from a file."""

    @property
    def titles(self) -> Titles: ...


class Bar(NamedTuple):
    """One option with its share of the whole scale and its figure in words; `note` says more under its name.

    `measured` is False where the line of the picture is not about this one.
    """

    label: Message | str
    share: Fraction
    figure: Message
    won: bool = False
    note: Message | None = None
    measured: bool = True


class Line(NamedTuple):
    """The line through the bars: at which share it stands, and what it means."""

    share: Fraction
    label: Message


@dataclass(frozen=True)
class Picture:
    """Bars on one scale. Without a title of its own it is about the question itself."""

    bars: Sequence[Bar]
    line: Line | None = None
    title: Message | None = None
    note: Message | None = None


@dataclass(frozen=True)
class Kind:
    """How results of one kind are told: in one sentence, and in pictures."""

    sentence: Callable[[Result, Titles], Message]
    pictures: Callable[[Sealed, Result], list[Picture]]


def line_at(share: Fraction, label: Message) -> Line:
    """A line that stays inside the picture, also when nobody could have reached it."""
    return Line(min(share, Fraction(1)), label)


def ordered(result: Result, titles: Titles) -> list[str]:
    """The options in the order of the result; in the order of the ballot paper where there is none, or where nobody made it."""
    return [option for place in _places(result) for option in place] or list(titles)


def placed(at: int, option: str, result: Result, titles: Titles) -> Message | str:
    """The title with its place, where the result gives places."""
    return _l("%(place)s. %(title)s", place=at, title=titles[option]) if _places(result) else titles[option]


def _places(result: Result) -> Sequence[Sequence[str]]:
    return result["ranking"] if supported(result) else ()
