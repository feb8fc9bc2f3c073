"""A coordinator at the desk, with one member in the cooperative."""

import pytest
from flask import Flask

from tests.factories.members import ZWOLLE, coordinator, member
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


@pytest.fixture
def office(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    coordinator(house)
    member(house, ZWOLLE)
    return signed_in(app, "coordinator@gemportal.example")
