"""What somebody who holds the database can do to the register, and where each attack must be found."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gemportal.kernel import db
from gemportal.register import merkle
from gemportal.register.canonical import canonical
from gemportal.register.models import APPEND_ONLY, Checkpoint, Entry, Node, Part, register_ddl
from gemportal.register.notes import Signer, TreeHead
from gemportal.register.reading.models import Mention
from gemportal.register.rotating.rules import ROTATE
from tests.support.house import House

SIZE = 11
ORIGIN = "gemportal.example/register"

Attack = Callable[[sa.Connection], None]


def behind_its_back(house: House, attack: Attack) -> None:
    """Let `attack` do what the database refuses, as somebody can who holds the database itself."""
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        if connection.dialect.name == "postgresql":
            off = [sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER") for table in APPEND_ONLY]
            on = [sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER") for table in APPEND_ONLY]
        else:
            off = [
                sa.text(f"DROP TRIGGER {table}_refuses_{verb}")
                for table in APPEND_ONLY
                for verb in ("update", "delete")
            ]
            on = [sa.text(statement.statement) for statement in register_ddl("sqlite")]
        for statement in off:
            connection.execute(statement)
        attack(connection)
        for statement in on:
            connection.execute(statement)


def body(connection: sa.Connection, index: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        connection.execute(sa.select(Entry.body).where(Entry.index == index)).scalar_one()
    )
    return found


def put(connection: sa.Connection, index: int, new: bytes, **columns: Any) -> None:
    connection.execute(sa.update(Entry).where(Entry.index == index).values(body=new, **columns))


def flip_an_entry(connection: sa.Connection) -> None:
    content = body(connection, 4)
    content["data"]["seats"] = 99
    put(connection, 4, canonical(content))


def flip_an_entry_with_its_hash(connection: sa.Connection) -> None:
    flip_an_entry(connection)
    forged = canonical(body(connection, 4))
    put(connection, 4, forged, leaf_hash=merkle.leaf_hash(forged))


def rebuild_the_tree(connection: sa.Connection) -> None:
    """The thorough forger: an entry changed, and every hash above it made to fit. Only the signatures are missing."""
    flip_an_entry_with_its_hash(connection)
    nodes: dict[tuple[int, int], bytes] = {}
    for index, leaf in connection.execute(sa.select(Entry.index, Entry.leaf_hash).order_by(Entry.index)).all():
        for level, place, value in list(merkle.appended(index, leaf, lambda *at: nodes[at])):
            nodes[level, place] = value
    for (level, place), value in nodes.items():
        connection.execute(sa.update(Node).where(Node.level == level, Node.index == place).values(hash=value))


def swap_two_entries(connection: sa.Connection) -> None:
    first, second = canonical(body(connection, 8)), canonical(body(connection, 9))
    put(connection, 8, second, leaf_hash=merkle.leaf_hash(second))
    put(connection, 9, first, leaf_hash=merkle.leaf_hash(first))


def spell_an_entry_otherwise(connection: sa.Connection) -> None:
    put(connection, 4, json.dumps(body(connection, 4)).encode())


def leave_out_what_an_entry_holds(connection: sa.Connection) -> None:
    put(connection, 4, canonical(body(connection, 4) | {"data": []}))


def claim_a_rotation_that_says_nothing(connection: sa.Connection) -> None:
    content = body(connection, 4) | {"act": ROTATE}
    del content["data"]
    put(connection, 4, canonical(content), act=ROTATE)


def flip_a_hash_that_was_kept(connection: sa.Connection) -> None:
    connection.execute(sa.update(Entry).where(Entry.index == 3).values(leaf_hash=bytes(32)))


def change_a_column(connection: sa.Connection) -> None:
    connection.execute(sa.update(Entry).where(Entry.index == 6).values(subject="I-2026-999"))


def remove_an_entry(connection: sa.Connection) -> None:
    connection.execute(sa.delete(Entry).where(Entry.index == 9))


def flip_a_node(connection: sa.Connection) -> None:
    connection.execute(sa.update(Node).where(Node.level == 2, Node.index == 1).values(hash=bytes(32)))


def remove_a_node(connection: sa.Connection) -> None:
    connection.execute(sa.delete(Node).where(Node.level == 1, Node.index == 2))


def add_a_node(connection: sa.Connection) -> None:
    connection.execute(sa.insert(Node).values(level=0, index=SIZE, hash=bytes(32)))


def change_a_checkpoint(connection: sa.Connection) -> None:
    note = connection.execute(sa.select(Checkpoint.note).where(Checkpoint.size == 9)).scalar_one()
    connection.execute(sa.update(Checkpoint).where(Checkpoint.size == 9).values(note=note.replace("\n9\n", "\n8\n")))


def take_the_checkpoint_of_another_size(connection: sa.Connection) -> None:
    note = connection.execute(sa.select(Checkpoint.note).where(Checkpoint.size == 8)).scalar_one()
    connection.execute(sa.update(Checkpoint).where(Checkpoint.size == 9).values(note=note))


def forge_a_checkpoint(connection: sa.Connection) -> None:
    note = Signer(ORIGIN, Ed25519PrivateKey.generate()).sign(TreeHead(ORIGIN, 9, bytes(32)).text)
    connection.execute(sa.update(Checkpoint).where(Checkpoint.size == 9).values(note=note))


def drop_the_last_checkpoint(connection: sa.Connection) -> None:
    connection.execute(sa.delete(Checkpoint).where(Checkpoint.size == SIZE))


def change_a_private_part(connection: sa.Connection) -> None:
    connection.execute(sa.update(Part).where(Part.entry_index == 1).values(body=b'{"motivation":"anders"}'))


def add_a_private_part(connection: sa.Connection) -> None:
    connection.execute(sa.insert(Part).values(entry_index=5, salt=bytes(32), body=b"{}", public=True))


def cut_the_tail(connection: sa.Connection) -> None:
    connection.execute(sa.delete(Entry).where(Entry.index >= 8))


def cut_the_tail_with_all_that_knows_of_it(connection: sa.Connection) -> None:
    cut_the_tail(connection)
    connection.execute(sa.delete(Checkpoint).where(Checkpoint.size > 8))
    for level in range(4):
        connection.execute(sa.delete(Node).where(Node.level == level, Node.index >= 8 >> level))
    connection.execute(sa.delete(Mention).where(Mention.entry_index >= 8))


ATTACKS: list[tuple[Attack, int]] = [
    (flip_an_entry, 4),
    (flip_an_entry_with_its_hash, 4),
    (rebuild_the_tree, 4),
    (swap_two_entries, 8),
    (spell_an_entry_otherwise, 4),
    (leave_out_what_an_entry_holds, 4),
    (claim_a_rotation_that_says_nothing, 4),
    (flip_a_hash_that_was_kept, 3),
    (change_a_column, 6),
    (remove_an_entry, 9),
    (flip_a_node, 7),
    (remove_a_node, 5),
    (add_a_node, SIZE),
    (change_a_checkpoint, 8),
    (take_the_checkpoint_of_another_size, 8),
    (forge_a_checkpoint, 8),
    (drop_the_last_checkpoint, SIZE - 1),
    (change_a_private_part, 1),
    (add_a_private_part, 5),
    (cut_the_tail, 8),
]
