"""links in letters, for one's own account"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ALIVE = {"sqlite_where": sa.text("ended_at IS NULL"), "postgresql_where": sa.text("ended_at IS NULL")}


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "reset_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        moment("asked_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reset_request")),
    )
    op.create_table(
        "password_reset",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        moment("asked_at"),
        moment("expires_at"),
        moment("ended_at", nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_password_reset_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_password_reset")),
    )
    op.create_table(
        "email_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("new_email", sa.Text(), nullable=False),
        sa.Column("old_token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("new_token_hash", sa.LargeBinary(), nullable=False),
        moment("old_confirmed_at", nullable=True),
        moment("new_confirmed_at", nullable=True),
        moment("asked_at"),
        moment("expires_at"),
        moment("ended_at", nullable=True),
        sa.CheckConstraint("new_email = lower(new_email)", name=op.f("ck_email_change_new_email_is_lower_case")),
        sa.CheckConstraint(
            "old_confirmed_at IS NULL OR new_confirmed_at IS NULL OR ended_at IS NOT NULL",
            name=op.f("ck_email_change_confirmed_twice_has_ended"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_email_change_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_change")),
        sa.UniqueConstraint("new_token_hash", name=op.f("uq_email_change_new_token_hash")),
        sa.UniqueConstraint("old_token_hash", name=op.f("uq_email_change_old_token_hash")),
    )
    for table in ("password_reset", "email_change"):
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
        op.create_index(f"uq_{table}_alive", table, ["person_id"], unique=True, **ALIVE)


def downgrade() -> None:
    for table in ("email_change", "password_reset", "reset_request"):
        op.drop_table(table)
