"""Every governance act leaves one entry in its own transaction, and what fails leaves none."""

import hashlib
import json
import stat
import threading
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import actor as actors
from gemportal.kernel import db
from gemportal.kernel.actor import Actor, Capacity, Office, clock_for
from gemportal.kernel.errors import RuleBroken, Unavailable
from gemportal.kernel.words import Message
from gemportal.people import acts as people
from gemportal.people.policy import DEMO
from gemportal.register import keys, merkle, queries, tree
from gemportal.register.log import record
from gemportal.register.models import Checkpoint, Entry, Node, Part
from gemportal.register.notes import TreeHead
from gemportal.register.verify import verify
from tests.factories import members
from tests.factories.register import CLOCK, cause, trial, write, write_sealed
from tests.support.house import House
from tests.support.time import StoppedClock


@trial("trial:silent")
def silent(actor: Actor) -> None:
    """Writes nothing, and so is refused."""


@trial("trial:twice")
def twice(actor: Actor) -> None:
    record("I-2026-001", {})
    record("I-2026-001", {})


@trial("trial:failing")
def failing(actor: Actor) -> None:
    record("I-2026-001", {}, private={"motivation": "lost"})
    raise RuleBroken(Message("Dit gaat niet door."))


@trial("trial:house", holds=None)
def house_act(actor: Actor) -> None:
    record("I-2026-001", {})


@trial("trial:effect-that-fails")
def effect_that_fails(actor: Actor) -> None:
    record("S-2026-001", {})
    with pytest.raises(RuleBroken), db.session().begin_nested():
        failing(actor)


@trial("trial:effects-that-hold")
def effects_that_hold(actor: Actor) -> None:
    record("S-2026-001", {})
    for _ in range(2):
        with db.session().begin_nested():
            write(actor)


@trial("trial:house-that-tries", holds=None)
def house_that_tries(actor: Actor) -> None:
    with pytest.raises(RuleBroken), db.session().begin_nested():
        failing(actor)


def content(index: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(queries.body_of(index))
    return found


def counts() -> tuple[int, ...]:
    return tuple(
        db.session().scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in (Entry, Node, Checkpoint, Part)
    )


def check(house: House) -> None:
    """The register verifies, and its checkpoint covers all of it."""

    def ask() -> None:
        assert verify(keys.signer().verifier).differences == []
        size = queries.number_of_entries()
        latest = queries.latest_checkpoint()
        assert (latest.size if latest else 0) == size
        if latest:
            head = TreeHead.read(keys.signer().verifier.open(latest.note))
            leaves = [merkle.leaf_hash(queries.body_of(index)) for index in range(size)]
            assert head == TreeHead("gemportal.example/register", size, tree.root(size))
            for index, leaf in enumerate(leaves):
                assert merkle.includes(tree.inclusion_proof(index, size), index, size, leaf, head.root)

    house.ask(ask)


def test_an_act_leaves_one_entry(house: House, clock: StoppedClock) -> None:
    index = house.perform(write, CLOCK, "I-2026-001", {"title": "Zaaksysteem", "seats": 4})
    assert index == 0
    at = clock.now.astimezone(UTC)
    assert house.ask(content, 0) == {
        "v": 1,
        "i": 0,
        "at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "act": "trial:write",
        "org": None,
        "office": None,
        "subject": "I-2026-001",
        "data": {"title": "Zaaksysteem", "seats": 4},
    }
    assert house.ask(counts) == (1, 1, 1, 0)
    assert [house.perform(write, CLOCK) for _ in range(6)] == [1, 2, 3, 4, 5, 6]
    check(house)


def test_an_entry_says_on_whose_behalf_and_never_who(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_reader", lambda actor: actor)
    name = "Jansje Verzonnen"
    known = house.perform(people.enrol, clock_for(DEMO), "jansje@gemportal.example", name, members.password_hash())
    person = {"person_id": known, "person_name": name}
    mandate = Actor(Capacity.MANDATE, organisation="GM0193", organisation_name="Zwolle", **person)
    office = Actor(
        Capacity.OFFICE, organisation="GM0193", office=Office.COORDINATOR, represents=frozenset({"GM0193"}), **person
    )
    house.perform(write, mandate)
    house.perform(write, office)
    assert [(house.ask(content, i)["org"], house.ask(content, i)["office"]) for i in (0, 1)] == [
        ("GM0193", None),
        (None, "coordinator"),
    ]
    assert b"Jansje" not in house.ask(queries.body_of, 0) + house.ask(queries.body_of, 1)


def test_a_nested_act_names_its_cause_and_one_checkpoint_covers_both(house: House) -> None:
    assert house.perform(cause, CLOCK) == 0
    assert house.ask(content, 1)["data"] == {"cause": 0}
    assert house.ask(counts)[:3] == (2, 3, 1)
    house.perform(cause, CLOCK, ground="S-2026-003")
    assert house.ask(content, 3)["data"] == {"cause": 2, "ground": "S-2026-003"}
    check(house)


@pytest.mark.parametrize("failure", [silent, twice])
def test_an_act_with_no_entry_or_two_does_not_happen(house: House, failure: Callable[[Actor], None]) -> None:
    with pytest.raises(RuntimeError, match="should write 1"):
        house.perform(failure, CLOCK)
    assert house.ask(counts) == (0, 0, 0, 0)


def test_an_act_that_fails_leaves_nothing(house: House) -> None:
    house.perform(write, CLOCK)
    before = house.ask(counts)
    with pytest.raises(RuleBroken):
        house.perform(failing, CLOCK)
    assert house.ask(counts) == before
    assert house.perform(write, CLOCK) == 1
    check(house)


def test_what_a_savepoint_undid_is_not_signed(house: House) -> None:
    house.perform(effect_that_fails, CLOCK)
    assert house.ask(counts) == (1, 1, 1, 0)
    house.perform(write, CLOCK)
    check(house)


def test_a_savepoint_is_not_yet_signed(house: House) -> None:
    house.perform(effects_that_hold, CLOCK)
    assert house.ask(counts)[::2] == (3, 1)
    check(house)


def test_nothing_is_signed_when_all_was_undone(house: House) -> None:
    house.perform(house_that_tries, CLOCK)
    assert house.ask(counts) == (0, 0, 0, 0)
    house.perform(write, CLOCK)
    house.perform(house_that_tries, CLOCK)
    assert house.ask(counts) == (1, 1, 1, 0)
    check(house)


def test_a_house_act_writes_no_entry(house: House) -> None:
    with pytest.raises(RuntimeError, match="house act"):
        house.perform(house_act, CLOCK)
    assert house.ask(counts) == (0, 0, 0, 0)


@pytest.mark.parametrize("value", [1.5, {"deep": [2.0]}, b"bytes"])
def test_only_plain_values_enter(house: House, value: object) -> None:
    with pytest.raises(TypeError):
        house.perform(write, CLOCK, "I-2026-001", {"value": value})
    assert house.ask(counts) == (0, 0, 0, 0)


@pytest.mark.parametrize("data", [{"reason": "Mail naar iemand@example.nl"}, {"a": [{"b": "x@y"}]}, {"x@y": 1}])
def test_no_address_enters(house: House, data: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match="e-mailadressen"):
        house.perform(write, CLOCK, "I-2026-001", data)


def test_an_entry_fits_a_tile(house: House) -> None:
    with pytest.raises(RuleBroken, match="te lang"):
        house.perform(write, CLOCK, "I-2026-001", {"text": "x" * 65_500})
    house.perform(write, CLOCK, "I-2026-001", {"text": "x" * 65_000})


def test_a_private_part_enters_as_a_digest_and_can_be_erased(house: House) -> None:
    house.perform(write, CLOCK, private={"motivation": "Wij willen graag, mail a@b.nl"})
    house.perform(write_sealed, CLOCK, {"motivation": "verzegeld"})

    def look() -> None:
        parts = db.session().scalars(sa.select(Part).order_by(Part.entry_index)).all()
        for part in parts:
            assert content(part.entry_index)["private"] == hashlib.sha256(part.salt + part.body).hexdigest()
        assert parts[0].salt != parts[1].salt
        assert b"motivation" not in queries.body_of(0)
        shown = [line.part for line in queries.entries_about(["I-2026-001"])]
        assert shown == [{"motivation": "Wij willen graag, mail a@b.nl"}, None]

    house.ask(look)
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        connection.execute(sa.delete(Part).where(Part.entry_index == 0))
    assert house.ask(lambda: verify(keys.signer().verifier).erased) == 1
    check(house)


def test_an_entry_is_never_older_than_the_one_before(house: House, clock: StoppedClock) -> None:
    house.perform(write, CLOCK)
    clock.set(clock.now - timedelta(hours=2))
    house.perform(write, CLOCK)
    assert house.ask(content, 0)["at"] == house.ask(content, 1)["at"]
    check(house)


@pytest.mark.parametrize("table", [Entry, Node, Checkpoint])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_appended(house: House, table: Any, verb: str) -> None:
    house.perform(write, CLOCK)
    column = list(table.__table__.c)[-1]
    statement = sa.delete(table) if verb == "delete" else sa.update(table).values({column.name: column})
    with (
        house.app.app_context(),
        pytest.raises(sa.exc.DBAPIError, match="append-only"),
        db.db.engines[db.WRITER].begin() as connection,
    ):
        connection.execute(statement)
    check(house)


def test_acts_at_once_leave_no_gap(house: House) -> None:
    def many(app: Flask) -> None:
        for _ in range(5):
            House(app).perform(cause, CLOCK)

    threads = [threading.Thread(target=many, args=(house.app,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert house.ask(queries.number_of_entries) == 40
    check(house)


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "register.key"
    keys.make(path)
    first = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keys.make(path)
    assert path.read_bytes() == first
    assert list(path.parent.iterdir()) == [path]


def test_another_key_stops_the_acts(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house.perform(write, CLOCK)
    monkeypatch.setitem(house.app.config, "REGISTER_KEY_FILE", str(tmp_path / "another.key"))
    monkeypatch.delitem(house.app.extensions, "register.signer")
    with pytest.raises(Unavailable, match="niet ondertekenen"):
        house.perform(write, CLOCK)
    monkeypatch.undo()
    check(house)
    assert house.ask(counts)[0] == 1
