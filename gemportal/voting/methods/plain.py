"""From exact values to plain JSON: integers, strings, lists and maps; a fraction is the string "p/q"."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None


def plain(value: object) -> Json:
    """`value` as canonical JSON can hold it. A float is refused: no float may ever come near a vote."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no place in a tally")
