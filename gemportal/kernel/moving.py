"""The database as a whole: read from one snapshot, or filled in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gemportal.kernel import db

ALEMBIC = "alembic_version"
_AT_ONCE = 1000


def columns_of(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns that are written. What the database works out from them it works out again."""
    return [column for column in table.columns if column.computed is None]


def rows_of(table: sa.Table) -> Iterator[sa.Row[Any]]:
    """Every row in the order of the primary key, a thousand at a time, of the snapshot that the present session reads."""
    query = sa.select(*columns_of(table)).order_by(*table.primary_key.columns)
    yield from db.session().execute(query, execution_options={"yield_per": _AT_ONCE})


@contextmanager
def filling(session: Session) -> Iterator[sa.Connection]:
    """One transaction of the only writer, in which migrations may run too; all of it happens, or nothing.

    What `session` does meanwhile is part of it. Foreign keys are looked at once, before the commit: rows may come in any order.
    """
    session.rollback()
    with db.db.engines[db.WRITER].connect() as connection:
        _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                with _taking_part(session, connection):
                    yield connection
                if connection.dialect.name == "sqlite" and connection.execute(_pragma("foreign_key_check")).first():
                    raise sa.exc.IntegrityError("foreign_key_check", None, ValueError("a row points to nothing"))
        finally:
            _foreign_keys(connection, "ON")


@contextmanager
def _taking_part(session: Session, connection: sa.Connection) -> Iterator[None]:
    """What the session does is done by `connection`, whose transaction it does not end; unless something fails."""
    session.info["connection"] = connection
    try:
        db.take_the_writers_lock(session, idle=timedelta())
        yield
        session.commit()
    finally:
        session.rollback()
        session.expunge_all()
        del session.info["connection"]


def is_empty(connection: sa.Connection) -> bool:
    """Whether no table holds a row; or there are no tables yet."""
    names = [name for name in sa.inspect(connection).get_table_names() if name != ALEMBIC]
    return not any(
        connection.execute(sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)).first() for name in names
    )


def revision(connection: sa.Connection) -> str | None:
    """The migration that the tables are of; None when there are none."""
    if not sa.inspect(connection).has_table(ALEMBIC):
        return None
    return connection.scalar(sa.select(sa.column("version_num")).select_from(sa.table(ALEMBIC)))


@contextmanager
def guards_asleep(connection: sa.Connection) -> Iterator[None]:
    """Let rows come in as they were: the guards judge what happens, and this happened before. They are back at the end."""
    if connection.dialect.name == "sqlite":
        # As the database wrote them down, so that they come back to the letter.
        column = sa.column
        query = sa.select(column("name", sa.Text), column("sql", sa.Text)).select_from(sa.table("sqlite_master"))
        stored = connection.execute(query.where(column("type") == "trigger").order_by(column("name"))).all()
        _run(connection, *(f'DROP TRIGGER "{name}"' for name, _ in stored))
        yield
        _run(connection, *(sql for _, sql in stored))
        return
    tables = [name for name in sa.inspect(connection).get_table_names() if name != ALEMBIC]
    own = [(table, key["name"]) for table in tables for key in _keys_to_itself(connection, table)]
    _run(connection, *(f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in tables))
    _run(
        connection,
        *(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" DEFERRABLE INITIALLY DEFERRED' for table, key in own),
    )
    yield
    _run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    _run(connection, *(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" NOT DEFERRABLE' for table, key in own))
    _run(connection, *(f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables))


def _keys_to_itself(connection: sa.Connection, table: str) -> Iterator[Any]:
    return (key for key in sa.inspect(connection).get_foreign_keys(table) if key["referred_table"] == table)


def count_on(connection: sa.Connection, table: sa.TableClause) -> None:
    """Let the keys that PostgreSQL hands out for this table follow those that are in it. SQLite does so by itself."""
    (key, *others) = sa.inspect(connection).get_pk_constraint(table.name)["constrained_columns"]
    if others or connection.dialect.name == "sqlite":
        return
    sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, key)))
    last = connection.scalar(sa.select(sa.func.max(table.c[key]))) if sequence else None
    if last is not None:
        connection.execute(sa.select(sa.func.setval(sequence, last)))


def _foreign_keys(connection: sa.Connection, state: str) -> None:
    # By the driver itself: it is outside any transaction then, and inside one SQLite would ignore it without a word.
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys={state}")


def _pragma(name: str) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(sa.column("table")).select_from(getattr(sa.func, f"pragma_{name}")())


def _run(connection: sa.Connection, *statements: str) -> None:
    for statement in statements:
        # What the library would take for a place of a value is none.
        connection.execute(sa.DDL(statement.replace("%", "%%")))  # type: ignore[no-untyped-call]
