"""What is kept of second factors: nothing in here lets anybody in who reads it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.people.factors.rules import Purpose
from gemportal.people.models import Person


class CodeApp(Base):
    """A person's app that shows codes. Its `secret` is sealed; `last_step` is that of the last code that was accepted.

    `new_secret` is one that was shown and waits for its first code; until then the old one goes on.
    """

    __tablename__ = "code_app"
    __table_args__ = (
        sa.CheckConstraint("secret IS NOT NULL OR new_secret IS NOT NULL", name="has_a_secret"),
        sa.CheckConstraint("(secret IS NULL) = (confirmed_at IS NULL)", name="confirmed_with_secret"),
        sa.CheckConstraint("(secret IS NULL) = (last_step IS NULL)", name="step_with_secret"),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), primary_key=True, autoincrement=False)
    secret: Mapped[bytes | None]
    last_step: Mapped[int | None] = mapped_column(sa.BigInteger)
    confirmed_at: Mapped[datetime | None]
    new_secret: Mapped[bytes | None]


class Passkey(Base):
    """A passkey that a person made here, with the public half of it. `name` is their own word for it."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(sa.BigInteger)
    name: Mapped[str]
    added_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """A question that one browser may let a passkey answer, once. `bound_to` is the digest of what only that browser holds."""

    __tablename__ = "passkey_challenge"
    __table_args__ = (sa.Index(None, "expires_at"),)

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose]
    bound_to: Mapped[bytes]
    expires_at: Mapped[datetime]


class RecoveryCode(Base):
    """The digest of a code that a person wrote down. A used one is kept, so that they see how many are left of how many."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), index=True)
    used_at: Mapped[datetime | None]


class WrongCode(Base):
    """A wrong code, in the session of this digest: kept for an hour, to count guesses by."""

    __tablename__ = "wrong_code"
    __table_args__ = (sa.Index(None, "person_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id))
    session_hash: Mapped[bytes]
    at: Mapped[datetime]
