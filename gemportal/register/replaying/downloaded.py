"""A log that was downloaded: a folder laid out as the register's addresses are. Nothing in it is trusted before it was checked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gemportal.register import merkle
from gemportal.register.log import digest
from gemportal.register.notes import BadNote, TreeHead, Verifier
from gemportal.register.proving.formats import FULL, Place
from gemportal.register.replaying.rebuilding import Logged

_LENGTH = 2


class Unreadable(Exception):
    """Something is missing in the folder, or is not what it should look like."""


class Untrue(Exception):
    """Something in the folder does not hold: it was not signed, or is not what was signed."""


@dataclass(frozen=True)
class Download:
    """A downloaded log whose checkpoint was signed, and whose entries are those that it was signed over."""

    folder: Path
    note: str
    head: TreeHead

    @classmethod
    def checked(cls, folder: Path, verifier: Verifier) -> "Download":
        """The log in `folder`, once its checkpoint and its root were checked. Raises `Unreadable` or `Untrue`."""
        note = _text(folder / "checkpoint")
        try:
            head = TreeHead.read(verifier.open(note))
        except BadNote as error:
            raise Untrue(f"the checkpoint does not hold: {error}") from error
        if head.origin != verifier.name:
            raise Untrue(f"the checkpoint is about {head.origin}, not {verifier.name}")
        found = cls(folder, note, head)
        edge: dict[int, bytes] = {}
        for index, body in enumerate(found._bodies()):
            for level, _, value in merkle.appended(index, merkle.leaf_hash(body), lambda level, _: edge.pop(level)):
                node = level, value
            edge[node[0]] = node[1]
        if merkle.root(head.size, lambda level, _: edge[level]) != head.root:
            raise Untrue("the entries are not those that the checkpoint was signed over")
        return found

    def log(self) -> Iterator[Logged]:
        """Every entry from the first, each with the part that everybody may see. Raises `Unreadable` or `Untrue` on the way."""
        for start in range(0, self.head.size, FULL):
            parts = self._parts(start // FULL)
            for index, body in enumerate(self._bundle(start // FULL), start):
                salt, part = parts.pop(index, (None, None))
                if salt is not None and part is not None and digest(salt, part) != _private(body):
                    raise Untrue(f"the part of entry {index} is not the one that was entered")
                yield Logged(body, salt, part)
            # Beyond the checkpoint may stand what was appended while the log was downloaded.
            if any(index < self.head.size for index in parts):
                raise Unreadable(f"parts/{Place(start // FULL)} holds parts of other entries")

    def _bodies(self) -> Iterator[bytes]:
        for number in range((self.head.size + FULL - 1) // FULL):
            yield from self._bundle(number)

    def _bundle(self, number: int) -> list[bytes]:
        width = min(self.head.size - number * FULL, FULL)
        path = self.folder / "tile/entries" / str(Place(number, width))
        raw, bodies = _bytes(path), []
        while raw:
            end = _LENGTH + int.from_bytes(raw[:_LENGTH], "big")
            if len(raw) < end:
                raise Unreadable(f"{path} breaks off in the middle of an entry")
            bodies.append(raw[_LENGTH:end])
            raw = raw[end:]
        if len(bodies) != width:
            raise Unreadable(f"{path} holds {len(bodies)} entries, and should hold {width}")
        return bodies

    def _parts(self, number: int) -> dict[int, tuple[bytes, bytes]]:
        path = self.folder / "parts" / str(Place(number))
        try:
            lines = [json.loads(line) for line in _text(path).splitlines()]
            return {line["i"]: (bytes.fromhex(line["salt"]), line["part"].encode()) for line in lines}
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise Unreadable(f"{path} does not hold parts, one on each line: {error!r}") from error


def _private(body: bytes) -> object:
    try:
        content = json.loads(body)
    except ValueError:
        return None
    return content.get("private") if isinstance(content, dict) else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not text") from error
