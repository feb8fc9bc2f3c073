"""The register gets a new key: the old one vouches for it, and nothing that fails half-way leaves a portal that cannot sign."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from structlog.testing import capture_logs

from gemportal.kernel import db
from gemportal.kernel.actor import clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotAllowed, RuleBroken, Unavailable
from gemportal.register import keys, queries
from gemportal.register.models import Checkpoint
from gemportal.register.notes import BadNote, Signer, Verifier
from gemportal.register.rotating import rules, signing
from gemportal.register.rotating.acts import rotate_key
from gemportal.register.rotating.queries import Period, history
from gemportal.register.verify import verify
from tests.factories.register import CLOCK, write
from tests.factories.register_attacks import behind_its_back, cut_the_tail_with_all_that_knows_of_it
from tests.support.client import StrictClient
from tests.support.house import House

OPERATOR = clock_for("register:rotate-key")


@pytest.fixture
def house(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house with one entry, and a key of its own."""
    monkeypatch.setitem(house.app.config, "REGISTER_KEY_FILE", str(tmp_path / "register.key"))
    monkeypatch.setitem(house.app.extensions, "register.signer", None)
    house.perform(write, CLOCK)
    return house


def key(house: House) -> Verifier:
    return house.ask(keys.signer).verifier


def note_over(house: House, size: int) -> str:
    return house.ask(lambda: db.session().scalars(sa.select(Checkpoint.note).where(Checkpoint.size == size)).one())


def periods(house: House) -> list[Period]:
    return house.ask(lambda: history(queries.latest_checkpoint()))


def signed_by(note: str, *verifiers: Verifier) -> list[bool]:
    def holds(verifier: Verifier) -> bool:
        try:
            return bool(verifier.open(note))
        except BadNote:
            return False

    return [holds(verifier) for verifier in verifiers]


def wrong(house: House, *kept: str) -> list[str]:
    return [found.sentence for found in house.ask(lambda: verify(keys.signer().verifier, kept)).differences]


def test_a_new_key_signs_after_the_old_one(house: House, tmp_path: Path) -> None:
    old, kept = key(house), note_over(house, 1)
    assert old.name in house.run("register", "rotate-key").output
    new = key(house)
    house.perform(write, CLOCK)
    assert [signed_by(note_over(house, size), old, new) for size in (1, 2, 3)] == [
        [True, False],
        [True, True],
        [False, True],
    ]
    assert new.leads(note_over(house, 2))
    assert wrong(house, kept, note_over(house, 2), note_over(house, 3)) == []
    assert "everything agrees" in house.run("register", "verify").output
    assert not (tmp_path / "register.key.next").exists()
    assert (tmp_path / "register.key").stat().st_mode & 0o777 == 0o600


def test_the_entry_lets_whoever_trusts_the_old_key_go_on(house: House) -> None:
    old = key(house)
    house.run("register", "rotate-key")
    new = key(house)
    content = json.loads(house.ask(queries.body_of, 1))
    data = content["data"]
    assert (content["act"], content["subject"], content["org"], content["office"]) == (
        "register:rotate-key",
        "register",
        None,
        None,
    )
    assert (data["from"], data["to"]) == (str(old), str(new))
    assert old.open(data["note"]) == f"gemportal key rotation\n{old.name}\n{new}\n1\n"


def test_the_keys_are_told_with_their_periods(house: House) -> None:
    first = key(house)
    assert [(period.key, period.entry, period.until) for period in periods(house)] == [(str(first), None, None)]
    house.run("register", "rotate-key")
    second = key(house)
    house.run("register", "rotate-key")
    third = key(house)
    told = periods(house)
    assert [(period.key, period.entry) for period in told] == [(str(third), 2), (str(second), 1), (str(first), None)]
    assert [period.until for period in told] == [None, told[0].since, told[1].since]
    assert wrong(house) == []


def test_stopped_before_the_act_the_old_key_goes_on(house: House) -> None:
    old = key(house)
    house.ask(keys.prepare)
    lies_ready = house.ask(keys.prepared)
    house.perform(write, CLOCK)
    assert signed_by(note_over(house, 2), old) == [True]
    house.run("register", "rotate-key")
    assert lies_ready is not None
    assert key(house) == lies_ready.verifier
    assert wrong(house) == []


def test_failed_while_signing_there_is_neither_entry_nor_new_key(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    old = key(house)
    house.ask(keys.prepare)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Signer, "sign", lambda *_: 1 / 0)
        meanwhile.setattr(rules.Rotation, "by", lambda old, new, index: rules.Rotation(index, old.verifier, new, ""))
        with pytest.raises(ZeroDivisionError):
            house.perform(rotate_key, OPERATOR)
    assert house.ask(queries.number_of_entries) == 1
    house.perform(write, CLOCK)
    assert (key(house), wrong(house)) == (old, [])


def test_a_failure_in_this_very_session_leaves_no_successor(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    old = key(house)
    house.ask(keys.prepare)
    with house.app.app_context():
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(signing, "checkpoint", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                perform(rotate_key, OPERATOR)
        perform(write, CLOCK)
    assert (key(house), wrong(house)) == (old, [])


@pytest.mark.parametrize("remembers", [True, False])
def test_stopped_after_the_act_the_new_key_goes_on(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembers: bool
) -> None:
    """Also where the old key is remembered, and whoever runs the command again finishes it."""
    house.ask(keys.prepare)
    house.perform(rotate_key, OPERATOR)
    if not remembers:
        monkeypatch.setitem(house.app.extensions, "register.signer", None)
    new = key(house)
    house.perform(write, CLOCK)
    assert signed_by(note_over(house, 3), new) == [True]
    assert (tmp_path / "register.key.next").exists()
    assert str(new) in house.run("register", "rotate-key").output
    assert not (tmp_path / "register.key.next").exists()
    assert (house.ask(queries.number_of_entries), key(house), wrong(house)) == (3, new, [])


def test_a_worker_that_remembers_the_old_key_reads_again(house: House) -> None:
    remembered = house.ask(keys.signer)
    house.run("register", "rotate-key")
    house.app.extensions["register.signer"] = remembered
    house.perform(write, CLOCK)
    assert signed_by(note_over(house, 3), remembered.verifier, key(house)) == [False, True]


def test_without_the_key_of_the_last_checkpoint_acts_stop_and_reading_goes_on(
    house: House, client: StrictClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "register.key").unlink()
    monkeypatch.setitem(house.app.extensions, "register.signer", None)

    def view() -> str:
        perform(write, CLOCK)
        return "never"

    monkeypatch.setitem(house.app.view_functions, "site.privacy", view)
    client.expects_failure = True
    with capture_logs() as lines:
        assert client.get("/privacy").status_code == 503
    assert "niet ondertekenen" in client.page.main.text
    assert [line["reason"] for line in lines if line["event"] == "register.key_missing"] == [
        f"{tmp_path / 'register.key'} does not hold the key of the last checkpoint"
    ]
    assert client.get("/register").status_code == 200
    # No key is made by accident: the right one may still be put back.
    assert not (tmp_path / "register.key").exists()
    for command in ("verify", "rotate-key"):
        failed = house.app.test_cli_runner().invoke(args=["register", command])
        assert (failed.exit_code, failed.output.count("\n")) == (1, 1)
        assert failed.output.startswith("gemportal: ")


def test_only_the_operator_gives_a_new_key_and_only_one_that_lies_ready(house: House) -> None:
    with pytest.raises(RuleBroken, match="geen nieuwe sleutel"):
        house.perform(rotate_key, OPERATOR)
    house.ask(keys.prepare)
    with pytest.raises(NotAllowed):
        house.perform(rotate_key, CLOCK)
    house.perform(rotate_key, OPERATOR)
    with pytest.raises(RuleBroken, match="geen nieuwe sleutel"):
        house.perform(rotate_key, OPERATOR)


def by_a_stranger(old: Signer, new: Verifier, index: int) -> rules.Rotation:
    stranger = Signer(old.name, Ed25519PrivateKey.generate())
    return rules.Rotation(index, old.verifier, new, stranger.sign(rules.statement(new, index)))


def for_another_entry(old: Signer, new: Verifier, index: int) -> rules.Rotation:
    return rules.Rotation(index, old.verifier, new, old.sign(rules.statement(new, index + 1)))


def for_another_key(old: Signer, new: Verifier, index: int) -> rules.Rotation:
    return rules.Rotation(index, old.verifier, new, old.sign(rules.statement(old.verifier, index)))


def from_another_key(old: Signer, new: Verifier, index: int) -> rules.Rotation:
    stranger = Signer(old.name, Ed25519PrivateKey.generate())
    return honest(stranger, new, index)


honest = rules.Rotation.by


@pytest.mark.parametrize(
    ("forge", "sentence"),
    [
        (by_a_stranger, "not vouched for by the old one"),
        (for_another_entry, "vouched for something else"),
        (for_another_key, "vouched for something else"),
        (from_another_key, "the checkpoint of size 1 is not sound"),
    ],
)
def test_a_forged_rotation_is_found(house: House, monkeypatch: pytest.MonkeyPatch, forge: Any, sentence: str) -> None:
    monkeypatch.setattr(rules.Rotation, "by", forge)
    house.run("register", "rotate-key")
    assert len(found := wrong(house)) == 1
    assert sentence in found[0]


def test_a_rotation_by_a_key_that_never_signed_is_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.run("register", "rotate-key")
    monkeypatch.setattr(rules.Rotation, "by", from_another_key)
    house.run("register", "rotate-key")
    assert wrong(house) == ["entry 2 takes over from a key that did not sign"]


def test_a_checkpoint_that_the_old_key_did_not_sign_with_the_new_one_is_found(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = Signer.sign
    monkeypatch.setattr(Signer, "sign", lambda signer, text, *others: sign(signer, text))
    house.run("register", "rotate-key")
    assert wrong(house) == [f"the checkpoint of size 2 is not sound: {key(house).name} did not sign this"]


def test_a_tail_cut_off_with_the_rotation_is_found_by_who_kept_a_checkpoint_of_the_new_key(house: House) -> None:
    for _ in range(7):
        house.perform(write, CLOCK)
    house.run("register", "rotate-key")
    latest, new = note_over(house, 9), key(house)
    assert wrong(house, latest) == []
    behind_its_back(house, cut_the_tail_with_all_that_knows_of_it)
    with pytest.raises(Unavailable):
        house.perform(write, CLOCK)
    assert house.ask(lambda: verify(new, [latest])).differences
    assert house.app.test_cli_runner().invoke(args=["register", "verify"]).exit_code == 1
