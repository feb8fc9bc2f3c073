"""An empty database, and telling it all that happened."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import clock, db
from gemportal.register import merkle
from gemportal.register.models import Entry, Node, Part
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
    url = f"sqlite:///{file}"
    house = Flask("replay")
    house.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=url,
        SQLALCHEMY_BINDS={db.WRITER: db.engine_options(url, writing=True)},
        SQLALCHEMY_ENGINE_OPTIONS={k: v for k, v in db.engine_options(url, writing=False).items() if k != "url"},
        SQLITE_SYNCHRONOUS="OFF",
    )
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
        with house.app_context(), db.writing(db.session()):
            for size, logged in chunk:
                _tell(size, logged, edge)
            db.session().commit()
    return size + 1 if edge else 0


def _tell(index: int, logged: Logged, edge: dict[int, bytes]) -> None:
    told = Told.read(logged.body, logged.part)
    if told.index != index:
        raise Unreplayable(index, f"it says that it is entry {told.index}")
    _keep(told, logged, edge)
    replay = REPLAYS.get(told.act)
    if replay is None:
        return
    try:
        with clock.at(told.at):
            replay(told)
            db.session().flush()
    except (KeyError, TypeError, ValueError, LookupError, AttributeError, sa.exc.SQLAlchemyError) as error:
        raise Unreplayable(index, f"{told.act} about {told.subject} could not be done again: {error!r}") from error


def _keep(told: Told, logged: Logged, edge: dict[int, bytes]) -> None:
    """The entry itself, its part and its nodes, as rows that others point to."""
    session = db.session()
    leaf = merkle.leaf_hash(logged.body)
    session.execute(
        sa.insert(Entry).values(
            index=told.index,
            at=told.at,
            act=told.act,
            organisation=told.organisation,
            office=told.office,
            subject=told.subject,
            cause=told.data.get("cause"),
            body=logged.body,
            leaf_hash=leaf,
        )
    )
    if logged.part is not None:
        session.execute(sa.insert(Part).values(entry_index=told.index, salt=logged.salt, body=logged.part, public=True))
    complete = list(merkle.appended(told.index, leaf, lambda level, _: edge.pop(level)))
    session.execute(
        sa.insert(Node), [{"level": level, "index": index, "hash": value} for level, index, value in complete]
    )
    edge[complete[-1][0]] = complete[-1][2]
