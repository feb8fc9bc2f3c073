"""What is kept of people: one declaration for each kind, from which /privacy, the download of one's own data and erasure are made.

A table that points to a person and that no declaration names fails a test, so that nothing is kept in silence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.words import Message, _l

Export = Callable[[int], list[dict[str, Any]]]
Erase = Callable[[int], None]

# What stands where a text was erased that may not be absent.
ERASED_TEXT = "(deze tekst is gewist)"


@dataclass(frozen=True)
class Kept:
    """One kind of data about people.

    `tables` are where it stands. `export(person_id)` gives what a person downloads, plain values only. `erase(person_id)`,
    inside an act, takes away whatever says who it was; None when the rows stay as their organisation's and say nothing of a
    person but a number that leads nowhere once the person is erased. A kind that the others need to know what to erase
    is erased `last`.
    """

    name: str
    what: Message
    why: Message
    how_long: Message | Callable[[], Message]
    tables: tuple[str, ...]
    export: Export
    erase: Erase | None = None
    seen_by: Message = _l("Alleen uzelf.")
    last: bool = False

    @property
    def term(self) -> Message:
        """How long it is kept, by the settings of this moment."""
        return self.how_long if isinstance(self.how_long, Message) else self.how_long()


KEPT: dict[str, Kept] = {}
REMAINING: dict[str, Message] = {}


def keep(*kinds: Kept) -> None:
    """Declare what a room keeps of people."""
    for kind in kinds:
        KEPT[kind.name] = kind


def remain(why: Message, *acts: str) -> None:
    """Declare that the private parts of these acts stay when their writer is erased. The parts of all other acts go."""
    REMAINING.update(dict.fromkeys(acts, why))


def rows_of(*models: Any) -> Erase:
    """The `erase` of what stands in rows of its own: those of these tables that point to the person are deleted."""

    def delete(person_id: int) -> None:
        for model in models:
            db.session().execute(sa.delete(model).where(model.person_id == person_id))

    return delete


def wipe(column: sa.orm.InstrumentedAttribute[Any], condition: sa.ColumnElement[bool]) -> None:
    """Put `ERASED_TEXT` in the place of what was written in these rows; where nothing was, nothing comes."""
    table = column.class_
    db.session().execute(sa.update(table).where(condition, column.is_not(None)).values({column.key: ERASED_TEXT}))


def kinds() -> list[Kept]:
    """Every kind as a reader meets it: the person first."""
    return sorted(KEPT.values(), key=lambda kind: not kind.last)


def reasons_to_remain() -> list[Message]:
    """Why some of what a person wrote remains, each reason once."""
    return list(dict.fromkeys(REMAINING.values()))


def erase(person_id: int) -> None:
    """Erase every kind, inside an act."""
    for kind in sorted(KEPT.values(), key=lambda kind: kind.last):
        if kind.erase is not None:
            kind.erase(person_id)
