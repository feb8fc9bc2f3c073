"""What an organisation holds elsewhere in the house, told before its membership ends or it merges.

The rooms above keep seats, votes and mandates. Each hands in how it tells of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gemportal.kernel.words import Message


@dataclass(frozen=True)
class Holding:
    """Something held, counted: `what`, and what becomes of it when the organisation leaves, or merges."""

    what: Message
    on_leaving: Message
    on_merging: Message


Tell = Callable[[str], Holding | None]
_tellers: dict[str, Tell] = {}


def tell_with(room: str, tell: Tell) -> None:
    """Let `tell(code)` say what an organisation holds in `room`; None when that is nothing."""
    _tellers[room] = tell


def holdings_of(code: str) -> list[Holding]:
    """Everything that an organisation holds now, room by room."""
    return [found for tell in _tellers.values() if (found := tell(code))]
