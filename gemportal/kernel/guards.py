"""Guards: what must never become of a row, which the database itself refuses, whoever asks it."""

from dataclasses import dataclass

import sqlalchemy as sa

NEVER = "1 = 1"


@dataclass(frozen=True)
class Guard:
    """A trigger on `table` that refuses `event` ("INSERT", "UPDATE OF reason") for a row of which `never` is true.

    `never` is SQL that both databases read, about the row as OLD or NEW; it may ask other tables. What is not known is not refused.
    """

    name: str
    table: str
    event: str
    never: str
    reason: str

    def statements(self, dialect: str) -> list[str]:
        """What makes the guard; a migration executes the same."""
        before = f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}"
        if dialect == "sqlite":
            return [f"{before} WHEN {self.never} BEGIN SELECT RAISE(ABORT, '{self.reason}'); END"]
        row = "OLD" if self.event == "DELETE" else "NEW"
        # PostgreSQL asks no questions in the condition of a trigger, so its function does.
        function = (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF ({self.never}) THEN RAISE EXCEPTION '{self.reason}'; END IF; RETURN {row}; END $$"
        )
        return [function, f"{before} FOR EACH ROW EXECUTE FUNCTION {self.name}()"]


def guard(table: sa.FromClause, *guards: Guard) -> None:
    """Make these guards whenever their table is made."""
    for dialect in ("sqlite", "postgresql"):
        for one in guards:
            for statement in one.statements(dialect):
                ddl = sa.DDL(statement)  # type: ignore[no-untyped-call] # SQLAlchemy ships it so
                sa.event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
