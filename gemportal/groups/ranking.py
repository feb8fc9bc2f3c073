"""Who comes before whom: the ranking of those who want a seat, and the line that follows from it. Pure: no database.

Source: the cooperative's own rules. Backing, hours and euros do not rank: small municipalities must not lose to large ones,
nor quick ones to paperwork.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gemportal.groups.rules import OfferStatus, SeatRole
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock
from gemportal.kernel.figures import Day
from gemportal.kernel.words import Message, _l, _ln

# An organisation that let two offers lapse leaves the line: otherwise the same offer would come back for ever.
LAPSES_BEFORE_LEAVING = 2


@dataclass(frozen=True)
class Candidate:
    """One organisation's declaration as far as it matters for a seat. `since` is when it declared this level, `until` the last
    day on which it still asks at home, `invited` a partner's invitation to take a seat."""

    code: str
    name: str
    level: Level
    since: datetime
    confirmed: bool = True
    late: bool = False
    partner: bool = False
    until: date | None = None
    invited: bool = False


@dataclass(frozen=True)
class Rank:
    """One line of the ranking: its place (None: does not rank) and the reason in words."""

    place: int | None
    candidate: Candidate
    reason: Message


def ranking(candidates: Iterable[Candidate]) -> tuple[Rank, ...]:
    """Everybody who wants a seat, in order: level, then the earlier declaration at that level, then the code.

    Who declared after the call closed comes behind who was in time. At the end, without a place, stands who might be looked
    for here: who has not yet confirmed a changed proposal, who still asks at home, and a partner that was not invited.
    """
    found = list(candidates)
    ranked = sorted((one for one in found if one.confirmed and one.level.wants_a_seat), key=_order)
    places = [
        Rank(number, one, _reason(one, ranked[number - 2] if number > 1 else None))
        for number, one in enumerate(ranked, start=1)
    ]
    others = ((one, why_not(one)) for one in sorted(found, key=_order))
    return (*places, *(Rank(None, one, reason) for one, reason in others if reason is not None))


def _order(candidate: Candidate) -> tuple[bool, bool, datetime, str]:
    return candidate.late, candidate.level is not Level.LEAD, candidate.since, candidate.code


def why_not(one: Candidate) -> Message | None:
    """Why somebody does not rank who may be expected to; None for who ranks, and for who asks for no seat."""
    if one.level.wants_a_seat and not one.confirmed:
        return _l("Geen plaats: het voorstel is gewijzigd en dit is nog niet bevestigd. Bevestigen houdt de datum.")
    if one.level is Level.CONSIDERING and one.until is not None:
        return _l("Geen plaats: nog in beraad, tot en met %(day)s.", day=Day(one.until))
    if one.invited and one.level is Level.CONTRIBUTE:
        return _l("Geen plaats: deze ketenpartner is uitgenodigd voor een zetel, en draagt liever bij.")
    if one.partner and one.level is Level.CONTRIBUTE:
        return _l("Geen plaats: een ketenpartner draagt bij, en krijgt alleen een zetel op uitnodiging.")
    return None


@dataclass(frozen=True)
class Hour:
    """The time of a moment, to the second where `exact`."""

    at: datetime
    exact: bool = False

    def __str__(self) -> str:
        # How this language writes an hour: the sign between the digits is read from here.
        sign = str(_l("HH.mm"))[2]
        return clock.local(self.at).strftime(sign.join(("%H", "%M", "%S") if self.exact else ("%H", "%M")))


def _reason(one: Candidate, above: Candidate | None) -> Message:
    """What decided between this candidate and the one just above, in words."""
    day = Day(_day_of(one))
    if one.late and (above is None or not above.late):
        return _l("Verklaarde op %(day)s, na het sluiten van de oproep. Wie op tijd was, gaat voor.", day=day)
    if above is None:
        return _first(one.level, day)
    if one.level is not above.level:
        return _l(
            "Wil meedoen, en verklaarde dat op %(day)s. Wie wil trekken gaat voor, zoals %(name)s.",
            day=day,
            name=above.name,
        )
    if one.since == above.since:
        return _l(
            "Zelfde niveau en zelfde moment als %(name)s. Dan beslist de code: %(code)s komt na %(other)s.",
            name=above.name,
            code=one.code,
            other=above.code,
        )
    return _days_later(one, above) if _day_of(one) > _day_of(above) else _later_that_day(one, above)


def _first(level: Level, day: Day) -> Message:
    if level is Level.LEAD:
        return _l("Wil trekken, en verklaarde dat het eerst: op %(day)s.", day=day)
    return _l("Wil meedoen, en verklaarde dat het eerst: op %(day)s. Niemand in de rangorde wil trekken.", day=day)


def _later_that_day(one: Candidate, above: Candidate) -> Message:
    exact = one.since.replace(second=0, microsecond=0) == above.since.replace(second=0, microsecond=0)
    values = {"day": Day(_day_of(one)), "time": Hour(one.since, exact)}
    values |= {"name": above.name, "other": Hour(above.since, exact)}
    if one.level is Level.LEAD:
        return _l(
            "Wil trekken, en verklaarde dat op %(day)s om %(time)s uur, later op die dag dan %(name)s (%(other)s uur).",
            **values,
        )
    return _l(
        "Wil meedoen, en verklaarde dat op %(day)s om %(time)s uur, later op die dag dan %(name)s (%(other)s uur).",
        **values,
    )


def _day_of(candidate: Candidate) -> date:
    return clock.day_of(candidate.since)


def _days_later(one: Candidate, above: Candidate) -> Message:
    day = _day_of(one)
    days = (day - _day_of(above)).days
    if one.level is Level.LEAD:
        return _ln(
            "Wil trekken, en verklaarde dat op %(day)s, %(n)s dag later dan %(name)s.",
            "Wil trekken, en verklaarde dat op %(day)s, %(n)s dagen later dan %(name)s.",
            days,
            day=Day(day),
            name=above.name,
        )
    return _ln(
        "Wil meedoen, en verklaarde dat op %(day)s, %(n)s dag later dan %(name)s.",
        "Wil meedoen, en verklaarde dat op %(day)s, %(n)s dagen later dan %(name)s.",
        days,
        day=Day(day),
        name=above.name,
    )


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


@dataclass(frozen=True)
class Turn:
    """One line of the waiting list: who it is, and when its turn comes, in words."""

    number: int
    candidate: Candidate
    sentences: tuple[Message, ...]


def turns(line: Sequence[Candidate], *, lapsed: Collection[str], partners_free: int) -> tuple[Turn, ...]:
    """The waiting list, with each one's turn: a partner waits for a place that partners may hold. `lapsed` holds who let an
    offer lapse."""
    found: list[Turn] = []
    above: Candidate | None = None
    for number, one in enumerate(line, start=1):
        if one.partner and not partners_free:
            sentences = [_l("Komt aan de beurt als een plaats voor een ketenpartner vrijkomt.")]
        elif above is None:
            sentences = [_l("Krijgt de eerste plaats die vrijkomt of erbij komt.")]
        else:
            sentences = [_l("Komt aan de beurt na %(name)s.", name=above.name)]
        if one.code in lapsed:
            sentences.append(_l("Antwoordde eerder niet op tijd, en staat daarom achteraan."))
        elif one.late:
            sentences.append(_l("Verklaarde na het sluiten van de oproep."))
        above = above if one.partner and not partners_free else one
        found.append(Turn(number, one, tuple(sentences)))
    return tuple(found)


def role_offered(candidate: Candidate, *, lead_is_taken: bool) -> SeatRole:
    """The role that comes with an offer: the lead goes to the first in line who declared to want it."""
    if candidate.partner:
        return SeatRole.PARTNER
    return SeatRole.LEAD if candidate.level is Level.LEAD and not lead_is_taken else SeatRole.MEMBER
