"""what votes weigh, which meeting they are for, which vote they repeat, and options that exclude one another"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BEFORE = (
    "number, scope, group_number, title, question, explanation, method, rules, secrecy, force, effect, early_close, "
    "opens_at, closes_at, definition, definition_sha256, lot_secret"
)
_AFTER = (
    "number, scope, group_number, title, question, explanation, method, rules, secrecy, force, effect, early_close, "
    "weights, meeting_on, follows, opens_at, closes_at, definition, definition_sha256, lot_secret"
)
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    # A column that comes by itself: rewriting the table would take its triggers along, and SQLite reads those of other tables.
    op.execute(
        "ALTER TABLE vote ADD COLUMN weights VARCHAR(32) DEFAULT 'equal' NOT NULL "
        "CONSTRAINT ck_vote_weights_weights CHECK (weights IN ('equal', 'population', 'given'))"
    )
    op.add_column("vote", sa.Column("given_weights", _JSON, server_default="{}", nullable=False))
    op.add_column("vote", sa.Column("meeting_on", sa.Date(), nullable=True))
    op.add_column("vote", sa.Column("follows", sa.Text(), nullable=True))
    op.create_index(op.f("ix_vote_follows"), "vote", ["follows"])
    op.add_column("vote_option", sa.Column("excludes", _JSON, server_default="[]", nullable=False))
    _seal(_AFTER)


def downgrade() -> None:
    _seal(_BEFORE)
    op.drop_column("vote_option", "excludes")
    op.drop_index(op.f("ix_vote_follows"), table_name="vote")
    for column in ("follows", "meeting_on", "given_weights", "weights"):
        op.execute(f"ALTER TABLE vote DROP COLUMN {column}")


def _seal(columns: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER vote_sealed")
        op.execute(
            f"CREATE TRIGGER vote_sealed BEFORE UPDATE OF {columns} ON vote WHEN OLD.definition IS NOT NULL "
            "BEGIN SELECT RAISE(ABORT, 'an opened vote is sealed'); END"
        )
    else:
        op.execute("DROP TRIGGER vote_sealed ON vote")
        op.execute(
            f"CREATE TRIGGER vote_sealed BEFORE UPDATE OF {columns} ON vote FOR EACH ROW "
            "WHEN (OLD.definition IS NOT NULL) EXECUTE FUNCTION vote_is_sealed()"
        )
