"""What the settings are now."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.settings.models import SettingValue
from gemportal.settings.rules import KEYS, Setting


def column(setting: Setting) -> sa.ColumnElement[int]:
    """The cooperative's value of one setting, to be used in a query."""
    chosen = sa.select(SettingValue.value).where(SettingValue.key == setting.key)
    return sa.type_coerce(sa.func.coalesce(chosen.scalar_subquery(), setting.default), sa.Integer)


def value(setting: Setting) -> int:
    """The cooperative's value of one setting."""
    return db.session().scalars(sa.select(column(setting))).one()


def values() -> dict[str, int]:
    """All settings by key, in one query."""
    chosen = dict(db.session().execute(sa.select(SettingValue.key, SettingValue.value)).all())
    return {key: chosen.get(key, declared.default) for key, declared in KEYS.items()}
