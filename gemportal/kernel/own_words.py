"""What the portal itself gives as a reason, where else a person writes one.

It is kept in Dutch, the cooperative's language, whoever causes it: the register tells it again in the same words. Who reads it
on a page reads it in the language of the page. What people wrote stays as they wrote it.
"""

import re

from gemportal.kernel.words import Message

_VALUE = re.compile(r"%\\\((\w+)\\\)s")
_known: list[tuple[re.Pattern[str], Message]] = []


class OwnWords:
    """One such sentence. Its values are words without spaces, such as a number."""

    def __init__(self, sentence: Message) -> None:
        self._sentence = sentence
        pattern = _VALUE.sub(r"(?P<\1>\\S+)", re.escape(sentence.singular))
        _known.append((re.compile(pattern), sentence))

    def kept(self, **values: object) -> str:
        """The sentence as it is kept."""
        return self._sentence.singular % values


def as_read(text: str | None) -> str | None:
    """What was kept, for whoever reads it now: the portal's own words in their language, and a person's as they are."""
    for pattern, sentence in _known:
        if found := pattern.fullmatch(text or ""):
            return str(Message(sentence.singular, None, found.groupdict()))
    return text
