"""Enumerations whose members carry the words that pages show for them."""

from enum import StrEnum
from typing import Self

from gemportal.kernel.words import Message

# Members always name theirs; the default is there for looking a member up by its value, `Role("lead")`.
_UNNAMED = Message("")


class Labelled(StrEnum):
    """A member is its value, kept and compared as such, with a label: `LEAD = "lead", _l("trekker")`."""

    _value_: str
    label: Message

    def __new__(cls, value: str, label: Message = _UNNAMED) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Status(StrEnum):
    """A state, with its label and the tone of its badge: `OPEN = "open", _l("oproep open"), "open"`.

    Tones are those of the badge component: neutral, open, busy, done and stopped.
    """

    _value_: str
    label: Message
    tone: str

    def __new__(cls, value: str, label: Message = _UNNAMED, tone: str = "neutral") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.tone = tone
        return member


class Explained(StrEnum):
    """Something to choose, with its label and a sentence on what choosing it means."""

    _value_: str
    label: Message
    explanation: Message

    def __new__(cls, value: str, label: Message = _UNNAMED, explanation: Message = _UNNAMED) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.explanation = explanation
        return member
