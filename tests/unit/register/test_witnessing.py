"""What a witness may answer, and which witnesses can be configured."""

import base64
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import config
from gemportal.register import merkle
from gemportal.register.notes import Signer, TreeHead, Verifier
from gemportal.register.witnessing.cosigning import Cosigner
from gemportal.register.witnessing.rules import (
    Alarm,
    Cosigned,
    Failed,
    Knows,
    Outcome,
    Question,
    Witness,
    judged,
    wait_after,
    witnesses,
)
from tests.support.witness import Notary, consistent

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOTARY = Notary(key=Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = Witness(Cosigner.read(NOTARY.vkey), "https://witness.example")
HEAD = TreeHead("gemportal.example/register", 7, sha256(b"root").digest())
NOTE = Signer(HEAD.origin, Ed25519PrivateKey.generate()).sign(HEAD.text)
LINE = NOTARY.line(HEAD.text, NOW)


def answer(status: int, body: str | bytes, old: int = 3) -> Outcome:
    content = body.encode() if isinstance(body, str) else body
    return judged(WITNESS, Question(old, HEAD.size, NOTE, []), status, content, NOW)


def test_a_question_is_laid_out_as_the_protocol_says() -> None:
    lines = Question(3, 7, NOTE, [bytes(32), b"\x01" * 32]).body.decode().split("\n")
    assert lines[:4] == ["old 3", base64.b64encode(bytes(32)).decode(), base64.b64encode(b"\x01" * 32).decode(), ""]
    assert "\n".join(lines[4:]) == NOTE


def test_a_cosignature_that_holds_is_believed() -> None:
    found = answer(200, LINE)
    assert isinstance(found, Cosigned)
    assert (found.cosignature.line, found.cosignature.at) == (LINE, NOW)


def test_lines_by_others_are_left_aside() -> None:
    other = Notary("other.example").line(HEAD.text, NOW)
    found = answer(200, other + LINE)
    assert isinstance(found, Cosigned)
    assert found.cosignature.line == LINE


@pytest.mark.parametrize(
    "body",
    [
        "",
        "OK\n",
        LINE.removesuffix("\n"),
        LINE.replace("w1", "w2"),
        Notary().line(HEAD.text, NOW),
        NOTARY.line(HEAD.text.replace("\n7\n", "\n8\n"), NOW),
        NOTARY.line(HEAD.text, NOW + timedelta(hours=1)),
        NOTARY.line(HEAD.text, datetime.fromtimestamp(0, UTC)),
        f"\n{LINE}",
        f"{LINE}\n",
        b"\xff" * 50_000,
        "— witness.example/w1 " + base64.b64encode(Cosigner.read(NOTARY.vkey).key_hash + b"\xff" * 72).decode() + "\n",
        "— witness.example/w1 " + base64.b64encode(Cosigner.read(NOTARY.vkey).key_hash + b"\x00").decode() + "\n",
    ],
)
def test_nothing_else_passes_for_a_cosignature(body: str | bytes) -> None:
    assert isinstance(answer(200, body), Failed)


@pytest.mark.parametrize(
    ("status", "body", "old", "expected"),
    [
        (409, "5\n", 3, Knows(5)),
        (409, "0\n", 3, Knows(0)),
        (409, "99\n", 3, Knows(99)),
        (409, "5\n", 7, Knows(5)),
        (409, "7\n", 7, Alarm.REWRITTEN),
        (409, "", 7, Alarm.REWRITTEN),
        (422, "", 3, Alarm.REWRITTEN),
        (422, "", 0, Failed("it answered 422")),
        (409, "3\n", 3, Failed("it answered 409")),
        (409, "-1\n", 3, Failed("it answered 409")),
        (409, "05\n", 3, Failed("it answered 409")),
        (409, "5", 3, Failed("it answered 409")),
        (409, "٥\n", 3, Failed("it answered 409")),
        (409, "9" * 5000 + "\n", 3, Failed("it answered 409")),
        (403, "", 3, Failed("it does not know the key of this register (403)")),
        (404, "", 3, Failed("it does not know this register (404)")),
        (301, LINE, 3, Failed("it answered 301")),
        (500, LINE, 3, Failed("it answered 500")),
    ],
)
def test_each_answer_means_one_thing(status: int, body: str, old: int, expected: Outcome) -> None:
    assert answer(status, body, old) == expected


def test_a_witness_that_fails_is_left_alone_ever_longer() -> None:
    waits = [wait_after(attempts) for attempts in (0, 1, 2, 8, 9, 100, 10**9)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[3:] == [timedelta(minutes=256), *[timedelta(hours=6)] * 3]


def test_a_list_of_witnesses_is_read() -> None:
    other = Notary("other.example").vkey
    text = f"# ours\n\n{NOTARY.vkey} https://witness.example/w1/ # by the neighbours\n{other} https://other.example\n"
    found = witnesses(text, production=True)
    assert [(one.name, one.key, one.url) for one in found] == [
        ("witness.example/w1", NOTARY.vkey, "https://witness.example/w1"),
        ("other.example", other, "https://other.example"),
    ]


def test_on_this_machine_plain_http_will_do_while_developing() -> None:
    line = f"{NOTARY.vkey} http://127.0.0.1:5140"
    assert witnesses(line, production=False)[0].url == "http://127.0.0.1:5140"
    with pytest.raises(ValueError, match="line 1: the address"):
        witnesses(line, production=True)


LOG_KEY = str(Verifier(NOTARY.name, NOTARY.key.public_key().public_bytes_raw()))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (NOTARY.vkey, "it must be a verifier key and an address"),
        (f"{NOTARY.vkey} https://a.example https://b.example", "it must be a verifier key and an address"),
        (f"{LOG_KEY} https://a.example", "this is not a verifier key of type 0x04"),
        (f"{NOTARY.vkey[:-2]} https://a.example", "this is not a verifier key of type 0x04"),
        (f"{NOTARY.vkey.replace('w1', 'w2')} https://a.example", "this is not a verifier key of type 0x04"),
        ("witness https://a.example", "this is not a verifier key of type 0x04"),
        *(
            (f"{NOTARY.vkey} {address}", "the address is no address")
            for address in (
                "http://witness.example",
                "http://10.0.0.1",
                "https://",
                "https://a.example:0",
                "https://user@a.example",
                "https://a.example/?next=x",
                "https://a.example/#x",
                "file:///etc/passwd",
                "gopher://a.example",
            )
        ),
        (f"{NOTARY.vkey} https://a.example:99999", "Port out of range"),
        (f"{NOTARY.vkey} https://[::", "Invalid IPv6"),
        (f"{NOTARY.vkey} https://a.example\n{NOTARY.vkey} https://b.example", "line 2: this witness is named twice"),
    ],
)
def test_a_wrong_line_is_named(line: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^line \d: ") as found:
        witnesses(line, production=False)
    assert reason in str(found.value)


def test_the_file_of_witnesses_is_named_in_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "witnesses"
    assert config.from_environment({})["REGISTER_WITNESSES"] == ()
    file.write_text(f"{NOTARY.vkey} https://a.example\n")
    assert config.from_environment({"REGISTER_WITNESSES": str(file)})["REGISTER_WITNESSES"][0].key == NOTARY.vkey
    file.write_text("nonsense\n")
    for name, reason in ((file, "line 1: it must be"), (tmp_path / "none", "no file that can be read")):
        with pytest.raises(config.ConfigurationError, match=reason) as error:
            config.from_environment({"REGISTER_WITNESSES": str(name)})
        assert "\n" not in str(error.value)


def test_the_strict_witness_of_these_tests_knows_a_proof_from_a_forgery() -> None:
    """Its own reading of RFC 6962 agrees with ours on every pair of sizes, and no proof serves for another pair."""
    nodes: dict[tuple[int, int], bytes] = {}
    for index in range(20):
        for level, place, value in list(
            merkle.appended(index, merkle.leaf_hash(bytes([index])), lambda *at: nodes[at])
        ):
            nodes[level, place] = value
    roots = [merkle.root(size, lambda *at: nodes[at]) for size in range(21)]
    for new in range(1, 21):
        for old in range(new + 1):
            proof = merkle.consistency_proof(old, new, lambda *at: nodes[at])
            assert consistent(old, new, roots[old], roots[new], proof)
            assert not consistent(old, new, roots[old], roots[new], [*proof, bytes(32)])
            if proof:
                assert not consistent(old, new, roots[old], roots[new], proof[:-1])
                assert not consistent(old, new, roots[old], bytes(32), proof)
                assert not consistent(old, new, bytes(32), roots[new], proof)
