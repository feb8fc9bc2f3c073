"""How migrations run: on the writer's engine, the same on SQLite and PostgreSQL.

On SQLite a batch migration rebuilds a table by dropping the old one. With foreign keys on, that would delete every row
that cascades from it, so they are off while it runs, and checked before the commit.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from gemportal.kernel import db


def _include(item: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    return not (kind == "table" and name == "alembic_version")


def _switch_foreign_keys(connection: Connection, state: str) -> None:
    # The driver runs this outside any transaction; inside one SQLite would ignore it without a word.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys={state}")


def _refuse_broken_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration leaves {len(broken)} broken references, the first in {broken[0][0]}")


def _migrate() -> None:
    engine = current_app.extensions["sqlalchemy"].engines[db.WRITER]
    on_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if on_sqlite:
            _switch_foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=_include,
            transaction_per_migration=False,
            **{k: v for k, v in current_app.extensions["migrate"].configure_args.items() if k not in {"render_as_batch", "compare_type"}},
        )
        with context.begin_transaction():
            context.run_migrations()
            if on_sqlite:
                _refuse_broken_references(connection)
        if on_sqlite:
            connection.rollback()
            _switch_foreign_keys(connection, "ON")


_migrate()
