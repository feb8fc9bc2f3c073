"""The register as outside verifiers read it: Go's own tools accept what is served, and only that."""

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gemportal.kernel import db
from gemportal.register import keys, log, queries, tree
from gemportal.register.models import Checkpoint, Part
from gemportal.register.notes import Signer
from gemportal.register.verify import verify
from tests.factories import register_bulk
from tests.factories.register import CLOCK, trial, write, write_sealed
from tests.support.client import StrictClient
from tests.support.go_verifier import verdict, verdict_on_extension, verdict_on_proof
from tests.support.house import House
from tests.support.register_folder import download, files

FOR_EVER = "public, max-age=31536000, immutable"


@trial("trial:disclose", holds=None)
def disclose(actor: object, index: int) -> None:
    log.disclose([index])


@trial("trial:erase", holds=None)
def erase(actor: object, index: int) -> None:
    log.erase_parts(sa.select(sa.literal(index)))


def key_of(house: House) -> str:
    return house.ask(lambda: str(keys.signer().verifier))


def note_of(house: House, size: int) -> str:
    return house.ask(lambda: db.session().scalars(sa.select(Checkpoint.note).where(Checkpoint.size == size)).one())


def posted(house: House, first: int, second: int) -> str:
    """What a witness is sent (c2sp.org/tlog-witness)."""
    proof = house.ask(tree.consistency_proof, first, second)
    return "\n".join([f"old {first}", *(b64encode(value).decode() for value in proof), "", note_of(house, second)])


def judge(house: House, client: StrictClient, folder: Path, size: int, older: tuple[int, ...]) -> None:
    """Go accepts the log as it is served, each proof of inclusion, and that it extends what it was."""
    key = key_of(house)
    download(client, folder)
    for first in older:
        assert verdict(folder, key, note_of(house, first)) is None
        assert verdict_on_extension(note_of(house, first), posted(house, first, size), key) is None
    for index in {0, size // 2, size - 1}:
        entry, proof = client.get(f"/register/{index}.json").data, client.get(f"/register/{index}.tlog-proof").text
        assert verdict_on_proof(entry, proof, key) is None


@pytest.mark.parametrize("size", [1, 255, 256, 257])
def test_the_go_authors_tools_accept_the_register(
    house: House, client: StrictClient, tmp_path: Path, size: int
) -> None:
    older = sorted({1, size // 2 or 1, size})
    register_bulk.fill(house, size, signed_at=older)
    judge(house, client, tmp_path, size, tuple(older))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_go_authors_tools_accept_a_large_register(house: House, client: StrictClient, tmp_path: Path) -> None:
    older = (1, 255, 256, 257, 65_536, 69_999)
    register_bulk.fill(house, 70_000, signed_at=older)
    judge(house, client, tmp_path, 70_000, older)
    assert {"tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"} <= set(files(70_000))


def test_what_acts_leave_is_accepted_too(house: House, client: StrictClient, tmp_path: Path) -> None:
    register_bulk.fill(house, 254)
    for number in range(4):
        house.perform(write, CLOCK, "I-2026-001", {"number": number})
    judge(house, client, tmp_path, 258, (254, 255, 256, 257))
    assert house.ask(lambda: verify(keys.signer().verifier)).differences == []


def flip(path: Path) -> None:
    found = bytearray(path.read_bytes())
    found[len(found) // 2] ^= 1
    path.write_bytes(found)


def test_the_go_authors_tools_refuse_what_is_not_the_register(
    house: House, client: StrictClient, tmp_path: Path
) -> None:
    register_bulk.fill(house, 257, signed_at=[200])
    key, folder = key_of(house), download(client, tmp_path)
    assert verdict(folder, key) is None
    for path in ("checkpoint", *files(257)):
        honest = (folder / path).read_bytes()
        flip(folder / path)
        assert verdict(folder, key), path
        (folder / path).write_bytes(honest)
    (folder / "tile/entries/000").write_bytes((folder / "tile/entries/000").read_bytes() + b"\0\0")
    assert "more than its entries" in str(verdict(folder, key))
    another = Signer("gemportal.example/register", Ed25519PrivateKey.generate())
    assert "no verifiable signatures" in str(verdict(folder, str(another.verifier)))
    (folder / "checkpoint").write_text(note_of(house, 200))
    assert "rolled back" in str(verdict(folder, key, note_of(house, 257)))


def test_the_go_authors_tools_refuse_other_proofs(house: House, client: StrictClient) -> None:
    register_bulk.fill(house, 5, signed_at=[3])
    key, entry, proof = key_of(house), register_bulk.body(1), client.get("/register/1.tlog-proof").text
    assert verdict_on_proof(entry, proof, key) is None
    assert verdict_on_proof(register_bulk.body(2), proof, key)
    assert verdict_on_proof(entry, proof.replace("index 1", "index 2"), key)
    body = posted(house, 3, 5)
    assert verdict_on_extension(note_of(house, 3), body, key) is None
    assert verdict_on_extension(note_of(house, 3), "\n".join(body.split("\n")[:1] + body.split("\n")[2:]), key)


def test_a_tile_is_one_query_and_kept_for_ever(house: House, client: StrictClient) -> None:
    register_bulk.fill(house, 300)
    expected = {
        "tile/0/000": (256 * 32, "application/octet-stream"),
        "tile/0/001.p/44": (44 * 32, "application/octet-stream"),
        "tile/1/000.p/1": (32, "application/octet-stream"),
        "tile/entries/000": (sum(2 + len(register_bulk.body(i)) for i in range(256)), "application/octet-stream"),
    }
    for path, (length, content_type) in expected.items():
        answer = client.get(f"/register/{path}")
        assert (len(answer.data), answer.content_type) == (length, content_type)
        assert answer.headers["Cache-Control"] == FOR_EVER
        assert "ETag" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert client.queries == 1, client.statements
        assert client.head(f"/register/{path}").content_length == length


def test_a_partial_tile_stays_what_it_was(house: House, client: StrictClient) -> None:
    register_bulk.fill(house, 250)
    asked = ["tile/0/000.p/250", "tile/0/000.p/3", "tile/entries/000.p/250", "tile/entries/000.p/3"]
    before = {path: client.get(f"/register/{path}").data for path in asked}
    assert len(before["tile/0/000.p/3"]) == 96
    register_bulk.fill(house, 10)
    assert {path: client.get(f"/register/{path}").data for path in asked} == before
    assert client.get("/register/tile/0/000").data.startswith(before["tile/0/000.p/250"])


BEYOND = [
    *("tile/0/001", "tile/0/001.p/45", "tile/0/002.p/1", "tile/1/000", "tile/2/000.p/1", "tile/63/000.p/1"),
    *("tile/entries/001.p/45", "tile/entries/x008/x388/608.p/1", "tile/0/x999/x999/x999/999", "parts/002"),
    *("300/part", "300.tlog-proof", "9999999999.tlog-proof", "9999999999/part", "0/part"),
]
# The spellings themselves are in tests/unit; these reach the routes.
MISSPELT = [
    *("tile/0", "tile/0/0", "tile/00/000", "tile/-1/000", "tile/0/000.p/256", "tile/0/000.p/", "tile/0/000/"),
    *("tile/8/0/000", "tile/entries/000.p/001", "tile/0/٠٠٠", "parts/000.p/3", "01.tlog-proof"),
]


def test_what_is_not_there_is_not_found_and_asks_little(house: House, client: StrictClient) -> None:
    register_bulk.fill(house, 300)
    for path in BEYOND:
        answer = client.get(f"/register/{path}")
        assert answer.status_code == 404, path
        assert "immutable" not in answer.headers["Cache-Control"]
        assert client.queries <= 2, (path, client.statements)
    for path in MISSPELT:
        assert client.get(f"/register/{path}").status_code == 404, path
        assert client.queries == 0, (path, client.statements)


def test_an_empty_register_has_no_tiles(client: StrictClient) -> None:
    for path in ("tile/0/000.p/1", "tile/entries/000.p/1", "parts/000", "0.tlog-proof", "0/part"):
        assert client.get(f"/register/{path}").status_code == 404, path


def parts(client: StrictClient) -> dict[int, dict[str, str]]:
    answer = client.get("/register/parts/000")
    assert (answer.status_code, answer.content_type) == (200, "application/x-ndjson")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.queries == 1
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["i"] for line in found] == sorted(line["i"] for line in found)
    return {line["i"]: line for line in found}


def private(client: StrictClient, index: int) -> str:
    found: str = client.get(f"/register/{index}.json").json["private"]
    return found


def test_public_parts_can_be_checked_and_others_are_not_there(house: House, client: StrictClient) -> None:
    house.perform(write, CLOCK)
    assert parts(client) == {}
    opened = house.perform(write, CLOCK, private={"reden": 'Één \u2028 reden,\nmet "tekens"', "aantal": 3})
    sealed = house.perform(write_sealed, CLOCK, {"keuze": "verzegeld"})
    found = parts(client)
    assert found.keys() == {opened}
    line = found[opened]
    assert sha256(bytes.fromhex(line["salt"]) + line["part"].encode()).hexdigest() == private(client, opened)
    assert json.loads(line["part"]) == {"reden": 'Één \u2028 reden,\nmet "tekens"', "aantal": 3}
    answer = client.get(f"/register/{opened}/part")
    assert (answer.json, answer.content_type) == (line, "application/json")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"/register/{sealed}/part").status_code == 404


@pytest.mark.parametrize(("change", "open_after"), [(disclose, True), (erase, False)])
def test_parts_are_opened_and_erased_at_once(
    house: House, client: StrictClient, change: Callable[..., None], open_after: bool
) -> None:
    part = {"keuze": "verzegeld"}
    index = house.perform(write_sealed, CLOCK, part) if open_after else house.perform(write, CLOCK, private=part)
    assert (index in parts(client)) is not open_after
    house.perform(change, CLOCK, index)
    assert (index in parts(client)) is open_after
    assert (client.get(f"/register/{index}/part").status_code == 200) is open_after


def test_what_is_kept_for_ever_holds_no_part(house: House, client: StrictClient) -> None:
    index = house.perform(write, CLOCK, private={"reden": "kanarie"})
    salt = house.ask(lambda: db.session().scalars(sa.select(Part.salt)).one())
    for path in ("tile/entries/000.p/1", "tile/0/000.p/1"):
        data = client.get(f"/register/{path}").data
        assert b"kanarie" not in data
        assert salt not in data
        assert salt.hex().encode() not in data
    assert house.ask(queries.body_of, index) in client.get("/register/tile/entries/000.p/1").data
