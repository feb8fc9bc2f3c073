"""Checkpoints as signed notes, in the formats that tools nobody here wrote can read.

The formats are those of c2sp.org/tlog-checkpoint (what is signed) and c2sp.org/signed-note (how: Ed25519, type 0x01).
"""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_HASH_LENGTH = 4
_KEY_LENGTH = 32
_DASH = "\N{EM DASH} "


class BadNote(ValueError):
    """A note that is malformed, or not signed by the key it is read with."""


@dataclass(frozen=True)
class TreeHead:
    """What a checkpoint says: the log of this origin has this size, and this root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, text: str) -> "TreeHead":
        """The head in the text of a note. Extension lines are allowed and ignored, as the format prescribes."""
        try:
            origin, size, encoded_root, *_extensions = text.split("\n")
            head = cls(origin, int(size), base64.b64decode(encoded_root, validate=True))
        except (ValueError, binascii.Error):
            raise BadNote("this is not a checkpoint") from None
        if not text.startswith(head.text) or head.size < 0 or len(head.root) != sha256().digest_size:
            raise BadNote("this is not a checkpoint")
        return head


@dataclass(frozen=True)
class Signature:
    """One line under a note: who says to have signed it, and what they wrote. Whether it holds is for a verifier to say."""

    name: str
    key_hash: bytes
    value: bytes
    line: str

    @classmethod
    def read(cls, line: str) -> "Signature":
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        try:
            decoded = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            decoded = b""
        if not line.startswith(_DASH) or not name or len(decoded) <= _HASH_LENGTH:
            raise BadNote("a line under this note is not a signature")
        return cls(name, decoded[:_HASH_LENGTH], decoded[_HASH_LENGTH:], f"{line}\n")


def parted(note: str) -> tuple[str, list[Signature]]:
    """The text of a note and the signatures under it, unjudged; `BadNote` when it is no note."""
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not signatures.endswith("\n"):
        raise BadNote("a signed note ends in a blank line and its signatures")
    return f"{text}\n", [Signature.read(line) for line in signatures[:-1].split("\n")]


@dataclass(frozen=True)
class VerifierKey:
    """A name and a public key, by which to know signatures of one `kind`. Written as `name+hash+key`, as verifiers take it."""

    kind: ClassVar[bytes]
    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or any(letter.isspace() for letter in self.name):
            raise ValueError(f"{self.name!r} cannot name a key: it must be one word without a plus")

    def __str__(self) -> str:
        return f"{self.name}+{self.key_hash.hex()}+{base64.b64encode(self.kind + self.public_key).decode()}"

    @classmethod
    def read(cls, written: str) -> Self:
        """The key that is spelled so; `ValueError` for anything else, and for a key of another kind."""
        name, _, rest = written.partition("+")
        try:
            key = base64.b64decode(rest.partition("+")[2], validate=True)
        except (ValueError, binascii.Error):
            key = b""
        if len(key) == _KEY_LENGTH + 1 and key.startswith(cls.kind):
            found = cls(name, key[1:])
            if str(found) == written:
                return found
        raise ValueError(f"this is not a verifier key of type 0x{cls.kind.hex()}")

    @property
    def key_hash(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + self.kind + self.public_key).digest()[:_HASH_LENGTH]

    def made(self, signature: Signature) -> bool:
        """Whether this key says to have made it."""
        return (signature.name, signature.key_hash) == (self.name, self.key_hash)

    def signed(self, message: str, signature: bytes) -> bool:
        """Whether these 64 bytes are this key's signature under `message`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Verifier(VerifierKey):
    """Who signs a log: enough to read its notes."""

    kind = b"\x01"

    def open(self, note: str) -> str:
        """The signed text of `note`; `BadNote` unless this key signed it. Signatures by others are left aside."""
        text, signatures = parted(note)
        ours = [signature for signature in signatures if self.made(signature)]
        if not ours:
            raise BadNote(f"{self.name} did not sign this")
        if not all(self.signed(text, signature.value) for signature in ours):
            raise BadNote(f"the signature of {self.name} does not hold")
        return text

    def leads(self, note: str) -> bool:
        """Whether the first signature under `note` is this key's, and holds: where two keys signed, the first one goes on."""
        try:
            text, (first, *_) = parted(note)
        except BadNote:
            return False
        return self.made(first) and self.signed(text, first.value)


@dataclass(frozen=True)
class Signer:
    """A name and a private key: writes notes."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: str, *others: "Signer") -> str:
        """`text` as a note, signed by this key first and by `others` after it; it must end in a newline."""
        if not text.endswith("\n"):
            raise ValueError("the text of a note ends in a newline")
        return f"{text}\n" + "".join(signer._line(text) for signer in (self, *others))  # noqa: SLF001 - its own kind

    def _line(self, text: str) -> str:
        signature = self.verifier.key_hash + self.private_key.sign(text.encode())
        return f"{_DASH}{self.name} {base64.b64encode(signature).decode()}\n"
