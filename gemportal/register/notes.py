"""Checkpoints as signed notes, in the formats that tools nobody here wrote can read.

The formats are those of c2sp.org/tlog-checkpoint (what is signed) and c2sp.org/signed-note (how: Ed25519, type 0x01).
"""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
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
        if not text.startswith(head.text) or len(head.root) != sha256().digest_size:
            raise BadNote("this is not a checkpoint")
        return head


@dataclass(frozen=True)
class Verifier:
    """A name and a public key: enough to read notes. Written as `name+hash+key`, the way verifiers take it."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or any(letter.isspace() for letter in self.name):
            raise ValueError(f"{self.name!r} cannot name a key: it must be one word without a plus")

    def __str__(self) -> str:
        return f"{self.name}+{self.key_hash.hex()}+{base64.b64encode(_ED25519 + self.public_key).decode()}"

    @classmethod
    def read(cls, written: str) -> "Verifier":
        """The key that is spelled so; `ValueError` for anything else."""
        name, _, rest = written.partition("+")
        try:
            key = base64.b64decode(rest.partition("+")[2], validate=True)
        except (ValueError, binascii.Error):
            key = b""
        if len(key) == len(_ED25519) + 32 and key.startswith(_ED25519):
            found = cls(name, key[1:])
            if str(found) == written:
                return found
        raise ValueError("this is not a verifier key of type 0x01")

    @property
    def key_hash(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public_key).digest()[:4]

    def open(self, note: str) -> str:
        """The signed text of `note`; `BadNote` unless this key signed it. Signatures by others are left aside."""
        text, separator, signatures = note.rpartition("\n\n")
        if not separator or not signatures.endswith("\n"):
            raise BadNote("a signed note ends in a blank line and its signatures")
        text += "\n"
        ours = [signature for signature in map(self._signature, signatures[:-1].split("\n")) if signature]
        if not ours:
            raise BadNote(f"{self.name} did not sign this")
        key = Ed25519PublicKey.from_public_bytes(self.public_key)
        for signature in ours:
            try:
                key.verify(signature, text.encode())
            except InvalidSignature:
                raise BadNote(f"the signature of {self.name} does not hold") from None
        return text

    def _signature(self, line: str) -> bytes | None:
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        try:
            decoded = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            decoded = b""
        if not line.startswith(_DASH) or not name or len(decoded) <= len(self.key_hash):
            raise BadNote("a line under this note is not a signature")
        ours = name == self.name and decoded.startswith(self.key_hash)
        return decoded[len(self.key_hash) :] if ours else None


@dataclass(frozen=True)
class Signer:
    """A name and a private key: writes notes."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """`text` as a signed note; it must end in a newline."""
        if not text.endswith("\n"):
            raise ValueError("the text of a note ends in a newline")
        signature = self.verifier.key_hash + self.private_key.sign(text.encode())
        return f"{text}\n{_DASH}{self.name} {base64.b64encode(signature).decode()}\n"
