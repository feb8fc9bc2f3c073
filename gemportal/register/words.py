"""What the register shows but does not know: names of organisations, and where a subject has its page.

Rooms above it hand these in when the application is wired.
"""

import re
from collections.abc import Callable, Iterable

from gemportal.kernel.acts import ACTS
from gemportal.kernel.words import Message

Namer = Callable[[Iterable[str | None]], dict[str, str]]
Address = Callable[[str], str]

_KIND = re.compile(r"[A-Z]+(?=-?\d)")


def _nameless(codes: Iterable[str | None]) -> dict[str, str]:
    return {}


_namer: Namer = _nameless
_addresses: dict[str, Address] = {}


def name_organisations_with(namer: Namer) -> None:
    """Let `namer(codes)` answer the names of organisations by code, in one query."""
    global _namer  # noqa: PLW0603 - wired once, at start
    _namer = namer


def organisation_names(codes: Iterable[str | None]) -> dict[str, str]:
    """The names of these organisations, by code."""
    return _namer(codes)


def show_subjects_at(kind: str, address: Address) -> None:
    """Let subjects of `kind` lead to the page at `address(subject)`.

    The kind is what the subject begins with: `I` for `I-2026-001`, `GM` for `GM0193`. Any other subject, such as
    a key of the settings, is its own kind.
    """
    _addresses[kind] = address


def address_of(subject: str) -> str | None:
    """The address of the subject's own page; None when no room has one. Only within a request."""
    kind = _KIND.match(subject)
    address = _addresses.get(kind.group() if kind else subject)
    return address(subject) if address else None


def act_in_words(name: str) -> Message:
    """The act as people say it; an act that no longer exists keeps its name."""
    act = ACTS.get(name)
    return act.label if act else Message(name)
