"""Persons, mandates, offices and invitations."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel import clock
from gemportal.kernel.actor import MandateRole, Office
from gemportal.kernel.db import Base
from gemportal.people import rules
from gemportal.people.rules import InvitationStatus, Language


class Person(Base):
    """Somebody who can sign in. `email` is lower-case; without a `password_hash` no password opens anything.

    Of a person who was erased the number remains, which the rows of their organisation point to, and nothing else.
    """

    __tablename__ = "person"
    __table_args__ = (
        sa.CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        sa.CheckConstraint(
            "erased_at IS NULL OR (password_hash IS NULL AND last_signed_in_at IS NULL AND email NOT LIKE '%@%')",
            name="erased_leads_nowhere",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    language: Mapped[Language] = mapped_column(default=Language.DUTCH)
    created_at: Mapped[datetime]
    last_signed_in_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class Mandate(Base):
    """A person's right to act for an organisation, from `first_day` to and including `last_day`.

    `ended_at` is set when it was ended at once, in the middle of its last day. Whether it holds today: `queries.holds`.
    """

    __tablename__ = "mandate"
    __table_args__ = (
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name="ends_after_it_begins"),
        sa.CheckConstraint("ended_at IS NULL OR last_day IS NOT NULL", name="ended_has_last_day"),
        sa.Index(
            "uq_mandate_endless",
            "person_id",
            "organisation_code",
            unique=True,
            sqlite_where=sa.text("last_day IS NULL"),
            postgresql_where=sa.text("last_day IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), index=True)
    role: Mapped[MandateRole]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    named_in_public: Mapped[bool] = mapped_column(default=False)

    @property
    def subject(self) -> str:
        """What it is about, as policy and register say it: the code of the organisation."""
        return self.organisation_code

    @property
    def mandate_id(self) -> int:
        """Its own id, under the name that lines of a list give it."""
        return self.id


class OfficeHolding(Base):
    """A person's office in the cooperative itself, from `first_day` to and including `last_day`; `ended_at` as in `Mandate`."""

    __tablename__ = "office_holding"
    __table_args__ = (
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name="ends_after_it_begins"),
        sa.CheckConstraint("ended_at IS NULL OR last_day IS NOT NULL", name="ended_has_last_day"),
        sa.Index(
            "uq_office_holding_endless",
            "person_id",
            "office",
            unique=True,
            sqlite_where=sa.text("last_day IS NULL"),
            postgresql_where=sa.text("last_day IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    office: Mapped[Office]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    ended_at: Mapped[datetime | None]


class Invitation(Base):
    """The offer of a mandate or an office to whoever holds the link, by an officer or by the holder of a mandate.

    Both `invited_by` and `inviter_mandate_id` are None at the start of an installation. With `hands_over` the inviter's own
    mandate ends when this one begins.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        sa.CheckConstraint("(organisation_code IS NULL) <> (office IS NULL)", name="offers_one_thing"),
        sa.CheckConstraint("(organisation_code IS NULL) = (role IS NULL)", name="role_with_organisation"),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name="ends_after_it_begins"),
        sa.CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name="used_or_revoked"),
        sa.CheckConstraint("invited_by IS NULL OR inviter_mandate_id IS NULL", name="one_inviter"),
        sa.CheckConstraint(
            "NOT hands_over OR (inviter_mandate_id IS NOT NULL AND role = 'representative')", name="hands_over_ones_own"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    organisation_code: Mapped[str | None] = mapped_column(sa.ForeignKey("organisation.code"))
    role: Mapped[MandateRole | None]
    office: Mapped[Office | None]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    invited_by: Mapped[Office | None]
    inviter_mandate_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Mandate.id), index=True)
    hands_over: Mapped[bool] = mapped_column(default=False)
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    @property
    def status(self) -> InvitationStatus:
        """Where it stands now."""
        return rules.invitation_status(
            clock.now(), expires_at=self.expires_at, used_at=self.used_at, revoked_at=self.revoked_at
        )

    @property
    def subject(self) -> str:
        """What it is about, as policy and register say it: the code of an organisation, or an office."""
        return self.office or self.organisation_code or ""

    @property
    def inviter(self) -> str | None:
        """In what role somebody invited: their office, or that of a representative."""
        return self.invited_by or (MandateRole.REPRESENTATIVE if self.inviter_mandate_id else None)
