"""The whole database as text, to look for what should not be there, or to see that nothing changed."""

from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db

Cell = tuple[str, str]


def cells() -> list[tuple[Cell, str]]:
    """Every value in every table as text, with its table and column. What is sealed stays unreadable."""
    found = []
    for table in db.metadata.sorted_tables:
        for row in db.session().execute(sa.select(table)).mappings():
            found += [((table.name, name), _text(value)) for name, value in row.items() if value is not None]
    return found


def rows() -> dict[str, list[Any]]:
    """Every row of every table, as the database has it now."""
    with db.db.engines[None].connect() as connection:
        tables = {table.name: connection.execute(sa.select(table)) for table in db.metadata.sorted_tables}
        return {name: sorted(map(repr, found)) for name, found in tables.items()}


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def cells_with(*words: str) -> list[tuple[Cell, str]]:
    """The values in which any of these words stands, however it is capitalised."""
    wanted = [word.lower() for word in words]
    return [(place, text) for place, text in cells() if any(word in text.lower() for word in wanted)]


def places_of(*words: str) -> set[Cell]:
    """The tables and columns in which any of these words stands."""
    return {place for place, _ in cells_with(*words)}
