"""Links that wait in somebody's mailbox, of which only the digests are kept."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.people.models import Person


class ResetRequest(Base):
    """Somebody says to have forgotten the password of an address. Sealed until the next tick, for most are nobody's business."""

    __tablename__ = "reset_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    asked_at: Mapped[datetime]


class PasswordReset(Base):
    """A link with which its holder may choose a new password, once. Each person has at most one that lives."""

    __tablename__ = "password_reset"
    __table_args__ = (
        sa.Index(
            "uq_password_reset_alive",
            "person_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), index=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class EmailChange(Base):
    """A person's wish for another address, with a link for each of the two mailboxes. It ends when done, stopped or replaced."""

    __tablename__ = "email_change"
    __table_args__ = (
        sa.CheckConstraint("new_email = lower(new_email)", name="new_email_is_lower_case"),
        sa.CheckConstraint(
            "old_confirmed_at IS NULL OR new_confirmed_at IS NULL OR ended_at IS NOT NULL",
            name="confirmed_twice_has_ended",
        ),
        sa.Index(
            "uq_email_change_alive",
            "person_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), index=True)
    new_email: Mapped[str]
    old_token_hash: Mapped[bytes] = mapped_column(unique=True)
    new_token_hash: Mapped[bytes] = mapped_column(unique=True)
    old_confirmed_at: Mapped[datetime | None]
    new_confirmed_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
