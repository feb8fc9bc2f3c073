"""Reading the register."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Office
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import Message, _l
from gemportal.register import tree, words
from gemportal.register.models import Checkpoint, Entry, Part
from gemportal.register.reading.mentions import references

# The columns are 32-bit: a larger index is in nobody's register.
BEYOND = 2**31

_OFFICES = {
    Office.CHAIR: _l("De voorzitter"),
    Office.BOARD: _l("Een bestuurslid"),
    Office.COORDINATOR: _l("De coördinator"),
    Office.AUDITOR: _l("De toezichthouder"),
    Office.ADMINISTRATOR: _l("De beheerder"),
}


@dataclass(frozen=True)
class EntryLine:
    """An entry as a page or a timeline shows it, with what the subjects that it names are called.

    `part` is what only its digest stands for, where that may be shown. `detail` says what came of it, where a room told.
    """

    index: int
    at: datetime
    act: str
    organisation: str | None
    office: str | None
    subject: str
    data: dict[str, Any]
    part: dict[str, Any] | None = None
    titles: Mapping[str, str | Message] = field(default_factory=dict)
    detail: Message | None = None

    @property
    def cause(self) -> int | None:
        """The index of the entry whose act brought this one about."""
        return self.data.get("cause")

    def title_of(self, subject: str) -> str | Message:
        """What a subject that the entry names is called; the subject itself where no room knows it."""
        return self.titles.get(subject, subject)

    @property
    def title(self) -> str | Message | None:
        """What its subject is called; None where no room calls it anything."""
        return self.titles.get(self.subject)

    @property
    def day(self) -> date:
        return clock.day_of(self.at)

    @property
    def act_in_words(self) -> Message:
        return words.act_in_words(self.act)

    @property
    def office_in_words(self) -> Message | None:
        return Office(self.office).label if self.office else None

    @property
    def who(self) -> str | Message:
        """On whose behalf: an organisation, an office of the cooperative, or the portal carrying out a rule."""
        if self.organisation:
            return self.title_of(self.organisation)
        return _OFFICES[Office(self.office)] if self.office else _l("Het portaal")

    @property
    def sentence(self) -> Message:
        """What happened, in one sentence: "Zwolle verklaart bereidheid"."""
        return _l("%(who)s %(act)s", who=self.who, act=self.act_in_words)


@dataclass(frozen=True)
class ProvenEntry:
    """One entry whole: its bytes, its digested part, and the hashes that lead from it to the root of a checkpoint."""

    line: EntryLine
    body: bytes
    leaf_hash: bytes
    private: str | None
    salt: bytes | None
    part: bytes | None
    proof: list[bytes]
    size: int
    root: bytes


def size() -> sa.ScalarSelect[int]:
    """How many entries there are, to be used in a query: indexes have no gaps, so this reads one row."""
    return sa.select(sa.func.coalesce(sa.func.max(Entry.index) + 1, 0)).scalar_subquery()


def number_of_entries() -> int:
    """How many entries there are."""
    return db.session().scalar(sa.select(size())) or 0


def latest_entries(
    limit: int = 50,
    *,
    before: int | None = None,
    act: str | None = None,
    conditions: Iterable[sa.ColumnElement[bool]] = (),
) -> list[EntryLine]:
    """The latest entries, the newest first: those before an index, by one act, for which the conditions hold."""
    query = _lines().where(*conditions).order_by(Entry.index.desc()).limit(limit)
    if before is not None:
        query = query.where(Entry.index < min(before, BEYOND - 1))
    if act:
        query = query.where(Entry.act == act)
    return _named(query)


def entries_about(subjects: Iterable[str]) -> list[EntryLine]:
    """All entries about these subjects, the oldest first: the stuff of a timeline. It says what who did something is called."""
    query = _lines().add_columns(words.name_of_organisation(Entry.organisation))
    query = query.where(Entry.subject.in_(set(subjects))).order_by(Entry.index)
    return [_line(row, called=row[-1]) for row in db.session().execute(query)]


def entry_of(subject: str, act: str | None = None) -> int | None:
    """The index of the latest entry about `subject`, by `act` where given; None when there is none."""
    query = sa.select(sa.func.max(Entry.index)).where(Entry.subject == subject)
    return db.session().scalar(query.where(Entry.act == act) if act else query)


def body_of(index: int) -> bytes:
    """The bytes of an entry: what its leaf hash is made of."""
    found = db.session().scalar(sa.select(Entry.body).where(Entry.index == index)) if index < BEYOND else None
    if found is None:
        raise NotFound
    return found


def latest_checkpoint() -> Checkpoint | None:
    """The checkpoint over everything there is; None while there is nothing."""
    return db.session().scalar(sa.select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1))


def first_checkpoint_over(index: int) -> Checkpoint | None:
    """The first checkpoint that covers this entry: it never becomes another."""
    query = sa.select(Checkpoint).where(Checkpoint.size > index).order_by(Checkpoint.size).limit(1)
    return db.session().scalar(query)


def proven(index: int) -> ProvenEntry:
    """An entry with its proof against the latest checkpoint."""
    lines = _named(_lines().where(Entry.index == index)) if index < BEYOND else []
    checkpoint = latest_checkpoint()
    if not lines or checkpoint is None:
        raise NotFound
    body, leaf_hash, salt, part = (
        db.session()
        .execute(
            sa.select(Entry.body, Entry.leaf_hash, Part.salt, Part.body)
            .outerjoin(Part, sa.and_(Part.entry_index == Entry.index, Part.public))
            .where(Entry.index == index)
        )
        .one()
    )
    return ProvenEntry(
        line=lines[0],
        body=body,
        leaf_hash=leaf_hash,
        private=json.loads(body).get("private"),
        salt=salt,
        part=part,
        proof=tree.inclusion_proof(index, checkpoint.size),
        size=checkpoint.size,
        root=tree.root(checkpoint.size),
    )


def _lines() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        Entry.index, Entry.at, Entry.act, Entry.organisation, Entry.office, Entry.subject, Entry.body, Part.body
    ).outerjoin(Part, sa.and_(Part.entry_index == Entry.index, Part.public))


def _named(query: sa.Select[*tuple[Any, ...]]) -> list[EntryLine]:
    lines = [_line(row) for row in db.session().execute(query)]
    titles = words.titles_of(
        name for line in lines for name in (line.organisation, line.subject, *references(line.data))
    )
    return [replace(line, titles=titles) for line in lines]


def _line(row: Any, called: str | None = None) -> EntryLine:
    """The line of a row of `_lines()`; `called` is the name of its organisation, where that is at hand."""
    index, at, act, organisation, office, subject, body, part = row[:8]
    return EntryLine(
        index=index,
        at=at,
        act=act,
        organisation=organisation,
        office=office,
        subject=subject,
        data=json.loads(body)["data"],
        part=json.loads(part) if part else None,
        titles={organisation: called} if called else {},
    )
