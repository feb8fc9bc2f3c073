"""Comparisons with the register of what nobody outside sees, handed in by the rooms that keep it.

What the public sees is compared with what the register tells anew (`replaying`); these are for stores of which the register
holds only a digest.
"""

from collections.abc import Callable, Iterable

Check = Callable[[], Iterable[tuple[int, str]]]

CHECKS: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Let `verify` run `check()` under `name`. It yields (index of the entry, sentence) for each row that differs."""
    CHECKS[name] = check
