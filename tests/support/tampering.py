"""Changing rows as somebody can who holds the database itself: by no act, and so with no entry in the register."""

import sqlalchemy as sa

from gemportal.kernel import db
from tests.support.house import House


def behind_its_back(house: House, *statements: sa.Executable) -> None:
    """Do these straight in the database."""
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        for statement in statements:
            connection.execute(statement)
