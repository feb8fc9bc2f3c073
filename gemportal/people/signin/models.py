"""Sign-ins: somebody at a device, and what was proven there; attempts that count; and forms that a session outlived."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.people.models import Mandate, OfficeHolding, Person
from gemportal.people.signin.rules import Way


class SignIn(Base):
    """Somebody at a device, acting in at most one capacity. The device holds the token, this table only its digest.

    `factor_at` is when a second factor was proven; while one is awaited the token opens nothing yet. `proven_at` is when anything
    was proven last, a password or a factor: who changes how they sign in did that a short while ago. `rights` are those that the
    token was given out for. It lives until `idle_until`, which moves on with use, and never past `expires_at`.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        sa.CheckConstraint("mandate_id IS NULL OR office_holding_id IS NULL", name="one_capacity"),
        sa.Index(None, "expires_at"),
    )

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), index=True)
    mandate_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Mandate.id))
    office_holding_id: Mapped[int | None] = mapped_column(sa.ForeignKey(OfficeHolding.id))
    rights: Mapped[str]
    way: Mapped[Way]
    device: Mapped[str]
    network: Mapped[str]
    factor_at: Mapped[datetime | None]
    awaits_factor: Mapped[bool] = mapped_column(default=False)
    proven_at: Mapped[datetime]
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    idle_until: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @classmethod
    def alive(cls, now: datetime) -> sa.ColumnElement[bool]:
        """The condition that a token still counts at `now`."""
        return sa.and_(cls.ended_at.is_(None), cls.idle_until > now, cls.expires_at > now)

    def lives(self, now: datetime) -> bool:
        """Whether the token still counts at `now`."""
        return self.ended_at is None and now < min(self.idle_until, self.expires_at)


class Attempt(Base):
    """One attempt to prove something, counted in the bucket `mark` for a while. Nobody can be read back from a mark."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (sa.Index(None, "mark", "at"), sa.Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[bytes]
    at: Mapped[datetime]


class UnfinishedForm(Base):
    """What somebody sent when their session was over, sealed, for them alone and for a short while."""

    __tablename__ = "unfinished_form"
    __table_args__ = (sa.Index(None, "expires_at"),)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), index=True)
    sealed: Mapped[bytes]
    expires_at: Mapped[datetime]
