"""An empty database, and telling it all that happened."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate, stamp

from gemportal.kernel import clock, db
from gemportal.kernel.db import Base
from gemportal.kernel.errors import Refusal
from gemportal.register import merkle
from gemportal.register.models import Checkpoint, Entry, Node, Part
from gemportal.register.reading import mentions
from gemportal.register.reading.models import Mention
from gemportal.register.replaying.telling import REPLAYS, Told

_AT_ONCE = 512


class Unreplayable(Exception):
    """The entry at `index` cannot be told to an empty database: `sentence` says why."""

    def __init__(self, index: int, sentence: str) -> None:
        super().__init__(f"entry {index}: {sentence}")
        self.index, self.sentence = index, sentence


@dataclass(frozen=True)
class Logged:
    """An entry as it stands in the log, with its part and the part's salt where the reader may have them."""

    body: bytes
    salt: bytes | None = None
    part: bytes | None = None


@contextmanager
def empty_database(file: Path) -> Iterator[Flask]:
    """A house of its own around a new SQLite file, with all tables and no rows. Enter its `app_context()` to reach it."""
    house = Flask("replay")
    house.config.from_mapping(db.configured(f"sqlite:///{file}"), SQLITE_SYNCHRONOUS="OFF")
    db.init_app(house)
    with house.app_context():
        db.metadata.create_all(db.db.engines[db.WRITER])
    try:
        yield house
    finally:
        with house.app_context():
            for engine in db.db.engines.values():
                engine.dispose()


def rebuild(house: Flask, log: Iterable[Logged]) -> int:
    """Tell `house` the whole log, and return how many entries that were; `Unreplayable` names the first that cannot be told."""
    entries = enumerate(log)
    edge: dict[int, bytes] = {}
    size = 0
    # The log may be read from another database: only one context is entered at a time.
    while chunk := list(islice(entries, _AT_ONCE)):
        told = [_read(index, logged) for index, logged in chunk]
        size += len(told)
        with house.app_context(), db.writing(db.session()):
            _keep(told, [logged for _, logged in chunk], edge)
            for one in told:
                _replay(one)
            db.session().commit()
    return size


def finish(house: Flask, note: str, size: int, migrations: str) -> None:
    """Keep the checkpoint over what was told, and say that the tables are those of today: so that the portal can show it.

    `migrations` is where the migrations are.
    """
    Migrate(house, db.db)
    with house.app_context():
        if size:
            with db.writing(db.session()):
                at = db.session().scalars(sa.select(Entry.at).where(Entry.index == size - 1)).one()
                db.session().add(Checkpoint(size=size, note=note, at=at))
                db.session().commit()
        stamp(directory=migrations)


def _read(index: int, logged: Logged) -> Told:
    try:
        told = Told.read(logged.body, logged.part)
    except (KeyError, TypeError, ValueError) as error:
        raise Unreplayable(index, f"it cannot be read: {error!r}") from error
    if told.index != index:
        raise Unreplayable(index, f"it says that it is entry {told.index}")
    return told


def _replay(told: Told) -> None:
    try:
        with clock.at(told.at):
            for replay in REPLAYS.get(told.act, ()):
                replay(told)
            db.session().flush()
    except (LookupError, TypeError, ValueError, AttributeError, Refusal, sa.exc.SQLAlchemyError) as error:
        raise Unreplayable(told.index, f"{told.act} about {told.subject} could not be done again: {error!r}") from error


def _keep(told: list[Told], logs: list[Logged], edge: dict[int, bytes]) -> None:
    """The entries themselves, with all that the register keeps beside them, as rows that others point to."""
    leaves = [merkle.leaf_hash(logged.body) for logged in logs]
    nodes = [node for one, leaf in zip(told, leaves, strict=True) for node in _complete(one.index, leaf, edge)]
    _insert(Entry, [_columns(*row) for row in zip(told, logs, leaves, strict=True)])
    _insert(
        Part,
        [
            {"entry_index": one.index, "salt": logged.salt, "body": logged.part, "public": True}
            for one, logged in zip(told, logs, strict=True)
            if logged.part is not None
        ],
    )
    named = [row for one, logged in zip(told, logs, strict=True) for row in mentions.rows_of(one.index, logged.body)]
    _insert(Mention, named)
    _insert(Node, [{"level": level, "index": index, "hash": value} for level, index, value in nodes])


def _insert(model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session().execute(sa.insert(model), rows)


def _complete(size: int, leaf: bytes, edge: dict[int, bytes]) -> list[tuple[int, int, bytes]]:
    complete = list(merkle.appended(size, leaf, lambda level, _: edge.pop(level)))
    edge[complete[-1][0]] = complete[-1][2]
    return complete


def _columns(told: Told, logged: Logged, leaf: bytes) -> dict[str, Any]:
    return {
        "index": told.index,
        "at": told.at,
        "act": told.act,
        "organisation": told.organisation,
        "office": told.office,
        "subject": told.subject,
        "cause": told.data.get("cause"),
        "body": logged.body,
        "leaf_hash": leaf,
    }
