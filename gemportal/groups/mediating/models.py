"""The tables of mediation: that it was asked for, which the register tells, and what about, which it never does."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.groups.mediating.rules import MediationStatus
from gemportal.kernel.db import Base


class Mediation(Base):
    """That an organisation asked the coordinators to mediate in its group. One at a time is open."""

    __tablename__ = "mediation"
    __table_args__ = (
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed_has_moment"),
        sa.CheckConstraint("status <> 'taken-up' OR taken_up_at IS NOT NULL", name="taken_up_has_moment"),
        sa.Index(
            "uq_mediation_open",
            "group_id",
            "organisation_code",
            unique=True,
            sqlite_where=sa.text("status <> 'closed'"),
            postgresql_where=sa.text("status <> 'closed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"))
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"))
    status: Mapped[MediationStatus]
    asked_at: Mapped[datetime]
    taken_up_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class MediationDetails(Base):
    """What somebody wrote to the coordinators. Read by them and the writer alone, and gone once the mediation is closed."""

    __tablename__ = "mediation_details"

    mediation_id: Mapped[int] = mapped_column(sa.ForeignKey("mediation.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    text: Mapped[str]
