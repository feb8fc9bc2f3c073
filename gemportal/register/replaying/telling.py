"""What the rooms hand in: what each entry did, and what the public sees of the rows."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gemportal.kernel import clock
from gemportal.kernel.personal import ERASED_TEXT
from gemportal.kernel.words import Message


@dataclass(frozen=True)
class Told:
    """One entry, as it is told to an empty database. `part` is None when there is none, it is not public, or it was erased;
    `has_part` says whether the entry holds the digest of one.
    """

    index: int
    at: datetime
    act: str
    organisation: str | None
    office: str | None
    subject: str
    data: dict[str, Any]
    part: dict[str, Any] | None = None
    has_part: bool = False

    def words(self, key: str) -> str | None:
        """What the part says under `key`; what stands in its place when it was erased, and None when there never was one."""
        if self.part is not None:
            found: str | None = self.part.get(key)
            return found
        return ERASED_TEXT if self.has_part else None

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
            has_part="private" in content,
        )


def day(at: datetime | None) -> str | None:
    """What pages show of a moment. An entry is never older than the one before it, so it may be a little later than its rows."""
    return clock.day_of(at).isoformat() if at else None


def moment(written: str) -> datetime:
    """The moment that an entry spells as `2026-11-23T20:19:05Z`."""
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


Replay = Callable[[Told], None]
Shown = Mapping[str, Any]

Showing = Callable[[], Iterable[tuple[str, Shown]]]

REPLAYS: dict[str, list[Replay]] = {}
LEAVES_NOTHING: dict[str, Message] = {}
SHOWS: dict[str, Showing] = {}
KEEPS: dict[str, Showing] = {}


def replays(*acts: str) -> Callable[[Replay], Replay]:
    """Let a function do in the rebuilt database what the entries of these acts say was done.

    It asks no permission and no rule: that the act was allowed was judged when it happened. It sees what earlier entries
    left there, through `db.session()`, and reads nothing but its entry. Where a room above hears of an act and changes rows of
    its own in it, it replays that act too; which of them comes first is not promised.
    """

    def decorate(replay: Replay) -> Replay:
        for act in acts:
            REPLAYS.setdefault(act, []).append(replay)
        return replay

    return decorate


def leaves_nothing(why: Message, *acts: str) -> None:
    """Say of these acts that the public sees nothing of them but their entry, and why."""
    LEAVES_NOTHING.update(dict.fromkeys(acts, why))


def shows(name: str) -> Callable[[Showing], Showing]:
    """Let a function tell what the public sees of a room's rows, as (key, values) in any order.

    A key begins with the subject of the entries about it, followed by the organisation where there is one
    (`I-2026-014 GM0193`): so a difference leads to an entry. Values are plain: text, integers, lists and mappings.
    """
    return _kept_in(SHOWS, name)


def keeps(name: str) -> Callable[[Showing], Showing]:
    """The same for what the public does not see, and a part that is not public tells: compared where those parts are at hand."""
    return _kept_in(KEEPS, name)


def _kept_in(showings: dict[str, Showing], name: str) -> Callable[[Showing], Showing]:
    def decorate(shown: Showing) -> Showing:
        showings[name] = shown
        return shown

    return decorate
