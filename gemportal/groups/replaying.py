"""What the register tells of groups: their offers and seats, who was passed over, how they stand, and that they ended."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from gemportal.groups import queries, rules
from gemportal.groups.models import Charter, Group, Offer, PartnerPlace, PassingOver, Place, Pledge, Seat
from gemportal.groups.policy import END_SEAT, LAPSE, OFFER
from gemportal.groups.rules import PARTNERS, GroupStatus, OfferStatus, SeatRole
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock, db
from gemportal.register.replaying.telling import Told, replays


@replays("groups:form")
def formed(told: Told) -> None:
    session = db.session()
    # An entry from before this was asked says nothing of it; nor of the places for partners.
    answered_by = told.data.get("answered_by", [])
    group = Group(
        number=told.subject,
        initiative_number=told.data["initiative"],
        status=GroupStatus.FORMING,
        formed_at=told.at,
        out_of_order_reason=told.words("reason") if told.data["goes_before"] else None,
        answered_by=answered_by,
        anew_reason=told.words("anew") if answered_by else None,
    )
    session.add(group)
    session.flush()
    make_places(group, told.data["cap"], told.data.get("partners", PARTNERS.default))
    offer(group, told.data["offers"], told.at)


@replays("groups:pass-over")
def passed_over(told: Told) -> None:
    passing = PassingOver(
        group_id=queries.group(told.subject).id,
        organisation_code=told.data["org"],
        reason=told.words("reason"),
        at=told.at,
        asks_for_vote=False,
    )
    db.session().add(passing)


@replays("groups:answer-passing-over")
def answered(told: Told) -> None:
    row = queries.passing_over(queries.group(told.subject).id, told.organisation)
    row.answer, row.answered_at, row.asks_for_vote = told.words("answer"), told.at, told.data["asks_for_vote"]


@replays("groups:accept-offer")
def accepted(told: Told) -> None:
    group = queries.group(told.subject)
    taken = queries.latest_offer(group.id, told.organisation)
    taken.status, taken.answered_at = OfferStatus.ACCEPTED, told.at
    for held in queries.seats(group.id):
        if held.organisation_code == told.organisation:
            # It read along until now.
            end_seat(held, told.at, rules.TOOK_A_SEAT)
    db.session().flush()
    seat = Seat(
        group_id=group.id,
        organisation_code=told.organisation,
        role=SeatRole(told.data["role"]),
        since=told.at,
        people=told.data["people"],
        entry=told.index,
    )
    pledge(seat, told.data["pledges"])
    stand(group, told)


@replays("groups:decline-offer")
def declined(told: Told) -> None:
    _close(told, told.organisation, OfferStatus.DECLINED, told.words("reason"))


@replays(LAPSE)
def lapsed(told: Told) -> None:
    _close(told, told.data["org"], OfferStatus.LAPSED)


def _close(told: Told, code: str | None, status: OfferStatus, reason: str | None = None) -> None:
    group = queries.group(told.subject)
    closed = queries.latest_offer(group.id, code)
    closed.status, closed.answered_at, closed.reason = status, told.at, reason
    offer(group, told.data["next"], told.at)
    stand(group, told)


@replays(OFFER)
def offered(told: Told) -> None:
    offer(queries.group(told.subject), told.data["offers"], told.at)


@replays("groups:begin")
def begun(told: Told) -> None:
    group = queries.group(told.subject)
    group.status, group.begun_at = GroupStatus.WORKING, told.at


@replays("groups:take-lead")
def led(told: Told) -> None:
    group = queries.group(told.subject)
    seat = queries.seat_of(group.id, told.organisation)
    seat.role, seat.entry = SeatRole(told.data["role"]), told.index
    stand(group, told)


@replays("groups:leave-seat")
def left(told: Told) -> None:
    group = queries.group(told.subject)
    end_seat(queries.seat_of(group.id, told.organisation), told.at, told.words("reason"))
    offer(group, told.data["next"], told.at)
    stand(group, told)


@replays(END_SEAT)
def seat_ended(told: Told) -> None:
    group = queries.group(told.subject)
    for found, row in queries.living_rows_of(told.data["org"]):
        if found.id == group.id and isinstance(row, Seat):
            end_seat(row, told.at, told.data["reason"])
        elif found.id == group.id and isinstance(row, Offer):
            withdraw(row, told.at)
    offer(group, told.data["next"], told.at)
    stand(group, told)


@replays("groups:give-up")
def given_up(told: Told) -> None:
    _end(queries.group(told.subject), told.at, told.words("reason"))


@replays("initiatives:withdraw", "initiatives:stop", "initiatives:lapse", "initiatives:deliver", "initiatives:reopen")
def initiative_ended(told: Told) -> None:
    """The group of an initiative that ended, or is called for again, ends with it; one that was given up ended before."""
    group = queries.living_group_for(told.subject)
    if group is not None:
        _end(group, told.at, rules.INITIATIVE_ENDED)


def _end(group: Group, at: datetime, reason: str | None) -> None:
    group.status, group.ended_at, group.end_reason = GroupStatus.ENDED, at, reason
    for waiting in queries.open_offers(group.id):
        withdraw(waiting, at)
    for seat in queries.seats(group.id):
        end_seat(seat, at, reason)
    hold_places(group)


def make_places(group: Group, count: int, partners: int, *, after: int = 0) -> None:
    """Give the group so many places, `after` those that it has, and `partners` for partners in all."""
    session = db.session()
    session.add_all(Place(group_id=group.id, number=number) for number in range(after + 1, after + count + 1))
    had = queries.number_of_partner_places(group.id)
    session.add_all(PartnerPlace(group_id=group.id, number=number) for number in range(had + 1, partners + 1))
    session.flush()


def hold_places(group: Group) -> None:
    """Let those who have a seat or an open offer hold the places: which of them is whose nobody is shown."""
    session = db.session()
    session.flush()
    held: list[Seat | Offer] = [*queries.seats(group.id), *queries.open_offers(group.id)]
    for kind in (Place, PartnerPlace):
        session.execute(sa.update(kind).where(kind.group_id == group.id).values(organisation_code=None))
    for place, code in zip(
        queries.free_places(group.id), sorted({row.holder or "" for row in held} - {""}), strict=False
    ):
        place.organisation_code = code
    partners = sorted({row.partner_holder or "" for row in held} - {""})
    for partner_place, code in zip(queries.free_partner_places(group.id), partners, strict=False):
        partner_place.organisation_code = code
    session.flush()


def offer(group: Group, offers: Iterable[Mapping[str, Any]], at: datetime) -> None:
    """Make the offers that an entry tells of."""
    db.session().flush()
    db.session().add_all(
        Offer(
            group_id=group.id,
            organisation_code=one["org"],
            role=SeatRole(one["role"]),
            level=Level(one["level"]),
            rank=one["rank"],
            offered_at=at,
            expires_at=clock.end_of(date.fromisoformat(one["until"])),
            status=OfferStatus.OPEN,
        )
        for one in offers
    )
    hold_places(group)


def withdraw(row: Offer, at: datetime) -> None:
    """Close an offer that nobody can answer any more."""
    row.status, row.answered_at = OfferStatus.WITHDRAWN, at


def end_seat(seat: Seat, at: datetime, reason: str | None) -> None:
    """End a seat."""
    seat.until, seat.end_reason = at, reason


def pledge(seat: Seat, pledges: Iterable[Mapping[str, int]]) -> None:
    """Let these be the pledges that come with a seat, new or not."""
    session = db.session()
    session.add(seat)
    session.flush()
    session.execute(sa.delete(Pledge).where(Pledge.seat_id == seat.id))
    session.add_all(Pledge(seat_id=seat.id, **one) for one in pledges)
    session.flush()


def stand(group: Group, told: Told) -> None:
    """Let the group stand as the entry says that it did after the act (`seating.standing`)."""
    group.status = GroupStatus(told.data["status"])
    asked = [row for row in queries.open_offers(group.id) if row.organisation_code == told.data["lead"]]
    for row in asked:
        row.role = SeatRole.LEAD
    if told.data["charter"] is not None:
        charter = db.session().get_one(Charter, (group.id, told.data["charter"]))
        charter.accepted_at = charter.accepted_at or told.at
