"""How migrations run: on the writer's engine, the same on SQLite and PostgreSQL.

On SQLite a batch migration rebuilds a table by dropping the old one. With foreign keys on, that would delete every row
that cascades from it, so they are off while it runs, and checked before the commit.
"""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app

from gemportal.kernel import db


def _include(item: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    return not (kind == "table" and name == "alembic_version")


def _render(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    # A migration says what the database holds, not what our code makes of it: it outlives that code.
    if kind == "type" and isinstance(item, db.Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def _switch_foreign_keys(connection: sa.Connection, state: str) -> None:
    # The driver runs this outside any transaction; inside one SQLite would ignore it without a word.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys={state}")


def _refuse_broken_references(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration leaves {len(broken)} broken references, the first in {broken[0][0]}")


def _migrate_within(connection: sa.Connection) -> None:
    """Run inside a transaction of somebody else, who ends it and looks after foreign keys: restoring a backup."""
    _configure(connection)
    context.run_migrations()


def _configure(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        include_object=_include,
        render_item=_render,
        transaction_per_migration=False,
    )


def _migrate() -> None:
    engine = current_app.extensions["sqlalchemy"].engines[db.WRITER]
    on_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if on_sqlite:
            _switch_foreign_keys(connection, "OFF")
        _configure(connection)
        with context.begin_transaction():
            context.run_migrations()
            if on_sqlite:
                _refuse_broken_references(connection)
        if on_sqlite:
            connection.rollback()
            _switch_foreign_keys(connection, "ON")


_given: sa.Connection | None = context.config.attributes.get("connection")
if _given is None:
    _migrate()
else:
    _migrate_within(_given)
