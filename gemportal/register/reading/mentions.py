"""Noting under which names an entry is found, in the transaction that appends it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Entry
from gemportal.register.reading.models import Mention

# A code or a number as the house gives them: GM0193, KP0001, I-2026-014.
_NAME = re.compile(r"[A-Z]{1,2}(\d{4,}|-\d{4}-\d{3,})")
_AT_ONCE = 512


def names_in(entry: Mapping[str, Any]) -> set[str]:
    """What an entry (its content, as read from its bytes) is found under."""
    room = entry["act"].partition(":")[0]
    names = {f"{room}:", entry["subject"], *references(entry["data"])}
    return names | {entry["org"]} if entry["org"] else names


def references(value: Any) -> Iterator[str]:
    """Every code and number in the data of an entry, however deep."""
    if isinstance(value, str) and _NAME.fullmatch(value):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def note(index: int) -> None:
    """Hear that an entry was appended, and note what it names."""
    session = db.session()
    entry = session.get_one(Entry, index)
    session.execute(sa.insert(Mention), rows_of(index, entry.body))


def rows_of(index: int, body: bytes) -> list[dict[str, Any]]:
    """The rows of `Mention` that an entry makes."""
    return [{"name": name, "entry_index": index} for name in sorted(names_in(json.loads(body)))]


def differences() -> Iterator[tuple[int, str]]:
    """The entries that are not found under all that they name: somebody hid them from whoever looks for it.

    An entry that is found under more than it names hides nothing: any reader sees it standing in the wrong place.
    """
    session = db.session()
    query = sa.select(Entry.index, Entry.body).order_by(Entry.index).limit(_AT_ONCE)
    start = 0
    while rows := session.execute(query.where(Entry.index >= start)).all():
        start = rows[-1][0] + 1
        named = {index: names_in(json.loads(body)) for index, body in rows}
        noted = sa.select(Mention.entry_index, Mention.name).where(
            Mention.name.in_(set().union(*named.values())), Mention.entry_index.between(rows[0][0], start - 1)
        )
        for index, name in session.execute(noted):
            named[index].discard(name)
        for index, hidden in named.items():
            if hidden:
                yield index, f"it is not found under {', '.join(sorted(hidden))}"
