"""`flask register replay` builds the public state from a downloaded log, and says what differs or cannot be read."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result

from gemportal.kernel import db
from gemportal.kernel.actor import Actor
from gemportal.register import keys
from gemportal.register.reading import mentions
from gemportal.register.replaying import downloaded as reader
from gemportal.settings.acts import change_setting
from gemportal.settings.models import SettingValue
from gemportal.voting.rules import DAYS_TO_CONTEST
from tests.factories.members import coordinator
from tests.factories.register import CLOCK, write
from tests.support import stores
from tests.support.downloading import downloaded
from tests.support.house import House
from tests.support.tampering import behind_its_back

KEY = DAYS_TO_CONTEST.key


@pytest.fixture
def full(house: House) -> House:
    """A house in which something public was decided, with words that stand apart."""
    house.perform(change_setting, coordinator(house), KEY, 5, "Daarom.")
    return house


@pytest.fixture
def log(full: House, tmp_path: Path) -> Path:
    return downloaded(full, tmp_path / "log")


def replay(house: House, *words: str | Path) -> Result:
    return house.app.test_cli_runner().invoke(args=["register", "replay", *map(str, words)])


def test_an_honest_log_builds_what_the_portal_shows(full: House, log: Path) -> None:
    done = replay(full, log)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "settings: 1" in done.output
    assert "the portal shows what the register tells" in done.output


def test_what_is_built_can_be_looked_at(full: House, log: Path, tmp_path: Path) -> None:
    into = tmp_path / "rebuilt.sqlite3"
    assert replay(full, log, "--into", into).exit_code == 0
    other = stores.make_app(f"sqlite:///{into}", tmp_path)
    House(other).run("db", "check")
    assert House(other).ask(lambda: db.session().get_one(SettingValue, KEY).value) == 5
    page = other.test_client().get("/register")
    assert page.status_code == 200
    assert House(other).ask(lambda: list(mentions.differences())) == [], "entries are found under what they name"
    again = replay(full, log, "--into", into)
    assert (again.exit_code, "is not empty" in again.output) == (2, True)


def test_a_row_that_was_changed_is_named(full: House, log: Path) -> None:
    behind_its_back(full, sa.update(SettingValue).values(value=6))
    done = replay(full, log)
    assert done.exit_code == 1
    assert f"settings of {KEY} differs from what the register tells: value" in done.stderr


def test_a_log_that_ends_earlier_is_said(full: House, log: Path) -> None:
    full.perform(write, CLOCK)
    assert replay(full, log).exit_code == 0
    full.perform(change_setting, coordinator(full), KEY, 4, "Toch niet.")
    done = replay(full, log)
    assert (done.exit_code, "Since the download 2 entries came" in done.stderr) == (1, True)


def test_an_outsider_needs_only_the_key(full: House, log: Path, tmp_path: Path) -> None:
    key = str(full.ask(keys.signer).verifier)
    outside = House(stores.make_app(f"sqlite:///{tmp_path / 'nothing.sqlite3'}", tmp_path / "elsewhere"))
    done = replay(outside, log, "--no-compare", "--key", key)
    assert (done.exit_code, "settings: 1" in done.output) == (0, True)
    assert replay(outside, log, "--no-compare").exit_code == 2
    assert replay(outside, log, "--no-compare", "--key", key[:-4]).exit_code == 2
    assert replay(outside, log, "--no-compare", "--key", str(outside.ask(keys.signer).verifier)).exit_code == 1


def bundle(log: Path) -> Path:
    (found,) = (log / "tile/entries").glob("*.p/*")
    return found


def other_entry(log: Path) -> None:
    raw = bundle(log).read_bytes()
    bundle(log).write_bytes(raw.replace(b'"to":5', b'"to":6'))


def other_checkpoint(log: Path) -> None:
    path = log / "checkpoint"
    origin, size, rest = path.read_text().split("\n", 2)
    path.write_text(f"{origin}\n{int(size) - 1}\n{rest}")


def other_part(log: Path) -> None:
    path = log / "parts/000"
    path.write_text(path.read_text().replace("Daarom", "Zomaar"))


def part_of_no_entry(log: Path) -> None:
    path = log / "parts/000"
    path.write_text(path.read_text().replace('"i": ', '"i": -'))


def no_parts(log: Path) -> None:
    (log / "parts/000").unlink()


def broken_parts(log: Path) -> None:
    (log / "parts/000").write_text("[1]\n")


def no_checkpoint(log: Path) -> None:
    (log / "checkpoint").unlink()


def no_text(log: Path) -> None:
    (log / "checkpoint").write_bytes(b"\xff")


def half_a_bundle(log: Path) -> None:
    bundle(log).write_bytes(bundle(log).read_bytes()[:-1])


def one_entry_too_many(log: Path) -> None:
    bundle(log).write_bytes(bundle(log).read_bytes() + b"\x00\x02{}")


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        (other_entry, 1, "the entries are not those that the checkpoint was signed over"),
        (other_checkpoint, 1, "the checkpoint does not hold"),
        (other_part, 1, "is not the one that was entered"),
        (part_of_no_entry, 2, "holds parts of other entries"),
        (no_parts, 2, "parts/000 cannot be read"),
        (broken_parts, 2, "does not hold parts"),
        (no_checkpoint, 2, "checkpoint cannot be read"),
        (no_text, 2, "is not text"),
        (half_a_bundle, 2, "breaks off in the middle of an entry"),
        (one_entry_too_many, 2, "entries, and should hold"),
    ],
)
def test_a_log_that_does_not_hold_or_cannot_be_read_is_refused(
    full: House, log: Path, change: Any, code: int, sentence: str
) -> None:
    change(log)
    done = replay(full, log)
    assert (done.exit_code, sentence in done.stderr) == (code, True), done.stderr


def test_a_log_of_more_than_a_bundle_is_read_whole(full: House, tmp_path: Path) -> None:
    def write_many(actor: Actor) -> None:
        for number in range(260):
            write(actor, private={"reason": str(number)})

    full.perform(write_many, CLOCK)
    found = reader.Download.checked(downloaded(full, tmp_path / "long"), full.ask(keys.signer).verifier)
    entries = list(found.log())
    assert len(entries) == found.head.size > 256
    assert [one.part for one in entries][-260:] == [f'{{"reason":"{number}"}}'.encode() for number in range(260)]
