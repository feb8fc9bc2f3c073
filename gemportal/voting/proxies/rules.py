"""When a proxy may be given (domain.md, "Votes"; BW 2:38). Pure."""

from collections.abc import Collection
from typing import NamedTuple

from gemportal.kernel.words import Message, _l
from gemportal.settings.rules import setting

PER_HOLDER = setting(
    "voting:proxies-per-holder",
    _l("Volmachten die één organisatie in een stemming mag hebben (1 bij minder dan 10 leden)"),
    _l("volmachten"),
    2,
    0,
    10,
)
SMALL_COOPERATIVE = 10


class Bond(NamedTuple):
    """Who votes for whom: a proxy that holds, or one that was used for a ballot that still counts."""

    giver: str
    holder: str


def per_holder(chosen: int, members: int) -> int:
    """How many proxies one organisation may hold in a vote that opens now: in a small cooperative at most one."""
    return min(chosen, 1) if members < SMALL_COOPERATIVE else chosen


def obstacle(giver: str, bonds: Collection[Bond], most: int) -> Message | None:
    """Why `giver` cannot give its vote to anybody beside these bonds; None when it can."""
    if most == 0:
        return _l("In deze stemming zijn geen volmachten mogelijk.")
    if any(bond.holder == giver for bond in bonds):
        return _l("Uw organisatie stemt zelf voor een ander. Een volmacht doorgeven kan niet.")
    return None


def refusal(giver: str, holder: str, bonds: Collection[Bond], most: int) -> Message | None:
    """Why `giver` cannot give its vote to `holder` beside these bonds; None when it can."""
    stopped = obstacle(giver, bonds, most)
    if stopped is not None:
        return stopped
    if giver == holder:
        return _l("Geef de volmacht aan een andere organisatie dan uw eigen.")
    if any(bond.giver == holder for bond in bonds):
        return _l("Die organisatie gaf haar eigen stem aan een ander. Kies een andere organisatie.")
    if len({bond.giver for bond in bonds if bond.holder == holder} - {giver}) >= most:
        return _l(
            "Die organisatie heeft al het hoogste aantal volmachten: %(most)s. Kies een andere organisatie.", most=most
        )
    return None
