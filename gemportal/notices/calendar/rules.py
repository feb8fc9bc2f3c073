"""One day in a calendar. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gemportal.kernel.words import Message


@dataclass(frozen=True)
class Marked:
    """A last day, or a day on which something falls: `uid` stays the same as long as it is about the same thing."""

    uid: str
    day: date
    what: Message
    title: str | Message
    subject: str
    endpoint: str
    values: Mapping[str, object]
