"""Organisations and memberships are in the register: told to an empty database they are what they were."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock as kernel_clock
from gemportal.organisations import acts
from gemportal.organisations.merging import acts as merging
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import MembershipEnd, Merger
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    coordinator,
    member,
    municipality,
    partner,
    representative,
)
from tests.factories.merging import merged, record
from tests.factories.organisations import GROTE, NIEUWE, OUDE, OUDER, load
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)
LATER = TODAY + timedelta(days=60)


def cooperative(house: House, time: StoppedClock) -> None:
    """Members that gave notice, left, came back and merged; a merger ahead and one taken back; partners of every kind."""
    officer = coordinator(house)
    member(house, ZWOLLE), member(house, URK)
    merged(house, time, URK, ZWOLLE)
    house.perform(acts.give_notice, representative(house, KAMPEN), LATER, "Wij doen het zelf.")
    house.perform(acts.end_membership, officer, member(house, HENGELO), kernel_clock.today(), "betaalt niet")
    house.perform(acts.end_membership, officer, member(house, UTRECHT), LATER, "betaalt niet")
    house.perform(acts.keep_membership, officer, UTRECHT)
    record(house, municipality(house, DEVENTER), ZWOLLE, days=30)
    record(house, UTRECHT, ZWOLLE, days=30)
    house.perform(merging.withdraw_merger, officer, UTRECHT)
    leaving, staying = partner(house, "Netbeheer"), partner(house)
    house.perform(acts.rename_partner, officer, leaving, "Netbeheer Voorbeeld")
    for code in (leaving, staying):
        house.perform(acts.end_partner, officer, code, LATER, "klaar")
    house.perform(acts.keep_partner, officer, staying)
    time.advance(days=1)
    house.perform(acts.admit, officer, HENGELO, kernel_clock.today(), "B-2026-009")
    house.perform(acts.end_membership, officer, HENGELO, LATER, "betaalt weer niet")
    house.perform(acts.keep_membership, officer, HENGELO)


def test_members_mergers_and_partners_are_told(house: House, clock: StoppedClock) -> None:
    cooperative(house, clock)
    assert differences(house) == []


def test_a_merger_into_one_that_was_no_member_is_told(house: House, clock: StoppedClock) -> None:
    member(house, URK)
    merged(house, clock, URK, ZWOLLE)
    merged(house, clock, ZWOLLE, KAMPEN)
    assert differences(house) == []


def test_the_list_of_municipalities_is_told_each_time_it_changes(house: House) -> None:
    load(house, [OUDE, OUDER, GROTE])
    load(house, [replace(OUDE, name="Oudewater", population=9_100), OUDER, GROTE])
    load(
        house,
        [replace(NIEUWE, name="Oudewater"), GROTE],
        [Merger(OUDE.code, NIEUWE.code, TODAY), Merger(OUDER.code, GROTE.code, TODAY)],
    )
    load(house, [replace(NIEUWE, name="Oudewater"), GROTE])
    assert differences(house) == []


def of(code: str) -> Any:
    return Membership.organisation_code == code


def test_what_was_changed_behind_its_back_is_named(house: House, clock: StoppedClock) -> None:
    cooperative(house, clock)
    membership, organisation = sa.update(Membership), sa.update(Organisation)
    slipped_in = {"organisation_code": DEVENTER, "first_day": TODAY, "ground": "zomaar"}
    behind_its_back(
        house,
        membership.where(of(KAMPEN)).values(ending=MembershipEnd.DECISION),
        membership.where(of(ZWOLLE)).values(ground="omdat", first_day=date(2020, 1, 1)),
        sa.delete(Membership).where(of(URK)),
        membership.where(of(HENGELO), Membership.last_day.is_not(None)).values(last_day=LATER),
        sa.insert(Membership).values(**slipped_in),
        organisation.where(Organisation.code == URK).values(successor_code=KAMPEN),
        organisation.where(Organisation.code == DEVENTER).values(closed_on=TODAY, population=1),
        organisation.where(Organisation.code == UTRECHT).values(closed_on=TODAY, successor_code=ZWOLLE),
        organisation.where(Organisation.code == "KP0001").values(name="Iets anders", closed_on=None),
    )
    unlike = "differs from what the register tells"
    assert differences(house) == [
        f"membership of {DEVENTER} 2026-03-02 was never recorded: the register does not tell of it",
        f"membership of {HENGELO} 2026-03-05 {unlike}: until",
        f"membership of {KAMPEN} 2026-03-05 {unlike}: ending",
        f"membership of {URK} 2026-03-02 is gone: the register tells of it",
        f"membership of {ZWOLLE} 2020-01-01 was never recorded: the register does not tell of it",
        f"membership of {ZWOLLE} 2026-03-02 is gone: the register tells of it",
        f"organisation of {DEVENTER} {unlike}: closed_on, population",
        f"organisation of {URK} {unlike}: successor",
        f"organisation of {UTRECHT} {unlike}: closed_on, successor",
        f"organisation of KP0001 {unlike}: closed_on, name",
    ]
