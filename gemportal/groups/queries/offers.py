"""To whom the seats of a group were offered, and who was passed over."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gemportal.groups.models import Group, Offer, PassingOver
from gemportal.groups.rules import OfferStatus, SeatRole
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


def offers_of(number: str) -> tuple[OfferLine, ...]:
    """The offers of a group and who was passed over, in order, in one query."""
    empty = sa.null()
    offers = sa.select(
        Offer.group_id,
        Offer.organisation_code.label("code"),
        Offer.offered_at.label("at"),
        Offer.role,
        Offer.level,
        Offer.rank,
        Offer.status,
        Offer.expires_at,
        Offer.answered_at,
        Offer.reason,
        sa.cast(empty, sa.Text).label("answer"),
        sa.cast(empty, sa.Boolean).label("asks_for_vote"),
    )
    passings = sa.select(
        PassingOver.group_id,
        PassingOver.organisation_code,
        PassingOver.at,
        sa.cast(empty, Offer.role.type),
        sa.cast(empty, Offer.level.type),
        sa.cast(empty, sa.Integer),
        sa.cast(empty, Offer.status.type),
        sa.cast(empty, Offer.expires_at.type),
        PassingOver.answered_at,
        PassingOver.reason,
        PassingOver.answer,
        PassingOver.asks_for_vote,
    )
    both = sa.union_all(offers, passings).subquery()
    columns = [column for column in both.c if column.key not in {"group_id", "code", "at"}]
    query = (
        sa.select(both.c.code, Organisation.name, both.c.at, *columns)
        .join(Group, Group.id == both.c.group_id)
        .join(Organisation, Organisation.code == both.c.code)
        .where(Group.number == number)
        .order_by(both.c.at, both.c.rank, both.c.code)
    )
    return tuple(OfferLine(*row) for row in db.session().execute(query))
