"""What the settings are now."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.settings.models import SettingValue
from gemportal.settings.rules import KEYS, Setting


def value(setting: Setting) -> int:
    """The cooperative's value of one setting."""
    chosen = db.session().scalar(sa.select(SettingValue.value).where(SettingValue.key == setting.key))
    return setting.default if chosen is None else chosen


def values() -> dict[str, int]:
    """All settings by key, in one query."""
    chosen = dict(db.session().execute(sa.select(SettingValue.key, SettingValue.value)).all())
    return {key: chosen.get(key, declared.default) for key, declared in KEYS.items()}
