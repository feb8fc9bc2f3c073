"""What the register shows but does not know: how rooms call their subjects, where those have their pages, and what acts came to.

Rooms above it hand these in when the application is wired.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.acts import ACTS
from gemportal.kernel.words import Message

Address = Callable[[str], str]
Titles = Callable[[Collection[str]], sa.Select[Any, Any]]
Kin = Callable[[Collection[str]], Iterable[str]]
Finder = Callable[[str], str | None]
Naming = Callable[[Any], sa.ColumnElement[Any]]

_KIND = re.compile(r"[A-Z]+(?=-?\d)")


@dataclass(frozen=True)
class Kind:
    """The acts of one room as a chapter of the newspaper; `word` names it in addresses.

    `voices` are the acts by which many say something about one thing: a short history of that thing leaves them out.
    """

    word: str
    room: str
    label: Message
    voices: frozenset[str] = frozenset()


class Told(Protocol):
    """What a room sees of an entry when it tells what came of it: nothing that can be erased later."""

    @property
    def index(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    def title_of(self, subject: str) -> str | Message: ...


Teller = Callable[[Sequence[Told]], Mapping[int, Message | None]]

KINDS: dict[str, Kind] = {}
_addresses: dict[str, Address] = {}
_titles: dict[str, Titles] = {}
_labels: dict[str, Message] = {}
_kin: list[Kin] = []
_tellers: dict[str, Teller] = {}
# Until the room of organisations hands in its own.
_finder: Finder = lambda text: None  # noqa: E731
_naming: Naming = lambda code: sa.null()  # noqa: E731


def file_under(word: str, room: str, label: Message, voices: Iterable[str] = ()) -> None:
    """Let the acts of `room` be read as a chapter of their own."""
    KINDS[word] = Kind(word, room, label, frozenset(voices))


def is_voice(act: str) -> bool:
    """Whether by this act many say something about one thing."""
    return any(act in kind.voices for kind in KINDS.values())


def show_subjects_at(kind: str, address: Address) -> None:
    """Let subjects of `kind` lead to the page at `address(subject)`.

    The kind is what the subject begins with: `I` for `I-2026-001`, `GM` for `GM0193`. Any other subject, such as
    a key of the settings, is its own kind.
    """
    _addresses[kind] = address


def address_of(subject: str) -> str | None:
    """The address of the subject's own page; None when no room has one. Only within a request."""
    address = _addresses.get(_kind_of(subject))
    return address(subject) if address else None


def title_subjects(kind: str, titles: Titles) -> None:
    """Let the subjects of `kind` be called by what the query `titles(subjects)` selects: (subject, title)."""
    _titles[kind] = titles


def call_subject(subject: str, label: Message) -> None:
    """Let a subject of which there is only one be called by its label."""
    _labels[subject] = label


def titles_of(subjects: Iterable[str | None]) -> dict[str, str | Message]:
    """What these subjects are called, for as far as a room knows them; all of them in one query."""
    wanted = {subject for subject in subjects if subject}
    by_kind: dict[str, set[str]] = defaultdict(set)
    for subject in wanted:
        by_kind[_kind_of(subject)].add(subject)
    asked = [_titles[kind](found) for kind, found in sorted(by_kind.items()) if kind in _titles]
    titles: dict[str, str | Message] = {subject: _labels[subject] for subject in wanted & _labels.keys()}
    if asked:
        titles |= {row[0]: row[1] for row in db.session().execute(sa.union_all(*asked) if asked[1:] else asked[0])}
    return titles


def find_organisations_with(finder: Finder) -> None:
    """Let `finder(text)` answer the code of the organisation that a reader means by a name or a code."""
    global _finder  # noqa: PLW0603 - wired once, at start
    _finder = finder


def organisation_meant_by(text: str) -> str | None:
    """The code of the organisation that goes by this name or code."""
    return _finder(text)


def name_organisations_with(naming: Naming) -> None:
    """Let `naming(code)` be what the organisation with the code in a column is called, to be used in a query."""
    global _naming  # noqa: PLW0603 - wired once, at start
    _naming = naming


def name_of_organisation(code: Any) -> sa.ColumnElement[Any]:
    """What the organisation with the code in this column is called, to be used in a query; NULL where no room knows it."""
    return _naming(code)


def belongs_with(kin: Kin) -> None:
    """Let `kin(subjects)` answer which subjects of its room belong with these of lower rooms: the groups of an initiative.

    Rooms hand it in from the ground up, so that the decision about a vote about a group is found too.
    """
    if kin not in _kin:
        _kin.append(kin)


def kin_of(subject: str) -> set[str]:
    """The subject, with everything in the rooms that came of it."""
    found = {subject}
    for kin in _kin:
        found.update(kin(found))
    return found


def tells(*acts: str) -> Callable[[Teller], Teller]:
    """Let a function tell what came of the entries of these acts, by index: all those of one page at once, so in a query at most.

    It tells from what is public for ever. What stands apart from the entry can be erased, and feeds are kept by others.
    """

    def decorate(teller: Teller) -> Teller:
        _tellers.update(dict.fromkeys(acts, teller))
        return teller

    return decorate


def says(*acts: str) -> Callable[[Callable[[Told], Message | None]], Teller]:
    """Like `tells`, for a sentence that needs nothing but its entry."""

    def decorate(say: Callable[[Told], Message | None]) -> Teller:
        return tells(*acts)(lambda lines: {line.index: _said(say, line) for line in lines})

    return decorate


def _said(say: Callable[[Told], Message | None], line: Told) -> Message | None:
    try:
        return say(line)
    except (KeyError, TypeError, ValueError):
        return None  # An entry of long ago may hold something else: then its act alone is told.


def details_of(lines: Sequence[Any]) -> dict[int, Message]:
    """What came of these entries (`Told`, with their `act`), by index, for as far as their rooms have a word for it."""
    asked: dict[Teller, list[Any]] = defaultdict(list)
    for line in lines:
        if teller := _tellers.get(line.act):
            asked[teller].append(line)
    return {
        index: said for teller, of_room in asked.items() for index, said in teller(of_room).items() if said is not None
    }


def act_in_words(name: str) -> Message:
    """The act as people say it; an act that no longer exists keeps its name."""
    act = ACTS.get(name)
    return act.label if act else Message(name)


def _kind_of(subject: str) -> str:
    kind = _KIND.match(subject)
    return kind.group() if kind else subject
