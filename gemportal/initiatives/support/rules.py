"""How support at home grows. Pure: no database, no web."""

from gemportal.initiatives.rules import Backing, Level, check_length, check_paper, given
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

_WEAKEST_FIRST = tuple(Backing)


def at_least(backing: Backing) -> tuple[Backing, ...]:
    """This backing and the stronger ones, weakest first."""
    return _WEAKEST_FIRST[_WEAKEST_FIRST.index(backing) :]


def check_strengthened(before: tuple[Backing, str | None], now: tuple[Backing, str | None], level: Level) -> str | None:
    """The link to the paper, if `now` says more than `before`. The paper under weaker support is not the paper under stronger."""
    if level is Level.NO:
        raise RuleBroken(_l("Uw organisatie doet nu niet mee. Dan is er niets waar zij achter kan staan."))
    backing, url = now[0], given(now[1])
    check_length(url, "backing_url")
    check_paper(url)
    if backing not in at_least(before[0]):
        raise RuleBroken(
            _l("Steun kan hier alleen sterker worden. Is er minder steun? Wijzig dan uw verklaring, of trek haar in.")
        )
    if backing is before[0] and url in {None, before[1]}:
        raise RuleBroken(_l("Dit staat er al. Kies sterkere steun, of geef een ander stuk."))
    return url
