"""What follows for a calendar when something happens below: all sessions of its owner ended."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.notices.calendar.models import CalendarKey


def when_sessions_end(person_id: int) -> None:
    """The secret address ends as they do: whoever got hold of a session or a password may have made or read it."""
    db.session().execute(sa.delete(CalendarKey).where(CalendarKey.person_id == person_id))
