"""The portal with a provider beside it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import provider as going
from tests.support import provider as providers
from tests.support.client import StrictClient
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


@pytest.fixture
def liar(app: Flask) -> Iterator[Liar]:
    """A provider that says what it is told to say, with the portal connected to it."""
    with providers.lying() as found, providers.connected(app, found.issuer):
        yield found


@pytest.fixture
def other(app: Flask) -> StrictClient:
    """Another browser."""
    return going.browser(app)
