"""the secret of a lot stays as it is once it is there, and may be told later to a database that is rebuilt from the register"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLUMNS = (
    "number, scope, group_number, title, question, explanation, method, rules, secrecy, force, effect, early_close, "
    "weights, meeting_on, follows, opens_at, closes_at, definition, definition_sha256"
)
SEALED = "an opened vote is sealed"
KEPT = "OLD.lot_secret IS NOT NULL"


def upgrade() -> None:
    _seal(COLUMNS)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER vote_lot_kept BEFORE UPDATE OF lot_secret ON vote WHEN {KEPT} "
            f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"
        )
    else:
        op.execute(
            f"CREATE FUNCTION vote_lot_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF ({KEPT}) THEN RAISE EXCEPTION '{SEALED}'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER vote_lot_kept BEFORE UPDATE OF lot_secret ON vote FOR EACH ROW "
            "EXECUTE FUNCTION vote_lot_kept()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER vote_lot_kept")
    else:
        op.execute("DROP TRIGGER vote_lot_kept ON vote")
        op.execute("DROP FUNCTION vote_lot_kept()")
    _seal(f"{COLUMNS}, lot_secret")


def _seal(columns: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER vote_sealed")
        op.execute(
            f"CREATE TRIGGER vote_sealed BEFORE UPDATE OF {columns} ON vote WHEN OLD.definition IS NOT NULL "
            f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"
        )
    else:
        op.execute("DROP TRIGGER vote_sealed ON vote")
        op.execute(
            f"CREATE TRIGGER vote_sealed BEFORE UPDATE OF {columns} ON vote FOR EACH ROW "
            "WHEN (OLD.definition IS NOT NULL) EXECUTE FUNCTION vote_is_sealed()"
        )
