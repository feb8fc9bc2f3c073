"""What a contest can come to (voting.md: declared → contested → revote)."""

from datetime import datetime

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Explained
from gemportal.kernel.words import _l


class Ruling(Explained):
    """What is ruled: the result stands, or the vote is void and held again."""

    DISMISSED = "dismissed", _l("Afwijzen"), _l("De uitslag blijft zoals hij is en wordt vastgesteld.")
    REVOTE = "revote", _l("Herstemming"), _l("De stemming is ongeldig. Er staat meteen een nieuwe klaar om te openen.")


def check_moment(arrived_at: datetime, publish_at: datetime | None, *, contested_before: bool) -> None:
    """A result can be contested once, until it is made final; whoever is in time is so however late the clock comes."""
    if contested_before:
        raise RuleBroken(_l("Deze uitslag is al een keer betwist. Daarover is beslist."))
    if publish_at is None or arrived_at >= publish_at:
        raise RuleBroken(_l("De tijd om deze uitslag te betwisten is voorbij."))
