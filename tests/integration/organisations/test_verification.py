"""Rows of memberships, mergers and partners that were changed behind the register's back are named by `verify`."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.organisations import acts
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import MembershipEnd
from gemportal.register import keys
from gemportal.register.verify import verify
from tests.factories.members import (
    DEVENTER,
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    member,
    municipality,
    partner,
    representative,
)
from tests.factories.merging import merged, record
from tests.support.house import House
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)


@pytest.fixture
def cooperative(house: House, clock: StoppedClock) -> House:
    """A member, one that gave notice, one that merged, a merger ahead, and two partners of which one will leave."""
    member(house, ZWOLLE), member(house, URK)
    merged(house, clock, URK, ZWOLLE)
    house.perform(acts.give_notice, representative(house, KAMPEN), TODAY + timedelta(days=60))
    record(house, municipality(house, DEVENTER), ZWOLLE, days=30)
    partner(house)
    leaving = partner(house, "Netbeheer")
    house.perform(acts.rename_partner, coordinator(house), leaving, "Netbeheer Voorbeeld")
    house.perform(acts.end_partner, coordinator(house), leaving, TODAY + timedelta(days=60), "klaar")
    return house


def differences(house: House) -> list[str]:
    return [found.sentence for found in house.ask(lambda: verify(keys.signer().verifier)).differences]


def of(code: str) -> Any:
    return Membership.organisation_code == code


def named(code: str) -> Any:
    return Organisation.code == code


SLIPPED_IN = {"organisation_code": DEVENTER, "first_day": TODAY, "ground": "zomaar"}
CHANGES = {
    "given back": (
        sa.update(Membership).where(of(KAMPEN)).values(last_day=None, ending=None),
        "membership of GM0166 is not",
    ),
    "another end": (
        sa.update(Membership).where(of(KAMPEN)).values(ending=MembershipEnd.DECISION),
        "membership of GM0166 is not",
    ),
    "another ground": (sa.update(Membership).where(of(ZWOLLE)).values(ground="omdat"), "membership of GM0193 is not"),
    "earlier": (
        sa.update(Membership).where(of(ZWOLLE)).values(first_day=date(2020, 1, 1)),
        "GM0193 from 2026-03-02 is gone",
    ),
    "removed": (sa.delete(Membership).where(of(URK)), "membership of GM0184 from 2026-03-02 is gone"),
    "slipped in": (
        sa.insert(Membership).values(**SLIPPED_IN),
        "membership of GM0150 from 2026-03-02 was never recorded",
    ),
    "another successor": (
        sa.update(Organisation).where(named(URK)).values(successor_code=KAMPEN),
        "merger of GM0184 is not",
    ),
    "another day": (sa.update(Organisation).where(named(DEVENTER)).values(closed_on=TODAY), "merger of GM0150 is not"),
    "no merger": (
        sa.update(Organisation).where(named(DEVENTER)).values(closed_on=None, successor_code=None),
        "merger of GM0150 is not",
    ),
    "a merger": (
        sa.update(Organisation).where(named(KAMPEN)).values(closed_on=TODAY, successor_code=ZWOLLE),
        "merger of GM0166 was never recorded",
    ),
    "renamed": (sa.update(Organisation).where(named("KP0001")).values(name="Iets anders"), "partner KP0001 is not as"),
    "stays": (sa.update(Organisation).where(named("KP0002")).values(closed_on=None), "partner KP0002 is not as"),
}


def test_what_was_done_by_acts_agrees_with_the_register(cooperative: House) -> None:
    assert differences(cooperative) == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_that_was_changed_is_named(cooperative: House, change: str) -> None:
    statement, sentence = CHANGES[change]
    with cooperative.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        connection.execute(statement)
    found = differences(cooperative)
    assert any(sentence in line for line in found), found
