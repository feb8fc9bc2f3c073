"""Recomputing the whole register from its entries, and naming the first entry at which anything differs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register import merkle
from gemportal.register.canonical import canonical
from gemportal.register.checks import CHECKS
from gemportal.register.log import digest, written
from gemportal.register.models import Checkpoint, Entry, Node, Part
from gemportal.register.notes import BadNote, TreeHead, Verifier, parted
from gemportal.register.replaying import own
from gemportal.register.rotating.queries import first_key
from gemportal.register.rotating.rules import ROTATE, Rotation

_AT_ONCE = 1024


@dataclass(frozen=True, order=True)
class Difference:
    """At this index something is not what it should be; `sentence` says what."""

    index: int
    sentence: str


@dataclass
class Report:
    """What was checked, and what was found. Of the log itself only the first difference is named: all after it follow."""

    entries: int = 0
    nodes: int = 0
    checkpoints: int = 0
    kept: int = 0
    parts: int = 0
    erased: int = 0
    rebuilt: int = 0
    checks: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def verify(verifier: Verifier, kept: Sequence[str] = ()) -> Report:
    """Recompute entries, leaves, tree and every checkpoint, then rebuild the rows from the entries and compare; last, let the
    rooms compare what nobody outside sees.

    `kept` are checkpoints that were kept elsewhere: a cut-off tail cannot be seen from inside, only against those.
    """
    report = Report()
    report.differences += islice(_Log(report, verifier).differences(kept), 1)
    if not report.differences:
        rows = own.rows()
        report.rebuilt = rows.things
        report.differences += [Difference(*found) for found in rows.differences]
        for name, check in CHECKS.items():
            report.checks.append(name)
            report.differences += [Difference(index, sentence) for index, sentence in check()]
    report.differences.sort()
    return report


class _Log:
    """The log, read once from its beginning; beside the entries at hand it remembers only the tree's right edge."""

    def __init__(self, report: Report, verifier: Verifier) -> None:
        self._report = report
        self._present = verifier
        # Who signs at this point of the log, and who signs with them where the key changes hands.
        self._verifier = first_key(verifier)
        self._leaving: Verifier | None = None
        self._edge: dict[int, bytes] = {}
        self._size = 0
        self._at: datetime | None = None

    def differences(self, kept: Sequence[str]) -> Iterator[Difference]:
        """What differs, by index; what comes after a first difference may follow from it."""
        by_size: dict[int, list[str]] = {}
        for note in kept:
            try:
                by_size.setdefault(TreeHead.read(parted(note)[0]).size, []).append(note)
            except BadNote as error:
                yield Difference(0, f"a kept checkpoint cannot be used: {error}")
        while chunk := self._entries():
            stored, notes = self._nodes(len(chunk)), self._notes(len(chunk))
            for row in chunk:
                yield from self._entry(row, stored)
                yield from self._signed(notes.get(self._size))
                yield from self._kept(by_size.pop(self._size, ()))
        yield from self._end(by_size)

    def _entries(self) -> Sequence[sa.RowMapping]:
        return (
            db.session()
            .execute(
                sa.select(Entry.__table__, Part.salt, Part.body.label("part"))
                .outerjoin(Part, Part.entry_index == Entry.index)
                .where(Entry.index >= self._size)
                .order_by(Entry.index)
                .limit(_AT_ONCE)
            )
            .mappings()
            .all()
        )

    def _nodes(self, number: int) -> dict[tuple[int, int], bytes]:
        """The stored nodes that become complete with the next `number` entries."""
        start, end = self._size, self._size + number
        ranges = [
            sa.and_(Node.level == level, Node.index >= start >> level, Node.index < end >> level)
            for level in range(end.bit_length())
            if start >> level < end >> level
        ]
        rows = db.session().execute(sa.select(Node.level, Node.index, Node.hash).where(sa.or_(*ranges)))
        return {(level, index): value for level, index, value in rows}

    def _notes(self, number: int) -> dict[int, str]:
        """The stored checkpoints over sizes that the next `number` entries reach."""
        sizes = Checkpoint.size.between(self._size + 1, self._size + number)
        return dict(db.session().execute(sa.select(Checkpoint.size, Checkpoint.note).where(sizes)).all())

    def _entry(self, row: sa.RowMapping, stored: dict[tuple[int, int], bytes]) -> Iterator[Difference]:
        index = self._size
        if row["index"] != index:
            yield Difference(index, f"entry {index} is missing")
        content = _content(row["body"])
        if content is None:
            yield Difference(index, f"entry {index} is not canonical JSON, or holds nothing")
        else:
            for name in _wrong_columns(row, content):
                yield Difference(index, f"the {name} of entry {index} differs from what the entry says")
            yield from self._part(row, content)
            yield from self._rotation(content)
        if self._at and row["at"] < self._at:
            yield Difference(index, f"entry {index} is older than the entry before it")
        self._at = row["at"]
        leaf = merkle.leaf_hash(row["body"])
        if row["leaf_hash"] != leaf:
            yield Difference(index, f"entry {index} does not have the hash that was kept of it")
        for level, place, value in merkle.appended(index, leaf, lambda level, _: self._edge.pop(level)):
            self._report.nodes += 1
            if stored.get((level, place)) != value:
                yield Difference(index, f"the tree differs at entry {index}: node {place} of level {level}")
        self._edge[level] = value
        self._size = self._report.entries = index + 1

    def _part(self, row: sa.RowMapping, content: dict[str, Any]) -> Iterator[Difference]:
        expected = content.get("private")
        if row["part"] is None:
            self._report.erased += expected is not None
        elif digest(row["salt"], row["part"]) != expected:
            yield Difference(self._size, f"the private part of entry {self._size} is not the one that was entered")
        else:
            self._report.parts += 1

    def _rotation(self, content: dict[str, Any]) -> Iterator[Difference]:
        """Where the key changes hands, follow it: the one that signed so far must vouch for the next."""
        if content.get("act") != ROTATE:
            return
        try:
            rotation = Rotation.read(self._size, content["data"])
        except BadNote as error:
            yield Difference(self._size, f"the key rotation of entry {self._size} is not sound: {error}")
            return
        if rotation.old != self._verifier:
            yield Difference(self._size, f"entry {self._size} takes over from a key that did not sign")
        self._verifier, self._leaving = rotation.new, rotation.old

    def _head(self, note: str) -> TreeHead:
        head = TreeHead.read(self._verifier.open(note))
        if head.origin != self._verifier.name:
            raise BadNote(f"it is about {head.origin}, not {self._verifier.name}")
        return head

    def _root(self) -> bytes:
        return merkle.root(self._size, lambda level, _: self._edge[level])

    def _signed(self, note: str | None) -> Iterator[Difference]:
        """Compare the stored checkpoint over the entries so far, if there is one."""
        if note is None:
            return
        try:
            head = self._head(note)
            if self._leaving is not None:
                self._leaving.open(note)
        except BadNote as error:
            yield Difference(self._size - 1, f"the checkpoint of size {self._size} is not sound: {error}")
            return
        if (head.size, head.root) != (self._size, self._root()):
            yield Difference(self._size - 1, f"the checkpoint of size {self._size} was signed over other entries")
        self._leaving = None
        self._report.checkpoints += 1

    def _kept(self, notes: Iterable[str]) -> Iterator[Difference]:
        for note in notes:
            try:
                head = self._head(note)
            except BadNote as error:
                yield Difference(self._size - 1, f"a kept checkpoint cannot be used: {error}")
                continue
            if head.root != self._root():
                yield Difference(self._size - 1, f"the log does not extend the kept checkpoint of size {head.size}")
            self._report.kept += 1

    def _end(self, kept_beyond: Mapping[int, Sequence[str]]) -> Iterator[Difference]:
        """After the last entry: nothing may have been signed, or stored, over entries that are not there."""
        end = self._size
        if self._verifier != self._present:
            yield Difference(end, "the key in use is not the one that signed last")
        largest_kept = 0
        for size, notes in kept_beyond.items():
            if any(self._ours(note) for note in notes):
                largest_kept = max(size, largest_kept)
            else:
                yield Difference(end, f"a kept checkpoint cannot be used: {self._verifier.name} did not sign this")
        signed = db.session().scalar(sa.select(sa.func.max(Checkpoint.size))) or 0
        if max(signed, largest_kept) > end:
            yield Difference(end, f"the entries from {end} on are gone: {max(signed, largest_kept)} were signed")
        if signed < end:
            yield Difference(signed, f"no checkpoint was signed over entry {signed}")
        if db.session().scalar(sa.select(sa.func.count()).select_from(Node)) != self._report.nodes:
            yield Difference(end, f"the tree holds nodes over entries from {end} on, which are not there")

    def _ours(self, note: str) -> bool:
        """Whether who signed last, or the key in use, signed this: the entry between the two may be among those that are gone."""
        for verifier in (self._verifier, self._present):
            with suppress(BadNote):
                return bool(verifier.open(note))
        return False


def _content(body: bytes) -> dict[str, Any] | None:
    """What an entry says; None unless it holds something, and these bytes are the one spelling of it."""
    try:
        content = json.loads(body)
        holds = isinstance(content, dict) and isinstance(content.get("data"), dict)
        return content if holds and canonical(content) == body else None
    except (ValueError, TypeError):
        return None


def _wrong_columns(row: sa.RowMapping, content: dict[str, Any]) -> Iterator[str]:
    expected = {
        "index": content.get("i"),
        "at": content.get("at"),
        "act": content.get("act"),
        "organisation": content.get("org"),
        "office": content.get("office"),
        "subject": content.get("subject"),
        "cause": content["data"].get("cause"),
    }
    found = {**row, "at": written(row["at"])}
    return (name for name, value in expected.items() if found[name] != value)
