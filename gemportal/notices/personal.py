"""What this room keeps of people: what they follow and chose, up to where they were told, and the key of their calendar."""

from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.personal import Kept, keep, rows_of
from gemportal.kernel.words import _l
from gemportal.notices.calendar.models import CalendarKey
from gemportal.notices.models import Follow, LastLook, Mailing


def _following(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(Follow.subject, Follow.following).where(Follow.person_id == person_id).order_by(Follow.subject)
    return [{"onderwerp": subject, "volgt": following} for subject, following in db.session().execute(query)]


def _mailings(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(Mailing).where(Mailing.person_id == person_id).order_by(Mailing.kind)
    return [
        {
            "soort": str(row.kind.label),
            "hoe vaak": str(row.frequency.label),
            "verteld tot inschrijving": row.cursor,
            "vragen waarover u bericht kreeg": sorted(row.told or ()),
        }
        for row in db.session().scalars(query)
    ]


def _looks(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(LastLook.cursor).where(LastLook.person_id == person_id)
    return [{"gelezen tot inschrijving": cursor} for cursor in db.session().scalars(query)]


def _calendar(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(CalendarKey.made_at).where(CalendarKey.person_id == person_id)
    return [{"geheim adres van uw kalender gemaakt op": made_at} for made_at in db.session().scalars(query)]


_AS_LONG = _l("Zolang u bij ons bekend bent.")

keep(
    Kept(
        "following",
        what=_l("Wat u zelf koos te volgen, of juist niet."),
        why=_l("Om u te vertellen wat er gebeurt."),
        how_long=_l("Tot u er zelf mee stopt, of u laat wissen."),
        tables=("follow",),
        export=_following,
        erase=rows_of(Follow),
    ),
    Kept(
        "mailings",
        what=_l("Hoe vaak u e-mail wilt, per soort, en wat u al is verteld."),
        why=_l("Om u niets twee keer te schrijven, en niets te vergeten."),
        how_long=_AS_LONG,
        tables=("mailing",),
        export=_mailings,
        erase=rows_of(Mailing),
    ),
    Kept(
        "last-look",
        what=_l("Tot waar u uw berichten hebt gelezen."),
        why=_l("Om te laten zien wat nieuw voor u is."),
        how_long=_AS_LONG,
        tables=("last_look",),
        export=_looks,
        erase=rows_of(LastLook),
    ),
    Kept(
        "calendar-key",
        what=_l("Een code waaraan wij het geheime adres van uw kalender herkennen. Het adres zelf bewaren wij niet."),
        why=_l("Om uw kalender aan niemand anders te geven."),
        how_long=_l(
            "Tot u een nieuw adres maakt, uw wachtwoord of e-mailadres wijzigt, overal afmeldt of u laat wissen."
        ),
        tables=("calendar_key",),
        export=_calendar,
        erase=rows_of(CalendarKey),
    ),
)
