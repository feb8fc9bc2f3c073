"""What people follow, how often they are written to, and up to where they were told."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.notices.rules import Frequency, Kind

_PERSON = "person.id"
# What was never told is absent in SQL too, not the JSON word null.
_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


class Follow(Base):
    """That a person follows a subject by choice, or (not `following`) does not want to, though their organisation is in it."""

    __tablename__ = "follow"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey(_PERSON), primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(primary_key=True)
    following: Mapped[bool]


class Mailing(Base):
    """One kind of letter to one person: how often, and where it left off.

    Entries before `cursor` were told; `told` are the questions that were (for what is asked alone). It is looked at again at
    `next_at`; what goes at once also as soon as the register grows. `looks` counts how often that was done.
    """

    __tablename__ = "mailing"
    __table_args__ = (
        sa.CheckConstraint("cursor >= 0", name="cursor_not_negative"),
        sa.Index(None, "looked_at"),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey(_PERSON), primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(primary_key=True)
    frequency: Mapped[Frequency]
    cursor: Mapped[int]
    told: Mapped[Any | None] = mapped_column(_JSON)
    looks: Mapped[int] = mapped_column(default=0)
    looked_at: Mapped[datetime]
    next_at: Mapped[datetime]


class LastLook(Base):
    """Up to where a person has seen the notices on the portal: entries from `cursor` on are new to them."""

    __tablename__ = "last_look"
    __table_args__ = (sa.CheckConstraint("cursor >= 0", name="cursor_not_negative"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey(_PERSON), primary_key=True, autoincrement=False)
    cursor: Mapped[int]
