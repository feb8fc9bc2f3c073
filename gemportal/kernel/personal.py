"""What is kept of people: one declaration for each kind, from which /privacy, the download of one's own data and erasure are made.

A table that points to a person and that no declaration names fails a test, so that nothing is kept in silence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gemportal.kernel.words import Message

Export = Callable[[int], list[dict[str, Any]]]
Erase = Callable[[int], None]


@dataclass(frozen=True)
class Kept:
    """One kind of data about people.

    `tables` are where it stands. `export(person_id)` gives what a person downloads, plain values only. `erase(person_id)`,
    inside an act, takes away whatever says who it was; None when the rows stay as their organisation's and say nothing of a
    person but a number that leads nowhere once the person is erased.
    """

    name: str
    what: Message
    why: Message
    how_long: Message | Callable[[], Message]
    tables: tuple[str, ...]
    export: Export
    erase: Erase | None = None


KEPT: dict[str, Kept] = {}


def keep(*kinds: Kept) -> None:
    """Declare what a room keeps of people."""
    for kind in kinds:
        KEPT[kind.name] = kind
