"""The settings are in the register: told to an empty database they are what they were."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.settings.acts import change_setting
from gemportal.settings.models import SettingValue
from gemportal.voting.rules import DAYS_TO_CONTEST
from tests.factories.members import coordinator
from tests.support.house import House
from tests.support.replaying import differences


def test_a_changed_setting_is_told(house: House) -> None:
    key = DAYS_TO_CONTEST.key
    house.perform(change_setting, coordinator(house), key, 5, "Daarom.")
    assert differences(house) == []
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        connection.execute(sa.update(SettingValue).values(value=6))
    assert differences(house) == [f"settings of {key} differs from what the register tells: value"]
