"""A choice of entries as an Atom feed (RFC 4287), with ids that stay (RFC 4151), whatever becomes of pages."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask import url_for

from gemportal.kernel.words import Message
from gemportal.register import words
from gemportal.register.queries import EntryLine
from gemportal.register.reading.rules import Choice

# Since when addresses of this portal are what they are: a tag names a day on which its host was the portal's.
_SINCE = date(2026, 1, 1)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """The latest entries of a choice, the newest first; `base` is where the portal stands. Only within a request.

    `of_kind` is the feed that goes by the name of a kind, and leaves out its voices.
    """

    base: str
    choice: Choice
    lines: list[EntryLine]
    of_kind: bool = False

    @property
    def title(self) -> Message | None:
        """The kind that is chosen; None where that is everything, or a choice of the reader's own."""
        return words.KINDS[self.choice.kind].label if self.of_kind else None

    @property
    def id(self) -> str:
        return self._tag(_SINCE, self._path)

    @property
    def address(self) -> str:
        return self.base + self._path

    @property
    def _path(self) -> str:
        if self.of_kind:
            return url_for("register.feed_of_kind", kind=self.choice.kind)
        return url_for("register.feed", **self.choice.address)

    @property
    def page(self) -> str:
        """The same choice as a page."""
        return self.base + url_for("register.index", **self.choice.address)

    def id_of(self, line: EntryLine) -> str:
        return self._tag(line.day, url_for("register.entry", index=line.index))

    @staticmethod
    def plain(text: object) -> str:
        """The text without the few signs that XML has no place for."""
        return _NOT_IN_XML.sub("", str(text))

    def entry_of(self, line: EntryLine) -> str:
        """The address of the entry, with its proof."""
        return self.base + url_for("register.entry", index=line.index)

    def page_of(self, line: EntryLine) -> str:
        """The address of what the entry is about; of the entry itself where that has no page."""
        address = words.address_of(line.subject)
        return self.base + address if address else self.entry_of(line)

    def _tag(self, day: date, path: str) -> str:
        # Each language is a text of its own, and so has ids of its own: its prefix is part of the path.
        return f"tag:{urlsplit(self.base).hostname},{day.isoformat()}:{path}"
