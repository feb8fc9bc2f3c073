"""Whatever fails while an act is written, neither the act nor its entry is there, and the next one finds nothing of it."""

import pytest

from tests.factories.every_act import everything
from tests.integration.register.test_abuse_of_acts import acts_of_each_room
from tests.support.failing import FailingHouse, fail_at_every_point
from tests.support.house import House
from tests.support.performed import governance_acts
from tests.support.replaying import verified
from tests.support.time import StoppedClock


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_every_act_fails_whole_wherever_it_fails(house: House, clock: StoppedClock) -> None:
    failing = FailingHouse(house.app)
    with failing.with_its_clock():
        everything(failing, clock)
    assert failing.wrong == []
    assert failing.failures.keys() >= governance_acts().keys()
    # An act changes a row, appends an entry with its nodes, is signed for, and committed.
    assert min(failing.failures[name] for name in governance_acts()) > 4
    assert verified(house) == []


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_an_act_of_every_room_fails_whole_on_postgresql_too(house: House, clock: StoppedClock) -> None:
    attempts = acts_of_each_room(house, clock)
    for name, attempt in attempts.items():
        with house.app.app_context():
            failed, wrong = fail_at_every_point(attempt)
        assert (wrong, failed > 4) == ([], True), name
    for attempt in attempts.values():
        attempt()
    assert verified(house) == []
