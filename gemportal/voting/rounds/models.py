"""Objections that stood when a vote by consent closed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.kernel.guards import NEVER, Guard, guard
from gemportal.voting.models import RollLine
from gemportal.voting.rounds.rules import ObjectionState


class Objection(Base):
    """One organisation's objection. `argument` is the reason on its ballot; `entry` is where its end stands in the register."""

    __tablename__ = "objection"
    __table_args__ = (
        sa.ForeignKeyConstraint(["vote_id", "organisation_code"], [RollLine.vote_id, RollLine.organisation_code]),
        sa.CheckConstraint("(state = 'raised') = (text IS NULL)", name="settled_with_a_text"),
        sa.CheckConstraint("(state = 'raised') = (settled_at IS NULL)", name="settled_on_a_day"),
        sa.Index(None, "organisation_code"),
    )

    vote_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(primary_key=True)
    argument: Mapped[str]
    raised_at: Mapped[datetime]
    state: Mapped[ObjectionState]
    text: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    entry: Mapped[int | None] = mapped_column(sa.ForeignKey("register_entry.index"), unique=True)


_SAID = "an objection and what became of it stay as they were said"
guard(
    Objection.__table__,
    Guard("objection_said", "objection", "UPDATE OF vote_id, organisation_code, argument, raised_at", NEVER, _SAID),
    Guard("objection_settled", "objection", "UPDATE", "OLD.entry IS NOT NULL", _SAID),
    Guard("objection_kept", "objection", "DELETE", NEVER, _SAID),
)
