"""The seats of one group."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gemportal.groups.growing.models import GrowthConsent
from gemportal.groups.leading.models import LeadOffer
from gemportal.groups.models import CharterConsent, Group, Pledge, Seat
from gemportal.groups.rules import SeatRole, YearPledged
from gemportal.kernel import clock, db
from gemportal.organisations.models import Organisation


@dataclass(frozen=True)
class SeatLine:
    """A seat, held now or ended. `people` is how many work in it; `entry` proves its role; `consented`: to the latest charter;
    `grows_to`: to how many places its organisation let the group grow.

    While its organisation is asked to take over the lead, `asked_to_lead_until` is when that ends.
    """

    code: str
    name: str
    role: SeatRole
    since: datetime
    until: datetime | None
    end_reason: str | None
    people: int
    entry: int
    consented: bool
    asked_to_lead_until: datetime | None = None
    pledges: tuple[YearPledged, ...] = ()
    grows_to: frozenset[int] = frozenset()

    @property
    def hours(self) -> int:
        return sum(pledge.hours for pledge in self.pledges)

    @property
    def euros(self) -> int:
        return sum(pledge.euros for pledge in self.pledges)

    @property
    def last_day_to_lead(self) -> datetime | None:
        """A moment on the last day on which its organisation can take over the lead."""
        return clock.just_before(self.asked_to_lead_until) if self.asked_to_lead_until else None


def seats_of(number: str, version: int) -> tuple[SeatLine, ...]:
    """The seats of a group, the lead's first, with its pledges and consents; `version` is of the latest charter. In one query."""
    consent = sa.exists().where(
        CharterConsent.group_id == Seat.group_id,
        CharterConsent.version == version,
        CharterConsent.organisation_code == Seat.organisation_code,
    )
    grows = sa.and_(GrowthConsent.group_id == Seat.group_id, GrowthConsent.organisation_code == Seat.organisation_code)
    giver = aliased(Seat)
    query = (
        sa.select(
            Seat.id,
            Seat.organisation_code,
            Organisation.name,
            Seat.role,
            Seat.since,
            Seat.until,
            Seat.end_reason,
            Seat.people,
            Seat.entry,
            consent,
            LeadOffer.expires_at,
            Pledge.year,
            Pledge.hours,
            Pledge.euros,
            GrowthConsent.places,
        )
        .join(Group, Group.id == Seat.group_id)
        .join(Organisation, Organisation.code == Seat.organisation_code)
        .outerjoin(giver, sa.and_(giver.group_id == Seat.group_id, giver.until.is_(None), giver.role == SeatRole.LEAD))
        .outerjoin(LeadOffer, LeadOffer.stands_between(giver, Seat, clock.now()))
        .outerjoin(Pledge, Pledge.seat_id == Seat.id)
        .outerjoin(GrowthConsent, grows)
        .where(Group.number == number)
        .order_by(sa.case((Seat.role == SeatRole.LEAD, 0), else_=1), Seat.since, Seat.id, Pledge.year)
    )
    facts: dict[int, SeatLine] = {}
    pledges: dict[int, dict[int, YearPledged]] = {}
    rungs: dict[int, set[int]] = {}
    for seat_id, *rest in db.session().execute(query):
        seat, (year, hours, euros, places) = rest[:10], rest[10:]
        facts[seat_id] = SeatLine(*seat)
        pledges.setdefault(seat_id, {}).update({year: YearPledged(year, hours, euros)} if year is not None else {})
        rungs.setdefault(seat_id, set()).update({places} if places is not None else ())
    return tuple(
        replace(seat, pledges=tuple(pledges[key].values()), grows_to=frozenset(rungs[key]))
        for key, seat in facts.items()
    )
