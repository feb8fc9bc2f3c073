"""A database that was put back is recognised by what this machine handed out, and nothing is written on top of it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from gemportal.kernel import db
from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.errors import RuleBroken, Unavailable
from gemportal.kernel.words import Message
from gemportal.register import keys, merkle
from gemportal.register.keeping import handed_out, rollback
from gemportal.register.log import record
from gemportal.register.models import Checkpoint, Entry, Node
from gemportal.register.notes import TreeHead
from gemportal.register.queries import latest_checkpoint
from tests.factories.people import office_holder, signed_in
from tests.factories.register import CLOCK, trial, write
from tests.factories.register_attacks import (
    ORIGIN,
    behind_its_back,
    cut_the_tail_with_all_that_knows_of_it,
    rebuild_the_tree,
)
from tests.support.house import House

SENTENCE = "Het register mist inschrijvingen die al waren uitgegeven."


@trial("trial:fail")
def fail(actor: Actor) -> None:
    record("GM0193", {})
    raise RuleBroken(Message("toch niet"))


@pytest.fixture
def file(house: House) -> Path:
    return house.ask(handed_out.path)


@pytest.fixture
def full(house: House) -> House:
    """Eleven entries, each under a checkpoint of its own."""
    for number in range(11):
        house.perform(write, CLOCK, "GM0193", {"seats": number})
    return house


@pytest.fixture
def rolled_back(full: House) -> House:
    """The same, of which the last three entries are gone with all that knows of them."""
    behind_its_back(full, cut_the_tail_with_all_that_knows_of_it)
    return full


def entries(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(Entry)) or 0)


def found(house: House) -> str | None:
    return house.ask(rollback.found)


def test_every_commit_that_appended_leaves_its_checkpoint_beside_the_key(house: House, file: Path) -> None:
    assert not file.exists()
    house.perform(write, CLOCK)
    assert file.parent == Path(house.app.config["REGISTER_KEY_FILE"]).parent
    first = file.read_text()
    assert first == house.ask(lambda: latest_checkpoint().note)
    with pytest.raises(RuleBroken):
        house.perform(fail, CLOCK)
    assert file.read_text() == first
    house.perform(write, CLOCK)
    assert TreeHead.read(house.ask(lambda: keys.signer().verifier).open(file.read_text())).size == 2
    house.ask(handed_out.keep, first)
    assert handed_out.head_of(file.read_text()).size == 2, "never back to a smaller one"


def test_abuse_44_a_log_cut_off_with_its_rows_takes_no_entry(rolled_back: House, file: Path) -> None:
    kept = file.read_text()
    with capture_logs() as lines, pytest.raises(Unavailable, match=SENTENCE):
        rolled_back.perform(write, CLOCK)
    (line,) = [line for line in lines if line["event"] == "register.rolled_back"]
    assert line["reason"] == (
        "the register misses the entries from 8 on: a checkpoint over 11 was handed out. "
        "Nothing is recorded until they are restored; see docs/operations.md"
    )
    assert (entries(rolled_back), file.read_text()) == (8, kept)


def test_whoever_decides_meanwhile_reads_why_and_everybody_can_read(house: House) -> None:
    office = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    for _ in range(10):
        house.perform(write, CLOCK)
    behind_its_back(house, cut_the_tail_with_all_that_knows_of_it)
    office.get("/besluiten/nieuw")
    office.expects_failure = True
    office.submit("main form", {"title": "Eén lijst", "text": "Er komt een lijst.", "rationale": "Dat scheelt werk."})
    assert "Melding 503" in office.page.main.text
    assert SENTENCE in office.page.main.text
    assert office.get("/register").status_code == 200
    assert office.get("/gereed").text.startswith("alleen lezen: the register misses the entries from 8 on")
    # What leaves no entry goes on: who wants to sign in can.
    signed_in(house.app, "coordinator@gemportal.example")


def test_an_operator_is_told_at_the_start_and_by_the_command(rolled_back: House) -> None:
    with capture_logs() as lines:
        rollback.say_at_start(rolled_back.app)
    assert [line["event"] for line in lines] == ["register.rolled_back"]
    failed = rolled_back.app.test_cli_runner().invoke(args=["register", "verify"])
    assert failed.exit_code == 1
    assert "the entries from 8 on are gone: 11 were signed" in failed.output


def test_the_portal_goes_on_once_the_entries_are_back(full: House, file: Path) -> None:
    def rows(connection: sa.Connection) -> list[tuple[sa.Table, list[sa.RowMapping]]]:
        tables = [model.__table__ for model in (Entry, Node, Checkpoint)]
        return [(table, list(connection.execute(sa.select(table)).mappings())) for table in tables]

    with full.app.app_context(), db.db.engines[None].connect() as connection:
        kept = rows(connection)
    behind_its_back(full, cut_the_tail_with_all_that_knows_of_it)
    assert found(full) is not None

    def put_back(connection: sa.Connection) -> None:
        for (table, before), (_, now) in zip(kept, rows(connection), strict=True):
            missing = [dict(row) for row in before if row not in now]
            connection.execute(sa.insert(table), missing)

    behind_its_back(full, put_back)
    assert found(full) is None
    full.perform(write, CLOCK)
    assert handed_out.head_of(file.read_text()).size == 12


def test_a_forger_with_the_key_does_not_get_past_it_either(full: House) -> None:
    def sign_again(connection: sa.Connection) -> None:
        rebuild_the_tree(connection)
        nodes = {
            (level, index): value
            for level, index, value in connection.execute(sa.select(Node.level, Node.index, Node.hash))
        }
        for size in connection.execute(sa.select(Checkpoint.size)).scalars().all():
            note = keys.signer().sign(TreeHead(ORIGIN, size, merkle.root(size, lambda *at: nodes[at])).text)
            connection.execute(sa.update(Checkpoint).where(Checkpoint.size == size).values(note=note))

    behind_its_back(full, sign_again)
    assert "the register holds other entries than the 11 over which a checkpoint was handed out" in (found(full) or "")
    with pytest.raises(Unavailable):
        full.perform(write, CLOCK)


def test_a_file_that_lags_behind_is_no_alarm_and_catches_up(full: House, file: Path) -> None:
    """Another machine appended meanwhile, or the power went before the file was written."""
    file.write_text(note_over(full, 5))
    assert found(full) is None
    full.perform(write, CLOCK)
    assert handed_out.head_of(file.read_text()).size == 12


def test_another_history_below_a_file_that_lags_is_found(full: House, file: Path) -> None:
    file.write_text(note_over(full, 5).replace("\n5\n", "\n6\n"))
    assert "holds other entries than the 6" in (found(full) or "")


def note_over(house: House, size: int) -> str:
    return house.ask(lambda: db.session().scalars(sa.select(Checkpoint.note).where(Checkpoint.size == size)).one())


def test_an_empty_database_beside_the_file_is_a_rollback_too(house: House, file: Path) -> None:
    signer = house.ask(keys.signer)
    file.write_text(signer.sign(TreeHead(ORIGIN, 3, bytes(32)).text))
    assert "misses the entries from 0 on" in (found(house) or "")
    with pytest.raises(Unavailable):
        house.perform(write, CLOCK)


@pytest.mark.parametrize("production", [False, True])
def test_who_threw_a_trial_away_reads_what_to_do_and_who_governs_does_not(
    house: House, file: Path, monkeypatch: pytest.MonkeyPatch, *, production: bool
) -> None:
    file.write_text(house.ask(keys.signer).sign(TreeHead(ORIGIN, 3, bytes(32)).text))
    monkeypatch.setitem(house.app.config, "PRODUCTION", production)
    line = found(house) or ""
    assert (f"remove {file} too" in line) is not production
    assert "\n" not in line


def test_a_demo_in_a_new_database_is_not_held_against_the_one_before(
    house: House, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(house.ask(keys.signer).sign(TreeHead(ORIGIN, 3, bytes(32)).text))
    monkeypatch.setattr("gemportal.demo.seed", lambda size: None)
    house.run("demo", "--if-empty")
    assert not file.exists()
    house.perform(write, CLOCK)
    # A portal that holds anything keeps what it handed out.
    house.run("demo", "--if-empty")
    assert file.exists()


def test_a_size_below_nothing_is_no_checkpoint(full: House, file: Path) -> None:
    file.write_text(TreeHead(ORIGIN, -3, bytes(32)).text + "\n")
    assert "cannot be read as a checkpoint" in (found(full) or "")


def test_a_file_that_is_no_checkpoint_stops_acts_and_an_empty_one_does_not(full: House, file: Path) -> None:
    file.write_text("")
    assert found(full) is None
    full.perform(write, CLOCK)
    file.write_text("iets anders")
    assert f"{file} cannot be read as a checkpoint (this is not a checkpoint)" in (found(full) or "")
    with pytest.raises(Unavailable):
        full.perform(write, CLOCK)


@pytest.fixture
def nowhere(house: House, tmp_path: Path) -> Iterator[Path]:
    """The file is to stand where nothing can be written."""
    place = tmp_path / "nergens" / "register.checkpoint"
    house.app.config["REGISTER_CHECKPOINT_FILE"] = str(place)
    yield place
    house.app.config["REGISTER_CHECKPOINT_FILE"] = None


def test_where_it_cannot_be_written_acts_go_on_and_the_operator_is_told(house: House, nowhere: Path) -> None:
    with capture_logs() as lines:
        house.perform(write, CLOCK)
    assert entries(house) == 1
    (line,) = [line for line in lines if line["event"] == "register.checkpoint_not_kept"]
    assert line["file"] == str(nowhere)
    assert "No such file" in line["reason"]


def test_of_many_that_keep_at_once_the_largest_stays(full: House, file: Path) -> None:
    notes = [note_over(full, size) for size in range(1, 12)]
    file.unlink()

    def keep(note: str) -> None:
        with full.app.app_context():
            handed_out.keep(note)

    threads = [Thread(target=keep, args=(note,)) for note in notes * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.read_text() == notes[-1]
    assert [path.name for path in file.parent.iterdir() if path.name.startswith("register.checkpoint")] == [file.name]
