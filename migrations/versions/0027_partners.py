"""which chain partners are invited to take a seat"""

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


def downgrade() -> None:
    op.drop_index(op.f("ix_partner_invitation_organisation_code"), "partner_invitation")
    op.drop_table("partner_invitation")
