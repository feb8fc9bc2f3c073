"""the first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# What the database itself refuses: to change the register, a sealed vote, or a decision.
TRIGGERS = {
    "sqlite": [
        (
            "CREATE TRIGGER register_entry_refuses_update BEFORE update ON register_entry BEGIN SELECT "
            "RAISE(ABORT, 'the register is append-only'); END"
        ),
        (
            "CREATE TRIGGER register_entry_refuses_delete BEFORE delete ON register_entry BEGIN SELECT "
            "RAISE(ABORT, 'the register is append-only'); END"
        ),
        (
            "CREATE TRIGGER register_node_refuses_update BEFORE update ON register_node BEGIN SELECT RAISE(ABORT, "
            "'the register is append-only'); END"
        ),
        (
            "CREATE TRIGGER register_node_refuses_delete BEFORE delete ON register_node BEGIN SELECT RAISE(ABORT, "
            "'the register is append-only'); END"
        ),
        (
            "CREATE TRIGGER register_checkpoint_refuses_update BEFORE update ON register_checkpoint BEGIN SELECT "
            "RAISE(ABORT, 'the register is append-only'); END"
        ),
        (
            "CREATE TRIGGER register_checkpoint_refuses_delete BEFORE delete ON register_checkpoint BEGIN SELECT "
            "RAISE(ABORT, 'the register is append-only'); END"
        ),
        (
            "CREATE TRIGGER vote_sealed BEFORE UPDATE OF number, scope, group_number, title, question, "
            "explanation, method, rules, secrecy, force, effect, early_close, opens_at, closes_at, definition, "
            "definition_sha256, lot_secret ON vote WHEN OLD.definition IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an "
            "opened vote is sealed'); END"
        ),
        (
            "CREATE TRIGGER vote_kept BEFORE DELETE ON vote WHEN OLD.definition IS NOT NULL BEGIN SELECT "
            "RAISE(ABORT, 'an opened vote is sealed'); END"
        ),
        (
            "CREATE TRIGGER vote_option_sealed_insert BEFORE insert ON vote_option WHEN (SELECT definition FROM "
            "vote WHERE id = NEW.vote_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an opened vote is sealed'); END"
        ),
        (
            "CREATE TRIGGER vote_option_sealed_update BEFORE update ON vote_option WHEN (SELECT definition FROM "
            "vote WHERE id = OLD.vote_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an opened vote is sealed'); END"
        ),
        (
            "CREATE TRIGGER vote_option_sealed_delete BEFORE delete ON vote_option WHEN (SELECT definition FROM "
            "vote WHERE id = OLD.vote_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an opened vote is sealed'); END"
        ),
        (
            "CREATE TRIGGER roll_line_sealed_insert BEFORE insert ON roll_line WHEN (SELECT definition FROM vote "
            "WHERE id = NEW.vote_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an opened vote is sealed'); END"
        ),
        (
            "CREATE TRIGGER roll_line_sealed_update BEFORE update ON roll_line WHEN (SELECT definition FROM vote "
            "WHERE id = OLD.vote_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an opened vote is sealed'); END"
        ),
        (
            "CREATE TRIGGER roll_line_sealed_delete BEFORE delete ON roll_line WHEN (SELECT definition FROM vote "
            "WHERE id = OLD.vote_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an opened vote is sealed'); END"
        ),
        (
            "CREATE TRIGGER decision_worded BEFORE UPDATE OF number, title, text, rationale, alternatives, "
            "dissent, ground, vote_number, group_number, decided_at, review_on, ends_number, entry ON decision "
            "BEGIN SELECT RAISE(ABORT, 'a decision is never edited'); END"
        ),
        (
            "CREATE TRIGGER decision_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is "
            "never edited'); END"
        ),
    ],
    "postgresql": [
        (
            "CREATE OR REPLACE FUNCTION register_is_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
            "RAISE EXCEPTION ''the register is append-only''; END'"
        ),
        (
            "CREATE TRIGGER register_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_entry FOR "
            "EACH STATEMENT EXECUTE FUNCTION register_is_append_only()"
        ),
        (
            "CREATE TRIGGER register_node_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_node FOR "
            "EACH STATEMENT EXECUTE FUNCTION register_is_append_only()"
        ),
        (
            "CREATE TRIGGER register_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "
            "register_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION register_is_append_only()"
        ),
        (
            "CREATE FUNCTION vote_is_sealed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''an "
            "opened vote is sealed''; END'"
        ),
        (
            "CREATE FUNCTION part_of_vote_is_sealed() RETURNS trigger LANGUAGE plpgsql AS 'DECLARE part record; "
            "BEGIN IF TG_OP = ''INSERT'' THEN part := NEW; ELSE part := OLD; END IF; IF (SELECT definition FROM "
            "vote WHERE id = part.vote_id) IS NOT NULL THEN RAISE EXCEPTION ''an opened vote is sealed''; END IF; "
            "IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF; RETURN NEW; END'"
        ),
        (
            "CREATE TRIGGER vote_sealed BEFORE UPDATE OF number, scope, group_number, title, question, "
            "explanation, method, rules, secrecy, force, effect, early_close, opens_at, closes_at, definition, "
            "definition_sha256, lot_secret ON vote FOR EACH ROW WHEN (OLD.definition IS NOT NULL) EXECUTE "
            "FUNCTION vote_is_sealed()"
        ),
        (
            "CREATE TRIGGER vote_kept BEFORE DELETE ON vote FOR EACH ROW WHEN (OLD.definition IS NOT NULL) "
            "EXECUTE FUNCTION vote_is_sealed()"
        ),
        (
            "CREATE TRIGGER vote_option_sealed BEFORE INSERT OR UPDATE OR DELETE ON vote_option FOR EACH ROW  "
            "EXECUTE FUNCTION part_of_vote_is_sealed()"
        ),
        (
            "CREATE TRIGGER roll_line_sealed BEFORE INSERT OR UPDATE OR DELETE ON roll_line FOR EACH ROW  EXECUTE "
            "FUNCTION part_of_vote_is_sealed()"
        ),
        (
            "CREATE FUNCTION decision_is_kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''a "
            "decision is never edited''; END'"
        ),
        (
            "CREATE TRIGGER decision_kept BEFORE UPDATE OF number, title, text, rationale, alternatives, dissent, "
            "ground, vote_number, group_number, decided_at, review_on, ends_number, entry OR DELETE ON decision "
            "FOR EACH ROW EXECUTE FUNCTION decision_is_kept()"
        ),
    ],
}
FUNCTIONS = ["register_is_append_only", "vote_is_sealed", "part_of_vote_is_sealed", "decision_is_kept"]


def upgrade() -> None:
    op.create_table(
        "numbering",
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("letter", "year", name=op.f("pk_numbering")),
    )
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "municipality", "partner", name="organisationkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("successor_code", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(closed_on IS NULL) = (successor_code IS NULL)", name=op.f("ck_organisation_closed_has_successor")
        ),
        sa.CheckConstraint("successor_code <> code", name=op.f("ck_organisation_successor_is_another")),
        sa.ForeignKeyConstraint(["successor_code"], ["organisation.code"], name=op.f("fk_organisation_successor_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column(
            "language",
            sa.Enum("nl", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "public_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_public_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_state")),
    )
    op.create_table(
        "register_checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_register_checkpoint_not_empty")),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_register_checkpoint")),
    )
    op.create_table(
        "register_entry",
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("cause", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint('"index" >= 0', name=op.f("ck_register_entry_counted_from_zero")),
        sa.CheckConstraint('cause < "index"', name=op.f("ck_register_entry_cause_came_before")),
        sa.CheckConstraint("length(body) <= 65535", name=op.f("ck_register_entry_fits_a_tile")),
        sa.ForeignKeyConstraint(["cause"], ["register_entry.index"], name=op.f("fk_register_entry_cause")),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_register_entry")),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_entry_act_index"), ["act", "index"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_register_entry_subject_act_index"), ["subject", "act", "index"], unique=False
        )

    op.create_table(
        "register_node",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_register_node_sha256")),
        sa.PrimaryKeyConstraint("level", "index", name=op.f("pk_register_node")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_schedule_kind_subject")),
    )
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_schedule_at"), ["at"], unique=False)

    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "prepared",
                "open",
                "closed",
                "contested",
                "published",
                "annulled",
                name="votestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "scope",
            sa.Enum("cooperative", "group", name="scope", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("group_number", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "secrecy",
            sa.Enum("open", "secret", name="secrecy", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "force",
            sa.Enum(
                "consultation",
                "meeting",
                "written",
                "charter",
                name="force",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("effect", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("early_close", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition", sa.LargeBinary(), nullable=True),
        sa.Column("definition_sha256", sa.Text(), nullable=True),
        sa.Column("lot_secret", sa.LargeBinary(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annulled_reason", sa.Text(), nullable=True),
        sa.Column("effect_refusal", sa.Text(), nullable=True),
        sa.Column("opened_entry", sa.Integer(), nullable=True),
        sa.Column("closed_entry", sa.Integer(), nullable=True),
        sa.Column("published_entry", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(scope = 'group') = (group_number IS NOT NULL)", name=op.f("ck_vote_scope_names_its_group")
        ),
        sa.CheckConstraint(
            "(status = 'annulled') = (annulled_reason IS NOT NULL)", name=op.f("ck_vote_annulled_with_a_reason")
        ),
        sa.CheckConstraint("(status = 'prepared') = (number IS NULL)", name=op.f("ck_vote_numbered_when_opened")),
        sa.CheckConstraint(
            "(definition IS NULL) = (definition_sha256 IS NULL)", name=op.f("ck_vote_sealed_with_its_digest")
        ),
        sa.CheckConstraint("(definition IS NULL) = (number IS NULL)", name=op.f("ck_vote_sealed_when_opened")),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_vote_closes_after_it_opens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("number", name=op.f("uq_vote_number")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_status"), ["status"], unique=False)

    op.create_table(
        "agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_number", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["vote_number"], ["vote.number"], name=op.f("fk_agenda_vote_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda")),
        sa.UniqueConstraint("vote_number", name=op.f("uq_agenda_vote_number")),
    )
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "forming",
                "active",
                "delivered",
                "stopped",
                "withdrawn",
                "lapsed",
                name="initiativestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("confirm_from", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(status = 'draft') = (number IS NULL)", name=op.f("ck_initiative_numbered_once_published")),
        sa.CheckConstraint(
            "(number IS NULL) = (published_at IS NULL)", name=op.f("ck_initiative_dated_once_published")
        ),
        sa.CheckConstraint(
            "confirm_from >= 1 AND confirm_from <= version", name=op.f("ck_initiative_confirms_a_version")
        ),
        sa.CheckConstraint(
            "number IS NULL OR closes_on IS NOT NULL", name=op.f("ck_initiative_published_with_a_closing_date")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_initiative_organisation_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("number", name=op.f("uq_initiative_number")),
    )
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_organisation_code"), ["organisation_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_published_at_id"), ["published_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_status"), ["status"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "representative", "deputy", name="mandaterole", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column(
            "office",
            sa.Enum(
                "chair",
                "board",
                "coordinator",
                "auditor",
                "administrator",
                name="office",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column(
            "invited_by",
            sa.Enum(
                "chair",
                "board",
                "coordinator",
                "auditor",
                "administrator",
                name="office",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(organisation_code IS NULL) <> (office IS NULL)", name=op.f("ck_invitation_offers_one_thing")
        ),
        sa.CheckConstraint(
            "(organisation_code IS NULL) = (role IS NULL)", name=op.f("ck_invitation_role_with_organisation")
        ),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_invitation_ends_after_it_begins")
        ),
        sa.CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name=op.f("ck_invitation_used_or_revoked")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_invitation_organisation_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_email"), ["email"], unique=False)

    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "representative", "deputy", name="mandaterole", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("named_in_public", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ended_at IS NULL OR last_day IS NOT NULL", name=op.f("ck_mandate_ended_has_last_day")),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_mandate_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_mandate_organisation_code")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mandate_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    with op.batch_alter_table("mandate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mandate_organisation_code"), ["organisation_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_mandate_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_mandate_endless",
            ["person_id", "organisation_code"],
            unique=True,
            sqlite_where=sa.text("last_day IS NULL"),
            postgresql_where=sa.text("last_day IS NULL"),
        )

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_membership_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_membership_organisation_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_organisation_code"), ["organisation_code"], unique=False)
        batch_op.create_index(
            "uq_membership_current",
            ["organisation_code"],
            unique=True,
            sqlite_where=sa.text("last_day IS NULL"),
            postgresql_where=sa.text("last_day IS NULL"),
        )

    op.create_table(
        "office_holding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "office",
            sa.Enum(
                "chair",
                "board",
                "coordinator",
                "auditor",
                "administrator",
                name="office",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ended_at IS NULL OR last_day IS NOT NULL", name=op.f("ck_office_holding_ended_has_last_day")
        ),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_office_holding_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_office_holding_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_holding")),
    )
    with op.batch_alter_table("office_holding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_holding_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_office_holding_endless",
            ["person_id", "office"],
            unique=True,
            sqlite_where=sa.text("last_day IS NULL"),
            postgresql_where=sa.text("last_day IS NULL"),
        )

    op.create_table(
        "register_part",
        sa.Column("entry_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(salt) = 32", name=op.f("ck_register_part_long_salt")),
        sa.ForeignKeyConstraint(["entry_index"], ["register_entry.index"], name=op.f("fk_register_part_entry_index")),
        sa.PrimaryKeyConstraint("entry_index", name=op.f("pk_register_part")),
    )
    op.create_table(
        "roll_line",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_roll_line_weighs_something")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_roll_line_organisation_code")
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_roll_line_vote_id")),
        sa.PrimaryKeyConstraint("vote_id", "organisation_code", name=op.f("pk_roll_line")),
    )
    with op.batch_alter_table("roll_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roll_line_organisation_code"), ["organisation_code"], unique=False)

    op.create_table(
        "vote_option",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("initiative_number", sa.Text(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_option_vote_id")),
        sa.PrimaryKeyConstraint("vote_id", "key", name=op.f("pk_vote_option")),
        sa.UniqueConstraint("vote_id", "position", name=op.f("uq_vote_option_vote_id_position")),
    )
    with op.batch_alter_table("vote_option", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_option_initiative_number"), ["initiative_number"], unique=False)

    op.create_table(
        "vote_result",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("result", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_result_vote_id")),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_vote_result")),
    )
    op.create_table(
        "agenda_line",
        sa.Column("agenda_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("initiative_number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_agenda_line_agenda_id")),
        sa.ForeignKeyConstraint(
            ["initiative_number"], ["initiative.number"], name=op.f("fk_agenda_line_initiative_number")
        ),
        sa.PrimaryKeyConstraint("agenda_id", "position", name=op.f("pk_agenda_line")),
        sa.UniqueConstraint("agenda_id", "initiative_number", name=op.f("uq_agenda_line_agenda_id_initiative_number")),
    )
    with op.batch_alter_table("agenda_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_line_initiative_number"), ["initiative_number"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("answer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id", "organisation_code"],
            ["roll_line.vote_id", "roll_line.organisation_code"],
            name=op.f("fk_ballot_vote_id_organisation_code"),
        ),
        sa.PrimaryKeyConstraint("vote_id", "organisation_code", name=op.f("pk_ballot")),
        sa.UniqueConstraint("entry_index", name=op.f("uq_ballot_entry_index")),
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_organisation_code"), ["organisation_code"], unique=False)

    op.create_table(
        "co_proposer",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_co_proposer_initiative_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_co_proposer_organisation_code")
        ),
        sa.PrimaryKeyConstraint("initiative_id", "organisation_code", name=op.f("pk_co_proposer")),
    )
    with op.batch_alter_table("co_proposer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_co_proposer_organisation_code"), ["organisation_code"], unique=False)

    op.create_table(
        "initiative_version",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=True),
        sa.Column("existing", sa.Text(), nullable=True),
        sa.Column(
            "driver",
            sa.Enum(
                "national",
                "residents",
                "companies",
                "own-operations",
                "shortages",
                "risk",
                name="driver",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "domain",
            sa.Enum(
                "services",
                "income",
                "care",
                "public-space",
                "permits",
                "sustainability",
                "data",
                "security",
                "transparency",
                "organisation",
                name="domain",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.CheckConstraint("cost >= 0 AND hours >= 0", name=op.f("ck_initiative_version_amounts_not_negative")),
        sa.CheckConstraint("seats >= 2", name=op.f("ck_initiative_version_two_seats_at_least")),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_initiative_version_initiative_id")),
        sa.PrimaryKeyConstraint("initiative_id", "version", name=op.f("pk_initiative_version")),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=True),
        sa.Column("office_holding_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("mandate_id IS NULL OR office_holding_id IS NULL", name=op.f("ck_sign_in_one_capacity")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_sign_in_mandate_id")),
        sa.ForeignKeyConstraint(
            ["office_holding_id"], ["office_holding.id"], name=op.f("fk_sign_in_office_holding_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "willingness",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "no",
                "follow",
                "contribute",
                "join",
                "lead",
                "considering",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("euros", sa.Integer(), nullable=True),
        sa.Column("expertise", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("who_would", sa.Text(), nullable=True),
        sa.Column(
            "backing",
            sa.Enum(
                "person",
                "management",
                "executive",
                "council",
                name="backing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("backing_url", sa.Text(), nullable=True),
        sa.Column("considering_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(level = 'considering') = (considering_until IS NOT NULL)",
            name=op.f("ck_willingness_considers_until_a_day"),
        ),
        sa.CheckConstraint("hours >= 0 AND euros >= 0", name=op.f("ck_willingness_amounts_not_negative")),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_willingness_initiative_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_willingness_organisation_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_willingness")),
    )
    with op.batch_alter_table("willingness", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_willingness_initiative_id"), ["initiative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_willingness_organisation_code"), ["organisation_code"], unique=False)
        batch_op.create_index(
            "uq_willingness_current",
            ["initiative_id", "organisation_code"],
            unique=True,
            sqlite_where=sa.text('"current"'),
            postgresql_where=sa.text('"current"'),
        )

    op.create_table(
        "working_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("initiative_number", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "forming",
                "working",
                "paused",
                "ended",
                name="groupstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("formed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("out_of_order_reason", sa.Text(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_working_group_ended_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_number"], ["initiative.number"], name=op.f("fk_working_group_initiative_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_group")),
        sa.UniqueConstraint("number", name=op.f("uq_working_group_number")),
    )
    with op.batch_alter_table("working_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_working_group_initiative_number"), ["initiative_number"], unique=False)
        batch_op.create_index(
            "uq_working_group_alive",
            ["initiative_number"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "charter",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_charter_budget_not_negative")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_charter_group_id")),
        sa.PrimaryKeyConstraint("group_id", "version", name=op.f("pk_charter")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "in_force",
                "superseded",
                "withdrawn",
                name="decisionstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("alternatives", sa.Text(), nullable=True),
        sa.Column("dissent", sa.Text(), nullable=True),
        sa.Column(
            "ground",
            sa.Enum("vote", "consent", name="ground", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("vote_number", sa.Text(), nullable=True),
        sa.Column("group_number", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ends_number", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.CheckConstraint("(ground = 'vote') = (vote_number IS NOT NULL)", name=op.f("ck_decision_vote_is_named")),
        sa.CheckConstraint("ends_number <> number", name=op.f("ck_decision_ends_another")),
        sa.ForeignKeyConstraint(["ends_number"], ["decision.number"], name=op.f("fk_decision_ends_number")),
        sa.ForeignKeyConstraint(["entry"], ["register_entry.index"], name=op.f("fk_decision_entry")),
        sa.ForeignKeyConstraint(["group_number"], ["working_group.number"], name=op.f("fk_decision_group_number")),
        sa.ForeignKeyConstraint(["vote_number"], ["vote.number"], name=op.f("fk_decision_vote_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("ends_number", name=op.f("uq_decision_ends_number")),
        sa.UniqueConstraint("entry", name=op.f("uq_decision_entry")),
        sa.UniqueConstraint("number", name=op.f("uq_decision_number")),
        sa.UniqueConstraint("vote_number", name=op.f("uq_decision_vote_number")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_group_number"), ["group_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_status"), ["status"], unique=False)

    op.create_table(
        "group_place",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_group_place_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_group_place_organisation_code")
        ),
        sa.PrimaryKeyConstraint("group_id", "number", name=op.f("pk_group_place")),
        sa.UniqueConstraint("group_id", "organisation_code", name=op.f("uq_group_place_group_id_organisation_code")),
    )
    op.create_table(
        "passing_over",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("asks_for_vote", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_passing_over_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_passing_over_organisation_code")
        ),
        sa.PrimaryKeyConstraint("group_id", "organisation_code", name=op.f("pk_passing_over")),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "lead",
                "member",
                "partner",
                "observer",
                name="seatrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.CheckConstraint("(until IS NULL) = (end_reason IS NULL)", name=op.f("ck_seat_ended_has_reason")),
        sa.ForeignKeyConstraint(["entry"], ["register_entry.index"], name=op.f("fk_seat_entry")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_seat_group_id")),
        sa.ForeignKeyConstraint(["organisation_code"], ["organisation.code"], name=op.f("fk_seat_organisation_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_organisation_code"), ["organisation_code"], unique=False)
        batch_op.create_index(
            "uq_seat_active",
            ["group_id", "organisation_code"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.create_index(
            "uq_seat_lead",
            ["group_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL AND role = 'lead'"),
            postgresql_where=sa.text("until IS NULL AND role = 'lead'"),
        )

    op.create_table(
        "seat_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "lead",
                "member",
                "partner",
                "observer",
                name="seatrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "no",
                "follow",
                "contribute",
                "join",
                "lead",
                "considering",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "lapsed",
                "withdrawn",
                name="offerstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(status = 'open') = (answered_at IS NULL)", name=op.f("ck_seat_offer_answered_has_moment")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_seat_offer_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_seat_offer_organisation_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_offer")),
    )
    with op.batch_alter_table("seat_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_offer_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_offer_organisation_code"), ["organisation_code"], unique=False)
        batch_op.create_index(
            "uq_seat_offer_open",
            ["group_id", "organisation_code"],
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )

    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "running",
                "evaluating",
                "concluded",
                name="stepstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("expectation", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("euros", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("evaluate_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "conclusion",
            sa.Enum(
                "continue",
                "adjust",
                "stop",
                "share",
                name="conclusion",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("lesson", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'concluded') = (conclusion IS NOT NULL)", name=op.f("ck_step_concluded_has_conclusion")
        ),
        sa.CheckConstraint("hours >= 0 AND euros >= 0", name=op.f("ck_step_not_negative")),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_step_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("group_id", "ordinal", name=op.f("uq_step_group_id_ordinal")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(
            "uq_step_planned",
            ["group_id"],
            unique=True,
            sqlite_where=sa.text("status = 'planned'"),
            postgresql_where=sa.text("status = 'planned'"),
        )
        batch_op.create_index(
            "uq_step_under_way",
            ["group_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('running', 'evaluating')"),
            postgresql_where=sa.text("status IN ('running', 'evaluating')"),
        )

    op.create_table(
        "charter_consent",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "version"],
            ["charter.group_id", "charter.version"],
            name=op.f("fk_charter_consent_group_id_version"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_charter_consent_organisation_code")
        ),
        sa.PrimaryKeyConstraint("group_id", "version", "organisation_code", name=op.f("pk_charter_consent")),
    )
    op.create_table(
        "evaluation",
        sa.Column("step_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("came_true", sa.Integer(), nullable=False),
        sa.Column("cooperation", sa.Integer(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("went_wrong", sa.Text(), nullable=False),
        sa.Column("at_home", sa.Text(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("euros", sa.Integer(), nullable=False),
        sa.Column(
            "advice",
            sa.Enum(
                "continue",
                "adjust",
                "stop",
                "share",
                name="conclusion",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("in_public", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "came_true BETWEEN 0 AND 4 AND cooperation BETWEEN 0 AND 4", name=op.f("ck_evaluation_scores_from_0_to_4")
        ),
        sa.CheckConstraint("hours >= 0 AND euros >= 0", name=op.f("ck_evaluation_not_negative")),
        sa.ForeignKeyConstraint(["entry"], ["register_entry.index"], name=op.f("fk_evaluation_entry")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_evaluation_organisation_code")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_evaluation_step_id")),
        sa.PrimaryKeyConstraint("step_id", "organisation_code", name=op.f("pk_evaluation")),
    )
    op.create_table(
        "participant",
        sa.Column("seat_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_participant_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_participant_seat_id")),
        sa.PrimaryKeyConstraint("seat_id", "person_id", name=op.f("pk_participant")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "pledge",
        sa.Column("seat_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("euros", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours >= 0 AND euros >= 0", name=op.f("ck_pledge_not_negative")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_pledge_seat_id")),
        sa.PrimaryKeyConstraint("seat_id", "year", name=op.f("pk_pledge")),
    )

    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("pledge")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_person_id"))

    op.drop_table("participant")
    op.drop_table("evaluation")
    op.drop_table("charter_consent")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_step_under_way",
            sqlite_where=sa.text("status IN ('running', 'evaluating')"),
            postgresql_where=sa.text("status IN ('running', 'evaluating')"),
        )
        batch_op.drop_index(
            "uq_step_planned",
            sqlite_where=sa.text("status = 'planned'"),
            postgresql_where=sa.text("status = 'planned'"),
        )

    op.drop_table("step")
    with op.batch_alter_table("seat_offer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_seat_offer_open", sqlite_where=sa.text("status = 'open'"), postgresql_where=sa.text("status = 'open'")
        )
        batch_op.drop_index(batch_op.f("ix_seat_offer_organisation_code"))
        batch_op.drop_index(batch_op.f("ix_seat_offer_group_id"))

    op.drop_table("seat_offer")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_seat_lead",
            sqlite_where=sa.text("until IS NULL AND role = 'lead'"),
            postgresql_where=sa.text("until IS NULL AND role = 'lead'"),
        )
        batch_op.drop_index(
            "uq_seat_active", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_seat_organisation_code"))
        batch_op.drop_index(batch_op.f("ix_seat_group_id"))

    op.drop_table("seat")
    op.drop_table("passing_over")
    op.drop_table("group_place")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_status"))
        batch_op.drop_index(batch_op.f("ix_decision_group_number"))

    op.drop_table("decision")
    op.drop_table("charter")
    with op.batch_alter_table("working_group", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_working_group_alive",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_working_group_initiative_number"))

    op.drop_table("working_group")
    with op.batch_alter_table("willingness", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_willingness_current", sqlite_where=sa.text('"current"'), postgresql_where=sa.text('"current"')
        )
        batch_op.drop_index(batch_op.f("ix_willingness_organisation_code"))
        batch_op.drop_index(batch_op.f("ix_willingness_initiative_id"))

    op.drop_table("willingness")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    op.drop_table("initiative_version")
    with op.batch_alter_table("co_proposer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_co_proposer_organisation_code"))

    op.drop_table("co_proposer")
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballot_organisation_code"))

    op.drop_table("ballot")
    with op.batch_alter_table("agenda_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_line_initiative_number"))

    op.drop_table("agenda_line")
    op.drop_table("vote_result")
    with op.batch_alter_table("vote_option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_option_initiative_number"))

    op.drop_table("vote_option")
    with op.batch_alter_table("roll_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roll_line_organisation_code"))

    op.drop_table("roll_line")
    op.drop_table("register_part")
    with op.batch_alter_table("office_holding", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_office_holding_endless",
            sqlite_where=sa.text("last_day IS NULL"),
            postgresql_where=sa.text("last_day IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_office_holding_person_id"))

    op.drop_table("office_holding")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_membership_current",
            sqlite_where=sa.text("last_day IS NULL"),
            postgresql_where=sa.text("last_day IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_membership_organisation_code"))

    op.drop_table("membership")
    with op.batch_alter_table("mandate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_mandate_endless", sqlite_where=sa.text("last_day IS NULL"), postgresql_where=sa.text("last_day IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_mandate_person_id"))
        batch_op.drop_index(batch_op.f("ix_mandate_organisation_code"))

    op.drop_table("mandate")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_email"))

    op.drop_table("invitation")
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_status"))
        batch_op.drop_index(batch_op.f("ix_initiative_published_at_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_organisation_code"))

    op.drop_table("initiative")
    op.drop_table("agenda")
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_status"))

    op.drop_table("vote")
    op.drop_table("setting")
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schedule_at"))

    op.drop_table("schedule")
    op.drop_table("register_node")
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_entry_subject_act_index"))
        batch_op.drop_index(batch_op.f("ix_register_entry_act_index"))

    op.drop_table("register_entry")
    op.drop_table("register_checkpoint")
    op.drop_table("public_state")
    op.drop_table("person")
    op.drop_table("organisation")
    op.drop_table("numbering")
    if op.get_bind().dialect.name == "postgresql":
        for name in FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
