"""what an opened vote, its parts and a decision refuse, as guards like the others: one trigger for each thing that may not happen"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

SEALED, KEPT = "an opened vote is sealed", "a decision is never edited"
VOTE = (
    "number, scope, group_number, title, question, explanation, method, rules, secrecy, force, effect, early_close, weights, "
    "meeting_on, follows, opens_at, closes_at, definition, definition_sha256"
)
DECISION = (
    "number, title, text, rationale, alternatives, dissent, ground, vote_number, group_number, decided_at, review_on, "
    "ends_number, entry"
)
OPENED = "OLD.definition IS NOT NULL"
PART = "(SELECT definition FROM vote WHERE id = {}.vote_id) IS NOT NULL"

# Name, table, event, what of the row is refused, and why.
OF_DECISIONS = (
    ("decision_worded", "decision", f"UPDATE OF {DECISION}", "1 = 1", KEPT),
    ("decision_kept", "decision", "DELETE", "1 = 1", KEPT),
)
OF_VOTES = (
    ("vote_sealed", "vote", f"UPDATE OF {VOTE}", OPENED, SEALED),
    ("vote_kept", "vote", "DELETE", OPENED, SEALED),
    *(
        (f"{table}_sealed_{event.lower()}", table, event, PART.format(row), SEALED)
        for table in ("vote_option", "roll_line")
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
)

# What PostgreSQL had until now: a function for several triggers.
TRIGGERS = {
    "vote_sealed": f"UPDATE OF {VOTE} ON vote FOR EACH ROW WHEN ({OPENED}) EXECUTE FUNCTION vote_is_sealed()",
    "vote_kept": f"DELETE ON vote FOR EACH ROW WHEN ({OPENED}) EXECUTE FUNCTION vote_is_sealed()",
    "vote_option_sealed": "INSERT OR UPDATE OR DELETE ON vote_option FOR EACH ROW EXECUTE FUNCTION part_of_vote_is_sealed()",
    "roll_line_sealed": "INSERT OR UPDATE OR DELETE ON roll_line FOR EACH ROW EXECUTE FUNCTION part_of_vote_is_sealed()",
    "decision_kept": f"UPDATE OF {DECISION} OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION decision_is_kept()",
}
FUNCTIONS = {
    "vote_is_sealed": f"BEGIN RAISE EXCEPTION '{SEALED}'; END",
    "part_of_vote_is_sealed": (
        "DECLARE part record; BEGIN IF TG_OP = 'INSERT' THEN part := NEW; ELSE part := OLD; END IF; "
        f"IF {PART.format('part')} THEN RAISE EXCEPTION '{SEALED}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    ),
    "decision_is_kept": f"BEGIN RAISE EXCEPTION '{KEPT}'; END",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # Those of votes are the same already.
        for name, table, event, never, reason in OF_DECISIONS:
            op.execute(f"DROP TRIGGER {name}")
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {never} BEGIN SELECT RAISE(ABORT, '{reason}'); END"
            )
        return
    for name, event in TRIGGERS.items():
        op.execute(f"DROP TRIGGER {name} ON {_table(event)}")
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}()")
    for name, table, event, never, reason in (*OF_DECISIONS, *OF_VOTES):
        row = "OLD" if event == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF ({never}) THEN RAISE EXCEPTION '{reason}'; END IF; RETURN {row}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, table, event, _, reason in OF_DECISIONS:
            op.execute(f"DROP TRIGGER {name}")
            op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{reason}'); END")
        return
    for name, table, *_ in (*OF_DECISIONS, *OF_VOTES):
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")
    for name, body in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    for name, event in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} BEFORE {event}")


def _table(event: str) -> str:
    return event.partition(" ON ")[2].split()[0]
