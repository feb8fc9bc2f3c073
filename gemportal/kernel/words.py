"""Texts for people, marked where they are written and translated where they are shown.

Rules and policy tables hold sentences for users, yet know nothing of the web or of languages. They hold a
`Message`: the Dutch sentence with its values. Turning it into text asks the speaker that the web frame installed;
without one (a tally recounted offline) the Dutch sentence itself is the text.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

# Takes the singular, the plural and the count that chooses between them, and what fills the sentence.
Speaker = Callable[..., str]


def plain(singular: str, plural: str | None, count: int, **values: Any) -> str:
    """The Dutch sentence itself."""
    text = plural if plural is not None and count != 1 else singular
    return text % values if values else text


_speaker: Speaker = plain


def speak_through(speaker: Speaker) -> None:
    """Let every message be turned into text by `speaker(singular, plural, count, **values)`."""
    global _speaker  # noqa: PLW0603 - one process speaks through one translator, chosen once at start
    _speaker = speaker


Switcher = Callable[[str], AbstractContextManager[Any]]


def _only_dutch(language: str) -> AbstractContextManager[Any]:
    return nullcontext()


_switcher: Switcher = _only_dutch


def switch_through(switcher: Switcher) -> None:
    """Let `in_language` switch the translator through `switcher`."""
    global _switcher  # noqa: PLW0603 - the same: chosen once at start
    _switcher = switcher


def in_language(language: str) -> AbstractContextManager[Any]:
    """Turn messages into text of this language (`nl` or `en`) meanwhile: for letters, whoever causes them."""
    return _switcher(language)


@dataclass(frozen=True)
class Message:
    """A sentence with its values, in Dutch, not yet in anybody's language. Compares by content.

    A whole number among the values is an amount, and is read with its thousands apart; what only looks like one is a text.
    """

    singular: str
    plural: str | None = None
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        shown = {name: apart(value) if type(value) is int else value for name, value in self.values.items()}
        return _speaker(self.singular, self.plural, self.values.get("n"), **shown)

    def of(self, **values: Any) -> "Message":
        """This sentence with these values; `n` is the count of a counted noun."""
        return replace(self, values=values)


def _l(sentence: str, **values: Any) -> Message:
    """Mark `sentence` for translation; `%(name)s` in it is filled from `values` when it is shown."""
    return Message(sentence, None, values)


def _ln(singular: str, plural: str, n: int, **values: Any) -> Message:
    """Like `_l`, for a counted noun; `%(n)s` in both sentences is the count."""
    return Message(singular, plural, {"n": n, **values})


# How this language writes a thousand: the sign between the digits is read from here.
_THOUSAND = _l("1.000")


def apart(number: int) -> str:
    """The number with its thousands apart."""
    return f"{number:,}".replace(",", str(_THOUSAND)[1])
