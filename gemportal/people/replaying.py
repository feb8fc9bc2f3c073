"""What the register tells of people: how many act for an organisation in which role, and until when. Never who they are."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import MandateRole
from gemportal.kernel.words import _l
from gemportal.people.models import Mandate, Person
from gemportal.register.replaying.telling import Shown, Told, leaves_nothing, replays, shows

leaves_nothing(
    _l("Wie een functie heeft, ziet alleen wie is aangemeld. Bij wat een functie doet, staat alleen de functie."),
    "people:begin-office",
    "people:end-office",
)


@replays("people:begin-mandate")
def mandate_began(told: Told) -> None:
    """Somebody without a name takes the mandate: a page shows those to the public too."""
    somebody = Person(name="", email=f"entry-{told.index}", created_at=told.at, erased_at=told.at)
    session = db.session()
    session.add(somebody)
    session.flush()
    session.add(
        Mandate(
            person_id=somebody.id,
            organisation_code=told.subject,
            role=MandateRole(told.data["role"]),
            first_day=date.fromisoformat(told.data["from"]),
            last_day=_day(told.data["until"]),
        )
    )


@replays("people:end-mandate")
def mandate_ended(told: Told) -> None:
    """Of mandates that were alike, it is the same which of them ended."""
    query = sa.select(Mandate).where(
        Mandate.organisation_code == told.subject,
        Mandate.role == MandateRole(told.data["role"]),
        Mandate.first_day == date.fromisoformat(told.data["from"]),
        Mandate.last_day.is_not_distinct_from(_day(told.data["instead_of"])),
        Mandate.ended_at.is_(None),
    )
    mandate = db.session().scalars(query.order_by(Mandate.id).limit(1)).one()
    mandate.last_day = _day(told.data["until"])
    mandate.ended_at = told.at if told.data["at_once"] else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


@shows("mandates")
def mandates() -> Iterator[tuple[str, Shown]]:
    """Those alike together: from which day, in which role; and of each until when, and whether it was ended at once."""
    ends: dict[str, list[list[str | bool]]] = defaultdict(list)
    for row in db.session().scalars(sa.select(Mandate)):
        until = row.last_day.isoformat() if row.last_day else ""
        ends[f"{row.organisation_code} {row.role} {row.first_day}"].append([until, row.ended_at is not None])
    for key, found in ends.items():
        yield key, {"until": sorted(found)}
