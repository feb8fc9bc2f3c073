"""The tables of what a group decides by consent: proposals, what they change, and the word of each organisation."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.groups.room.rules import Change, MotionKind, MotionStatus
from gemportal.kernel.db import Base


class Motion(Base):
    """A proposal by `proposer_code`: of a decision, or to end the seat of `about_code`, who may give an `answer` in public.

    `text` is what is to be decided, or why the seat should end.
    """

    __tablename__ = "group_motion"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'end-seat') = (about_code IS NOT NULL)", name="about_a_seat"),
        sa.CheckConstraint(
            "(kind = 'decision') = (title IS NOT NULL AND rationale IS NOT NULL)", name="decision_worded"
        ),
        sa.CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled_has_moment"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_has_moment"),
        sa.CheckConstraint("about_code <> proposer_code", name="about_another"),
        sa.Index(
            "uq_group_motion_end_seat",
            "group_id",
            "about_code",
            unique=True,
            sqlite_where=sa.text("status = 'open' AND about_code IS NOT NULL"),
            postgresql_where=sa.text("status = 'open' AND about_code IS NOT NULL"),
        ),
    )

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[MotionKind]
    status: Mapped[MotionStatus]
    proposer_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"))
    about_code: Mapped[str | None] = mapped_column(sa.ForeignKey("organisation.code"))
    title: Mapped[str | None]
    text: Mapped[str]
    rationale: Mapped[str | None]
    alternatives: Mapped[str | None]
    review_on: Mapped[date | None]
    proposed_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]


class MotionChange(Base):
    """That a proposed decision takes the place of an earlier one of the group, or takes it back, once it is agreed."""

    __tablename__ = "group_motion_change"
    __table_args__ = (
        sa.ForeignKeyConstraint(["group_id", "ordinal"], ["group_motion.group_id", "group_motion.ordinal"]),
    )

    group_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    decision_number: Mapped[str]
    how: Mapped[Change]


class MotionWord(Base):
    """What one organisation says of a proposal: it consents, or objects for a reason. Its last word counts."""

    __tablename__ = "group_motion_word"
    __table_args__ = (
        sa.ForeignKeyConstraint(["group_id", "ordinal"], ["group_motion.group_id", "group_motion.ordinal"]),
    )

    group_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True)
    objection: Mapped[str | None]
    at: Mapped[datetime]
