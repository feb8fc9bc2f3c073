"""The world of the access matrix, made once for each process and put back for each test."""

from collections.abc import Iterator

import pytest

from tests.integration.access import cooperative as of_access
from tests.integration.access.cooperative import Cooperative
from tests.support.time import StoppedClock


@pytest.fixture(scope="session")
def _founded() -> Iterator[Cooperative]:
    made = of_access.found()
    yield made
    made.watcher.close()
    made.store.close()


@pytest.fixture
def cooperative(_founded: Cooperative, clock: StoppedClock) -> Iterator[Cooperative]:
    """The world as it was made, at the moment it was made."""
    clock.set(_founded.now)
    _founded.put_back()
    yield _founded
    _founded.put_back()
