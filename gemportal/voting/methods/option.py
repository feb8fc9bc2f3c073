"""An option of a vote."""

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
