"""The tables of groups: places and offers, seats with their people and pledges, and the charter.

What is capped has a row for each place under its cap (`Place`, `PartnerPlace`, `PersonPlace`), and who holds one points to it:
what is one too many has nothing to point to, whoever writes it.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.groups.rules import GroupStatus, OfferStatus, SeatRole
from gemportal.initiatives.rules import Level
from gemportal.kernel.db import Base

_ORGANISATION = "organisation.code"


def _holds_places() -> tuple[sa.ForeignKeyConstraint, ...]:
    """Whoever holds a place has one, and a partner one of the partners' too. Looked at when the act is done."""
    return tuple(
        sa.ForeignKeyConstraint(
            ["group_id", holder],
            [f"{places}.group_id", f"{places}.organisation_code"],
            deferrable=True,
            initially="DEFERRED",
        )
        for holder, places in (("holder", "group_place"), ("partner_holder", "partner_place"))
    )


def _while(condition: str) -> sa.Computed:
    """The organisation, for as long as this is so: the database works it out."""
    return sa.Computed(f"CASE WHEN {condition} THEN organisation_code END", persisted=True)


class Group(Base):
    """A group that works on one initiative. A new call after giving up makes a new group.

    `answered_by` are the numbers of what was delivered before and may answer it already; `anew_reason` says why it began all the
    same.
    """

    __tablename__ = "working_group"
    __table_args__ = (
        sa.CheckConstraint("(status = 'ended') = (ended_at IS NOT NULL)", name="ended_has_moment"),
        sa.Index(
            "uq_working_group_alive",
            "initiative_number",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    initiative_number: Mapped[str] = mapped_column(sa.ForeignKey("initiative.number"), index=True)
    status: Mapped[GroupStatus]
    formed_at: Mapped[datetime]
    out_of_order_reason: Mapped[str | None]
    answered_by: Mapped[list[Any]]
    anew_reason: Mapped[str | None]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class Place(Base):
    """One place under the cap. An open offer or a seat holds it: more of those than places cannot exist."""

    __tablename__ = "group_place"
    __table_args__ = (sa.UniqueConstraint("group_id", "organisation_code"),)

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str | None] = mapped_column(sa.ForeignKey(_ORGANISATION))


class PartnerPlace(Base):
    """One place that a partner may hold, besides the place under the cap that every organisation holds."""

    __tablename__ = "partner_place"
    __table_args__ = (sa.UniqueConstraint("group_id", "organisation_code"),)

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str | None] = mapped_column(sa.ForeignKey(_ORGANISATION))


class Offer(Base):
    """A seat offered to an organisation, until `expires_at` (half-open)."""

    __tablename__ = "seat_offer"
    __table_args__ = (
        sa.CheckConstraint("(status = 'open') = (answered_at IS NULL)", name="answered_has_moment"),
        sa.Index(
            "uq_seat_offer_open",
            "group_id",
            "organisation_code",
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        ),
        *_holds_places(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), index=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey(_ORGANISATION), index=True)
    role: Mapped[SeatRole]
    level: Mapped[Level]
    rank: Mapped[int]
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    status: Mapped[OfferStatus]
    answered_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    holder: Mapped[str | None] = mapped_column(_while("status = 'open'"))
    partner_holder: Mapped[str | None] = mapped_column(_while("status = 'open' AND role = 'partner'"))


class PassingOver(Base):
    """A coordinator's public reason for not offering a seat to somebody in line, and the public answer to it."""

    __tablename__ = "passing_over"

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey(_ORGANISATION), primary_key=True)
    reason: Mapped[str]
    at: Mapped[datetime]
    answer: Mapped[str | None]
    asks_for_vote: Mapped[bool]
    answered_at: Mapped[datetime | None]


class Seat(Base):
    """An organisation's seat, from `since` until it ended; `entry` is the register's word on its role.

    `people` is how many work in it, which everybody may know; who they are stands in `Participant`.
    """

    __tablename__ = "seat"
    __table_args__ = (
        sa.CheckConstraint("(until IS NULL) = (end_reason IS NULL)", name="ended_has_reason"),
        sa.Index(
            "uq_seat_active",
            "group_id",
            "organisation_code",
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        ),
        sa.Index(
            "uq_seat_lead",
            "group_id",
            unique=True,
            sqlite_where=sa.text("until IS NULL AND role = 'lead'"),
            postgresql_where=sa.text("until IS NULL AND role = 'lead'"),
        ),
        sa.CheckConstraint("people >= 0", name="people_not_negative"),
        *_holds_places(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), index=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey(_ORGANISATION), index=True)
    role: Mapped[SeatRole]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    people: Mapped[int]
    entry: Mapped[int] = mapped_column(sa.ForeignKey("register_entry.index"))
    holder: Mapped[str | None] = mapped_column(_while("until IS NULL AND role <> 'observer'"))
    partner_holder: Mapped[str | None] = mapped_column(_while("until IS NULL AND role = 'partner'"))


class PersonPlace(Base):
    """One place in a seat, for a person: as many as may work in it, as that was when the seat was taken."""

    __tablename__ = "person_place"

    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("seat.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Participant(Base):
    """A person who works in a seat, in one of the places that it has for people."""

    __tablename__ = "participant"
    __table_args__ = (
        sa.ForeignKeyConstraint(["seat_id", "place"], ["person_place.seat_id", "person_place.number"]),
        sa.UniqueConstraint("seat_id", "place"),
    )

    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("seat.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id"), primary_key=True, autoincrement=False, index=True
    )
    place: Mapped[int]


class Pledge(Base):
    """Hours and whole euros that come with a seat, for one calendar year."""

    __tablename__ = "pledge"
    __table_args__ = (sa.CheckConstraint("hours >= 0 AND euros >= 0", name="not_negative"),)

    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("seat.id"), primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hours: Mapped[int]
    euros: Mapped[int]


class Charter(Base):
    """What the group may decide for itself. The latest version with `accepted_at` is in force."""

    __tablename__ = "charter"
    __table_args__ = (sa.CheckConstraint("budget >= 0", name="budget_not_negative"),)

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    scope: Mapped[str]
    budget: Mapped[int]
    ends_on: Mapped[date]
    proposed_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class CharterConsent(Base):
    """One organisation's consent to one version of the charter."""

    __tablename__ = "charter_consent"
    __table_args__ = (sa.ForeignKeyConstraint(["group_id", "version"], ["charter.group_id", "charter.version"]),)

    group_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey(_ORGANISATION), primary_key=True)
    at: Mapped[datetime]
