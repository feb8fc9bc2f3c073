"""When somebody may read along: once both sides want it. Pure: no database."""

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l


def meets(*, waiting: bool | None, invited: bool, seated: bool) -> bool:
    """Whether what one side wants now is what the other wanted already.

    `waiting` says what lies there: an invitation (True), a request (False), or nothing (None); `invited` what is added to it.
    """
    if seated:
        raise RuleBroken(_l("Deze organisatie heeft al een zetel in de groep."))
    if waiting is invited:
        raise RuleBroken(_l("Dit is al gevraagd. Het wacht op antwoord."))
    return waiting is not None
