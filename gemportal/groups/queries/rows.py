"""The rows that acts work with: groups, places, offers, seats, charters. Only inside an act, or for one page of one group."""

import sqlalchemy as sa

from gemportal.groups.models import (
    Charter,
    CharterConsent,
    Group,
    Offer,
    PartnerPlace,
    PassingOver,
    Place,
    Pledge,
    Seat,
)
from gemportal.groups.policy import About
from gemportal.groups.ranking import PastOffer
from gemportal.groups.room.models import Motion
from gemportal.groups.room.rules import MotionStatus
from gemportal.groups.rules import DECIDING, GroupStatus, OfferStatus, SeatRole
from gemportal.kernel import clock, db
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import _l, _ln
from gemportal.organisations.holdings import Holding


def group(number: str) -> Group:
    """The group with this number."""
    found = db.session().scalar(sa.select(Group).where(Group.number == number))
    if found is None:
        raise NotFound
    return found


def group_by_id(group_id: int) -> Group:
    """The group under this key."""
    found = db.session().get(Group, group_id)
    if found is None:
        raise NotFound
    return found


def living_group_for(initiative_number: str) -> Group | None:
    """The group that works on this initiative now, or is being formed for it."""
    query = sa.select(Group).where(Group.initiative_number == initiative_number, Group.ended_at.is_(None))
    return db.session().scalar(query)


def about(row: Group, *others: str) -> About:
    """The group as policy judges it, with the organisations whose seats are at stake, those on offer included."""
    held: list[Seat | Offer] = [*seats(row.id), *open_offers(row.id)]
    return About(row.number, row.status, frozenset({*others, *(one.organisation_code for one in held)}))


def seats(group_id: int) -> list[Seat]:
    """The seats held now."""
    return list(db.session().scalars(sa.select(Seat).where(Seat.group_id == group_id, Seat.until.is_(None))))


def partners_in(group_id: int) -> set[str]:
    """The organisations that take part in this group, or took part, as a partner."""
    query = sa.select(Seat.organisation_code).where(Seat.group_id == group_id, Seat.role == SeatRole.PARTNER)
    return set(db.session().scalars(query))


def seat_of(group_id: int, code: str | None) -> Seat:
    """The seat that an organisation holds now."""
    for seat in seats(group_id):
        if seat.organisation_code == code:
            return seat
    raise NotFound


def participants(number: str) -> set[str]:
    """The organisations that have a seat in this group now."""
    return {seat.organisation_code for seat in seats(group(number).id)}


def ever_seated(group_id: int) -> set[str]:
    """The organisations that have or had a seat in which they worked: who only read along still stands in line."""
    worked = sa.select(Seat.organisation_code).where(Seat.group_id == group_id, Seat.role != SeatRole.OBSERVER)
    return set(db.session().scalars(worked))


def open_offers(group_id: int) -> list[Offer]:
    """The offers that wait for an answer, the highest-ranked first."""
    query = sa.select(Offer).where(Offer.group_id == group_id, Offer.status == OfferStatus.OPEN).order_by(Offer.rank)
    return list(db.session().scalars(query))


def past_offers(group_id: int) -> list[PastOffer]:
    """All offers ever made in this group, in order."""
    query = (
        sa.select(Offer.organisation_code, Offer.status, Offer.offered_at)
        .where(Offer.group_id == group_id)
        .order_by(Offer.id)
    )
    return [PastOffer(*row) for row in db.session().execute(query)]


def latest_offer(group_id: int, code: str | None) -> Offer:
    """The latest offer to an organisation, whatever became of it."""
    query = (
        sa.select(Offer).where(Offer.group_id == group_id, Offer.organisation_code == code).order_by(Offer.id.desc())
    )
    found = db.session().scalars(query).first()
    if found is None:
        raise NotFound
    return found


def may_answer(group_id: int, code: str) -> bool:
    """Whether this organisation has an offer whose term still runs."""
    return any(row.organisation_code == code and clock.now() < row.expires_at for row in open_offers(group_id))


def offer_by_id(offer_id: int) -> Offer:
    """The offer under the key that the schedule knows."""
    found = db.session().get(Offer, offer_id)
    if found is None:
        raise NotFound
    return found


def _roles_given(group_id: int) -> list[tuple[SeatRole, str]]:
    held: list[Seat | Offer] = [*seats(group_id), *open_offers(group_id)]
    return [(one.role, one.organisation_code) for one in held]


def lead_of(group_id: int) -> str | None:
    """Who leads, or is asked to by an open offer."""
    return next((code for role, code in _roles_given(group_id) if role is SeatRole.LEAD), None)


def lead_is_taken(group_id: int) -> bool:
    """Whether somebody leads, or an open offer comes with the lead."""
    return lead_of(group_id) is not None


def free_places(group_id: int) -> list[Place]:
    """The places that nobody holds."""
    query = sa.select(Place).where(Place.group_id == group_id, Place.organisation_code.is_(None)).order_by(Place.number)
    return list(db.session().scalars(query))


def free_partner_places(group_id: int) -> list[PartnerPlace]:
    """The places for partners that no partner holds."""
    free = sa.select(PartnerPlace).where(PartnerPlace.group_id == group_id, PartnerPlace.organisation_code.is_(None))
    return list(db.session().scalars(free.order_by(PartnerPlace.number)))


def number_of_partner_places(group_id: int) -> int:
    """How many partners may take part in a group, whether they do or not."""
    query = sa.select(sa.func.count()).select_from(PartnerPlace).where(PartnerPlace.group_id == group_id)
    return db.session().scalar(query) or 0


def place_of(group_id: int, code: str) -> Place | None:
    """The place that an organisation holds."""
    return db.session().scalar(sa.select(Place).where(Place.group_id == group_id, Place.organisation_code == code))


def places_of(group_id: int, code: str) -> list[Place | PartnerPlace]:
    """All that an organisation holds: its place, and of a partner the partners' place."""
    for_partner = sa.select(PartnerPlace).where(
        PartnerPlace.group_id == group_id, PartnerPlace.organisation_code == code
    )
    return [place for place in (place_of(group_id, code), db.session().scalar(for_partner)) if place is not None]


def passed_over(group_id: int) -> set[str]:
    """The organisations that were passed over."""
    query = sa.select(PassingOver.organisation_code).where(PassingOver.group_id == group_id)
    return set(db.session().scalars(query))


def passing_over(group_id: int, code: str | None) -> PassingOver:
    """The passing over of one organisation."""
    found = db.session().get(PassingOver, (group_id, code)) if code else None
    if found is None:
        raise NotFound
    return found


def latest_charter(group_id: int) -> Charter | None:
    """The latest version of the charter, in force or not."""
    query = sa.select(Charter).where(Charter.group_id == group_id).order_by(Charter.version.desc())
    return db.session().scalars(query).first()


def waiting_charter(number: str, version: int) -> Charter:
    """The version of a group's charter that waits for the members; refused when it is in force, or another came after it."""
    latest = latest_charter(group(number).id)
    if latest is None or latest.version != version or latest.accepted_at is not None:
        raise RuleBroken(_l("Deze groepsopdracht geldt al, of er ligt een andere."))
    return latest


def charter_in_force(group_id: int) -> int | None:
    """The version of the charter that is in force; None while there is none."""
    accepted = sa.select(sa.func.max(Charter.version)).where(
        Charter.group_id == group_id, Charter.accepted_at.is_not(None)
    )
    return db.session().scalar(accepted)


def charter_is_valid(group_id: int) -> bool:
    """Whether some version of the charter is in force."""
    return charter_in_force(group_id) is not None


def consented(group_id: int, version: int) -> set[str]:
    """Who consented to this version of the charter."""
    query = sa.select(CharterConsent.organisation_code).where(
        CharterConsent.group_id == group_id, CharterConsent.version == version
    )
    return set(db.session().scalars(query))


def versions_consented(group_id: int, code: str) -> list[int]:
    """The versions of the charter that an organisation consented to."""
    query = sa.select(CharterConsent.version).where(
        CharterConsent.group_id == group_id, CharterConsent.organisation_code == code
    )
    return list(db.session().scalars(query.order_by(CharterConsent.version)))


def pledged_euros(group_id: int) -> int:
    """The euros pledged by the deciding seats, over all years."""
    query = (
        sa.select(sa.func.sum(Pledge.euros))
        .join(Seat, Seat.id == Pledge.seat_id)
        .where(Seat.group_id == group_id, Seat.until.is_(None), Seat.role.in_(DECIDING))
    )
    return db.session().scalar(query) or 0


def agreed_to_end_seat(group_id: int, code: str, motion: int | None) -> bool:
    """Whether the others agreed to this proposal to end the seat that the organisation holds now."""
    agreed = (
        sa.select(Motion.ordinal)
        .join(Seat, Seat.group_id == Motion.group_id)
        .where(
            Motion.group_id == group_id,
            Motion.ordinal == motion,
            Motion.about_code == code,
            Motion.status == MotionStatus.AGREED,
            Seat.organisation_code == code,
            Seat.until.is_(None),
            Seat.since <= Motion.proposed_at,
        )
    )
    return db.session().scalar(agreed) is not None


def living_rows_of(code: str) -> list[tuple[Group, Seat | Offer]]:
    """What an organisation holds now, seats and open offers, each with its group."""
    held = sa.select(Group, Seat).join(Seat).where(Seat.organisation_code == code, Seat.until.is_(None))
    asked = sa.select(Group, Offer).join(Offer).where(Offer.organisation_code == code, Offer.status == OfferStatus.OPEN)
    alive = Group.status != GroupStatus.ENDED
    session = db.session()
    rows = [*session.execute(held.where(alive)), *session.execute(asked.where(alive))]
    return [(group, row) for group, row in rows]


def holding_of(code: str) -> Holding | None:
    """What an organisation holds in groups, told before it leaves or merges."""
    count = len(living_rows_of(code))
    if not count:
        return None
    return Holding(
        _ln("%(n)s zetel of open aanbod in een groep", "%(n)s zetels en open aanbiedingen in groepen", count),
        _l("Dit eindigt na de laatste dag. De volgende in de rij krijgt een aanbod."),
        _l("De opvolger neemt dit over, met de rol en de toezegging. Had hij al een zetel, dan blijft er één."),
    )
