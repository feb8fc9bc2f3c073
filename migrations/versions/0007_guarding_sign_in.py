"""attempts that count, sessions with limits of their own, and forms that outlive a session"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index(op.f("ix_sign_in_attempt_mark_at"), "sign_in_attempt", ["mark", "at"])
    op.create_index(op.f("ix_sign_in_attempt_at"), "sign_in_attempt", ["at"])
    op.create_table(
        "unfinished_form",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unfinished_form_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_unfinished_form")),
    )
    op.create_index(op.f("ix_unfinished_form_person_id"), "unfinished_form", ["person_id"])
    op.create_index(op.f("ix_unfinished_form_expires_at"), "unfinished_form", ["expires_at"])
    # Who is signed in signs in once more: what rights a token was given out for was not kept before.
    op.execute(sa.delete(sa.table("sign_in")))
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("rights", sa.Text(), nullable=False))
        table.add_column(sa.Column("idle_until", sa.DateTime(timezone=True), nullable=False))
        table.create_index(op.f("ix_sign_in_expires_at"), ["expires_at"])


def downgrade() -> None:
    with op.batch_alter_table("sign_in") as table:
        table.drop_index(op.f("ix_sign_in_expires_at"))
        table.drop_column("idle_until")
        table.drop_column("rights")
    op.drop_table("unfinished_form")
    op.drop_table("sign_in_attempt")
