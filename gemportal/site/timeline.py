"""The life of an initiative or a group as dated marks, told from the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gemportal.kernel.words import Message
from gemportal.register.queries import EntryLine

# Many organisations say something about one initiative; the page shows that elsewhere, counted and in full.
VOICES = frozenset(
    {
        "initiatives:declare-willingness",
        "initiatives:confirm-willingness",
        "initiatives:withdraw-willingness",
        "groups:evaluate-step",
        "voting:cast",
    }
)


@dataclass(frozen=True)
class Mark:
    """One dated mark; `index` leads to the entry that proves it."""

    at: datetime
    title: Message
    index: int
    state: str = "done"


def marks(entries: Iterable[EntryLine]) -> list[Mark]:
    """The entries that tell the life of their subject, the oldest first."""
    return [Mark(entry.at, entry.sentence, entry.index) for entry in entries if entry.act not in VOICES]
