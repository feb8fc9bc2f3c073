"""Doing what the triggers of a table refuse, as somebody can who holds the database itself."""

import sqlalchemy as sa

from gemportal.kernel import db
from tests.support.house import House


def behind_the_guards(house: House, table: str, *statements: sa.Executable) -> None:
    """Carry these out while nothing guards the table; the guards are back afterwards."""
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        if connection.dialect.name == "postgresql":
            off, on = (sa.text(f"ALTER TABLE {table} {verb} TRIGGER USER") for verb in ("DISABLE", "ENABLE"))
            for statement in (off, *statements, on):
                connection.execute(statement)
            return
        of_table = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        guards = connection.execute(of_table, {"table": table}).all()
        for name, _ in guards:
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(statement)
        for _, made in guards:
            connection.exec_driver_sql(made)
