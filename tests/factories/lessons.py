"""Lessons that members learned by themselves."""

from typing import Any

from gemportal.sharing import acts
from gemportal.sharing.rules import Domain, LessonKind, Source, Wording
from tests.factories.members import ZWOLLE, representative
from tests.support.house import House


def wording(**changes: Any) -> Wording:
    """What a lesson says."""
    values = {
        "title": "Tel eerst de melders",
        "text": "Wij bouwden voor honderd melders.\n\nHet waren er negen.",
        "kind": LessonKind.SURPRISE,
        "domain": Domain.PUBLIC_SPACE,
    }
    return Wording(**values | changes)


def shared(house: House, code: str = ZWOLLE, **changes: Any) -> str:
    """A lesson of an organisation's own practice; its number."""
    return house.perform(acts.share_lesson, representative(house, code), wording(**changes), Source((code,)))
