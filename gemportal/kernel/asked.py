"""What is asked of somebody: the lines of /mijn, which every room answers for its own part.

A room answers of several actors at once, so that the letters to many ask it no more than the page of one.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from gemportal.kernel import clock, policy
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


Ask = Callable[..., list[Asked]]
Whom = TypeVar("Whom", bound=Collection[Any])


def asks(whom: Callable[[Collection[Actor]], Whom]) -> Callable[[Callable[[Whom], list[Asked]]], Ask]:
    """Ask something of those among the actors whom `whom` finds; where it finds nobody, nothing is asked or looked up."""

    def decorate(ask: Callable[[Whom], list[Asked]]) -> Ask:
        @wraps(ask)
        def asked_of(*actors: Actor) -> list[Asked]:
            found = whom(actors)
            return ask(found) if found else []

        return asked_of

    return decorate


def who_could(permission: str) -> Callable[[Collection[Actor]], list[Actor]]:
    """Those whom some clause for this permission names, whatever the subject."""
    return lambda actors: [actor for actor in actors if policy.could(actor, permission)]
