"""applications, why a membership ends, and partners that leave"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_CLOSED = "ck_organisation_closed_has_successor"
_FROM_A_DAY = "ck_organisation_successor_from_a_day"
_FOR_A_REASON = "ck_membership_ends_for_a_reason"
_ENDING = "ck_membership_ending_membershipend"


def upgrade() -> None:
    with op.batch_alter_table("organisation") as table:
        table.drop_constraint(op.f(_CLOSED), type_="check")
        table.create_check_constraint(op.f(_CLOSED), "closed_on IS NULL OR successor_code IS NOT NULL OR kind = 'partner'")
        table.create_check_constraint(op.f(_FROM_A_DAY), "successor_code IS NULL OR closed_on IS NOT NULL")
        table.create_index(op.f("ix_organisation_successor_code"), ["successor_code"])
    with op.batch_alter_table("membership") as table:
        table.add_column(sa.Column("ending", sa.String(length=32), nullable=True))
    membership = sa.table("membership", sa.column("ending"), sa.column("last_day"))
    # Until now only the cooperative could end a membership.
    op.execute(sa.update(membership).where(membership.c.last_day.is_not(None)).values(ending="decision"))
    with op.batch_alter_table("membership") as table:
        table.create_check_constraint(op.f(_FOR_A_REASON), "(last_day IS NULL) = (ending IS NULL)")
        table.create_check_constraint(op.f(_ENDING), sa.column("ending").in_(["notice", "decision", "merger"]))
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=True),
        sa.Column("partner_name", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "unconfirmed",
                "waiting",
                "admitted",
                "declined",
                name="applicationstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(organisation_code IS NULL) <> (partner_name IS NULL)", name=op.f("ck_application_for_one_organisation")
        ),
        sa.CheckConstraint(
            "status = 'unconfirmed' OR confirmed_at IS NOT NULL", name=op.f("ck_application_confirmed_has_moment")
        ),
        sa.CheckConstraint(
            "(status IN ('admitted', 'declined')) = (decided_at IS NOT NULL)",
            name=op.f("ck_application_decided_has_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_application_organisation_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_application_token_hash")),
    )
    for column in ("email", "organisation_code", "status"):
        op.create_index(op.f(f"ix_application_{column}"), "application", [column])


def downgrade() -> None:
    op.drop_table("application")
    with op.batch_alter_table("membership") as table:
        table.drop_constraint(op.f(_ENDING), type_="check")
        table.drop_constraint(op.f(_FOR_A_REASON), type_="check")
        table.drop_column("ending")
    # A partner that left has no successor, which could not be said before: it is there again.
    organisation = sa.table("organisation", sa.column("closed_on"), sa.column("successor_code"))
    op.execute(sa.update(organisation).where(organisation.c.successor_code.is_(None)).values(closed_on=None))
    with op.batch_alter_table("organisation") as table:
        table.drop_index(op.f("ix_organisation_successor_code"))
        table.drop_constraint(op.f(_FROM_A_DAY), type_="check")
        table.drop_constraint(op.f(_CLOSED), type_="check")
        table.create_check_constraint(op.f(_CLOSED), "(closed_on IS NULL) = (successor_code IS NULL)")
