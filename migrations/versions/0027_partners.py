"""which chain partners are invited to take a seat, and which decision of a group a proposal changes"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner_invitation",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_partner_invitation_initiative_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_partner_invitation_organisation_code")
        ),
        sa.PrimaryKeyConstraint("initiative_id", "organisation_code", name=op.f("pk_partner_invitation")),
    )
    op.create_index(op.f("ix_partner_invitation_organisation_code"), "partner_invitation", ["organisation_code"])
    op.create_table(
        "group_motion_change",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column(
            "how",
            sa.Enum("supersede", "withdraw", name="change", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "ordinal"],
            ["group_motion.group_id", "group_motion.ordinal"],
            name=op.f("fk_group_motion_change_group_id"),
        ),
        sa.PrimaryKeyConstraint("group_id", "ordinal", name=op.f("pk_group_motion_change")),
    )


def downgrade() -> None:
    op.drop_table("group_motion_change")
    op.drop_index(op.f("ix_partner_invitation_organisation_code"), "partner_invitation")
    op.drop_table("partner_invitation")
