"""Organisations and memberships are in the register: told to an empty database they are what they were."""

from tests.factories.members import ZWOLLE, member
from tests.support.house import House
from tests.support.replaying import differences


def test_a_member_is_told(house: House) -> None:
    member(house, ZWOLLE)
    assert differences(house) == []
