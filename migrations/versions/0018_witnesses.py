"""what witnesses say under the checkpoints of the register"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_cosignature",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["size"], ["register_checkpoint.size"], name=op.f("fk_register_cosignature_size")),
        sa.PrimaryKeyConstraint("size", "witness", name=op.f("pk_register_cosignature")),
    )
    op.create_table(
        "register_witness",
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("alarm", sa.String(length=32), nullable=True),
        sa.Column("alarm_size", sa.BigInteger(), nullable=True),
        sa.Column("alarm_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("alarm IN ('cut-off', 'rewritten')", name=op.f("ck_register_witness_alarm_alarm")),
        sa.PrimaryKeyConstraint("witness", name=op.f("pk_register_witness")),
    )


def downgrade() -> None:
    op.drop_table("register_witness")
    op.drop_table("register_cosignature")
