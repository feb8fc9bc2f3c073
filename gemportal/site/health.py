"""Whether the portal lives, and whether it is ready to serve: for whoever watches it."""

from functools import cache

import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from gemportal.kernel import db
from gemportal.register.keeping import rollback

_VERSION = sa.table("alembic_version", sa.column("version_num", sa.Text()))


@cache
def newest_migration(folder: str) -> str | None:
    """The migration that this code was written for."""
    config = Config()
    config.set_main_option("script_location", folder)
    return ScriptDirectory.from_config(config).get_current_head()


def is_ready(folder: str) -> bool:
    """The database answers, and its migrations are those of this code."""
    try:
        present = db.session().scalar(sa.select(_VERSION.c.version_num))
    except sa.exc.DBAPIError:
        return False
    return present == newest_migration(folder)


def only_reading() -> str | None:
    """Why nothing can be recorded now, in one line for the operator; None while everything can."""
    return rollback.found()
