"""What a rotation says, and when it holds. As written down in docs/register-formats.md: verifiers of others rely on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gemportal.register.notes import BadNote, Signer, Verifier

ROTATE = "register:rotate-key"
SUBJECT = "register"


@dataclass(frozen=True)
class Rotation:
    """Entry `index` says that `new` signs after `old`; `note` is that same statement, signed by `old`."""

    index: int
    old: Verifier
    new: Verifier
    note: str

    @classmethod
    def by(cls, old: Signer, new: Verifier, index: int) -> "Rotation":
        """The rotation that `old` vouches for."""
        return cls(index, old.verifier, new, old.sign(statement(new, index)))

    @classmethod
    def read(cls, index: int, data: Mapping[str, Any]) -> "Rotation":
        """The rotation that an entry holds; `BadNote` unless the old key signed just this."""
        try:
            found = cls(index, Verifier.read(data["from"]), Verifier.read(data["to"]), data["note"])
            text = found.old.open(found.note)
        except (KeyError, AttributeError, TypeError, ValueError) as error:
            raise BadNote(f"the new key is not vouched for by the old one: {error}") from None
        if text != statement(found.new, index) or found.old.name != found.new.name:
            raise BadNote("the old key vouched for something else")
        return found

    @property
    def data(self) -> dict[str, str]:
        """What the entry holds."""
        return {"from": str(self.old), "to": str(self.new), "note": self.note}


def statement(new: Verifier, index: int) -> str:
    """What the old key signs."""
    return f"gemportal key rotation\n{new.name}\n{new}\n{index}\n"
