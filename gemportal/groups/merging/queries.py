"""What an organisation holds in one group, for a successor that takes it over."""

from dataclasses import dataclass

import sqlalchemy as sa

from gemportal.groups.models import Offer, Pledge, Seat
from gemportal.groups.queries import living_rows_of
from gemportal.groups.rules import YearPledged
from gemportal.kernel import db


@dataclass(frozen=True)
class Held:
    """A seat, an open offer, or neither."""

    seat: Seat | None
    offer: Offer | None


def held_in(number: str, code: str) -> Held:
    """What an organisation holds now in a group."""
    rows = [row for group, row in living_rows_of(code) if group.number == number]
    return Held(
        next((row for row in rows if isinstance(row, Seat)), None),
        next((row for row in rows if isinstance(row, Offer)), None),
    )


def groups_of(code: str) -> list[str]:
    """The groups in which an organisation holds a seat or an open offer."""
    return sorted({group.number for group, _ in living_rows_of(code)})


def pledged(seat_id: int) -> list[YearPledged]:
    """What came with a seat, year by year."""
    query = sa.select(Pledge.year, Pledge.hours, Pledge.euros).where(Pledge.seat_id == seat_id).order_by(Pledge.year)
    return [YearPledged(*row) for row in db.session().execute(query)]
