"""letters that wait, and where somebody is signed in"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_due_at"), "outbox", ["due_at"])
    # Who is signed in signs in once more: what a session has to know now was not asked before.
    op.execute(sa.delete(sa.table("sign_in")))
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("way", sa.String(length=32), nullable=False))
        table.add_column(sa.Column("device", sa.Text(), nullable=False))
        table.add_column(sa.Column("network", sa.Text(), nullable=False))
        table.add_column(sa.Column("factor_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("awaits_factor", sa.Boolean(), nullable=False))
        table.add_column(sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False))
        table.create_check_constraint(op.f("ck_sign_in_way_way"), sa.column("way").in_(["password", "passkey", "provider"]))


def downgrade() -> None:
    with op.batch_alter_table("sign_in") as table:
        table.drop_constraint(op.f("ck_sign_in_way_way"), type_="check")
        for column in ("last_seen_at", "awaits_factor", "factor_at", "network", "device", "way"):
            table.drop_column(column)
    op.drop_index(op.f("ix_outbox_due_at"), table_name="outbox")
    op.drop_table("outbox")
