"""The one spelling of an entry: RFC 8785 canonical JSON, with strings in NFC and no numbers but integers."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical(value: Mapping[str, Any]) -> bytes:
    """`value` as bytes that are the same wherever and whenever they are made.

    Raises `TypeError` for what is not text, integer, truth value, list or mapping: a float above all, since no two
    languages need agree on how one is written.
    """
    return rfc8785.dumps(normal(value))


def normal(value: Any) -> Any:
    """The same value, in the plain types of JSON and with its strings in NFC."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        # An enum that is a string is written as its plain value.
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("the register names its values with text only")
        return {unicodedata.normalize("NFC", str(key)): normal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    raise TypeError(f"{value!r} cannot be written in the register: it is a {type(value).__name__}")
