"""Lessons, their versions, who shared them and who recognises them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.sharing.rules import Domain, LessonKind, LessonStatus


class Lesson(Base):
    """Something that was learned; `version` is the present text. `reason` says why it was taken back, where it was.

    The initiative, the group and the step that taught it stand in higher rooms, and are named by their numbers.
    """

    __tablename__ = "lesson"
    __table_args__ = (
        sa.CheckConstraint("step IS NULL OR group_number IS NOT NULL", name="step_of_a_group"),
        sa.CheckConstraint("group_number IS NULL OR initiative_number IS NOT NULL", name="group_of_an_initiative"),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (reason IS NULL)", name="withdrawn_with_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    initiative_number: Mapped[str | None] = mapped_column(index=True)
    group_number: Mapped[str | None] = mapped_column(index=True)
    step: Mapped[int | None]
    shared_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str | None]

    @property
    def status(self) -> LessonStatus:
        """The state that the policy asks for."""
        return LessonStatus.WITHDRAWN if self.withdrawn_at else LessonStatus.SHARED


class LessonVersion(Base):
    """The text of one version; a domain that is None is not known yet."""

    __tablename__ = "lesson_version"

    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    text: Mapped[str]
    kind: Mapped[LessonKind] = mapped_column(index=True)
    domain: Mapped[Domain | None] = mapped_column(index=True)
    changed_at: Mapped[datetime]


class LessonSharer(Base):
    """An organisation that had the courage to share a lesson."""

    __tablename__ = "lesson_sharer"

    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True, index=True)


class LessonEndorsement(Base):
    """A member that recognises a lesson; each at most once."""

    __tablename__ = "lesson_endorsement"

    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True, index=True)
    endorsed_at: Mapped[datetime]
