"""Whoever changes the register behind its back is found, and the first wrong index is named."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register import checks, keys, merkle
from gemportal.register.models import Checkpoint, Node, Part
from gemportal.register.notes import TreeHead
from gemportal.register.verify import Report, verify
from tests.factories.register import CLOCK, cause, write
from tests.factories.register_attacks import (
    ATTACKS,
    ORIGIN,
    SIZE,
    Attack,
    behind_its_back,
    change_a_column,
    cut_the_tail_with_all_that_knows_of_it,
    rebuild_the_tree,
    remove_an_entry,
    spell_an_entry_otherwise,
)
from tests.support.house import House


@pytest.fixture
def full(house: House) -> House:
    """A house with a register of eleven entries under nine checkpoints, three of them with a private part."""
    for number in range(3):
        house.perform(write, CLOCK, f"I-2026-00{number}", {"seats": number}, private={"motivation": f"nummer {number}"})
    for _ in range(2):
        house.perform(cause, CLOCK)
    for number in range(4):
        house.perform(write, CLOCK, "GM0193", {"number": number})
    return house


def report(house: House, *kept: str) -> Report:
    return house.ask(lambda: verify(keys.signer().verifier, kept))


def first_wrong(house: House, *kept: str) -> int | None:
    differences = report(house, *kept).differences
    return differences[0].index if differences else None


def kept_checkpoint(house: House) -> str:
    return house.ask(lambda: db.session().scalars(sa.select(Checkpoint.note).where(Checkpoint.size == SIZE)).one())


def test_an_honest_register_verifies(full: House) -> None:
    found = report(full)
    assert found.differences == []
    assert (found.entries, found.checkpoints, found.parts, found.erased) == (SIZE, 9, 3, 0)
    assert found.nodes == sum(SIZE >> level for level in range(SIZE.bit_length()))


def test_an_empty_register_verifies(house: House) -> None:
    assert report(house) == Report(checks=list(checks.CHECKS))


@pytest.mark.parametrize(("attack", "wrong"), ATTACKS, ids=[attack.__name__ for attack, _ in ATTACKS])
def test_an_attack_is_found_at_its_index(full: House, attack: Attack, wrong: int) -> None:
    behind_its_back(full, attack)
    assert first_wrong(full) == wrong
    failed = full.app.test_cli_runner().invoke(args=["register", "verify"])
    assert failed.exit_code == 1
    assert f"the first wrong index is {wrong}" in failed.output


@pytest.mark.parametrize(
    ("attack", "sentence"),
    [
        (spell_an_entry_otherwise, "entry 4 is not canonical JSON, or holds nothing"),
        (change_a_column, "the subject of entry 6 differs from what the entry says"),
        (remove_an_entry, "entry 9 is missing"),
        (rebuild_the_tree, "the checkpoint of size 5 was signed over other entries"),
    ],
)
def test_the_report_says_what_is_wrong(full: House, attack: Attack, sentence: str) -> None:
    behind_its_back(full, attack)
    assert [found.sentence for found in report(full).differences] == [sentence]


def test_a_tail_cut_off_with_everything_is_found_by_who_kept_a_checkpoint(full: House, tmp_path: Path) -> None:
    latest = kept_checkpoint(full)
    assert first_wrong(full, latest) is None
    behind_its_back(full, cut_the_tail_with_all_that_knows_of_it)
    assert first_wrong(full) is None
    assert first_wrong(full, latest) == 8
    kept = tmp_path / "kept.txt"
    kept.write_text(latest, "utf-8")
    failed = full.app.test_cli_runner().invoke(args=["register", "verify", "--kept", str(kept)])
    assert failed.exit_code == 1
    assert "entries from 8 on are gone" in failed.output


def test_a_rewritten_log_does_not_extend_a_kept_checkpoint(full: House) -> None:
    """Even when the forger holds the key, and signed everything again."""
    latest = kept_checkpoint(full)

    def sign_again(connection: sa.Connection) -> None:
        rebuild_the_tree(connection)
        nodes = {
            (level, index): value
            for level, index, value in connection.execute(sa.select(Node.level, Node.index, Node.hash))
        }
        for size in connection.execute(sa.select(Checkpoint.size)).scalars().all():
            root = merkle.root(size, lambda *at: nodes[at])
            note = keys.signer().sign(TreeHead(ORIGIN, size, root).text)
            connection.execute(sa.update(Checkpoint).where(Checkpoint.size == size).values(note=note))

    behind_its_back(full, sign_again)
    assert first_wrong(full) is None
    assert first_wrong(full, latest) == SIZE - 1


def test_a_kept_checkpoint_that_is_none_is_said(full: House) -> None:
    assert [found.sentence for found in report(full, "no note at all").differences] == [
        "a kept checkpoint cannot be used: a signed note ends in a blank line and its signatures"
    ]


def test_an_erased_part_leaves_the_register_whole(full: House) -> None:
    behind_its_back(full, lambda connection: connection.execute(sa.delete(Part).where(Part.entry_index == 1)) and None)
    found = report(full)
    assert found.differences == []
    assert (found.parts, found.erased) == (2, 1)


@pytest.fixture
def registered_check(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """A check by a room, and what it will find."""
    found: list[tuple[int, str]] = []
    monkeypatch.setattr(checks, "CHECKS", {})
    monkeypatch.setattr("gemportal.register.verify.CHECKS", checks.CHECKS)
    checks.register("initiatives", lambda: iter(found))
    return found


def test_rooms_compare_their_rows(full: House, registered_check: list[tuple[int, str]]) -> None:
    assert report(full).checks == ["initiatives"]
    assert "the rows of initiatives" in full.run("register", "verify").output
    registered_check += [(7, "the title of I-2026-002 is another"), (2, "I-2026-001 has another status")]
    failed = full.app.test_cli_runner().invoke(args=["register", "verify"])
    assert "entry 2: I-2026-001 has another status" in failed.output
    assert "the first wrong index is 2" in failed.output


def test_the_command_says_what_it_checked(full: House) -> None:
    output = full.run("register", "verify").output
    assert f"{SIZE} entries" in output
    assert "9 signed checkpoints" in output
    assert "everything agrees" in output
    assert f"{ORIGIN}+" in output
