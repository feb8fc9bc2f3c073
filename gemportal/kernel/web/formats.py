"""How dates, money and numbers look on a page, in the language of the page."""

from datetime import UTC, date, datetime

from flask import Flask
from flask_babel import format_datetime, format_decimal, gettext, ngettext

from gemportal.kernel import clock
from gemportal.kernel.figures import Day
from gemportal.kernel.own_words import as_read
from gemportal.kernel.prose import blocks, on_one_line


def day(value: date | datetime) -> str:
    """`23 november 2026`; a moment shows its day in Amsterdam."""
    return str(Day.of(value))


def moment(value: datetime) -> str:
    """`23 november 2026, 20.19 uur`."""
    pattern = gettext("HH.mm")
    return str(gettext("%(day)s, %(time)s uur", day=day(value), time=format_datetime(value, pattern)))


def until(value: datetime) -> str:
    """How long a deadline still is, in days by Amsterdam's calendar; only days, so that a page can be kept all day."""
    # A deadline at midnight ends the day before it: "tot en met" today is today, not tomorrow.
    days = (clock.day_of(clock.just_before(value)) - clock.today()).days
    if value <= clock.now():
        return str(gettext("voorbij"))
    if days <= 0:
        return str(gettext("vandaag"))
    if days == 1:
        return str(gettext("nog tot morgen"))
    return str(ngettext("nog %(num)s dag", "nog %(num)s dagen", days))


def euro(value: int | None) -> str:
    """Whole euros: `€ 1.250`; what nobody knows yet says so."""
    return str(gettext("nog niet bekend")) if value is None else f"€ {number(value)}"


def number(value: int) -> str:
    return str(format_decimal(value))


def iso(value: date | datetime) -> str:
    """For the `datetime` attribute of `<time>`."""
    return value.astimezone(UTC).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def init_app(app: Flask) -> None:
    """Offer the formats to templates as filters."""
    app.jinja_env.filters |= {"date": day, "moment": moment, "until": until, "euro": euro, "number": number, "iso": iso}
    app.jinja_env.filters |= {"as_read": as_read, "blocks": blocks, "on_one_line": on_one_line}
