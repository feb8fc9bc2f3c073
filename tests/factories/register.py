"""Entries for tests of the register itself, which knows no domain and so has no acts of its own."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import ACTS, act, under_ground
from gemportal.kernel.holding import Holds
from gemportal.kernel.words import Message
from gemportal.register.log import record

CLOCK = clock_for("trial:rule")


class Anything(Holds):
    """The entry of an act that these tests try things with."""

    def check(self, data: Iterable[str], part: Iterable[str]) -> None:
        """Pass."""


ANYTHING, ANYTHING_SEALED = Anything(), Anything(opens_later=True)


def trial(name: str, *, holds: Holds | None = ANYTHING) -> Callable[[Any], Any]:
    """An act for these tests only: taken off the list at once, since it is no part of the product."""

    def decorate(function: Any) -> Any:
        made = act(name, Message("probeert iets"), holds=holds)(function)
        del ACTS[name]
        return made

    return decorate


@trial("trial:write")
def write(actor: Actor, subject: str = "I-2026-001", data: Mapping[str, Any] | None = None, **options: Any) -> int:
    return record(subject, data or {}, **options)


@trial("trial:write-sealed", holds=ANYTHING_SEALED)
def write_sealed(actor: Actor, part: Mapping[str, Any]) -> int:
    return record("I-2026-001", {}, private=part)


@trial("trial:cause")
def cause(actor: Actor, *, ground: str | None = None) -> int:
    index = record("I-2026-001", {})
    if ground:
        under_ground(ground, write, actor, "G-2026-001")
    else:
        write(actor, "G-2026-001")
    return index
