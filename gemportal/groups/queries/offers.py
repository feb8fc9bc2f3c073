"""What stands between a group and each organisation around it: offers of seats, passings over, requests, declarations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group, Offer, PassingOver
from gemportal.groups.observing.models import ObserverRequest
from gemportal.groups.queries.standing import DECLARED, invited, takes_part
from gemportal.groups.ranking import Candidate
from gemportal.groups.rules import OfferStatus, SeatRole
from gemportal.initiatives.models import Initiative, PartnerInvitation, Willingness
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock, db
from gemportal.kernel.words import Message
from gemportal.organisations.models import Organisation


@dataclass(frozen=True)
class OfferLine:
    """An offer of a seat, or (without a role) that somebody was passed over, with the public reason and the answer."""

    code: str
    name: str
    at: datetime
    role: SeatRole | None
    level: Level | None
    rank: int | None
    status: OfferStatus | None
    expires_at: datetime | None
    answered_at: datetime | None
    reason: str | None
    answer: str | None
    asks_for_vote: bool | None

    @property
    def is_open(self) -> bool:
        return self.status is OfferStatus.OPEN and self.expires_at is not None and clock.now() < self.expires_at

    @property
    def last_day(self) -> datetime | None:
        """A moment on the last day on which it can be answered."""
        return clock.just_before(self.expires_at) if self.expires_at else None

    @property
    def state(self) -> Message | None:
        """An offer whose term is over has lapsed for every reader, also before the clock wrote it down."""
        lapsed = self.status is OfferStatus.OPEN and not self.is_open
        return OfferStatus.LAPSED.label if lapsed else self.status.label if self.status else None


@dataclass(frozen=True)
class RequestLine:
    """Who wants to read along with a group, or (`invited`) is asked to."""

    code: str
    name: str
    invited: bool
    at: datetime


@dataclass(frozen=True)
class Around:
    """Everything that stands between a group and organisations: `offers` with who was passed over, `requests` to read along, and
    what is `declared` on its initiative by those who still take part; each in order.
    """

    offers: tuple[OfferLine, ...]
    requests: tuple[RequestLine, ...]
    declared: tuple[Candidate, ...]


# The offers of a group and who was passed over, as the columns of `OfferLine` without the name.
_EMPTY = sa.null()
_OFFERS = sa.select(
    Offer.organisation_code.label("code"),
    Offer.offered_at.label("at"),
    Offer.role,
    Offer.level,
    Offer.rank,
    Offer.status,
    Offer.expires_at,
    Offer.answered_at,
    Offer.reason,
    sa.cast(_EMPTY, sa.Text).label("answer"),
    sa.cast(_EMPTY, sa.Boolean).label("asks_for_vote"),
).join(Group, Group.id == Offer.group_id)
_PASSINGS = sa.select(
    PassingOver.organisation_code,
    PassingOver.at,
    sa.cast(_EMPTY, Offer.role.type),
    sa.cast(_EMPTY, Offer.level.type),
    sa.cast(_EMPTY, sa.Integer),
    sa.cast(_EMPTY, Offer.status.type),
    sa.cast(_EMPTY, Offer.expires_at.type),
    PassingOver.answered_at,
    PassingOver.reason,
    PassingOver.answer,
    PassingOver.asks_for_vote,
).join(Group, Group.id == PassingOver.group_id)


def around(number: str) -> Around:
    """What stands between this group and each organisation, in one query."""
    it = Group.number == number
    offers = sa.union_all(_OFFERS.where(it), _PASSINGS.where(it)).subquery()
    offered = [column for column in offers.c if column.key != "code"]
    asked = (ObserverRequest.invited.label("to_read"), ObserverRequest.at.label("asked_at"))
    requested = sa.and_(ObserverRequest.group_id == Group.id, ObserverRequest.organisation_code == Organisation.code)
    declared = sa.and_(
        Willingness.initiative_id == Initiative.id,
        Willingness.organisation_code == Organisation.code,
        Willingness.current,
        takes_part(),
    )
    for_it = sa.select(Willingness.organisation_code).join(Initiative, Initiative.id == Willingness.initiative_id)
    # Named first, since the municipalities are many, and of most there is nothing to say.
    named = sa.union(
        sa.select(offers.c.code),
        sa.select(ObserverRequest.organisation_code).join(Group, Group.id == ObserverRequest.group_id).where(it),
        for_it.join(Group, Group.initiative_number == Initiative.number).where(it, Willingness.current),
    ).subquery()
    query = (
        sa.select(Organisation.code, Organisation.name, *offered, *asked, *DECLARED)
        .select_from(Group)
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(named, sa.true())
        .join(Organisation, Organisation.code == named.c.code)
        .outerjoin(offers, offers.c.code == Organisation.code)
        .outerjoin(ObserverRequest, requested)
        .outerjoin(Willingness, declared)
        .outerjoin(PartnerInvitation, invited())
        .where(it)
        .order_by(offers.c.at, offers.c.rank, Organisation.code)
    )
    rows = db.session().execute(query).all()
    # An organisation that was offered a seat more often has as many rows, which say the same of all else.
    each: dict[str, Any] = {row.code: row for row in rows}
    requests = [RequestLine(row.code, row.name, row.to_read, row.asked_at) for row in each.values() if row.asked_at]
    candidates = [Candidate(row.code, row.name, *row[-len(DECLARED) :]) for row in each.values() if row.since]
    return Around(
        tuple(OfferLine(*row[: 2 + len(offered)]) for row in rows if row.at),
        tuple(sorted(requests, key=lambda one: (one.at, one.name))),
        tuple(sorted(candidates, key=lambda one: (one.since, one.code))),
    )
