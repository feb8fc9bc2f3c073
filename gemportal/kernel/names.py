"""Names of people and of organisations, as the portal keeps them."""

import unicodedata

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

LONGEST_NAME = 120


def normal_name(text: str) -> str:
    """A name on one line with single spaces; nothing in it that is invisible or turns the line around.

    It stands in letters, among words of ours: whoever gives a name adds no line to them.
    """
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or any(unicodedata.category(letter).startswith("C") for letter in name):
        raise RuleBroken(_l("Dit is geen naam. Gebruik letters en leestekens, hoogstens %(n)s.", n=LONGEST_NAME))
    return name
