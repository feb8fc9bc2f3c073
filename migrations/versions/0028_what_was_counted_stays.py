"""ballots and a result stay as they were counted, and a vote that is over does not open again"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NEVER = "1 = 1"
COUNTED_ONCE = "what was counted stays as it was counted"
GOES_BACK = (
    "NEW.status <> OLD.status AND "
    "(OLD.status IN ('published', 'annulled') OR (NEW.status = 'open' AND OLD.status <> 'prepared'))"
)

# Name, table, event, what of the row is refused, and why.
GUARDS = (
    (
        "ballot_counted", "ballot", "UPDATE", "(SELECT status FROM vote WHERE id = OLD.vote_id) <> 'open'",
        "a ballot stays as it was when its vote was closed",
    ),
    ("ballot_kept", "ballot", "DELETE", NEVER, "a ballot is replaced, and never taken away"),
    ("vote_result_stays", "vote_result", "UPDATE", NEVER, COUNTED_ONCE),
    ("vote_result_kept", "vote_result", "DELETE", NEVER, COUNTED_ONCE),
    ("vote_goes_on", "vote", "UPDATE OF status", GOES_BACK, "a vote that is over does not open again"),
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
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF ({never}) THEN RAISE EXCEPTION '{reason}'; END IF; RETURN {row}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, *_ in reversed(GUARDS):
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
