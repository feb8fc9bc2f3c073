"""Nothing of people is kept in silence: every table that points to a person, or names one, stands in a declaration."""

import re

import sqlalchemy as sa

from gemportal import app as application  # importing it wires every room, and so declares every table and kind
from gemportal.kernel import acts, db, personal

DECLARED = {table for kind in personal.KEPT.values() for table in kind.tables}

# Columns that are called as a person's would be, and hold the name of an organisation, the letter of a number, or what an entry
# of the register names: numbers and codes.
OF_OTHERS = {"organisation.name", "roll_line.name", "numbering.letter", "register_mention.name"}
PERSONAL = re.compile(
    r"(^|_)(name|e?mail|phone|who|person|device|network|ip|user_agent|password|letter|address|label)(_|$)"
)


def texts_about_people() -> list[str]:
    """Columns that can hold a text, or bytes, and are called as if it were about a person."""
    return [
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Text | sa.LargeBinary) and PERSONAL.search(column.name)
    ]


def test_every_table_that_points_to_a_person_is_declared() -> None:
    pointing = {
        table.name
        for table in db.metadata.sorted_tables
        if any(key.column.table.name == "person" for key in table.foreign_keys)
    }
    assert {"mandate", "office_holding", "participant", "authorship"} <= pointing
    assert pointing <= DECLARED, "declare it with keep() in the personal.py of its room"


def test_every_text_about_a_person_is_declared() -> None:
    found = set(texts_about_people())
    assert {"person.email", "person.name", "invitation.email", "willingness.who_would", "outbox.letter"} <= found
    undeclared = {place for place in found if place.partition(".")[0] not in DECLARED} - OF_OTHERS
    assert not undeclared, "declare it with keep() in the personal.py of its room"


def test_every_declared_table_is_there() -> None:
    assert set(db.metadata.tables) >= DECLARED
    assert application.ROOMS


def test_what_remains_are_acts() -> None:
    assert set(personal.REMAINING) <= set(acts.ACTS)
    assert "voting:cast" in personal.REMAINING


def test_the_person_comes_first_for_a_reader_and_last_for_erasure() -> None:
    """Other kinds still need the name, the address and who wrote what to know what to erase."""
    shown = [kind.name for kind in personal.kinds()]
    assert set(shown[:2]) == {"person", "authorship"}
    assert set(shown) == set(personal.KEPT)
