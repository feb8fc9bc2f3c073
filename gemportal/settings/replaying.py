"""What the register tells of the settings."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, Told, replays, shows
from gemportal.settings.models import SettingValue


@replays("settings:change")
def changed(told: Told) -> None:
    db.session().merge(SettingValue(key=told.subject, value=told.data["to"], changed_at=told.at))


@shows("settings")
def settings() -> Iterator[tuple[str, Shown]]:
    for key, value in db.session().execute(sa.select(SettingValue.key, SettingValue.value)):
        yield key, {"value": value}
