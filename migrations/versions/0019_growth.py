"""how groups grow: the rungs they climbed to, and who consented"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "growth",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("places", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_growth_group_id")),
        sa.ForeignKeyConstraint(["entry"], ["register_entry.index"], name=op.f("fk_growth_entry")),
        sa.CheckConstraint("places > before", name=op.f("ck_growth_more_places")),
        sa.PrimaryKeyConstraint("group_id", "places", name=op.f("pk_growth")),
    )
    op.create_table(
        "growth_consent",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("places", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_growth_consent_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_growth_consent_organisation_code")
        ),
        sa.PrimaryKeyConstraint("group_id", "places", "organisation_code", name=op.f("pk_growth_consent")),
    )


def downgrade() -> None:
    op.drop_table("growth_consent")
    op.drop_table("growth")
