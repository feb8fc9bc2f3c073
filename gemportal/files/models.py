"""The tables of files: collections, what is attached in them, and the bytes, which no list ever reads."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.files.rules import Kind
from gemportal.kernel.db import Base


class FileCollection(Base):
    """What one owner keeps. Its owner knows its number; it does not know its owner."""

    __tablename__ = "file_collection"

    id: Mapped[int] = mapped_column(primary_key=True)


class Attachment(Base):
    """A file or a link in a collection, in one of the sections that its owner numbers; `entry` is the register's word on it.

    It holds one of its section's places until it is removed: more than there are places cannot exist, also when two come at once.
    What it was stays known after that. `sha256` is of the bytes as they are kept.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        sa.UniqueConstraint("collection_id", "section", "slot"),
        sa.CheckConstraint("slot BETWEEN 1 AND 100", name="within_places"),
        sa.CheckConstraint("(removed_at IS NULL) = (slot IS NOT NULL)", name="removed_has_no_place"),
        sa.CheckConstraint("(kind = 'link') = (size IS NULL)", name="file_has_size"),
        sa.CheckConstraint("kind = 'link' OR url IS NULL", name="file_has_no_url"),
    )

    collection_id: Mapped[int] = mapped_column(
        sa.ForeignKey("file_collection.id"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    section: Mapped[int]
    slot: Mapped[int | None]
    kind: Mapped[Kind]
    name: Mapped[str]
    url: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    public: Mapped[bool]
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"))
    added_at: Mapped[datetime]
    entry: Mapped[int] = mapped_column(sa.ForeignKey("register_entry.index"))
    removed_at: Mapped[datetime | None]


class FileContent(Base):
    """The bytes of a file, once in each collection, for as long as something attached in it needs them."""

    __tablename__ = "file_content"
    __table_args__ = (sa.CheckConstraint("length(body) BETWEEN 1 AND 26214400", name="size_within_bounds"),)

    collection_id: Mapped[int] = mapped_column(
        sa.ForeignKey("file_collection.id"), primary_key=True, autoincrement=False
    )
    sha256: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[bytes]
