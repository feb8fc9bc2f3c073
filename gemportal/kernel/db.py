"""The database: our declarative base, the column types, and two engines on one database.

Reading goes through an engine whose connections cannot write; writing goes through a small pool that only `perform`
uses. Which of the two a session speaks to is said by its `info["writing"]`, so that a view that writes by accident fails.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from enum import Enum as PythonEnum
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from psycopg import IsolationLevel
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session, registry

WRITER = "writer"
REPLICA = "replica"

# One number for the one writer's lock; any constant serves, as long as nothing else in this database uses it.
WRITERS_LOCK = 3_420_342

PATIENCE = timedelta(seconds=30)
_MS = timedelta(milliseconds=1)


def _of_column(constraint: sa.Constraint, table: sa.Table) -> str:
    """Names an enum's check by its column: a table may hold two columns of one enum, and PostgreSQL wants two names."""
    if isinstance(constraint, sa.CheckConstraint) and constraint._type_bound:  # noqa: SLF001 - told nowhere else
        return f"{next(iter(constraint.columns)).name}_"
    return ""


metadata = sa.MetaData(
    naming_convention={
        "of_column": _of_column,
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(of_column)s%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(enumeration: type[PythonEnum]) -> list[str]:
    return [member.value for member in enumeration]


class Base(DeclarativeBase):
    """The base of every model. A model states its own key; nothing is added to all tables."""

    registry = registry(
        metadata=metadata,
        type_annotation_map={
            str: sa.Text(),
            datetime: Moment(),
            date: sa.Date(),
            bytes: sa.LargeBinary(),
            StrEnum: sa.Enum(
                StrEnum,
                native_enum=False,
                create_constraint=True,
                length=32,
                values_callable=_values,
                validate_strings=True,
            ),
            dict[str, Any]: sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            list[Any]: sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
        },
    )


class RoomSession(FlaskSession):
    """A session that reads by default, from the replica where the page allows it, and writes only inside `perform`."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Any = None, **kwargs: Any
    ) -> sa.engine.Engine | sa.engine.Connection:
        if bind is not None:
            return cast(sa.engine.Engine, bind)
        if "connection" in self.info:
            return cast(sa.engine.Connection, self.info["connection"])
        engines = self._db.engines
        if self.info.get("writing"):
            return engines[WRITER]
        if self.info.get("replica") and REPLICA in engines:
            return engines[REPLICA]
        return engines[None]


db = SQLAlchemy(metadata=metadata, session_options={"class_": RoomSession})


def session() -> Session:
    """The session of the present application context."""
    return cast(Session, db.session())


def read_anew() -> None:
    """Go on reading after a query failed: its transaction answers nothing more."""
    session().rollback()


def init_app(app: Flask) -> None:
    """Make the engines and teach each of them how to begin a transaction."""
    db.init_app(app)
    with app.app_context():
        for key, engine in db.engines.items():
            _prepare(engine, writing=key == WRITER, synchronous=app.config["SQLITE_SYNCHRONOUS"])


def engine_options(url: str, *, writing: bool) -> dict[str, Any]:
    """The options of one engine on `url`, as Flask-SQLAlchemy takes them for a bind."""
    # A statement that fails is logged, and what was bound to it may be a name or a secret ballot.
    every = {"url": url, "hide_parameters": True}
    if sa.make_url(url).get_backend_name() == "sqlite":
        # The driver must not begin transactions by itself: "BEGIN IMMEDIATE" is ours to say.
        return {**every, "connect_args": {"isolation_level": None, "timeout": PATIENCE.total_seconds()}}
    if writing:
        return {
            **every,
            "isolation_level": "READ COMMITTED",
            "pool_size": 2,
            "max_overflow": 2,
            "pool_pre_ping": True,
        }
    return {**every, "isolation_level": "REPEATABLE READ", "pool_pre_ping": True}


def configured(url: str, replica: str | None = None) -> dict[str, Any]:
    """What Flask-SQLAlchemy is told of the database at `url`: one engine to read, one to write and, where given, the replica."""
    binds = {WRITER: engine_options(url, writing=True)}
    if replica:
        binds[REPLICA] = engine_options(replica, writing=False)
    reading = engine_options(url, writing=False)
    del reading["url"]
    return {
        "SQLALCHEMY_BINDS": binds,
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": reading,
    }


def _prepare(engine: sa.Engine, *, writing: bool, synchronous: str) -> None:
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, writing=writing, synchronous=synchronous)
    elif not writing:

        @sa.event.listens_for(engine, "connect")
        def read_only(connection: Any, record: Any) -> None:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            connection.read_only = True


def _prepare_sqlite(engine: sa.Engine, *, writing: bool, synchronous: str) -> None:
    @sa.event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={synchronous}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")
        # So that the guards of a row also see it go where another takes its place.
        cursor.execute("PRAGMA recursive_triggers=ON")
        if not writing:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def take_the_writers_lock(session: Session, idle: timedelta) -> None:
    """Wait until this transaction is the only one that writes. On SQLite, to begin it is all there is to do.

    Whoever waits longer than `PATIENCE` gets an `OperationalError`. On PostgreSQL whoever holds the lock and asks nothing for
    as long as `idle` loses it, and its connection too, so that a process that hangs does not hold up all others; 0 is no limit.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # PostgreSQL works these out from left to right.
        limits = (("lock_timeout", PATIENCE), ("idle_in_transaction_session_timeout", idle))
        kept = [sa.func.set_config(name, f"{limit // _MS}ms", sa.true()) for name, limit in limits]
        connection.execute(sa.select(*kept, sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))


def moment_of_the_database(session: Session) -> datetime | None:
    """PostgreSQL's wall clock, shared by all workers; None on SQLite, where the process's own clock is the only one."""
    if session.get_bind().dialect.name == "postgresql":
        return cast(datetime, session.scalar(sa.select(sa.func.clock_timestamp()))).astimezone(UTC)
    return None


@contextmanager
def writing(session: Session) -> Iterator[None]:
    """One writing transaction: whatever was read before is forgotten, and what is not committed inside is undone.

    Rows that a page read before stay readable as they were, so that it can be shown again when the act is refused.
    """
    session.expunge_all()
    session.rollback()
    session.info["writing"] = True
    try:
        yield
    finally:
        # Also when the connection broke and cannot even be rolled back, what follows reads and does not write.
        try:
            session.rollback()
            session.expunge_all()
        finally:
            session.info["writing"] = False
