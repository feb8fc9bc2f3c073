"""proxies, and ballots that are handed in once"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROLL_LINE = ["roll_line.vote_id", "roll_line.organisation_code"]


def upgrade() -> None:
    op.create_table(
        "proxy",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("giver_code", sa.Text(), nullable=False),
        sa.Column("holder_code", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_index", sa.Integer(), nullable=False),
        sa.CheckConstraint("giver_code <> holder_code", name=op.f("ck_proxy_is_for_another")),
        sa.ForeignKeyConstraint(["entry_index"], ["register_entry.index"], name=op.f("fk_proxy_entry_index")),
        sa.ForeignKeyConstraint(["vote_id", "giver_code"], ROLL_LINE, name=op.f("fk_proxy_vote_id_giver_code")),
        sa.ForeignKeyConstraint(["vote_id", "holder_code"], ROLL_LINE, name=op.f("fk_proxy_vote_id_holder_code")),
        sa.PrimaryKeyConstraint("vote_id", "giver_code", name=op.f("pk_proxy")),
        sa.UniqueConstraint("entry_index", name=op.f("uq_proxy_entry_index")),
    )
    op.create_index(op.f("ix_proxy_holder_code"), "proxy", ["holder_code"])
    op.create_table(
        "handed_in",
        sa.Column("key_digest", sa.LargeBinary(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("entry_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_index"], ["register_entry.index"], name=op.f("fk_handed_in_entry_index")),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_handed_in")),
        sa.UniqueConstraint("entry_index", name=op.f("uq_handed_in_entry_index")),
    )
    with op.batch_alter_table("ballot") as table:
        table.add_column(sa.Column("by_proxy_of", sa.Text()))
        table.create_foreign_key(
            op.f("fk_ballot_vote_id_by_proxy_of"),
            "roll_line",
            ["vote_id", "by_proxy_of"],
            ["vote_id", "organisation_code"],
        )
        table.create_check_constraint(op.f("ck_ballot_proxy_is_of_another"), sa.text("by_proxy_of <> organisation_code"))


def downgrade() -> None:
    with op.batch_alter_table("ballot") as table:
        table.drop_constraint(op.f("ck_ballot_proxy_is_of_another"), type_="check")
        table.drop_constraint(op.f("fk_ballot_vote_id_by_proxy_of"), type_="foreignkey")
        table.drop_column("by_proxy_of")
    op.drop_table("handed_in")
    op.drop_index(op.f("ix_proxy_holder_code"), table_name="proxy")
    op.drop_table("proxy")
