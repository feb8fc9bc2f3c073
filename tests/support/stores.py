"""The two databases that every test of acts and pages runs on, each made once and emptied before every test."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import psycopg
import sqlalchemy as sa
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

import config
from gemportal.app import create_app
from gemportal.kernel import db
from gemportal.kernel.web.publishing import Shelf
from gemportal.register.keeping import handed_out
from tests.support.client import StrictClient, Watch

MIGRATIONS = config.ROOT / "migrations"

# Tests hash many passwords; none of them guards anything.
CHEAP_ARGON2 = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}


class CompiledTemplates(BytecodeCache):
    """What Jinja made of the templates, for every application of this process: they are all set up alike."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if found := self._kept.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


class Store(Protocol):
    """A database with the present tables in it."""

    app: Flask
    url: str

    def empty(self) -> None:
        """Leave what the migrations leave, and nothing else."""

    def close(self) -> None:
        """Take everything away."""


def configuration_for_tests(url: str, folder: Path, **overrides: Any) -> dict[str, Any]:
    """The configuration of production, but cheap to hash and quick to write."""
    return config.build(
        url,
        ARGON2=CHEAP_ARGON2,
        BASE_URL="http://localhost",
        MAIL_URL=(folder / "mail").as_uri(),
        DEMO_PASSWORD="samenwerken-is-leren",
        REGISTER_KEY_FILE=str(folder / "register.key"),
        REGISTER_ORIGIN="gemportal.example/register",
        SECRET_KEY="a key for tests, of forty characters long",
        SQLITE_SYNCHRONOUS="OFF",
        TESTING=True,
        **overrides,
    )


def quick_folder() -> Path:
    """A new folder, in memory where the system offers that; gone when the process ends."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a name of its own in it
    place = memory if os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="gemportal-test-", dir=place))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def make_app(url: str, folder: Path, **overrides: Any) -> Flask:
    """The application on the database at `url`, with the present tables in it, watched, and with the strict client."""
    app = create_app(configuration_for_tests(url, folder, **overrides))
    app.test_client_class = StrictClient
    app.jinja_env.bytecode_cache = COMPILED
    app.extensions["watch"] = Watch(app)
    with app.app_context():
        if any((MIGRATIONS / "versions").glob("*.py")):
            flask_migrate.upgrade(directory=str(MIGRATIONS))
        else:
            db.metadata.create_all(db.db.engines[db.WRITER])
    return app


def let_go(app: Flask) -> None:
    """Close every connection, and forget what the process remembers of the pages."""
    with app.app_context():
        for engine in db.db.engines.values():
            engine.dispose()
    app.extensions["shelf"] = Shelf()


def forget_the_register(app: Flask) -> None:
    """The next test begins a register of its own: to the portal that is one that was put back."""
    with app.app_context():
        handed_out.forget()


class SqliteStore:
    """A file, put back by copying the file that the migrations made."""

    def __init__(self) -> None:
        self._folder = quick_folder()
        self._file = self._folder / "gemportal.sqlite3"
        self._template = self._folder / "template.sqlite3"
        self.url = f"sqlite:///{self._file}"
        self.app = make_app(self.url, self._folder)
        let_go(self.app)
        shutil.copyfile(self._file, self._template)

    def empty(self) -> None:
        let_go(self.app)
        forget_the_register(self.app)
        for companion in ("-wal", "-shm"):
            self._file.with_name(self._file.name + companion).unlink(missing_ok=True)
        shutil.copyfile(self._template, self._file)

    def close(self) -> None:
        let_go(self.app)


class PostgresqlStore:
    """A database of this process alone, emptied in one round trip."""

    def __init__(self, admin: sa.URL, name: str) -> None:
        self._admin, self._name = admin, name
        self._folder = quick_folder()
        with connect(admin) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
            connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())
        address = admin.set(database=name)
        self.url = address.render_as_string(hide_password=False)
        self._connection = connect(address)
        try:
            self.app = make_app(self.url, self._folder)
        except BaseException:
            self._drop()
            raise
        self._emptying = self._how_to_empty()
        self._kept = self._rows_of_the_migrations()

    def _how_to_empty(self) -> bytes:
        tables = [sa.sql.quoted_name(table.name, quote=True) for table in db.metadata.sorted_tables]
        sequences = self._connection.execute("SELECT quote_ident(sequencename) FROM pg_sequences").fetchall()
        superuser = self._connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        restart = "".join(f"SELECT setval('{name}', 1, false);" for (name,) in sequences)
        if superuser == (True,):
            # Without the triggers of foreign keys, deleting from small tables is quicker than TRUNCATE by far.
            self._connection.execute("SET session_replication_role = replica")
            return ("BEGIN;" + "".join(f'DELETE FROM "{table}";' for table in tables) + restart + "COMMIT").encode()
        # The owner may at least lift our own triggers, which protect the register.
        off, on = (
            "".join(f'ALTER TABLE "{table}" {verb} TRIGGER USER;' for table in tables) for verb in ("DISABLE", "ENABLE")
        )
        names = ", ".join(f'"{table}"' for table in tables)
        return f"BEGIN;{off}TRUNCATE {names} RESTART IDENTITY CASCADE;{on}COMMIT".encode()

    def _rows_of_the_migrations(self) -> list[tuple[sa.Table, list[dict[str, Any]]]]:
        with self.app.app_context(), db.db.engines[db.WRITER].connect() as connection:
            found = [
                (table, connection.execute(sa.select(table)).mappings().all()) for table in db.metadata.sorted_tables
            ]
        return [(table, [dict(row) for row in rows]) for table, rows in found if rows]

    def empty(self) -> None:
        self.app.extensions["shelf"] = Shelf()
        forget_the_register(self.app)
        self._connection.execute(self._emptying)
        if self._kept:
            with self.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
                for table, rows in self._kept:
                    connection.execute(sa.insert(table), rows)

    def close(self) -> None:
        let_go(self.app)
        self._drop()

    def _drop(self) -> None:
        self._connection.close()
        with connect(self._admin) as connection:
            connection.execute(f'DROP DATABASE "{self._name}" WITH (FORCE)'.encode())


def connect(url: sa.URL) -> psycopg.Connection:
    """A connection of our own, outside the application's pools, that commits every statement."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, connect_timeout=3)


def find_postgresql() -> tuple[sa.URL | None, str]:
    """Where PostgreSQL answers and lets us create databases; else None, and why."""
    given = os.environ.get("TEST_DATABASE_URL")
    candidates = [given] if given else ["postgresql:///postgres", "postgresql://postgres@127.0.0.1:5432/postgres"]
    reason = ""
    for candidate in candidates:
        url = sa.make_url(candidate).set(drivername="postgresql+psycopg")
        try:
            with connect(url) as connection:
                allowed = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
        except psycopg.OperationalError as error:
            reason = reason or f"PostgreSQL does not answer at {url}: {str(error).strip().splitlines()[0]}"
            continue
        if allowed == (True,):
            return url, ""
        reason = f"PostgreSQL at {url} does not let us create databases"
    return None, reason
