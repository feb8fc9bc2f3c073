"""What the pages show of one group, whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gemportal.groups import rules
from gemportal.groups.attachments.models import GroupFiles
from gemportal.groups.growing.rules import RUNGS
from gemportal.groups.models import Charter, Group, PartnerPlace, Place
from gemportal.groups.policy import About
from gemportal.groups.queries.lists import present_text
from gemportal.groups.queries.offers import Around, OfferLine, RequestLine, around
from gemportal.groups.queries.seats import SeatLine, seats_of
from gemportal.groups.ranking import Candidate
from gemportal.groups.room.models import Motion
from gemportal.groups.rules import CONSENT_CEILING, CONTRIBUTING, DECIDING, PEOPLE, GroupStatus, SeatRole
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.queries import StepLine
from gemportal.initiatives.models import Initiative, InitiativeVersion
from gemportal.kernel import db
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import Message
from gemportal.organisations import queries as organisations
from gemportal.settings.queries import column

# The settings that bound what a group may do, and how it can grow.
CHOSEN = (*RUNGS, PEOPLE, CONSENT_CEILING)
_CHOSEN = [column(setting) for setting in CHOSEN]


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
    """Everything of this room for the page of one group; also what policy judges.

    `members` are those of the whole cooperative, `chosen` its settings by key; `has_motions` and `has_files` say whether there is
    more to ask.
    """

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
    has_motions: bool
    has_files: bool
    chosen: Mapping[str, int]
    proposed_charter: CharterLine | None
    charter: CharterLine | None
    all_seats: tuple[SeatLine, ...]
    around: Around
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
    def all_offers(self) -> tuple[OfferLine, ...]:
        """To whom seats were offered and who was passed over, in order."""
        return self.around.offers

    @property
    def requests(self) -> tuple[RequestLine, ...]:
        """Who waits to read along; nobody once the group ended."""
        return self.around.requests if self.ended_at is None else ()

    @property
    def declared(self) -> tuple[Candidate, ...]:
        """What is declared on its initiative now, by those who still take part."""
        return self.around.declared

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
            sa.exists().where(Motion.group_id == Group.id),
            sa.exists().where(GroupFiles.group_id == Group.id),
            *_CHOSEN,
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
    own, settings, *charters = values[:16], values[16:-12], values[-12:-6], values[-6:]
    chosen = {setting.key: value for setting, value in zip(CHOSEN, settings, strict=True)}
    proposed, in_force = (CharterLine(*part) if part[0] is not None else None for part in charters)
    seats = seats_of(number, proposed.version if proposed else 0)
    rest: Sequence[Any] = (chosen, proposed, in_force, seats, around(number), steps.steps_of(number))
    return GroupPage(*own, *rest)
