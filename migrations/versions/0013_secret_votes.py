"""what was voted in secret, apart from who voted"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "secret_ballot",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("answer", _JSON, nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_secret_ballot_vote_id")),
        sa.PrimaryKeyConstraint("vote_id", "tracker", name=op.f("pk_secret_ballot")),
        sqlite_with_rowid=False,
        postgresql_with={"autovacuum_vacuum_threshold": 1, "autovacuum_vacuum_scale_factor": 0},
    )
    with op.batch_alter_table("ballot") as table:
        table.alter_column("answer", existing_type=_JSON, nullable=True)


def downgrade() -> None:
    # Without a place for what was voted, a row that says only that somebody voted has no sense either.
    op.execute("DELETE FROM ballot WHERE answer IS NULL")
    with op.batch_alter_table("ballot") as table:
        table.alter_column("answer", existing_type=_JSON, nullable=False)
    op.drop_table("secret_ballot")
