"""What people write, as acts take it: there where it must be, and not too long."""

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l

# A reason, an answer, what somebody saw: a page of A4 at most.
LONGEST_TEXT = 2000
WHY = _l("Schrijf de reden op. Iedereen kan die lezen.")


def check_text(text: str | None, sentence: Message, longest: int = LONGEST_TEXT) -> str:
    """The text without loose white space; `sentence` says what is missing when it is empty."""
    given = (text or "").strip()
    if not given:
        raise RuleBroken(sentence)
    return check_length(given, longest)


def check_length(text: str, longest: int = LONGEST_TEXT) -> str:
    """The text, if it is not too long."""
    if len(text) > longest:
        raise RuleBroken(_l("Een tekst is te lang: gebruik hoogstens %(n)s tekens.", n=longest))
    return text
