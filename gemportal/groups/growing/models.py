"""The tables of growing: each rung that a group climbed to, and who consented to the next."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base


class Growth(Base):
    """That a group grew from the places it had `before` to more, by the register's word `entry`. Never twice to the same number.

    `step` is the last that was concluded by then: a next rung asks one after it.
    """

    __tablename__ = "growth"
    __table_args__ = (sa.CheckConstraint("places > before", name="more_places"),)

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    places: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    before: Mapped[int]
    step: Mapped[int]
    at: Mapped[datetime]
    entry: Mapped[int] = mapped_column(sa.ForeignKey("register_entry.index"))


class GrowthConsent(Base):
    """One organisation's consent to growing to so many places."""

    __tablename__ = "growth_consent"

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    places: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True)
    at: Mapped[datetime]
