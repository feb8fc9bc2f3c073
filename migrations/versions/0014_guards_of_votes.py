"""what must never become of a ballot, a contest, an objection, or a part of a sealed vote"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NEVER = "1 = 1"
SEALED = "an opened vote is sealed"
INTO_SEALED = "(SELECT definition FROM vote WHERE id = NEW.vote_id) IS NOT NULL"
APART = (
    "CASE WHEN (SELECT secrecy FROM vote WHERE id = NEW.vote_id) = 'secret' "
    "THEN NEW.answer IS NOT NULL OR NEW.statement IS NOT NULL OR NEW.by_proxy_of IS NOT NULL ELSE NEW.answer IS NULL END"
)
CHOICE_APART = "in a secret vote, and in no other, a voter stands without a choice"
CONTESTED = "what was contested and ruled stays as it was said"
OBJECTED = "an objection and what became of it stay as they were said"
SHUT = "the urn of a secret vote is open only while the vote is"
OPEN = "SELECT 1 FROM vote WHERE secrecy = 'secret' AND status = 'open' AND id ="

# Name, table, event, what of the row is refused, and why.
GUARDS = (
    ("vote_option_not_moved", "vote_option", "UPDATE OF vote_id", INTO_SEALED, SEALED),
    ("roll_line_not_moved", "roll_line", "UPDATE OF vote_id", INTO_SEALED, SEALED),
    (
        "ballot_in_an_open_vote", "ballot", "INSERT", "(SELECT status FROM vote WHERE id = NEW.vote_id) <> 'open'",
        "ballots are cast while a vote is open",
    ),
    ("ballot_apart_insert", "ballot", "INSERT", APART, CHOICE_APART),
    ("ballot_apart_update", "ballot", "UPDATE", APART, CHOICE_APART),
    (
        "contest_of_a_counted_vote", "contest", "INSERT",
        "(SELECT status FROM vote WHERE id = NEW.vote_id) <> 'contested'", "only what was counted is contested",
    ),
    (
        "contest_said", "contest", "UPDATE OF vote_id, organisation_code, reason, contested_at, entry", NEVER,
        CONTESTED,
    ),
    ("contest_ruled", "contest", "UPDATE", "OLD.ruling_entry IS NOT NULL", CONTESTED),
    ("contest_kept", "contest", "DELETE", NEVER, CONTESTED),
    (
        "objection_said", "objection", "UPDATE OF vote_id, organisation_code, argument, raised_at", NEVER, OBJECTED,
    ),
    ("objection_settled", "objection", "UPDATE", "OLD.entry IS NOT NULL", OBJECTED),
    ("objection_kept", "objection", "DELETE", NEVER, OBJECTED),
    ("secret_ballot_goes_in", "secret_ballot", "INSERT", f"NOT EXISTS ({OPEN} NEW.vote_id)", SHUT),
    ("secret_ballot_stays", "secret_ballot", "UPDATE", NEVER, SHUT),
    ("secret_ballot_goes_out", "secret_ballot", "DELETE", f"NOT EXISTS ({OPEN} OLD.vote_id)", SHUT),
)  # fmt: skip


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, event, never, reason in GUARDS:
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {never} "
                f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
            )
            continue
        row = "OLD" if event == "DELETE" else "NEW"
        op.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF ({never}) THEN RAISE EXCEPTION '{reason}'; END IF; RETURN {row}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, *_ in reversed(GUARDS):
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
