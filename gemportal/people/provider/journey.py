"""What a browser carries while somebody is away at the provider, and until they answer: in its session, sealed, for minutes.

Nothing of it stands in the database, so that whoever only begins leaves nothing behind. It is worth nothing in another
browser; each part is taken out before it is used, and a new session, as at signing in, keeps none of it.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask import session

from gemportal.kernel import clock
from gemportal.kernel.sealing import BrokenSeal, seal, unseal
from gemportal.people.provider.client import Secrets
from gemportal.people.provider.rules import AWAY, Identity
from gemportal.people.rules import new_token

_DEPARTURE, _ARRIVAL = "provider-departure", "provider-arrival"
# A cookie holds 4 kB; a longer address to return to is forgotten.
_LONGEST = 1000


@dataclass(frozen=True)
class Departure:
    """Somebody on their way to the provider.

    `root` is the language they read (`/en`), `onward` where they were going, `invitation` the digest of the one they hold, in
    hexadecimals, and `person_id` who they are already, when they came to link an account.
    """

    bound: Secrets
    root: str
    onward: str | None = None
    invitation: str | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Arrival:
    """Somebody whom the provider vouched for, and who has still to say yes here. Fields as in `Departure`."""

    identity: Identity
    onward: str | None = None
    invitation: str | None = None
    person_id: int | None = None

    @property
    def digest(self) -> bytes | None:
        return bytes.fromhex(self.invitation) if self.invitation else None


def depart(
    root: str, *, onward: str | None = None, invitation: bytes | None = None, person_id: int | None = None
) -> Departure:
    """Begin; an earlier departure of the same browser is forgotten."""
    kept = onward if onward and len(onward.encode()) <= _LONGEST else None
    departure = Departure(
        Secrets(new_token(), new_token(), new_token()), root, kept, invitation.hex() if invitation else None, person_id
    )
    _put(_DEPARTURE, asdict(departure))
    return departure


def departure() -> Departure | None:
    """Who is away, without ending it."""
    found = _look(_DEPARTURE)
    return Departure(**(found | {"bound": Secrets(**found["bound"])})) if found else None


def come_back() -> None:
    """End the departure: its state, nonce and verifier are spent."""
    session.pop(_DEPARTURE, None)


def arrive(identity: Identity, departure: Departure) -> None:
    """Remember whom the provider vouched for until they answer."""
    arrival = Arrival(identity, departure.onward, departure.invitation, departure.person_id)
    _put(_ARRIVAL, asdict(arrival))


def arrival() -> Arrival | None:
    """Who still has to answer."""
    found = _look(_ARRIVAL)
    return Arrival(**(found | {"identity": Identity(**found["identity"])})) if found else None


def answer() -> None:
    """Forget whom the provider vouched for: they answered."""
    session.pop(_ARRIVAL, None)


def _put(name: str, content: dict[str, Any]) -> None:
    written = json.dumps({"until": (clock.now() + AWAY).isoformat(), "content": content}, ensure_ascii=False)
    session[name] = seal(name, written.encode()).decode()


def _look(name: str) -> dict[str, Any] | None:
    try:
        read = json.loads(unseal(name, str(session.get(name, "")).encode()))
    except BrokenSeal:
        return None
    content: dict[str, Any] = read["content"]
    return content if clock.now() < datetime.fromisoformat(read["until"]) else None
