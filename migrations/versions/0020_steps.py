"""the tasks of a step, and evaluations that are not finished yet"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "step_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_step_task_step_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_step_task_organisation_code")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_step_task_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_task")),
    )
    op.create_index(op.f("ix_step_task_step_id"), "step_task", ["step_id"])
    op.create_index(op.f("ix_step_task_organisation_code"), "step_task", ["organisation_code"])
    op.create_index(op.f("ix_step_task_person_id"), "step_task", ["person_id"])
    op.create_table(
        "evaluation_draft",
        sa.Column("step_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_evaluation_draft_step_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_evaluation_draft_organisation_code")
        ),
        sa.PrimaryKeyConstraint("step_id", "organisation_code", name=op.f("pk_evaluation_draft")),
    )


def downgrade() -> None:
    op.drop_table("evaluation_draft")
    op.drop_table("step_task")
