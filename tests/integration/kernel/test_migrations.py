"""The migrations, up and down, on both databases: they make exactly the tables and the guards that the models speak of."""

from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from gemportal.kernel import db
from tests.support import stores
from tests.support.stores import MIGRATIONS, PostgresqlStore, SqliteStore, Store

GUARDS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
}


@pytest.fixture
def empty(store: Store, tmp_path: Path) -> Flask:
    """An application on a database of its own, taken back to before the first migration."""
    app = store.app
    if isinstance(store, SqliteStore):
        app = stores.make_app(f"sqlite:///{tmp_path / 'migrated.sqlite3'}", tmp_path)
    return app


def guards(engine: sa.Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(GUARDS[engine.dialect.name])
        return {name: " ".join(text.split()).lower() for name, text in rows}


def test_up_down_and_up_again_leaves_what_the_models_say(empty: Flask, store: Store) -> None:
    with empty.app_context():
        writer = db.db.engines[db.WRITER]
        flask_migrate.downgrade(directory=str(MIGRATIONS), revision="base")
        assert sa.inspect(writer).get_table_names() in ([], ["alembic_version"])
        assert guards(writer) == {}

        flask_migrate.upgrade(directory=str(MIGRATIONS))
        with writer.connect() as connection:
            found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata)
        migrated = guards(writer)

        flask_migrate.downgrade(directory=str(MIGRATIONS), revision="base")
        db.metadata.create_all(writer)
        made = guards(writer)
        db.metadata.drop_all(writer)
        if isinstance(store, PostgresqlStore):
            drop_functions(writer)
        flask_migrate.upgrade(directory=str(MIGRATIONS))
    assert found == []
    assert migrated == made
    assert migrated


def drop_functions(engine: sa.Engine) -> None:
    """What `drop_all` leaves behind: the functions of the guards."""
    names = (
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype"
    )
    with engine.begin() as connection:
        for (name,) in connection.exec_driver_sql(names).fetchall():
            connection.exec_driver_sql(f"DROP FUNCTION {name}()")
