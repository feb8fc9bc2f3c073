"""What the public sees of two houses, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gemportal.register.canonical import normal
from gemportal.register.replaying.telling import SHOWS, Shown

State = Mapping[tuple[str, str], Shown]


@dataclass(frozen=True)
class Unlike:
    """Of `key` (its first word is a subject) the rows say something else than the register does."""

    key: str
    sentence: str


def public_state() -> State:
    """All that the public sees of the rows of the present house, by (name of what it is, key)."""
    return {(name, key): normal(values) for name, shown in SHOWS.items() for key, values in shown()}


def differences(kept: State, rebuilt: State) -> Iterator[Unlike]:
    """Where the rows that are `kept` say something else than those that were `rebuilt` from the register."""
    for name, key in sorted(kept.keys() | rebuilt.keys()):
        here, there = kept.get((name, key)), rebuilt.get((name, key))
        if here is None:
            yield Unlike(key, f"{name} of {key} is gone: the register tells of it")
        elif there is None:
            yield Unlike(key, f"{name} of {key} was never recorded: the register does not tell of it")
        elif here != there:
            unlike = sorted(field for field in here.keys() | there.keys() if here.get(field) != there.get(field))
            yield Unlike(key, f"{name} of {key} differs from what the register tells: {', '.join(unlike)}")
