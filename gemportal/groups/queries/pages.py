"""What the pages show of groups: one group whole, lists, and what is asked of somebody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gemportal.groups import rules
from gemportal.groups.leading.models import LeadOffer
from gemportal.groups.models import (
    Charter,
    CharterConsent,
    Group,
    PartnerPlace,
    Place,
    Pledge,
    Seat,
)
from gemportal.groups.policy import About
from gemportal.groups.queries.lists import present_text
from gemportal.groups.queries.offers import OfferLine, offers_of
from gemportal.groups.rules import CONTRIBUTING, DECIDING, GroupStatus, SeatRole, YearPledged
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.queries import StepLine
from gemportal.initiatives.models import Initiative, InitiativeVersion
from gemportal.kernel import clock, db
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import Message
from gemportal.organisations import queries as organisations
from gemportal.organisations.models import Organisation


@dataclass(frozen=True)
class SeatLine:
    """A seat, held now or ended. `people` is how many work in it; `entry` proves its role; `consented`: to the latest charter.

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


@dataclass(frozen=True)
class CharterLine:
    """One version of the charter."""

    version: int
    scope: str
    budget: int
    ends_on: date
    proposed_at: datetime
    accepted_at: datetime | None


@dataclass(frozen=True)
class GroupPage:
    """Everything of this room for the page of one group; also what policy judges. `members` are those of the whole cooperative."""

    number: str
    initiative_number: str
    title: str
    status: GroupStatus
    formed_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    end_reason: str | None
    out_of_order_reason: str | None
    anew_reason: str | None
    answered_by: list[str]
    cap: int
    partner_cap: int
    members: int
    proposed_charter: CharterLine | None
    charter: CharterLine | None
    all_seats: tuple[SeatLine, ...]
    all_offers: tuple[OfferLine, ...]
    steps: tuple[StepLine, ...]

    @property
    def seats(self) -> tuple[SeatLine, ...]:
        """The seats held now; of an ended group those held at its end."""
        return tuple(seat for seat in self.all_seats if seat.until is None or seat.until == self.ended_at)

    @property
    def former_seats(self) -> tuple[SeatLine, ...]:
        return tuple(seat for seat in self.all_seats if seat not in self.seats)

    @property
    def deciding(self) -> tuple[SeatLine, ...]:
        return tuple(seat for seat in self.seats if seat.role in DECIDING)

    @property
    def contributing(self) -> tuple[SeatLine, ...]:
        """The seats that are asked to evaluate a step."""
        return tuple(seat for seat in self.seats if seat.role in CONTRIBUTING)

    @property
    def partners(self) -> frozenset[str]:
        """The organisations that take part, or took part, as a partner."""
        return frozenset(seat.code for seat in self.all_seats if seat.role is SeatRole.PARTNER)

    @property
    def lead(self) -> SeatLine | None:
        return next((seat for seat in self.seats if seat.role is SeatRole.LEAD), None)

    @property
    def asked_to_lead(self) -> SeatLine | None:
        """The seat to which the lead is offered now."""
        return next((seat for seat in self.seats if seat.asked_to_lead_until), None)

    @property
    def offers(self) -> tuple[OfferLine, ...]:
        return tuple(offer for offer in self.all_offers if offer.status is not None)

    @property
    def open_offers(self) -> tuple[OfferLine, ...]:
        return tuple(offer for offer in self.offers if offer.is_open)

    @property
    def passed_over(self) -> tuple[OfferLine, ...]:
        return tuple(offer for offer in self.all_offers if offer.status is None)

    @property
    def people(self) -> int:
        return sum(seat.people for seat in self.seats)

    @property
    def coordination_load(self) -> int:
        return rules.coordination_load(self.people)

    @property
    def pledged_euros(self) -> int:
        return sum(seat.euros for seat in self.deciding)

    @property
    def waiting_for_consent(self) -> tuple[SeatLine, ...]:
        """The seats that have still to consent to the latest charter; nobody once it is in force."""
        latest = self.proposed_charter
        if latest is None or latest.accepted_at is not None:
            return ()
        return tuple(seat for seat in self.deciding if not seat.consented)

    @property
    def missing_to_begin(self) -> tuple[Message, ...]:
        return rules.missing_to_begin([seat.role for seat in self.seats], charter_is_valid=self.charter is not None)

    @property
    def about(self) -> About:
        at_stake = {seat.code for seat in self.seats} | {offer.code for offer in self.open_offers}
        return About(self.number, self.status, frozenset(at_stake))

    def seat_of(self, code: str | None) -> SeatLine | None:
        """The seat that an organisation holds."""
        return next((seat for seat in self.seats if seat.code == code), None)

    def open_offer_to(self, code: str | None) -> OfferLine | None:
        """The offer that an organisation can answer now."""
        return next((offer for offer in self.open_offers if offer.code == code), None)


_CHARTER = ("version", "scope", "budget", "ends_on", "proposed_at", "accepted_at")


def page_of(number: str) -> GroupPage:
    """Everything of this room about one group, in four queries."""
    latest, valid, other = aliased(Charter), aliased(Charter), aliased(Charter)
    highest = sa.select(sa.func.max(other.version)).where(other.group_id == Group.id)
    query = (
        sa.select(
            Group.number,
            Group.initiative_number,
            InitiativeVersion.title,
            Group.status,
            Group.formed_at,
            Group.begun_at,
            Group.ended_at,
            Group.end_reason,
            Group.out_of_order_reason,
            Group.anew_reason,
            Group.answered_by,
            sa.select(sa.func.count()).where(Place.group_id == Group.id).scalar_subquery(),
            sa.select(sa.func.count()).where(PartnerPlace.group_id == Group.id).scalar_subquery(),
            organisations.size(),
        )
        .add_columns(*(getattr(charter, name) for charter in (latest, valid) for name in _CHARTER))
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(InitiativeVersion, present_text())
        .outerjoin(latest, sa.and_(latest.group_id == Group.id, latest.version == highest.scalar_subquery()))
        .outerjoin(
            valid,
            sa.and_(
                valid.group_id == Group.id,
                valid.version == highest.where(other.accepted_at.is_not(None)).scalar_subquery(),
            ),
        )
        .where(Group.number == number)
    )
    values: Sequence[Any] | None = db.session().execute(query).one_or_none()
    if values is None:
        raise NotFound
    own, *charters = values[:14], values[14:20], values[20:]
    proposed, in_force = (CharterLine(*part) if part[0] is not None else None for part in charters)
    seats = _seats(number, proposed.version if proposed else 0)
    rest: Sequence[Any] = (proposed, in_force, seats, offers_of(number), steps.steps_of(number))
    return GroupPage(*own, *rest)


def _seats(number: str, version: int) -> tuple[SeatLine, ...]:
    consent = sa.exists().where(
        CharterConsent.group_id == Seat.group_id,
        CharterConsent.version == version,
        CharterConsent.organisation_code == Seat.organisation_code,
    )
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
        )
        .join(Group, Group.id == Seat.group_id)
        .join(Organisation, Organisation.code == Seat.organisation_code)
        .outerjoin(giver, sa.and_(giver.group_id == Seat.group_id, giver.until.is_(None), giver.role == SeatRole.LEAD))
        .outerjoin(LeadOffer, LeadOffer.stands_between(giver, Seat, clock.now()))
        .outerjoin(Pledge, Pledge.seat_id == Seat.id)
        .where(Group.number == number)
        .order_by(sa.case((Seat.role == SeatRole.LEAD, 0), else_=1), Seat.since, Seat.id, Pledge.year)
    )
    facts: dict[int, SeatLine] = {}
    pledges: dict[int, list[YearPledged]] = {}
    for seat_id, *rest in db.session().execute(query):
        facts[seat_id] = SeatLine(*rest[:10])
        pledges.setdefault(seat_id, []).extend([YearPledged(*rest[10:])] if rest[10] is not None else [])
    return tuple(replace(seat, pledges=tuple(pledges[key])) for key, seat in facts.items())
