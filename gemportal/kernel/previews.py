"""What somebody was shown before they confirm it: a seal that goes along with the page, so that nothing need be kept here.

It holds for the same text with the same outcome, for the person who saw it, for the same act, and for a few hours.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from gemportal.kernel import clock
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.sealing import BrokenSeal, seal, unseal
from gemportal.kernel.words import _l

LASTS = timedelta(hours=4)


def sealed(act: str, actor: Actor, text: str, lines: Iterable[int]) -> str:
    """The seal on a preview of `text`, of which these lines would be carried out by the act of this name."""
    content = {"until": (clock.now() + LASTS).isoformat(), "shown": _digest(text, lines)}
    return seal(_purpose(act, actor), json.dumps(content).encode()).decode()


def check(act: str, actor: Actor, text: str, lines: Iterable[int], token: str) -> None:
    """Pass when this is what the actor was shown; RuleBroken when they were shown something else, or too long ago."""
    try:
        content = json.loads(unseal(_purpose(act, actor), token.encode()))
    except BrokenSeal:
        content = {}
    if content.get("shown") != _digest(text, lines):
        raise RuleBroken(_l("Dit is niet meer wat u hebt bekeken. Kijk het opnieuw na, en bevestig het dan."))
    if datetime.fromisoformat(content["until"]) < clock.now():
        raise RuleBroken(_l("U hebt dit te lang geleden bekeken. Kijk het opnieuw na, en bevestig het dan."))


def _purpose(act: str, actor: Actor) -> str:
    return f"preview of {act} by {actor.person_id}"


def _digest(text: str, lines: Iterable[int]) -> str:
    return hashlib.sha256(json.dumps([text, sorted(lines)]).encode()).hexdigest()
