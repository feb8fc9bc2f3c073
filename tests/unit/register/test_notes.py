"""Checkpoints as other people's tools read them."""

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gemportal.register.notes import BadNote, Signer, TreeHead, Verifier

ORIGIN = "gemportal.example/register"
SIGNER = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
HEAD = TreeHead(ORIGIN, 7, sha256(b"root").digest())
NOTE = SIGNER.sign(HEAD.text)


def test_the_text_of_a_checkpoint() -> None:
    assert HEAD.text == f"{ORIGIN}\n7\n{base64.b64encode(HEAD.root).decode()}\n"
    assert TreeHead.read(HEAD.text) == HEAD
    assert TreeHead.read(HEAD.text + "an extension\n") == HEAD


def test_a_note_is_laid_out_as_the_format_says() -> None:
    text, blank, line = NOTE.partition("\n\n")
    assert text + "\n" == HEAD.text
    assert blank
    dash, name, signature = line.split(" ")
    assert dash == "—"
    assert name == ORIGIN
    decoded = base64.b64decode(signature)
    public = SIGNER.private_key.public_key()
    assert decoded[:4] == sha256(f"{ORIGIN}\n".encode() + b"\x01" + public.public_bytes_raw()).digest()[:4]
    public.verify(decoded[4:], HEAD.text.encode())
    assert SIGNER.verifier.open(NOTE) == HEAD.text


def test_the_verifier_key_is_spelled_as_go_spells_it() -> None:
    """The key and the note of the documentation of golang.org/x/mod/sumdb/note."""
    spelled = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    verifier = Verifier("PeterNeumann", base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:])
    assert str(verifier) == spelled
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    assert verifier.open(f"{text}\n— PeterNeumann {signature}\n") == text


def test_signatures_of_witnesses_are_left_aside() -> None:
    witness = Signer("witness.example", Ed25519PrivateKey.generate()).sign(HEAD.text).rpartition("\n\n")[2]
    assert SIGNER.verifier.open(NOTE + witness) == HEAD.text
    with pytest.raises(BadNote, match="did not sign"):
        SIGNER.verifier.open(f"{HEAD.text}\n{witness}")


@pytest.mark.parametrize(
    "note",
    [
        NOTE.replace("\n7\n", "\n8\n"),
        NOTE.replace("— ", "- "),
        NOTE.replace("\n\n", "\n"),
        NOTE.removesuffix("\n"),
        Signer(ORIGIN, Ed25519PrivateKey.generate()).sign(HEAD.text),
        HEAD.text,
        HEAD.text + "\n",
        NOTE + "\n",
        NOTE + "— somebody !!!\n",
        "",
    ],
)
def test_no_other_note_opens(note: str) -> None:
    with pytest.raises(BadNote):
        SIGNER.verifier.open(note)


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{ORIGIN}\n7\n",
        f"{ORIGIN}\n07\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n+7\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\nseven\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n7\nAAAA\n",
        f"{ORIGIN}\n7\n{base64.b64encode(HEAD.root).decode()}",
    ],
)
def test_no_other_text_is_a_checkpoint(text: str) -> None:
    with pytest.raises(BadNote):
        TreeHead.read(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_a_name_of_a_key_is_one_word(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a key"):
        Verifier(name, bytes(32))


def test_only_whole_lines_are_signed() -> None:
    with pytest.raises(ValueError, match="newline"):
        SIGNER.sign("no end")
