"""The table of tasks."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base


class Task(Base):
    """One thing to do within a step. `until` is the last day for it; done once it has a moment."""

    __tablename__ = "step_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(sa.ForeignKey("step.id"), index=True)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    what: Mapped[str]
    until: Mapped[date | None]
    done_at: Mapped[datetime | None]
