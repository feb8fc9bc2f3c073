"""Comparisons of the domain's rows with the register, handed in by the rooms that own the rows."""

from collections.abc import Callable, Iterable

Check = Callable[[], Iterable[tuple[int, str]]]

CHECKS: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Let `verify` run `check()` under `name`. It yields (index of the entry, sentence) for each row that differs."""
    CHECKS[name] = check
