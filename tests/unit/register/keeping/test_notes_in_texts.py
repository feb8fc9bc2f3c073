"""Whoever kept a receipt or a letter kept a checkpoint, whatever stands around it and whatever mail did to it."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gemportal.register.keeping.notes_in_texts import find
from gemportal.register.notes import Signer, TreeHead

ORIGIN = "gemportal.example/register"
SIGNER = Signer(ORIGIN, Ed25519PrivateKey.generate())


def note(size: int) -> str:
    return SIGNER.sign(TreeHead(ORIGIN, size, bytes(32)).text)


@pytest.mark.parametrize(
    "text",
    [
        note(7),
        f"Ontvangstbewijs\n\nHet controlepunt:\n\n{note(7)}\nBewaar dit.\n",
        f"Dag,\n\n{note(7)}".rstrip(),
        note(7).replace("\n", "\r\n"),
        "".join(f"> {line}\n" for line in f"Dag,\n\n{note(7)}".splitlines()),
        note(7).replace("\n", "  \n"),
    ],
)
def test_a_checkpoint_is_found_as_it_was_signed(text: str) -> None:
    assert find(text, ORIGIN) == [note(7)]


def test_several_in_one_text_and_signatures_of_others_below_ours() -> None:
    other = Signer("getuige.example", Ed25519PrivateKey.generate())
    cosigned = note(8) + other.sign(TreeHead(ORIGIN, 8, bytes(32)).text).rpartition("\n\n")[2]
    assert find(f"{note(7)}\nen later\n\n{cosigned}", ORIGIN) == [note(7), cosigned]


def test_a_text_without_one_is_given_back_to_be_refused() -> None:
    for text in ("niets", note(7).replace("gemportal", "elders"), ""):
        assert find(text, ORIGIN) == [text]
