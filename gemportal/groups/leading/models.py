"""The table of the lead that is offered: one open offer for each group, between two seats."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.groups.rules import SeatRole
from gemportal.kernel.db import Base


class LeadOffer(Base):
    """That the seat that leads offered the lead to another, until `expires_at` (half-open).

    It is void when either seat ended, or the first leads no more. What became of earlier offers stands in the register.
    """

    __tablename__ = "lead_offer"
    __table_args__ = (sa.CheckConstraint("from_seat_id <> to_seat_id", name="to_another"),)

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    from_seat_id: Mapped[int] = mapped_column(sa.ForeignKey("seat.id"))
    to_seat_id: Mapped[int] = mapped_column(sa.ForeignKey("seat.id"))
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    @classmethod
    def stands_between(cls, giver: Any, taker: Any, now: datetime) -> sa.ColumnElement[bool]:
        """The condition that it is between these two seats, and can be accepted at `now`."""
        return sa.and_(
            cls.from_seat_id == giver.id,
            giver.until.is_(None),
            giver.role == SeatRole.LEAD,
            cls.to_seat_id == taker.id,
            taker.until.is_(None),
            taker.role == SeatRole.MEMBER,
            cls.expires_at > now,
        )
