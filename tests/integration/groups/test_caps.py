"""Caps that hold whoever writes: the database itself refuses an organisation, a partner and a person too many."""

from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.groups.models import Group, Offer, Participant, PartnerPlace, PersonPlace, Place, Seat
from gemportal.groups.rules import OfferStatus, SeatRole
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel import db
from tests.factories.groups import accept, forming
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE, deputy, member, partner, representative
from tests.support.house import House
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock


def id_of(house: House, group: str) -> int:
    return house.ask(lambda: db.session().scalars(sa.select(Group.id).where(Group.number == group)).one())


def a_seat(group_id: int, code: str, role: SeatRole = SeatRole.MEMBER) -> sa.Insert:
    values = {"since": time_of_the_house.now(), "people": 0, "entry": 0}
    return sa.insert(Seat).values(group_id=group_id, organisation_code=code, role=role, **values)


def an_offer(group_id: int, code: str, role: SeatRole = SeatRole.MEMBER) -> sa.Insert:
    now = time_of_the_house.now()
    values = {"level": Level.JOIN, "rank": 9, "offered_at": now, "expires_at": now, "status": OfferStatus.OPEN}
    return sa.insert(Offer).values(group_id=group_id, organisation_code=code, role=role, **values)


def hold(place: type[Place | PartnerPlace], group_id: int, code: str) -> sa.Update:
    free = sa.select(sa.func.min(place.number)).where(place.group_id == group_id, place.organisation_code.is_(None))
    return (
        sa.update(place)
        .where(place.group_id == group_id, place.number == free.scalar_subquery())
        .values(organisation_code=code)
    )


def refused(house: House, *statements: sa.Executable) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        behind_its_back(house, *statements)


def test_an_organisation_without_a_place_gets_neither_a_seat_nor_an_offer(house: House, clock: StoppedClock) -> None:
    group_id = id_of(house, forming(house, clock))
    for write in (a_seat, an_offer):
        refused(house, write(group_id, HENGELO))
    # No place is free either: three were offered.
    refused(house, hold(Place, group_id, HENGELO), a_seat(group_id, HENGELO))
    # Who only reads along holds no place.
    behind_its_back(house, a_seat(group_id, HENGELO, SeatRole.OBSERVER))


def test_a_place_that_somebody_holds_is_not_given_away(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    accept(house, group, KAMPEN)
    taken = sa.update(Place).where(Place.organisation_code == KAMPEN)
    refused(house, taken.values(organisation_code=HENGELO), a_seat(id_of(house, group), HENGELO))
    refused(house, sa.delete(Place).where(Place.organisation_code == KAMPEN))


def test_a_partner_too_many_has_no_place_though_others_are_free(house: House, clock: StoppedClock) -> None:
    group_id = id_of(house, forming(house, clock, {ZWOLLE: Level.LEAD, KAMPEN: Level.JOIN}))
    # Partners to be: as it would be with two places free.
    behind_its_back(house, sa.insert(Place).values(group_id=group_id, number=4))
    first, second = partner(house, "Waterschap Een"), partner(house, "Waterschap Twee")
    as_partner = SeatRole.PARTNER
    refused(house, hold(Place, group_id, first), a_seat(group_id, first, as_partner))
    behind_its_back(
        house, hold(Place, group_id, first), hold(PartnerPlace, group_id, first), a_seat(group_id, first, as_partner)
    )
    for write in (a_seat, an_offer):
        refused(
            house,
            hold(Place, group_id, second),
            hold(PartnerPlace, group_id, second),
            write(group_id, second, as_partner),
        )
    becomes = sa.update(Offer).where(Offer.organisation_code == KAMPEN).values(role=as_partner)
    refused(house, becomes)


def test_a_person_too_many_finds_no_place_in_the_seat(house: House, clock: StoppedClock) -> None:
    deputy(house, KAMPEN)
    group = forming(house, clock)
    accept(house, group, KAMPEN)
    seat = house.ask(lambda: db.session().scalars(sa.select(Seat).where(Seat.organisation_code == KAMPEN)).one())
    assert seat.people == 2
    other = representative(house, DEVENTER).person_id

    def works(place: int) -> sa.Insert:
        return sa.insert(Participant).values(seat_id=seat.id, person_id=other, place=place)

    for place in (1, 2, 3, 0):
        refused(house, works(place))
    refused(house, sa.delete(PersonPlace).where(PersonPlace.seat_id == seat.id))


def test_who_leaves_frees_the_place_for_another(house: House, clock: StoppedClock) -> None:
    group_id = id_of(house, forming(house, clock))
    member(house, URK)
    lapsed: dict[str, Any] = {"status": OfferStatus.LAPSED, "answered_at": time_of_the_house.now()}
    behind_its_back(
        house,
        sa.update(Offer).where(Offer.organisation_code == KAMPEN).values(lapsed),
        sa.update(Place).where(Place.organisation_code == KAMPEN).values(organisation_code=URK),
        a_seat(group_id, URK),
    )
