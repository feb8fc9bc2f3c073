"""What a reader narrows the register to, and how acts that others brought about fold under those. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l

# Days beyond these are in no register, and cannot be counted from.
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class Choice:
    """What a reader chose, as it stands in the address; "" and None leave everything in.

    `organisation` is a code and `initiative` a number, each with what it is called.
    """

    kind: str = ""
    act: str = ""
    subject: str = ""
    organisation: str = ""
    organisation_name: str | Message = ""
    initiative: str = ""
    initiative_title: str | Message = ""
    first: date | None = None
    last: date | None = None

    @property
    def one_day(self) -> date | None:
        """The day, when it is one whole day that the reader wants."""
        return self.first if self.first == self.last else None

    @property
    def address(self) -> dict[str, Any]:
        """The values of the address that leads here."""
        values = {
            "soort": self.kind,
            "act": self.act,
            "onderwerp": self.subject,
            "gemeente": self.organisation,
            "initiatief": self.initiative,
            "van": self.first.isoformat() if self.first else "",
            "tot": self.last.isoformat() if self.last else "",
        }
        return {name: value for name, value in values.items() if value}

    def but(self, **values: str | None) -> dict[str, Any]:
        """The values of the address that differs from this one in these."""
        return {**self.address, **values}


def day(text: str) -> date | None:
    """A day as addresses spell it, `2026-11-23`; None for no text, RuleBroken for any other."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not EARLIEST <= found <= LATEST:
        raise RuleBroken(_l("“%(text)s” is geen dag. Schrijf een dag als 2026-11-23.", text=text))
    return found


def check_period(first: date | None, last: date | None) -> None:
    """Pass when there can be a day from `first` up to and including `last`."""
    if first and last and first > last:
        raise RuleBroken(_l("De eerste dag ligt na de laatste dag. Draai ze om."))


class Caused(Protocol):
    """An entry, for as far as folding looks at it."""

    @property
    def index(self) -> int: ...
    @property
    def act(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def cause(self) -> int | None: ...


L = TypeVar("L", bound=Caused)


@dataclass(frozen=True)
class Story(Generic[L]):
    """An act with all that it brought about, in the order in which that happened, and others who did the very same."""

    line: L
    consequences: list[L] = field(default_factory=list)
    alike: list[L] = field(default_factory=list)


def stories(lines: Sequence[L], is_voice: Callable[[str], bool]) -> list[Story[L]]:
    """The lines, each below the act that brought it about where that is among them. What was on top stays there.

    Voices about one thing that follow each other on one day are one story: many ballots are no news of their own.
    """
    found = {line.index: Story(line) for line in lines}
    # A cause comes before what it causes, so its story is at hand when the oldest come first.
    for line in sorted(lines, key=lambda line: line.index):
        if line.cause in found:
            found[line.cause].consequences.append(line)
            found[line.index] = found[line.cause]
    told: list[Story[L]] = []
    for story in {id(story): story for story in found.values()}.values():
        if told and is_voice(story.line.act) and _much_the_same(told[-1], story):
            told[-1].alike.append(story.line)
        else:
            told.append(story)
    return told


def _much_the_same(one: Story[L], other: Story[L]) -> bool:
    this, that = one.line, other.line
    return (this.act, this.subject, this.day) == (that.act, that.subject, that.day) and not (
        one.consequences or other.consequences
    )
