"""A house in which something of everything happened, and a backup of it."""

from pathlib import Path

import pytest

from tests.factories import decisions, groups, voting
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, deputy, representative
from tests.support.backup import backup
from tests.support.house import House
from tests.support.time import StoppedClock


@pytest.fixture
def lived_in(house: House, clock: StoppedClock) -> House:
    """Members, a group at work, decisions with and without a vote, and votes that are open: one of them secret."""
    groups.running_step(house, clock)
    decisions.voted(house)
    clock.advance(days=60)  # it was published in time to come
    decisions.superseded(house, decisions.recorded(house))
    voting.cast(house, voting.open_vote(house), KAMPEN, "against", "Te duur.")
    voting.cast(house, voting.open_vote(house, voting.PERSONS), ZWOLLE, ["keuze-1"])
    deputy(house, KAMPEN)
    coordinator(house)
    return house


@pytest.fixture
def small(house: House) -> House:
    """A member with somebody who acts for it, and a decision: the least that has a register with rows beside it."""
    representative(house)
    decisions.recorded(house)
    return house


@pytest.fixture
def file(small: House, tmp_path: Path) -> Path:
    """A backup of that."""
    return backup(small, tmp_path / "gemportal.backup")
