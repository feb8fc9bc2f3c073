"""who represents an organisation arranges its deputies, and hands over"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("inviter_mandate_id", sa.Integer()))
        table.add_column(sa.Column("hands_over", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_foreign_key(op.f("fk_invitation_inviter_mandate_id"), "mandate", ["inviter_mandate_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_invitation_one_inviter"), "invited_by IS NULL OR inviter_mandate_id IS NULL"
        )
        table.create_check_constraint(
            op.f("ck_invitation_hands_over_ones_own"),
            "NOT hands_over OR (inviter_mandate_id IS NOT NULL AND role = 'representative')",
        )
        table.create_index(op.f("ix_invitation_inviter_mandate_id"), ["inviter_mandate_id"])
    with op.batch_alter_table("invitation") as table:
        table.alter_column("hands_over", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.drop_index(op.f("ix_invitation_inviter_mandate_id"))
        table.drop_constraint(op.f("ck_invitation_hands_over_ones_own"), type_="check")
        table.drop_constraint(op.f("ck_invitation_one_inviter"), type_="check")
        table.drop_constraint(op.f("fk_invitation_inviter_mandate_id"), type_="foreignkey")
        table.drop_column("hands_over")
        table.drop_column("inviter_mandate_id")
