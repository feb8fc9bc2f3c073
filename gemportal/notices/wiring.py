"""What this room hands to the application."""

from flask import Flask, g
from sqlalchemy.exc import SQLAlchemyError

from gemportal.kernel.acts import listen
from gemportal.kernel.web.frame import actor
from gemportal.notices import personal as personal
from gemportal.notices import policy as policy
from gemportal.notices import queries
from gemportal.notices.calendar import following
from gemportal.notices.calendar.views import room as calendar
from gemportal.notices.views import room
from gemportal.people.signin.opening import SESSIONS_ENDED

VIEWS = (room, calendar)


def init_app(app: Flask) -> None:
    """Let every page that is never stored say how much is new, and a calendar's address end with its owner's sessions."""
    listen(SESSIONS_ENDED, following.when_sessions_end)
    app.jinja_env.globals["new_notices"] = _new_notices


def _new_notices() -> str:
    """How many notices are new to whoever reads this page, in a word; empty when none are, or when that cannot be asked now."""
    if g.get("cacheable", False) or not actor().signed_in:
        return ""
    try:
        count = queries.number_of_new(actor().person_id)
    except SQLAlchemyError:
        return ""  # The page that says that the database fails is still to be shown.
    return f"{queries.MANY}+" if count > queries.MANY else str(count or "")
