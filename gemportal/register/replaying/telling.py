"""What the rooms hand in: what each entry did, and what the public sees of the rows."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gemportal.kernel.words import Message


@dataclass(frozen=True)
class Told:
    """One entry, as it is told to an empty database. `part` is None when there is none, it is not public, or it was erased."""

    index: int
    at: datetime
    act: str
    organisation: str | None
    office: str | None
    subject: str
    data: dict[str, Any]
    part: dict[str, Any] | None = None

    @classmethod
    def read(cls, body: bytes, part: bytes | None) -> "Told":
        content = json.loads(body)
        return cls(
            index=content["i"],
            at=moment(content["at"]),
            act=content["act"],
            organisation=content["org"],
            office=content["office"],
            subject=content["subject"],
            data=content["data"],
            part=json.loads(part) if part is not None else None,
        )


def moment(written: str) -> datetime:
    """The moment that an entry spells as `2026-11-23T20:19:05Z`."""
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


Replay = Callable[[Told], None]
Shown = Mapping[str, Any]

REPLAYS: dict[str, Replay] = {}
LEAVES_NOTHING: dict[str, Message] = {}
SHOWS: dict[str, Callable[[], Iterable[tuple[str, Shown]]]] = {}


def replays(*acts: str) -> Callable[[Replay], Replay]:
    """Let a function do in the rebuilt database what the entries of these acts say was done.

    It asks no permission and no rule: that the act was allowed was judged when it happened. It sees what earlier entries
    left there, through `db.session()`, and reads nothing but its entry.
    """

    def decorate(replay: Replay) -> Replay:
        REPLAYS.update(dict.fromkeys(acts, replay))
        return replay

    return decorate


def leaves_nothing(why: Message, *acts: str) -> None:
    """Say of these acts that the public sees nothing of them but their entry, and why."""
    LEAVES_NOTHING.update(dict.fromkeys(acts, why))


def shows(
    name: str,
) -> Callable[[Callable[[], Iterable[tuple[str, Shown]]]], Callable[[], Iterable[tuple[str, Shown]]]]:
    """Let a function tell what the public sees of a room's rows, as (key, values) in any order.

    A key begins with the subject of the entries about it, followed by the organisation where there is one
    (`I-2026-014 GM0193`): so a difference leads to an entry. Values are plain: text, integers, lists and mappings.
    """

    def decorate(shown: Callable[[], Iterable[tuple[str, Shown]]]) -> Callable[[], Iterable[tuple[str, Shown]]]:
        SHOWS[name] = shown
        return shown

    return decorate
