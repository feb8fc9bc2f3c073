"""Contests of counted votes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.kernel.guards import NEVER, Guard, guard
from gemportal.voting.contesting.rules import Ruling
from gemportal.voting.models import RollLine


class Contest(Base):
    """That an organisation contested the result of a vote. One vote has one contest, ever.

    `entry` is its index in the register, `ruling_entry` that of the ruling.
    """

    __tablename__ = "contest"
    __table_args__ = (
        sa.ForeignKeyConstraint(["vote_id", "organisation_code"], [RollLine.vote_id, RollLine.organisation_code]),
        sa.CheckConstraint("(ruling IS NULL) = (answer IS NULL)", name="ruled_with_a_reason"),
        sa.CheckConstraint("(ruling IS NULL) = (ruled_at IS NULL)", name="ruled_on_a_day"),
    )

    vote_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str]
    reason: Mapped[str]
    contested_at: Mapped[datetime]
    entry: Mapped[int] = mapped_column(sa.ForeignKey("register_entry.index"), unique=True)
    ruling: Mapped[Ruling | None]
    answer: Mapped[str | None]
    ruled_at: Mapped[datetime | None]
    ruling_entry: Mapped[int | None] = mapped_column(sa.ForeignKey("register_entry.index"), unique=True)


_SAID = "what was contested and ruled stays as it was said"
guard(
    Contest.__table__,
    Guard(
        "contest_of_a_counted_vote", "contest", "INSERT",
        "(SELECT status FROM vote WHERE id = NEW.vote_id) <> 'contested'", "only what was counted is contested",
    ),
    Guard(
        "contest_said", "contest", "UPDATE OF vote_id, organisation_code, reason, contested_at, entry", NEVER, _SAID
    ),
    Guard("contest_ruled", "contest", "UPDATE", "OLD.ruling_entry IS NOT NULL", _SAID),
    Guard("contest_kept", "contest", "DELETE", NEVER, _SAID),
)  # fmt: skip
