"""A register of any age, written straight into its tables: what many years of acts leave, in seconds."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register import keys, merkle, queries, tree
from gemportal.register.models import Checkpoint, Entry, Node
from gemportal.register.notes import TreeHead
from gemportal.register.reading.models import Mention
from tests.support.house import House

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
_AT_ONCE = 50_000

Rows = Iterable[tuple[Any, ...]]


def fill(house: House, number: int, *, signed_at: Collection[int] = ()) -> None:
    """Append `number` entries, with a checkpoint over all of them, and over each of the sizes `signed_at`."""
    with house.app.app_context():
        start = queries.number_of_entries()
        edge = {
            level: db.session()
            .execute(sa.select(Node.hash).where(Node.level == level, Node.index == place))
            .scalar_one()
            for level in range(start.bit_length())
            if start >> level & 1
            for place in [(start >> level) - 1]
        }
        db.session().rollback()
        numbers = iter(range(start, start + number))
        while chunk := list(islice(numbers, _AT_ONCE)):
            bodies = [body(index) for index in chunk]
            leaves = [merkle.leaf_hash(found) for found in bodies]
            with db.db.engines[db.WRITER].begin() as connection:
                _write(connection, Entry.__table__, _entries(connection, chunk, bodies, leaves))
                _write(connection, Mention.__table__, [(name, index) for index in chunk for name in _names(index)])
                _write(connection, Node.__table__, list(_nodes(chunk, leaves, edge)))
        for size in sorted({*signed_at, start + number}):
            _sign(size)


def body(index: int) -> bytes:
    """An entry as an act leaves one: canonical, and no two the same."""
    value = sha256(str(index).encode()).hexdigest()
    return (
        f'{{"act":"trial:write","at":"{AT:%Y-%m-%dT%H:%M:%SZ}","data":{{"seats":{index % 9},"text":"{value}"}},'
        f'"i":{index},"office":null,"org":null,"subject":"{_subject(index)}","v":1}}'
    ).encode()


def _names(index: int) -> tuple[str, str]:
    """Under what `reading.mentions` lets such an entry be found."""
    return "trial:", _subject(index)


def _subject(index: int) -> str:
    return f"I-2026-{index // 100 % 1000:03}"


def _entries(connection: sa.Connection, chunk: list[int], bodies: list[bytes], leaves: list[bytes]) -> Rows:
    at = AT if connection.dialect.name == "postgresql" else f"{AT:%Y-%m-%d %H:%M:%S.000000}"
    for index, found, leaf in zip(chunk, bodies, leaves, strict=True):
        yield index, at, "trial:write", None, None, _subject(index), None, found, leaf


def _nodes(chunk: list[int], leaves: list[bytes], edge: dict[int, bytes]) -> Iterator[tuple[int, int, bytes]]:
    for size, leaf in zip(chunk, leaves, strict=True):
        level = 0
        for level, index, value in merkle.appended(size, leaf, lambda level, _: edge.pop(level)):
            yield level, index, value
        edge[level] = value


def _write(connection: sa.Connection, table: Any, rows: Rows) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.dialect.name == "postgresql":
        driver = connection.connection.cursor()
        with driver.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join("?" for _ in table.columns)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({places})", list(rows))


def _sign(size: int) -> None:
    signer = keys.signer()
    note = signer.sign(TreeHead(signer.name, size, tree.root(size)).text)
    db.session().rollback()
    with db.db.engines[db.WRITER].begin() as connection:
        connection.execute(sa.insert(Checkpoint).values(size=size, note=note, at=AT))
