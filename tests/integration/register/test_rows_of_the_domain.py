"""Rows that were changed or removed behind the register's back are named by `verify`."""

import sqlalchemy as sa

from gemportal.groups.models import Participant, PersonPlace, Pledge, Seat
from gemportal.kernel.clock import now
from gemportal.register import keys
from gemportal.register.queries import entries_about
from gemportal.register.verify import verify
from gemportal.settings.models import SettingValue
from tests.factories.groups import working
from tests.factories.members import KAMPEN, coordinator
from tests.support.house import House
from tests.support.replaying import verified
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock


def test_a_seat_that_was_removed_is_missed(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    assert verified(house) == []
    seat = sa.select(Seat.id).where(Seat.organisation_code == KAMPEN).scalar_subquery()
    behind_its_back(
        house,
        sa.delete(Participant).where(Participant.seat_id == seat),
        sa.delete(PersonPlace).where(PersonPlace.seat_id == seat),
        sa.delete(Pledge).where(Pledge.seat_id == seat),
        sa.delete(Seat).where(Seat.organisation_code == KAMPEN),
    )
    (found,) = house.ask(lambda: verify(keys.signer().verifier)).differences
    assert found.sentence == f"seat of {group} {KAMPEN} is gone: the register tells of it"
    last = [entry.index for entry in house.ask(entries_about, [group]) if entry.organisation == KAMPEN][-1]
    assert found.index == last, "the last entry about that seat"


def test_of_what_stands_in_no_entry_the_first_entry_is_named(house: House) -> None:
    coordinator(house)
    behind_its_back(house, sa.insert(SettingValue).values(key="groups:cap", value=8, changed_at=now()))
    (found,) = house.ask(lambda: verify(keys.signer().verifier)).differences
    assert (found.index, found.sentence) == (
        0,
        "settings of groups:cap was never recorded: the register does not tell of it",
    )
