"""Sign-ins: somebody at a device, and what was proven there."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.people.models import Mandate, OfficeHolding, Person
from gemportal.people.signin.rules import Way


class SignIn(Base):
    """Somebody at a device, acting in at most one capacity. The device holds the token, this table only its digest.

    `factor_at` is when a second factor was proven; while one is awaited the token opens nothing yet. `proven_at` is when anything
    was proven last, a password or a factor: who changes how they sign in did that a short while ago.
    """

    __tablename__ = "sign_in"
    __table_args__ = (sa.CheckConstraint("mandate_id IS NULL OR office_holding_id IS NULL", name="one_capacity"),)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), index=True)
    mandate_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Mandate.id))
    office_holding_id: Mapped[int | None] = mapped_column(sa.ForeignKey(OfficeHolding.id))
    way: Mapped[Way]
    device: Mapped[str]
    network: Mapped[str]
    factor_at: Mapped[datetime | None]
    awaits_factor: Mapped[bool] = mapped_column(default=False)
    proven_at: Mapped[datetime]
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
