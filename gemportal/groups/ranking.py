"""Who comes before whom: the ranking of those who want a seat, and the line that follows from it. Pure: no database.

Source: the cooperative's own rules. Backing, hours and euros do not rank: small municipalities must not lose to large ones,
nor quick ones to paperwork.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gemportal.groups.rules import OfferStatus, SeatRole
from gemportal.initiatives.rules import Level
from gemportal.kernel.words import Message, _l

# An organisation that let two offers lapse leaves the line: otherwise the same offer would come back for ever.
LAPSES_BEFORE_LEAVING = 2


@dataclass(frozen=True)
class Candidate:
    """One organisation's declaration as far as it matters for a seat. `since` is when it declared this level."""

    code: str
    name: str
    level: Level
    since: datetime
    confirmed: bool = True
    late: bool = False
    partner: bool = False


@dataclass(frozen=True)
class Rank:
    """One line of the ranking: its place (None: does not rank) and the reason in words."""

    place: int | None
    candidate: Candidate
    reason: Message


def ranking(candidates: Iterable[Candidate]) -> tuple[Rank, ...]:
    """Everybody who wants a seat, in order: level, then the earlier declaration at that level, then the code.

    Who declared after the call closed comes behind who was in time. Who has not yet confirmed a changed proposal does not
    rank and stands at the end, without a place. Lower levels and `considering` are left out.
    """
    wanting = [candidate for candidate in candidates if candidate.level in {Level.JOIN, Level.LEAD}]
    ranked = sorted((one for one in wanting if one.confirmed), key=_order)
    places = [
        Rank(number, one, _reason(one, ranked[number - 2] if number > 1 else None))
        for number, one in enumerate(ranked, start=1)
    ]
    waiting = sorted((one for one in wanting if not one.confirmed), key=_order)
    unconfirmed = _l("Staat nog niet in de rangorde: het voorstel is gewijzigd en dit is nog niet bevestigd.")
    return (*places, *(Rank(None, one, unconfirmed) for one in waiting))


def _order(candidate: Candidate) -> tuple[bool, bool, datetime, str]:
    return candidate.late, candidate.level is not Level.LEAD, candidate.since, candidate.code


def _reason(one: Candidate, above: Candidate | None) -> Message:
    """What decided between this candidate and the one just above."""
    if above is None:
        if one.level is Level.LEAD:
            return _l("Wil trekken, en verklaarde dat het eerst.")
        return _l("Wil meedoen, en verklaarde dat het eerst. Niemand in de rangorde wil trekken.")
    if one.late and not above.late:
        return _l("Verklaarde na het sluiten van de oproep. Wie op tijd was, gaat voor.")
    if one.level is not above.level:
        return _l("Wil meedoen. Wie wil trekken, gaat voor.")
    if one.since != above.since:
        return _l("Zelfde niveau als de plaats erboven, maar later verklaard.")
    return _l("Zelfde niveau en zelfde moment als de plaats erboven. De code van de organisatie beslist.")


@dataclass(frozen=True)
class PastOffer:
    """An offer made earlier in this group, and when it was made."""

    code: str
    status: OfferStatus
    offered_at: datetime


def line_for_a_seat(
    ranks: Iterable[Rank], offers: Collection[PastOffer], *, out: Collection[str]
) -> tuple[Candidate, ...]:
    """Who is next in line, in order. `out` holds who was passed over, or has or had a seat.

    Declining leaves the line; letting an offer lapse goes to its end, and a second time leaves it.
    """
    lapses: dict[str, list[datetime]] = {}
    gone = set(out)
    for offer in offers:
        if offer.status is OfferStatus.LAPSED:
            lapses.setdefault(offer.code, []).append(offer.offered_at)
        else:
            gone.add(offer.code)
    gone |= {code for code, moments in lapses.items() if len(moments) >= LAPSES_BEFORE_LEAVING}
    waiting = [rank.candidate for rank in ranks if rank.place is not None and rank.candidate.code not in gone]
    first = [one for one in waiting if one.code not in lapses]
    again = sorted((one for one in waiting if one.code in lapses), key=lambda one: lapses[one.code][-1])
    return (*first, *again)


def next_to_offer(line: Sequence[Candidate], free: int, partners_free: int) -> tuple[Candidate, ...]:
    """Whom the free places are offered to now: from the top, with no more partners than may still come in."""
    chosen: list[Candidate] = []
    for one in line:
        if len(chosen) == free:
            break
        if one.partner and sum(other.partner for other in chosen) >= partners_free:
            continue
        chosen.append(one)
    return tuple(chosen)


def role_offered(candidate: Candidate, *, lead_is_taken: bool) -> SeatRole:
    """The role that comes with an offer: the lead goes to the first in line who declared to want it."""
    if candidate.partner:
        return SeatRole.PARTNER
    return SeatRole.LEAD if candidate.level is Level.LEAD and not lead_is_taken else SeatRole.MEMBER
