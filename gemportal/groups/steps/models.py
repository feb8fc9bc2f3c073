"""The tables of steps and their evaluations."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.groups.steps.rules import Conclusion, StepStatus
from gemportal.kernel.db import Base


class Step(Base):
    """One short round of work. `outcome` is what happened, beside `expectation`, what the group expected.

    What everybody may know of its evaluations stands here from the conclusion on: how many gave each score from 0 to 4, and
    what was spent. The evaluations themselves need not be there for it.
    """

    __tablename__ = "step"
    __table_args__ = (
        sa.UniqueConstraint("group_id", "ordinal"),
        sa.CheckConstraint("hours >= 0 AND euros >= 0", name="not_negative"),
        sa.CheckConstraint("(status = 'concluded') = (conclusion IS NOT NULL)", name="concluded_has_conclusion"),
        sa.Index(
            "uq_step_under_way",
            "group_id",
            unique=True,
            sqlite_where=sa.text("status IN ('running', 'evaluating')"),
            postgresql_where=sa.text("status IN ('running', 'evaluating')"),
        ),
        sa.Index(
            "uq_step_planned",
            "group_id",
            unique=True,
            sqlite_where=sa.text("status = 'planned'"),
            postgresql_where=sa.text("status = 'planned'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"))
    ordinal: Mapped[int]
    status: Mapped[StepStatus]
    aim: Mapped[str]
    expectation: Mapped[str]
    measure: Mapped[str]
    starts_on: Mapped[date]
    due_on: Mapped[date]
    hours: Mapped[int]
    euros: Mapped[int]
    planned_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    evaluate_until: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None]
    conclusion: Mapped[Conclusion | None]
    outcome: Mapped[str | None]
    came_true: Mapped[list[Any] | None]
    cooperation: Mapped[list[Any] | None]
    hours_spent: Mapped[int | None]
    euros_spent: Mapped[int | None]


class Evaluation(Base):
    """That an organisation with a seat judged a step: everybody may know it. `in_public` publishes how, at the conclusion."""

    __tablename__ = "evaluation"

    step_id: Mapped[int] = mapped_column(sa.ForeignKey("step.id"), primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True)
    in_public: Mapped[bool]
    given_at: Mapped[datetime]
    entry: Mapped[int] = mapped_column(sa.ForeignKey("register_entry.index"))


class EvaluationDraft(Base):
    """What an organisation filled in so far, as it was typed; nobody else ever reads it, and it goes with the step's conclusion."""

    __tablename__ = "evaluation_draft"

    step_id: Mapped[int] = mapped_column(sa.ForeignKey("step.id"), primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True)
    content: Mapped[dict[str, Any]]


class EvaluationContent(Base):
    """How an organisation judged a step. Of this its register entry holds only a digest."""

    __tablename__ = "evaluation_content"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["step_id", "organisation_code"], ["evaluation.step_id", "evaluation.organisation_code"]
        ),
        sa.CheckConstraint("came_true BETWEEN 0 AND 4 AND cooperation BETWEEN 0 AND 4", name="scores_from_0_to_4"),
        sa.CheckConstraint("hours >= 0 AND euros >= 0", name="not_negative"),
    )

    step_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(primary_key=True)
    came_true: Mapped[int]
    cooperation: Mapped[int]
    went_well: Mapped[str]
    went_wrong: Mapped[str]
    at_home: Mapped[str]
    learned: Mapped[str]
    hours: Mapped[int]
    euros: Mapped[int]
    advice: Mapped[Conclusion]
