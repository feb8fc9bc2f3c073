"""reading the register: under which names an entry is found, and on which day"""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NAME = re.compile(r"[A-Z]{1,2}(\d{4,}|-\d{4}-\d{3,})")
AT_ONCE = 512


def upgrade() -> None:
    mention = op.create_table(
        "register_mention",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entry_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("name", "entry_index", name=op.f("pk_register_mention")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_register_entry_at_index"), "register_entry", ["at", "index"])
    fill(mention)


def fill(mention):
    entry = sa.table("register_entry", sa.column("index", sa.Integer), sa.column("body", sa.LargeBinary))
    bind, start = op.get_bind(), 0
    query = sa.select(entry.c.index, entry.c.body).order_by(entry.c.index).limit(AT_ONCE)
    while rows := bind.execute(query.where(entry.c.index >= start)).all():
        start = rows[-1][0] + 1
        bind.execute(
            sa.insert(mention),
            [{"name": name, "entry_index": index} for index, body in rows for name in names_in(json.loads(body))],
        )


def names_in(content):
    names = {content["act"].partition(":")[0] + ":", content["subject"], content["org"], *references(content["data"])}
    return names - {None}


def references(value):
    if isinstance(value, str):
        return [value] if NAME.fullmatch(value) else []
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [name for item in items for name in references(item)]


def downgrade() -> None:
    op.drop_index(op.f("ix_register_entry_at_index"), "register_entry")
    op.drop_table("register_mention")
