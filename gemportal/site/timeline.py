"""The life of an initiative or a group as dated marks, told from the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gemportal.kernel.words import Message
from gemportal.register.queries import EntryLine
from gemportal.register.words import is_voice


@dataclass(frozen=True)
class Mark:
    """One dated mark; `index` leads to the entry that proves it."""

    at: datetime
    title: Message
    index: int
    state: str = "done"


def marks(entries: Iterable[EntryLine]) -> list[Mark]:
    """The entries that tell the life of their subject, the oldest first.

    What many say about one initiative is left out: the page shows that elsewhere, counted and in full.
    """
    return [Mark(entry.at, entry.sentence, entry.index) for entry in entries if not is_voice(entry.act)]
