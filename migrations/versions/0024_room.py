"""the room of a group: what it decides by consent, who is asked to lead or to read along, and requests to mediate"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

# Over a seat there is one open proposal at a time.
_ABOUT_A_SEAT = sa.text("status = 'open' AND about_code IS NOT NULL")
_NOT_CLOSED = sa.text("status <> 'closed'")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "group_motion",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", _enum("motionkind", "decision", "end-seat"), nullable=False),
        sa.Column("status", _enum("motionstatus", "open", "agreed", "withdrawn"), nullable=False),
        sa.Column("proposer_code", sa.Text(), nullable=False),
        sa.Column("about_code", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column("alternatives", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'end-seat') = (about_code IS NOT NULL)", name=op.f("ck_group_motion_about_a_seat")
        ),
        sa.CheckConstraint(
            "(kind = 'decision') = (title IS NOT NULL AND rationale IS NOT NULL)",
            name=op.f("ck_group_motion_decision_worded"),
        ),
        sa.CheckConstraint(
            "(status = 'open') = (settled_at IS NULL)", name=op.f("ck_group_motion_settled_has_moment")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_group_motion_answered_has_moment")
        ),
        sa.CheckConstraint("about_code <> proposer_code", name=op.f("ck_group_motion_about_another")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_group_motion_group_id")),
        sa.ForeignKeyConstraint(["proposer_code"], ["organisation.code"], name=op.f("fk_group_motion_proposer_code")),
        sa.ForeignKeyConstraint(["about_code"], ["organisation.code"], name=op.f("fk_group_motion_about_code")),
        sa.PrimaryKeyConstraint("group_id", "ordinal", name=op.f("pk_group_motion")),
    )
    op.create_index(
        "uq_group_motion_end_seat",
        "group_motion",
        ["group_id", "about_code"],
        unique=True,
        sqlite_where=_ABOUT_A_SEAT,
        postgresql_where=_ABOUT_A_SEAT,
    )
    op.create_table(
        "group_motion_word",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "ordinal"],
            ["group_motion.group_id", "group_motion.ordinal"],
            name=op.f("fk_group_motion_word_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_group_motion_word_organisation_code")
        ),
        sa.PrimaryKeyConstraint("group_id", "ordinal", "organisation_code", name=op.f("pk_group_motion_word")),
    )
    _lead_and_observers()
    _mediation()


def _lead_and_observers() -> None:
    op.create_table(
        "lead_offer",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_seat_id", sa.Integer(), nullable=False),
        sa.Column("to_seat_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("from_seat_id <> to_seat_id", name=op.f("ck_lead_offer_to_another")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_lead_offer_group_id")),
        sa.ForeignKeyConstraint(["from_seat_id"], ["seat.id"], name=op.f("fk_lead_offer_from_seat_id")),
        sa.ForeignKeyConstraint(["to_seat_id"], ["seat.id"], name=op.f("fk_lead_offer_to_seat_id")),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_lead_offer")),
    )
    op.create_table(
        "observer_request",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("invited", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_observer_request_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_observer_request_organisation_code")
        ),
        sa.PrimaryKeyConstraint("group_id", "organisation_code", name=op.f("pk_observer_request")),
    )


def _mediation() -> None:
    op.create_table(
        "mediation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("status", _enum("mediationstatus", "asked", "taken-up", "closed"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_mediation_closed_has_moment")),
        sa.CheckConstraint(
            "status <> 'taken-up' OR taken_up_at IS NOT NULL", name=op.f("ck_mediation_taken_up_has_moment")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_mediation_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_mediation_organisation_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation")),
    )
    op.create_index(
        "uq_mediation_open",
        "mediation",
        ["group_id", "organisation_code"],
        unique=True,
        sqlite_where=_NOT_CLOSED,
        postgresql_where=_NOT_CLOSED,
    )
    op.create_table(
        "mediation_details",
        sa.Column("mediation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mediation_id"], ["mediation.id"], name=op.f("fk_mediation_details_mediation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mediation_details_person_id")),
        sa.PrimaryKeyConstraint("mediation_id", name=op.f("pk_mediation_details")),
    )
    op.create_index(op.f("ix_mediation_details_person_id"), "mediation_details", ["person_id"])


def downgrade() -> None:
    op.drop_table("mediation_details")
    op.drop_index("uq_mediation_open", table_name="mediation")
    op.drop_table("mediation")
    op.drop_table("observer_request")
    op.drop_table("lead_offer")
    op.drop_table("group_motion_word")
    op.drop_index("uq_group_motion_end_seat", table_name="group_motion")
    op.drop_table("group_motion")
