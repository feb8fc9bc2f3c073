"""The portal with a provider beside it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import members
from tests.factories import provider as going
from tests.factories.members import ZWOLLE
from tests.support import provider as providers
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.provider import Liar, RealProvider


@pytest.fixture(scope="session")
def running_provider() -> Iterator[RealProvider]:
    with providers.running() as found:
        yield found


@pytest.fixture
def provider(running_provider: RealProvider, app: Flask) -> Iterator[RealProvider]:
    """A provider that behaves, with the portal connected to it. Its clock runs: no test stops time around it."""
    with providers.connected(app, running_provider.issuer):
        yield running_provider


@pytest.fixture(scope="session")
def running_liar() -> Iterator[Liar]:
    with providers.lying() as found:
        yield found


@pytest.fixture
def liar(running_liar: Liar, app: Flask) -> Iterator[Liar]:
    """A provider that says what it is told to say, with the portal connected to it."""
    running_liar.forget()
    with providers.connected(app, running_liar.issuer):
        yield running_liar


@pytest.fixture
def linked(house: House, liar: Liar) -> str:
    """The account of somebody who represents Zwolle; the liar says that it is theirs."""
    going.link(house, members.representative(house, ZWOLLE), liar.issuer, "jan")
    return "jan"


@pytest.fixture
def other(app: Flask) -> StrictClient:
    """Another browser."""
    return going.browser(app)
