"""Doing what the triggers of a table refuse, as somebody can who holds the database itself."""

import sqlalchemy as sa

from gemportal.kernel import db
from tests.support.house import House


def behind_the_guards(house: House, table: str, statement: sa.Executable) -> None:
    """Carry this out while nothing guards the table; the guards are back afterwards."""
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            connection.execute(statement)
            connection.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
            return
        of_table = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        guards = connection.execute(of_table, {"table": table}).all()
        for name, _ in guards:
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        connection.execute(statement)
        for _, made in guards:
            connection.exec_driver_sql(made)
