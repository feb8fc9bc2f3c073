"""The keys of the settings: declared by the rooms that use them, once, when they are imported."""

from dataclasses import dataclass

from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import Message, _l


@dataclass(frozen=True)
class Setting:
    """One number of the cooperative. `unit` is how it reads after the number: "dagen", "organisaties"."""

    key: str
    label: Message
    unit: Message
    default: int
    minimum: int
    maximum: int

    def check(self, value: int) -> int:
        """`value`, or a sentence that names the bounds."""
        if not self.minimum <= value <= self.maximum:
            raise RuleBroken(_l("Kies een getal van %(low)s tot en met %(high)s.", low=self.minimum, high=self.maximum))
        return value


KEYS: dict[str, Setting] = {}


def setting(key: str, label: Message, unit: Message, default: int, minimum: int, maximum: int) -> Setting:
    """Declare a setting; the room that declares it is the one that reads it."""
    KEYS[key] = declared = Setting(key, label, unit, default, minimum, maximum)
    return declared


def known(key: str) -> Setting:
    """The setting under `key`; NotFound when no room declared it."""
    if key not in KEYS:
        raise NotFound
    return KEYS[key]
