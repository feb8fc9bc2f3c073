"""Organisations and their memberships."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.organisations.rules import OrganisationKind


class Organisation(Base):
    """A municipality under its CBS code, or a partner under a code of the cooperative's own (`KP0001`)."""

    __tablename__ = "organisation"
    __table_args__ = (
        sa.CheckConstraint("(closed_on IS NULL) = (successor_code IS NULL)", name="closed_has_successor"),
        sa.CheckConstraint("successor_code <> code", name="successor_is_another"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind]
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    province: Mapped[str | None]
    population: Mapped[int | None]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    closed_on: Mapped[date | None]
    successor_code: Mapped[str | None] = mapped_column(sa.ForeignKey("organisation.code"))


class Membership(Base):
    """A period in which an organisation is a member: from `first_day`, to and including `last_day` where it has ended."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name="ends_after_it_begins"),
        sa.Index(
            "uq_membership_current",
            "organisation_code",
            unique=True,
            sqlite_where=sa.text("last_day IS NULL"),
            postgresql_where=sa.text("last_day IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    ground: Mapped[str]
