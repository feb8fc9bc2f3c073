"""Decisions and agendas. The database itself refuses to change what a decision says."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.decisions.rules import DecisionStatus, Ground
from gemportal.kernel.db import Base
from gemportal.kernel.guards import NEVER, Guard, guard


class Decision(Base):
    """One decision. `ends_number` is the earlier one that it supersedes or withdraws; `entry` its index in the register."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.CheckConstraint("(ground = 'vote') = (vote_number IS NOT NULL)", name="vote_is_named"),
        sa.CheckConstraint("ends_number <> number", name="ends_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    status: Mapped[DecisionStatus] = mapped_column(index=True)
    title: Mapped[str]
    text: Mapped[str]
    rationale: Mapped[str]
    alternatives: Mapped[str | None]
    dissent: Mapped[str | None]
    ground: Mapped[Ground]
    vote_number: Mapped[str | None] = mapped_column(sa.ForeignKey("vote.number"), unique=True)
    group_number: Mapped[str | None] = mapped_column(sa.ForeignKey("working_group.number"), index=True)
    decided_at: Mapped[datetime]
    review_on: Mapped[date | None]
    ends_number: Mapped[str | None] = mapped_column(sa.ForeignKey("decision.number"), unique=True)
    entry: Mapped[int] = mapped_column(sa.ForeignKey("register_entry.index"), unique=True)


class Agenda(Base):
    """An order of initiatives that the members voted. The latest one counts."""

    __tablename__ = "agenda"

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_number: Mapped[str] = mapped_column(sa.ForeignKey("vote.number"), unique=True)
    set_at: Mapped[datetime]


class AgendaLine(Base):
    """One place on an agenda, counted from 1."""

    __tablename__ = "agenda_line"
    __table_args__ = (sa.UniqueConstraint("agenda_id", "initiative_number"),)

    agenda_id: Mapped[int] = mapped_column(sa.ForeignKey(Agenda.id), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    initiative_number: Mapped[str] = mapped_column(sa.ForeignKey("initiative.number"), index=True)


WORDING = (
    "number", "title", "text", "rationale", "alternatives", "dissent", "ground", "vote_number", "group_number", "decided_at",
    "review_on", "ends_number", "entry",
)  # fmt: skip
_KEPT = "a decision is never edited"
guard(
    Decision.__table__,
    Guard("decision_worded", "decision", f"UPDATE OF {', '.join(WORDING)}", NEVER, _KEPT),
    Guard("decision_kept", "decision", "DELETE", NEVER, _KEPT),
)
