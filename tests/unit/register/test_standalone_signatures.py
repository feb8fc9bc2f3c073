"""verify.py checks Ed25519 by itself: as RFC 8032 and `cryptography` do, and stricter where those leave a choice."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.register_book import ORIGIN, Book, key, signed, spelled
from tests.support import standalone

verify = standalone.load()

# RFC 8032, section 7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]
NO_POINTS = [
    "0200000000000000000000000000000000000000000000000000000000000000",  # no x goes with this y
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # 1, written as p + 1
    "0100000000000000000000000000000000000000000000000000000000000080",  # x = 0 with a sign
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_standard(public: str, message: str, signature: str) -> None:
    assert verify.signature_holds(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))
    assert not verify.signature_holds(bytes.fromhex(public), bytes.fromhex(message) + b"x", bytes.fromhex(signature))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 64 * 8 - 1), st.booleans())
def test_it_agrees_with_cryptography(seed: bytes, message: bytes, bit: int, flip: bool) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    number = int.from_bytes(private.sign(message)) ^ (flip << bit)
    signature = number.to_bytes(64)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        holds = True
    except InvalidSignature:
        holds = False
    assert verify.signature_holds(public, message, signature) == holds == (not flip)


def test_a_signature_cannot_be_respelled() -> None:
    """s + ORDER would hold as well, if it were not refused."""
    private = key(1)
    public, signature = private.public_key().public_bytes_raw(), private.sign(b"text")
    scalar = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert verify.signature_holds(public, b"text", signature)
    assert not verify.signature_holds(public, b"text", signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize("public", SMALL_ORDER)
def test_a_key_under_which_everything_holds_is_refused(public: str) -> None:
    neutral = verify.encoded(verify.NEUTRAL)
    assert verify.decoded(bytes.fromhex(public)) is not None
    assert not any(verify.signature_holds(bytes.fromhex(public), b"%d" % n, neutral + bytes(32)) for n in range(20))


@pytest.mark.parametrize("public", NO_POINTS)
def test_what_is_no_point_is_no_key(public: str) -> None:
    assert verify.decoded(bytes.fromhex(public)) is None
    assert not verify.signature_holds(bytes.fromhex(public), b"", bytes(64))


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_of_another_length_does_not_hold(length: int) -> None:
    assert not verify.signature_holds(key(1).public_key().public_bytes_raw(), b"", bytes(length))


def test_a_key_is_read_as_it_is_spelled() -> None:
    assert str(verify.read_key(spelled(key(1)))) == spelled(key(1))
    wrong = spelled(key(1)).replace("+", "+0", 1)
    for text in (
        "",
        "a+b",
        "a+b+c",
        wrong,
        spelled(key(1))[:-1],
        f"{ORIGIN}+00000000+{spelled(key(1)).split('+', 2)[2]}",
    ):
        assert verify.read_key(text) is None


def test_a_note_needs_the_signature_of_the_key() -> None:
    ours, witness = (
        verify.read_key(spelled(key(1))),
        signed("text\n", key(2), name="witness.example").rpartition("\n\n")[2],
    )
    note = signed("text\n", key(1))
    assert verify.signed_by(note, ours)
    assert verify.signed_by(note + witness, ours)
    forged = note.rpartition(" ")[0] + " " + signed("other\n", key(1)).rpartition(" ")[2]
    for wrong in (
        f"text\n\n{witness}",
        note.replace("text", "test"),
        note + forged.rpartition("\n\n")[2],
        note.replace("— ", "- "),
        "",
    ):
        assert not verify.signed_by(wrong, ours)


def test_keys_follow_each_other(tmp_path: Path) -> None:
    """Each key of the chain is one to trust, and none beside it."""
    book = Book().fill(3)
    book.rotate(key(2))
    book.rotate(key(3))
    book.fill(9)
    folder = book.write(tmp_path / "log")
    for known in (1, 2, 3):
        assert standalone.verdict(folder, spelled(key(known)), book.checkpoint(3, key(1))) is None
        assert standalone.verdict(folder, spelled(key(known)), book.checkpoint(4, key(2))) is None
    assert "was never signed by the key you trust" in str(standalone.verdict(folder, spelled(key(4))))
    beside = book.copy()
    beside.signer = key(2)  # handed over already, and now once more
    beside.rotate(key(5))
    assert "Entry 9 hands the log over" in str(standalone.verdict(beside.write(tmp_path / "beside"), spelled(key(5))))
    (folder / "checkpoint").write_text(book.checkpoint(None, key(2)))
    assert "is not signed by" in str(standalone.verdict(folder, spelled(key(2))))


def test_a_checkpoint_that_somebody_made_up_proves_nothing(tmp_path: Path) -> None:
    """It could put the portal to blame."""
    book = Book().fill(9)
    folder, made_up = book.write(tmp_path / "log", 5), tmp_path / "kept"
    for size in (9, 5, 3):
        forged = book.copy()
        forged.change(1, act="settings:other")
        made_up.write_text(forged.checkpoint(size, key(66)))
        code, _, complaint = standalone.run(folder, "--key", book.verifier, "--keep", made_up)
        assert (code, "proves nothing" in complaint) == (2, True)
