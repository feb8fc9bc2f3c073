"""Initiatives, their versions, and declarations of willingness."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.initiatives.rules import Backing, Domain, Driver, InitiativeStatus, Level
from gemportal.kernel.db import Base


class Initiative(Base):
    """A proposal. It has a number from its publication on; `version` is the present one.

    Declarations made on a version before `confirm_from` ask for confirmation. `reason` says why it ended, where it did so
    before it was delivered.
    """

    __tablename__ = "initiative"
    __table_args__ = (
        sa.CheckConstraint("(status = 'draft') = (number IS NULL)", name="numbered_once_published"),
        sa.CheckConstraint("(number IS NULL) = (published_at IS NULL)", name="dated_once_published"),
        sa.CheckConstraint("number IS NULL OR closes_on IS NOT NULL", name="published_with_a_closing_date"),
        sa.CheckConstraint("confirm_from >= 1 AND confirm_from <= version", name="confirms_a_version"),
        sa.Index(None, "published_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), index=True)
    status: Mapped[InitiativeStatus] = mapped_column(index=True)
    version: Mapped[int]
    confirm_from: Mapped[int]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    closes_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class InitiativeVersion(Base):
    """The text of one version; None in it means "nog niet bekend"."""

    __tablename__ = "initiative_version"
    __table_args__ = (
        sa.CheckConstraint("seats >= 2", name="two_seats_at_least"),
        sa.CheckConstraint("cost >= 0 AND hours >= 0", name="amounts_not_negative"),
    )

    initiative_id: Mapped[int] = mapped_column(sa.ForeignKey("initiative.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    summary: Mapped[str]
    goal: Mapped[str]
    means: Mapped[str | None]
    existing: Mapped[str | None]
    driver: Mapped[Driver | None]
    domain: Mapped[Domain | None]
    cost: Mapped[int | None]
    hours: Mapped[int | None]
    seats: Mapped[int]
    changed_at: Mapped[datetime]
    why: Mapped[str | None]


class CoProposer(Base):
    """An organisation that is asked to propose together; named in public only once it agreed."""

    __tablename__ = "co_proposer"

    initiative_id: Mapped[int] = mapped_column(sa.ForeignKey("initiative.id"), primary_key=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True, index=True)
    asked_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]


class PartnerInvitation(Base):
    """That a chain partner is invited to take a seat; `entry` is the index in the register."""

    __tablename__ = "partner_invitation"

    initiative_id: Mapped[int] = mapped_column(sa.ForeignKey("initiative.id"), primary_key=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True, index=True)
    invited_at: Mapped[datetime]
    entry: Mapped[int]


class Willingness(Base):
    """One declaration. `since` is the date that ranks, `version` the text that was declared for or confirmed.

    `late` ones were made after the call had closed and stand on the waiting list; `entry` is the index in the register.
    """

    __tablename__ = "willingness"
    __table_args__ = (
        sa.CheckConstraint("(level = 'considering') = (considering_until IS NOT NULL)", name="considers_until_a_day"),
        sa.CheckConstraint("hours >= 0 AND euros >= 0", name="amounts_not_negative"),
        sa.Index(
            "uq_willingness_current",
            "initiative_id",
            "organisation_code",
            unique=True,
            sqlite_where=sa.text('"current"'),
            postgresql_where=sa.text('"current"'),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(sa.ForeignKey("initiative.id"), index=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), index=True)
    level: Mapped[Level]
    since: Mapped[datetime]
    declared_at: Mapped[datetime]
    version: Mapped[int]
    current: Mapped[bool]
    late: Mapped[bool]
    hours: Mapped[int | None]
    euros: Mapped[int | None]
    expertise: Mapped[str | None]
    reason: Mapped[str | None]
    who_would: Mapped[str | None]
    backing: Mapped[Backing]
    backing_url: Mapped[str | None]
    considering_until: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    entry: Mapped[int]

    def give_way(self) -> None:
        """Be an earlier declaration from now on: of its level and date only, so that a name in it is no longer needed."""
        self.current, self.who_would = False, None

    def passed_to(self, successor: str, entry: int) -> "Willingness":
        """The same declaration, of a successor: with its dates, and without who would like to do it, which is a person's name."""
        kept = {name: getattr(self, name) for name in PASSED_ON}
        return Willingness(organisation_code=successor, current=True, entry=entry, **kept)


# What a declaration keeps when it passes to a successor.
PASSED_ON = (
    "initiative_id", "level", "since", "declared_at", "version", "late", "hours", "euros", "expertise", "reason", "backing",
    "backing_url", "considering_until",
)  # fmt: skip
