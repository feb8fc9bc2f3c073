"""What is asked of somebody: the lines of /mijn, which every room answers for its own part.

A room answers of several actors at once, so that the letters to many ask it no more than the page of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gemportal.kernel import clock
from gemportal.kernel.actor import Actor
from gemportal.kernel.words import Message


@dataclass(frozen=True)
class Asked:
    """One thing for `actor` to do: `what` says it as a verb phrase, `title` what it is about, `until` by when (None: any time)."""

    actor: Actor
    what: Message
    title: str | Message
    endpoint: str
    values: Mapping[str, object] = field(default_factory=dict)
    until: datetime | None = None

    @property
    def last_day(self) -> datetime | None:
        """A moment on the last day that counts: the deadline itself is the first moment outside."""
        return clock.just_before(self.until) if self.until else None
