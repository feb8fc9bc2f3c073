"""A backup, put back on an empty machine, is the same portal: its pages, its register, and what can be done in it."""

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from gemportal.backup import rules
from gemportal.kernel import db
from gemportal.kernel.actor import clock_for
from gemportal.people.privacy.acts import erase
from gemportal.people.privacy.policy import ERASE
from tests.factories import decisions, voting
from tests.factories.members import URK, ZWOLLE, email_of, representative
from tests.support import backup
from tests.support.house import House
from tests.support.stores import Store

PAGES = (
    "/",
    "/besluiten",
    "/groepen",
    "/initiatieven",
    "/gemeenten",
    "/register",
    "/register/checkpoint",
    "/stemmingen",
)


def pages(house: House) -> list[bytes]:
    visitor = house.app.test_client()
    return [visitor.get(address).data for address in PAGES]


def contents(file: Path) -> dict[str, list[list[Any]]]:
    """Every row in a backup, by table."""
    return {table["name"]: list(backup.lines(file, table["name"])) for table in backup.manifest(file)["tables"]}


def absent(house: House) -> dict[tuple[str, str], int]:
    """In how many rows nothing at all stands: in JSON that is another thing than its null."""

    def count() -> dict[tuple[str, str], int]:
        return {
            (table.name, column.name): db.session().scalar(
                sa.select(sa.func.count()).select_from(table).where(column.is_(sa.null()))
            )
            or 0
            for table in db.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, sa.JSON)
        }

    return house.ask(count)


def guards(house: House) -> int:
    engine = {"sqlite": "sqlite_master WHERE type = 'trigger'", "postgresql": "pg_trigger WHERE tgenabled = 'O'"}

    def count() -> int:
        session = db.session()
        found: int = session.execute(
            sa.text(f"SELECT count(*) FROM {engine[session.get_bind().dialect.name]}")
        ).scalar_one()
        return found

    return house.ask(count)


def test_what_is_put_back_is_the_same_portal_and_life_goes_on(lived_in: House, store: Store, tmp_path: Path) -> None:
    number = voting.open_vote(lived_in)
    file = backup.backup(lived_in, tmp_path / "gemportal.backup")
    shown, nothing, awake = pages(lived_in), absent(lived_in), guards(lived_in)
    store.empty()
    result = backup.restored(lived_in, file)
    assert result.exit_code == 0, result.output
    assert "verifies" in result.output
    assert pages(lived_in) == shown
    assert absent(lived_in) == nothing
    assert guards(lived_in) == awake
    assert contents(backup.backup(lived_in, tmp_path / "again.backup")) == contents(file)
    assert "everything agrees" in lived_in.run("register", "verify").output

    decided = decisions.recorded(lived_in)
    assert lived_in.app.test_client().get(f"/besluiten/{decided}").status_code == 200
    voting.cast(lived_in, number, URK, "for")
    assert voting.close(lived_in, number)["result"]
    assert "everything agrees" in lived_in.run("register", "verify").output


def test_a_backup_moves_from_one_kind_of_database_to_the_other(
    lived_in: House, store: Store, open_store: Callable[[str], Store], tmp_path: Path
) -> None:
    file = backup.backup(lived_in, tmp_path / "gemportal.backup")
    there = open_store("postgresql" if store.url.startswith("sqlite") else "sqlite")
    there.empty()
    moved = House(there.app)
    with the_key_of(lived_in, moved):
        result = backup.restored(moved, file)
        assert result.exit_code == 0, result.output
        assert contents(backup.backup(moved, tmp_path / "moved.backup")) == contents(file)
        representative(moved, "GM0310")
        assert "everything agrees" in moved.run("register", "verify").output


@contextmanager
def the_key_of(one: House, other: House) -> Iterator[None]:
    """The other house has the key of the first meanwhile, as an operator puts it there."""
    key, kept = one.app.config["REGISTER_KEY_FILE"], other.app.config["REGISTER_KEY_FILE"]
    other.app.config["REGISTER_KEY_FILE"] = key
    other.app.extensions.pop("register.signer", None)
    try:
        yield
    finally:
        other.app.config["REGISTER_KEY_FILE"] = kept
        other.app.extensions.pop("register.signer", None)


def test_a_backup_is_read_by_its_owner_alone_and_written_over_only_when_asked(file: Path, small: House) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    again = small.app.test_cli_runner().invoke(args=["backup", str(file)])
    assert again.exit_code == 1
    assert again.output == f"gemportal: no backup was made: {file} exists already; --force writes over it\n"
    assert file.read_bytes() == before
    backup.backup(small, file, "--force")
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_where_nothing_can_be_written_one_line_says_so(small: House, tmp_path: Path) -> None:
    result = small.app.test_cli_runner().invoke(args=["backup", str(tmp_path / "nowhere" / "file")])
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    assert "cannot be written: No such file or directory" in result.output


def test_neither_keys_nor_what_passes_stand_in_a_backup(small: House, file: Path) -> None:
    names = {table["name"] for table in backup.manifest(file)["tables"]}
    assert names | rules.LEFT_OUT == set(db.metadata.tables)
    assert not names & rules.LEFT_OUT
    key = Path(small.app.config["REGISTER_KEY_FILE"]).read_bytes().splitlines()[1]
    secret = small.app.config["SECRET_KEY"].encode()
    with backup.ZipFile(file) as opened:
        for name in opened.namelist():
            assert key not in opened.read(name)
            assert secret not in opened.read(name)


def test_abuse_43_whoever_was_erased_is_in_no_later_backup(small: House, file: Path, tmp_path: Path) -> None:
    gone = representative(small)
    assert email_of(ZWOLLE) in str(contents(file))
    small.perform(erase, clock_for(ERASE), str(gone.person_id))
    later = str(contents(backup.backup(small, tmp_path / "later.backup")))
    for word in (email_of(ZWOLLE), gone.person_name):
        assert word not in later
