"""contests of results, and what becomes of objections in votes by consent"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


ROLL_LINE = ["roll_line.vote_id", "roll_line.organisation_code"]


def upgrade() -> None:
    op.create_table(
        "contest",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("contested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("ruling", _words("ruling", "dismissed", "revote"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ruling_entry", sa.Integer(), nullable=True),
        sa.CheckConstraint("(ruling IS NULL) = (answer IS NULL)", name=op.f("ck_contest_ruled_with_a_reason")),
        sa.CheckConstraint("(ruling IS NULL) = (ruled_at IS NULL)", name=op.f("ck_contest_ruled_on_a_day")),
        sa.ForeignKeyConstraint(["entry"], ["register_entry.index"], name=op.f("fk_contest_entry")),
        sa.ForeignKeyConstraint(["ruling_entry"], ["register_entry.index"], name=op.f("fk_contest_ruling_entry")),
        sa.ForeignKeyConstraint(
            ["vote_id", "organisation_code"], ROLL_LINE, name=op.f("fk_contest_vote_id_organisation_code")
        ),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_contest")),
        sa.UniqueConstraint("entry", name=op.f("uq_contest_entry")),
        sa.UniqueConstraint("ruling_entry", name=op.f("uq_contest_ruling_entry")),
    )
    op.create_table(
        "objection",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _words("objectionstate", "raised", "integrated", "withdrawn", "upheld"), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'raised') = (text IS NULL)", name=op.f("ck_objection_settled_with_a_text")),
        sa.CheckConstraint("(state = 'raised') = (settled_at IS NULL)", name=op.f("ck_objection_settled_on_a_day")),
        sa.ForeignKeyConstraint(["entry"], ["register_entry.index"], name=op.f("fk_objection_entry")),
        sa.ForeignKeyConstraint(
            ["vote_id", "organisation_code"], ROLL_LINE, name=op.f("fk_objection_vote_id_organisation_code")
        ),
        sa.PrimaryKeyConstraint("vote_id", "organisation_code", name=op.f("pk_objection")),
        sa.UniqueConstraint("entry", name=op.f("uq_objection_entry")),
    )
    op.create_index(op.f("ix_objection_organisation_code"), "objection", ["organisation_code"])


def downgrade() -> None:
    op.drop_index(op.f("ix_objection_organisation_code"), table_name="objection")
    op.drop_table("objection")
    op.drop_table("contest")
