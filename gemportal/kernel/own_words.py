"""What the portal itself gives as a reason, where else a person writes one; and why it refused.

It is kept in Dutch, the cooperative's language, whoever causes it: the register tells it again in the same words. Who reads it
on a page reads it in the language of the page. What people wrote stays as they wrote it.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from gemportal.kernel.errors import Refusal
from gemportal.kernel.words import Message, in_language

_VALUE = re.compile(r"%\\\((\w+)\\\)s")
_known: list[tuple[re.Pattern[str], Message]] = []

# So much of a sentence is its own, at least, where its values may be anything: with less it would be found in other sentences.
_OWN = 8
# Where one sentence ends and another begins.
_BETWEEN = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_WITHIN = r"(?:(?![.!?] [A-Z]).)+"


def _pattern(sentence: str, value: str, last: str | None = None) -> re.Pattern[str]:
    """What the sentence looks like with its values in it, and `last` for one at its end; one that stands twice is the same."""
    named: set[str] = set()

    def group(found: re.Match[str]) -> str:
        first = found[1] not in named
        named.add(found[1])
        kind = last if last and found.end() == len(found.string) else value
        return f"(?P<{found[1]}>{kind})" if first else f"(?P={found[1]})"

    return re.compile(_VALUE.sub(group, re.escape(sentence)))


class OwnWords:
    """One such sentence. Its values are words without spaces, such as a number."""

    def __init__(self, sentence: Message) -> None:
        self._sentence = sentence
        _known.append((_pattern(sentence.singular, r"\S+"), sentence))

    def kept(self, **values: object) -> str:
        """The sentence as it is kept."""
        return self._sentence.singular % values


def as_read(text: str | None) -> str | None:
    """What was kept, for whoever reads it now: the portal's own words in their language, and a person's as they are."""
    for pattern, sentence in _known:
        if found := pattern.fullmatch(text or ""):
            return str(Message(sentence.singular, None, found.groupdict()))
    return text


def kept_refusal(refusal: Refusal) -> str:
    """Why something was refused, as it is kept."""
    with in_language("nl"):
        return str(refusal)


Sentences = Callable[[], Iterable[str]]
_sentences: Sentences = tuple


def find_sentences_in(sentences: Sentences) -> None:
    """Let a refusal that was kept be known again among `sentences()`: all that the portal can say, in Dutch, each once."""
    global _sentences  # noqa: PLW0603 - one process has one catalogue, chosen once at start
    _sentences = sentences
    _whole.cache_clear()
    _with_values.cache_clear()


@cache
def _whole() -> frozenset[str]:
    return frozenset(_sentences())


@cache
def _with_values() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences with values, those that say most by themselves first."""
    own = {sentence: len(re.sub(r"%\(\w+\)s", "", sentence)) for sentence in _whole() if "%(" in sentence}
    ordered = sorted(own, key=lambda sentence: (-own[sentence], sentence))
    return tuple((_pattern(sentence, _WITHIN, ".+"), sentence) for sentence in ordered if own[sentence] >= _OWN)


def refusal_as_read(text: str) -> str:
    """A refusal that was kept, for whoever reads it now. One that the portal does not know any more stays as it was kept.

    Only the portal writes these: of a text by people one could not say that it is a sentence of the portal.
    """
    ends = [len(text), *(found.start() for found in reversed([*_BETWEEN.finditer(text)]))]
    for end in ends:
        told = _told(text[:end])
        if told is not None:
            rest = text[end:].strip()
            return f"{told} {refusal_as_read(rest)}" if rest else told
    return text


def _told(text: str) -> str | None:
    """One text of the catalogue, with its values, which can be words of the portal too, such as a state."""
    if text in _whole():
        return str(Message(text))
    for pattern, sentence in _with_values():
        if found := pattern.fullmatch(text):
            values = {name: refusal_as_read(value) for name, value in found.groupdict().items()}
            return str(Message(sentence, None, values))
    return None
