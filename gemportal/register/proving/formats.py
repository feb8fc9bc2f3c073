"""How places, bundles, parts and proofs are spelled: c2sp.org/tlog-tiles, c2sp.org/tlog-proof, and a line of JSON for a part."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

FULL = 256

_PLACE = re.compile(r"((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True)
class Place:
    """Which tile of a level, and how wide it is: `x001/067.p/12` is the first 12 of tile 1067."""

    index: int
    width: int = FULL

    @property
    def first(self) -> int:
        """Where, on its level, the first thing in this tile stands."""
        return self.index * FULL

    def __str__(self) -> str:
        digits = f"{self.index:03}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
        path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        return path if self.width == FULL else f"{path}.p/{self.width}"

    @classmethod
    def read(cls, path: str) -> "Place":
        """The place that `path` spells; `ValueError` for any other spelling than the one way to write it."""
        found = _PLACE.fullmatch(path)
        if found is None:
            raise ValueError(f"{path!r} is no place of a tile")
        place = cls(int(re.sub("[x/]", "", found[1])), int(found[2] or FULL))
        if place.width > FULL or str(place) != path:
            raise ValueError(f"{path!r} is written {str(place)!r}")
        return place


def bundle(entries: Iterable[bytes]) -> bytes:
    """The entries one after the other, each with its length in two bytes before it."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def part_line(index: int, salt: bytes, part: bytes) -> str:
    """One part as a line of JSON, in ASCII, in which the part is a text: its exact bytes come across, however lines are split."""
    return json.dumps({"i": index, "part": part.decode(), "salt": salt.hex()}, separators=(",", ":")) + "\n"


def tlog_proof(index: int, hashes: Iterable[bytes], checkpoint: str) -> str:
    """That entry `index` is in the log of this checkpoint, in a text that holds without the portal."""
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *(b64encode(value).decode() for value in hashes)]
    return "\n".join(lines) + f"\n\n{checkpoint}"
