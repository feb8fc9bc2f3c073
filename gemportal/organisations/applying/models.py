"""Applications for membership: personal data, removed after a term."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.organisations.applying.rules import ApplicationStatus


class Application(Base):
    """Somebody applies for a municipality, or for a partner by its name. The sender holds the token, this row its digest."""

    __tablename__ = "application"
    __table_args__ = (
        sa.CheckConstraint("(organisation_code IS NULL) <> (partner_name IS NULL)", name="for_one_organisation"),
        sa.CheckConstraint("status = 'unconfirmed' OR confirmed_at IS NOT NULL", name="confirmed_has_moment"),
        sa.CheckConstraint(
            "(status IN ('admitted', 'declined')) = (decided_at IS NOT NULL)", name="decided_has_moment"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_code: Mapped[str | None] = mapped_column(sa.ForeignKey("organisation.code"), index=True)
    partner_name: Mapped[str | None]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    function: Mapped[str]
    message: Mapped[str]
    language: Mapped[str]
    status: Mapped[ApplicationStatus] = mapped_column(index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    applied_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
