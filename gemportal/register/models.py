"""The tables of the register. The database itself refuses to change or remove what was appended."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base

LONGEST_ENTRY = 65_535


class Entry(Base):
    """One entry. `body` is what is proven; the other columns repeat what we search by, and `verify` compares them."""

    __tablename__ = "register_entry"
    __table_args__ = (
        sa.CheckConstraint('"index" >= 0', name="counted_from_zero"),
        sa.CheckConstraint('cause < "index"', name="cause_came_before"),
        sa.CheckConstraint(f"length(body) <= {LONGEST_ENTRY}", name="fits_a_tile"),
        sa.Index(None, "subject", "act", "index"),
        sa.Index(None, "act", "index"),
        sa.Index(None, "at", "index"),
    )

    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    act: Mapped[str]
    organisation: Mapped[str | None]
    office: Mapped[str | None]
    subject: Mapped[str]
    cause: Mapped[int | None] = mapped_column(sa.ForeignKey("register_entry.index"))
    body: Mapped[bytes]
    leaf_hash: Mapped[bytes]


class Node(Base):
    """The hash of one complete subtree: of the leaves `index << level` up to `(index + 1) << level`."""

    __tablename__ = "register_node"
    __table_args__ = (sa.CheckConstraint("length(hash) = 32", name="sha256"), {"sqlite_with_rowid": False})

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes]


class Part(Base):
    """What an entry only holds the digest of. Erasing the row makes the digest unreadable and leaves the tree whole."""

    __tablename__ = "register_part"
    __table_args__ = (sa.CheckConstraint("length(salt) = 32", name="long_salt"),)

    entry_index: Mapped[int] = mapped_column(sa.ForeignKey(Entry.index), primary_key=True, autoincrement=False)
    salt: Mapped[bytes]
    body: Mapped[bytes]
    public: Mapped[bool]


class Checkpoint(Base):
    """The signed note over the first `size` entries; one for each transaction that appended."""

    __tablename__ = "register_checkpoint"
    __table_args__ = (sa.CheckConstraint("size > 0", name="not_empty"),)

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str]
    at: Mapped[datetime]


APPEND_ONLY = (Entry.__tablename__, Node.__tablename__, Checkpoint.__tablename__)


def _ddl(statement: str) -> sa.DDL:
    return sa.DDL(statement)  # type: ignore[no-untyped-call]


def register_ddl(dialect: str, tables: tuple[str, ...] = APPEND_ONLY) -> list[sa.DDL]:
    """The statements that make `tables` append-only on this dialect; a migration executes the same ones."""
    if dialect == "sqlite":
        return [
            _ddl(
                f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END"
            )
            for table in tables
            for verb in ("update", "delete")
        ]
    function = _ddl(
        "CREATE OR REPLACE FUNCTION register_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''the register is append-only''; END'"
    )
    triggers = [
        _ddl(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION register_is_append_only()"
        )
        for table in tables
    ]
    return [function, *triggers]


def _protect(*models: type[Base]) -> None:
    for model in models:
        for dialect in ("sqlite", "postgresql"):
            for statement in register_ddl(dialect, (model.__tablename__,)):
                sa.event.listen(model.__table__, "after_create", statement.execute_if(dialect=dialect))


_protect(Entry, Node, Checkpoint)
