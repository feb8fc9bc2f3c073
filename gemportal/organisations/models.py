"""Organisations and their memberships."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.organisations.rules import MembershipEnd, Municipality, OrganisationKind, slug_of


class Organisation(Base):
    """A municipality under its CBS code, or a partner under a code of the cooperative's own (`KP0001`).

    `closed_on` is the first day on which it is no more, and may lie ahead. A municipality then merged into its successor; a
    partner takes part no more.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        sa.CheckConstraint("successor_code IS NULL OR closed_on IS NOT NULL", name="successor_from_a_day"),
        sa.CheckConstraint(
            "closed_on IS NULL OR successor_code IS NOT NULL OR kind = 'partner'", name="closed_has_successor"
        ),
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
    successor_code: Mapped[str | None] = mapped_column(sa.ForeignKey("organisation.code"), index=True)

    def follow(self, line: Municipality) -> None:
        """Become what CBS's list says."""
        self.name, self.slug = line.name, slug_of(line.name)
        self.province, self.population = line.province, line.population
        self.longitude, self.latitude = line.longitude, line.latitude

    def leave_address(self) -> None:
        """Make room for the successor, which may take over the name and with it the address."""
        self.slug = f"{slug_of(self.name)}-{self.code.lower()}"

    def merge_into(self, successor: str, day: date) -> None:
        """Be no more from `day` on."""
        self.closed_on, self.successor_code = day, successor


class Membership(Base):
    """A period in which an organisation is a member: from `first_day`, to and including `last_day` where an end is known.

    `ending` says why it ends.
    """

    __tablename__ = "membership"
    __table_args__ = (
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name="ends_after_it_begins"),
        sa.CheckConstraint("(last_day IS NULL) = (ending IS NULL)", name="ends_for_a_reason"),
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
    ending: Mapped[MembershipEnd | None]
    ground: Mapped[str]
