"""What is refused, each in one line, and that nothing changed then."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gemportal.kernel import db
from gemportal.kernel.errors import Unavailable
from gemportal.register.models import Entry
from tests.factories import decisions
from tests.factories.register import CLOCK, write
from tests.support import backup
from tests.support.house import House
from tests.support.stores import Store


def refused(house: House, file: Path, *options: str) -> str:
    """The one line that is said when a restore is refused, without what every such line begins with."""
    result = backup.restored(house, file, *options)
    assert result.exit_code == 1
    begin = f"gemportal: {file} was not restored: "
    assert result.output.startswith(begin)
    assert result.output.count("\n") == 1
    return result.output.removeprefix(begin).strip()


def is_empty(house: House) -> bool:
    return house.ask(
        lambda: not any(db.session().execute(table.select().limit(1)).first() for table in db.metadata.sorted_tables)
    )


def flip_a_byte(content: bytearray) -> None:
    place = content.index(b"tables/register_entry.jsonl") + 60
    content[place] ^= 1


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda content: content[: len(content) // 2], "it is no backup, or was cut off"),
        (lambda content: b"not a backup at all", "it is no backup, or was cut off"),
        (lambda content: content.replace(b"manifest.json", b"manifest.jsoo"), "its manifest is missing or damaged"),
    ],
)
def test_a_damaged_file(
    small: House, file: Path, store: Store, damage: Callable[[bytes], bytes], sentence: str
) -> None:
    store.empty()
    file.write_bytes(damage(file.read_bytes()))
    assert refused(small, file) == sentence
    assert is_empty(small)


def test_one_bit_that_turned_over_is_seen_before_a_row_is_used(small: House, file: Path, store: Store) -> None:
    store.empty()
    content = bytearray(file.read_bytes())
    flip_a_byte(content)
    file.write_bytes(content)
    assert refused(small, file) == "tables/register_entry.jsonl is damaged"
    assert is_empty(small)


def take_away(members: dict[str, bytes]) -> None:
    del members["tables/decision.jsonl"]


def cut_off(members: dict[str, bytes]) -> None:
    members["tables/person.jsonl"] = members["tables/person.jsonl"][:-40]


def name_a_later_version(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"version": 1', b'"version": 2')


def name_a_later_migration(members: dict[str, bytes]) -> None:
    said = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps(said | {"revision": "9999"}).encode()


def forget_half(members: dict[str, bytes]) -> None:
    said = json.loads(members["manifest.json"])
    del said["tables"][0]["rows"]
    members["manifest.json"] = json.dumps(said).encode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (take_away, "tables/decision.jsonl is missing"),
        (cut_off, "tables/person.jsonl is not the one that was put by"),
        (name_a_later_version, "it is a backup of version 2; this portal reads version 1"),
        (name_a_later_migration, "it is of a newer version (migration 9999): install that version first"),
        (forget_half, "its manifest is not complete"),
    ],
)
def test_a_file_that_is_not_the_one_that_was_written(
    small: House, file: Path, store: Store, change: Callable[[dict[str, bytes]], None], sentence: str
) -> None:
    store.empty()
    other = backup.rewritten(file, change)
    assert refused(small, other) == sentence
    assert is_empty(small)


def change_a_decision(members: dict[str, bytes]) -> None:
    members["tables/decision.jsonl"] = members["tables/decision.jsonl"].replace(b"lijst", b"bank", 1)


def change_an_entry(members: dict[str, bytes]) -> None:
    lines = members["tables/register_checkpoint.jsonl"].splitlines(keepends=True)
    members["tables/register_checkpoint.jsonl"] = b"".join(lines[:-1])


def test_one_that_does_not_verify_is_let_in_only_on_purpose(small: House, file: Path, store: Store) -> None:
    store.empty()
    result = backup.restored(small, backup.rewritten(file, change_a_decision, with_digests=True), "--unverified")
    assert result.exit_code == 0
    assert "its register does NOT verify" in result.output
    assert small.app.test_cli_runner().invoke(args=["register", "verify"]).exit_code == 1


def test_what_does_not_verify_says_nothing_of_what_was_handed_out(small: House, file: Path, store: Store) -> None:
    """Else a file that lies about its size would hold back every good backup after it."""
    store.empty()

    def lie(members: dict[str, bytes]) -> None:
        said = json.loads(members["manifest.json"])
        _, size, rest = said["checkpoint"].split("\n", 2)
        said |= {"checkpoint": f"{said['origin']}\n{int(size) + 900}\n{rest}", "size": int(size) + 900}
        members["manifest.json"] = json.dumps(said).encode()

    backup.checkpoint_file(small).unlink(missing_ok=True)
    result = backup.restored(small, backup.rewritten(file, lie), "--unverified")
    assert result.exit_code == 0, result.output
    assert "its register does NOT verify" in result.output
    assert not backup.checkpoint_file(small).exists()


@pytest.mark.parametrize(
    "name", ['person" ("id") VALUES (1); DROP TABLE "decision"; --', "pg_description", "sqlite_master"]
)
def test_names_in_a_file_are_only_those_of_tables(small: House, file: Path, store: Store, name: str) -> None:
    store.empty()

    def add(members: dict[str, bytes]) -> None:
        said = json.loads(members["manifest.json"])
        said["tables"].append({"name": name, "columns": {"objoid": "integer"}, "rows": 1, "sha256": ""})
        members["manifest.json"] = json.dumps(said).encode()
        members[f"tables/{name}.jsonl"] = b"[1]\n"

    assert refused(small, backup.rewritten(file, add, with_digests=True)) == f"its version has no table {name!r}"
    assert is_empty(small)


def break_a_row(members: dict[str, bytes]) -> None:
    members["tables/person.jsonl"] += b'["x"]\n'


def point_to_nobody(members: dict[str, bytes]) -> None:
    members["tables/person.jsonl"] = b""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (change_a_decision, "its register does not verify: entry"),
        (change_an_entry, "its register does not verify: entry"),
        (break_a_row, "of tables/person.jsonl cannot be read"),
        (point_to_nobody, "the database refuses what is in it"),
    ],
)
def test_a_file_that_somebody_changed_with_its_digests(
    small: House, file: Path, store: Store, change: Callable[[dict[str, bytes]], None], sentence: str
) -> None:
    store.empty()
    other = backup.rewritten(file, change, with_digests=True)
    assert sentence in refused(small, other)
    assert is_empty(small)
    assert not backup.checkpoint_file(small).exists()
    # Guards and foreign keys are awake again: the same database takes what is whole.
    assert backup.restored(small, file).exit_code == 0
    assert "everything agrees" in small.run("register", "verify").output


def test_a_database_with_something_in_it(small: House, file: Path) -> None:
    assert refused(small, file) == "the database is not empty; a backup is only restored into an empty one"
    assert small.ask(lambda: db.session().query(Entry).count()) > 1


def test_the_key_must_be_there_and_be_the_register_s(small: House, file: Path, store: Store, tmp_path: Path) -> None:
    store.empty()
    config, signer = small.app.config, small.app.extensions.pop("register.signer")
    key = config["REGISTER_KEY_FILE"]
    try:
        config["REGISTER_KEY_FILE"] = str(tmp_path / "other.key")
        said = refused(small, file)
        assert said.startswith(
            f"the register's key is not in {tmp_path / 'other.key'}: first put your copy of it there"
        )
        assert str(signer.verifier) in said
        assert not (tmp_path / "other.key").exists()
        (tmp_path / "other.key").write_bytes(new_key())
        said = refused(small, file)
        assert str(signer.verifier) in said
        assert is_empty(small)
        assert backup.restored(small, file, "--unverified").exit_code == 0
        with pytest.raises(Unavailable):
            small.perform(write, CLOCK)
    finally:
        config["REGISTER_KEY_FILE"] = key
        small.app.extensions["register.signer"] = signer


def new_key() -> bytes:
    private = Ed25519PrivateKey.generate()
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_an_older_backup_beside_what_was_handed_out_since(small: House, file: Path, store: Store) -> None:
    decisions.recorded(small)
    handed_out = backup.checkpoint_file(small).read_text()
    size = int(handed_out.splitlines()[1])
    store.empty()
    backup.checkpoint_file(small).write_text(handed_out)
    said = refused(small, file)
    assert said.startswith(
        f"the register misses the entries from {size - 1} on: a checkpoint over {size} was handed out."
    )
    assert is_empty(small)

    result = backup.restored(small, file, "--rolled-back")
    assert result.exit_code == 0
    assert f"the register misses the entries from {size - 1} on" in result.output
    assert small.app.test_client().get("/besluiten").status_code == 200
    with pytest.raises(Unavailable):
        small.perform(write, CLOCK)
    assert backup.checkpoint_file(small).read_text() == handed_out


def test_a_backup_of_another_secret_key_says_what_stops_working(small: House, file: Path, store: Store) -> None:
    store.empty()

    def another(members: dict[str, bytes]) -> None:
        said = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps(said | {"secret_mark": "00"}).encode()

    result = backup.restored(small, backup.rewritten(file, another))
    assert result.exit_code == 0
    assert "SECRET_KEY is another one than when this was made" in result.output
