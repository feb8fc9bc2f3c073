"""what people follow, how often they are written to, and the keys of their calendars"""

import sqlalchemy as sa
import sqlalchemy.dialects.postgresql
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# What these wrote is told by the notices now; as the code had it on the day of this migration.
FORMER = "'voting:remind', 'decisions:tell'"
USUAL = {"asked": "at_once", "followed": "week", "decisions": "day"}


def upgrade() -> None:
    op.create_table(
        "follow",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("following", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_person_id")),
        sa.PrimaryKeyConstraint("person_id", "subject", name=op.f("pk_follow")),
    )
    op.create_table(
        "mailing",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum("asked", "followed", "decisions", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "frequency",
            sa.Enum(
                "at_once", "day", "week", "never", name="frequency", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mailing_person_id")),
        sa.CheckConstraint("cursor >= 0", name=op.f("ck_mailing_cursor_not_negative")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_mailing")),
    )
    op.create_index(op.f("ix_mailing_looked_at"), "mailing", ["looked_at"])
    op.create_table(
        "last_look",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_last_look_person_id")),
        sa.CheckConstraint("cursor >= 0", name=op.f("ck_last_look_cursor_not_negative")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_last_look")),
    )
    op.create_table(
        "calendar_key",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_key_person_id")),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_calendar_key_sha256")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_key_token_hash")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_key")),
    )
    _begin_with_everybody()
    op.execute(f"DELETE FROM schedule WHERE kind IN ({FORMER}) AND done_at IS NULL")


def _begin_with_everybody() -> None:
    """Who is known already is told of nothing that happened before, nor of what waits for them today."""
    size = '(SELECT coalesce(max("index") + 1, 0) FROM register_entry)'
    # Far back: the first tick looks at everybody, and takes stock.
    then = "'2026-01-01 00:00:00.000000'" if op.get_bind().dialect.name == "sqlite" else "timestamptz '2026-01-01 00:00:00Z'"
    for kind, usual in USUAL.items():
        op.execute(
            "INSERT INTO mailing (person_id, kind, frequency, cursor, told, looks, looked_at, next_at) "
            f"SELECT id, '{kind}', '{usual}', {size}, NULL, 0, {then}, {then} FROM person WHERE erased_at IS NULL"
        )
    op.execute(f"INSERT INTO last_look (person_id, cursor) SELECT id, {size} FROM person WHERE erased_at IS NULL")


def downgrade() -> None:
    for table in ("calendar_key", "last_look", "mailing", "follow"):
        op.drop_table(table)
