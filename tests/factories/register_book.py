"""A downloaded register, written as docs/register-formats.md says: with neither the portal's tree nor that of verify.py."""

import base64
import json
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gemportal.register.canonical import canonical

ORIGIN = "gemportal.example/register"
OPENS = datetime(2026, 11, 2, 8, tzinfo=UTC)
MANY = 1000


def key(seed: int) -> Ed25519PrivateKey:
    """The same key each time."""
    return Ed25519PrivateKey.from_private_bytes(sha256(bytes([seed])).digest())


def spelled(private: Ed25519PrivateKey, name: str = ORIGIN) -> str:
    """The verifier key: `name+hash+key`."""
    public = b"\x01" + private.public_key().public_bytes_raw()
    mark = sha256(name.encode() + b"\n" + public).hexdigest()[:8]
    return f"{name}+{mark}+{base64.b64encode(public).decode()}"


def signed(text: str, *keys: Ed25519PrivateKey, name: str = ORIGIN) -> str:
    """A note over `text`, signed by each of these."""
    lines = []
    for private in keys:
        mark = bytes.fromhex(spelled(private, name).split("+")[1])
        lines.append(f"\N{EM DASH} {name} {base64.b64encode(mark + private.sign(text.encode())).decode()}\n")
    return f"{text}\n{''.join(lines)}"


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, in its own words; `leaves` are hashed already."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256().digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:])).digest()


def place(number: int) -> str:
    """1234067 is `x001/x234/067`."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03}")
    return "/".join(groups)


@dataclass
class Book:
    """A register that is still being written. `signer` signs its checkpoints."""

    signer: Ed25519PrivateKey = field(default_factory=lambda: key(1))
    origin: str = ORIGIN
    entries: list[bytes] = field(default_factory=list)
    parts: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)

    @property
    def verifier(self) -> str:
        return spelled(self.signer, self.origin)

    def copy(self) -> "Book":
        """One to forge: what is done to it leaves this one alone."""
        other = copy(self)
        other.entries, other.parts, other.documents = list(self.entries), dict(self.parts), dict(self.documents)
        return other

    def add(
        self,
        act: str,
        subject: str,
        data: Mapping[str, Any],
        *,
        org: str | None = None,
        part: Any = None,
        public: bool = True,
    ) -> int:
        """Append an entry a second after the one before it; gives its index."""
        index = len(self.entries)
        entry = {"v": 1, "i": index, "at": _moment(index), "act": act, "org": org, "office": None, "subject": subject}
        entry["data"] = dict(data)
        if part is not None:
            salt, body = sha256(b"salt %d" % index).digest(), canonical(part)
            entry["private"] = sha256(salt + body).hexdigest()
            if public:
                self.parts[index] = salt, body
        self.entries.append(canonical(entry))
        return index

    def fill(self, size: int) -> "Book":
        """Append small entries until there are so many; written by hand, since there may be a great many. The first have a part."""
        for index in range(len(self.entries), size):
            private = ""
            if index < MANY:
                salt, body = sha256(b"salt %d" % index).digest(), b'{"reason":"Meer tijd, co\xc3\xb6peratief"}'
                self.parts[index] = salt, body
                private = f'"private":"{sha256(salt + body).hexdigest()}",'
            self.entries.append(
                f'{{"act":"settings:change","at":"{_moment(index)}","data":{{"from":14,"to":{index}}},"i":{index},'
                f'"office":"coordinator","org":null,{private}"subject":"willingness_days","v":1}}'.encode()
            )
        return self

    def rotate(self, to: Ed25519PrivateKey, *, by: Ed25519PrivateKey | None = None) -> int:
        """Hand the register over to another key. `by` signs that: the key until now, unless somebody cheats."""
        index, new = len(self.entries), spelled(to, self.origin)
        note = signed(f"gemportal key rotation\n{self.origin}\n{new}\n{index}\n", by or self.signer, name=self.origin)
        self.add("register:rotate-key", "register", {"from": self.verifier, "to": new, "note": note})
        self.signer = to
        return index

    def change(self, index: int, **values: Any) -> None:
        """Write another entry in the place of this one."""
        self.entries[index] = canonical({**json.loads(self.entries[index]), **values})

    def leaves(self, size: int | None = None) -> list[bytes]:
        return [sha256(b"\x00" + entry).digest() for entry in self.entries[:size]]

    def checkpoint(self, size: int | None = None, *keys: Ed25519PrivateKey) -> str:
        """The signed checkpoint over the first `size` entries, over all of them by default."""
        leaves = self.leaves(size)
        root = base64.b64encode(tree_hash(leaves)).decode()
        return signed(f"{self.origin}\n{len(leaves)}\n{root}\n", *(keys or (self.signer,)), name=self.origin)

    def write(self, folder: Path, size: int | None = None) -> Path:
        """Write the first `size` entries and all that goes with them; gives the folder."""
        files = {"checkpoint": self.checkpoint(size).encode()} | self.documents
        bundles = [len(entry).to_bytes(2, "big") + entry for entry in self.entries[:size]]
        row, level = self.leaves(size), 0
        files |= _tiles("tile/entries", bundles)
        while row:
            files |= _tiles(f"tile/{level}", row)
            row = [tree_hash(row[at : at + 256]) for at in range(0, len(row) - 255, 256)]
            level += 1
        for number in range(-(-len(bundles) // 256)):
            files[f"parts/{place(number)}"] = b"".join(
                json.dumps({"i": index, "part": body.decode(), "salt": salt.hex()}).encode() + b"\n"
                for index, (salt, body) in sorted(self.parts.items())
                if index // 256 == number and index < len(bundles)
            )
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder


def _moment(index: int) -> str:
    return (OPENS + timedelta(seconds=index)).isoformat().replace("+00:00", "Z")


def _tiles(kind: str, things: Sequence[bytes]) -> dict[str, bytes]:
    """256 things in a file; the last one names how many it holds, unless it is full."""
    found = {}
    for first in range(0, len(things), 256):
        chunk = things[first : first + 256]
        width = "" if len(chunk) == 256 else f".p/{len(chunk)}"
        found[f"{kind}/{place(first // 256)}{width}"] = b"".join(chunk)
    return found
