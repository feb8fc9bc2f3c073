"""who wrote which entry, and persons who were erased"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authorship",
        sa.Column("entry_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_index"], ["register_entry.index"], name=op.f("fk_authorship_entry_index")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_authorship_person_id")),
        sa.PrimaryKeyConstraint("entry_index", name=op.f("pk_authorship")),
    )
    op.create_index(op.f("ix_authorship_person_id"), "authorship", ["person_id"])
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("erased_at", sa.DateTime(timezone=True)))
        table.create_check_constraint(
            op.f("ck_person_erased_leads_nowhere"),
            "erased_at IS NULL OR (password_hash IS NULL AND last_signed_in_at IS NULL AND email NOT LIKE '%@%')",
        )


def downgrade() -> None:
    # Who was erased stays so: their rows hold nothing that the older tables would let somebody in with.
    with op.batch_alter_table("person") as table:
        table.drop_constraint(op.f("ck_person_erased_leads_nowhere"), type_="check")
        table.drop_column("erased_at")
    op.drop_index(op.f("ix_authorship_person_id"), table_name="authorship")
    op.drop_table("authorship")
