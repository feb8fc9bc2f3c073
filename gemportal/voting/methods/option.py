"""An option of a vote."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Option:
    """Something one can vote for. `cost` is in whole euros; `excludes` names options that cannot be chosen beside it."""

    id: str
    title: str
    cost: int | None = None
    excludes: tuple[str, ...] = ()


Options: TypeAlias = Sequence[Option]


def look(title: str) -> str:
    """What a reader tells titles apart by: not capitals, not white space, not signs that are not to be seen; empty where there is
    nothing to see.
    """
    seen = "".join(
        sign for sign in unicodedata.normalize("NFKC", title) if unicodedata.category(sign) not in ("Cc", "Cf")
    )
    return " ".join(seen.casefold().split())
