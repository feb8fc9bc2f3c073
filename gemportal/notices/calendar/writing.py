"""Writing marked days as a calendar (RFC 5545), in the language of whoever reads it. Only within a request."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app
from icalendar import Calendar, Event

from gemportal.kernel.web.languages import language
from gemportal.kernel.web.links import link_to
from gemportal.notices.calendar.rules import Marked

_REFRESH = timedelta(hours=6)


def calendar(name: str, marks: Sequence[Marked], changed: Mapping[str, datetime], since: datetime) -> bytes:
    """The calendar's bytes: the same for the same days. What has no change of its own was changed `since`."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    written = Calendar()
    written.add("prodid", f"-//gemportal//{host}//{language().upper()}")
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    written.add("name", name)
    written.add("x-wr-calname", name)
    written.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    for mark in marks:
        event = Event()
        moment = changed.get(mark.subject, since).replace(microsecond=0)
        event.add("uid", f"{mark.uid}@{host}")
        event.add("dtstamp", moment)
        event.add("last-modified", moment)
        event.add("dtstart", mark.day)
        event.add("dtend", mark.day + timedelta(days=1))
        # A last day takes none of anybody's time.
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"{mark.title}: {mark.what}")
        event.add("url", link_to(mark.endpoint, **mark.values))
        written.add_component(event)
    return bytes(written.to_ical())
