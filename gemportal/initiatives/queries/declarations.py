"""Reading declarations of willingness."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from gemportal.initiatives.models import Initiative, InitiativeVersion, Willingness
from gemportal.initiatives.rules import STRONGEST_FIRST, Backing, Earlier, InitiativeStatus, Level, paper_host
from gemportal.kernel import clock, db
from gemportal.organisations.models import Organisation


@dataclass(frozen=True)
class WillingnessLine:
    """A current declaration as pages and the ranking read it. `confirmed`: it holds for the present goal, cost and seats."""

    organisation_code: str
    organisation_name: str
    level: Level
    since: datetime
    version: int
    confirmed: bool
    late: bool
    hours: int | None
    euros: int | None
    expertise: str | None
    reason: str | None
    who_would: str | None
    backing: Backing
    backing_url: str | None
    considering_until: date | None
    declared_at: datetime
    entry: int

    @property
    def backing_host(self) -> str | None:
        """Where the paper stands, for a reader to judge before following the link."""
        return paper_host(self.backing_url) if self.backing_url else None

    @property
    def considered_too_long(self) -> bool:
        """Whether the day passed until which it would be considered. It stays what it is: only who declared it changes it."""
        return self.considering_until is not None and self.considering_until < clock.today()

    @property
    def ranks(self) -> bool:
        """Whether it stands in the ranking: wants a seat, and confirmed. Late ones stand behind the others."""
        return self.level.wants_a_seat and self.confirmed


def willingness_of(initiative_id: int) -> list[WillingnessLine]:
    """The current declarations: strongest level first, timely before late, then the earlier, then the code."""
    strength = sa.case({level: place for place, level in enumerate(STRONGEST_FIRST)}, value=Willingness.level)
    query = (
        sa.select(
            Willingness.organisation_code,
            Organisation.name,
            Willingness.level,
            Willingness.since,
            Willingness.version,
            Willingness.version >= Initiative.confirm_from,
            Willingness.late,
            Willingness.hours,
            Willingness.euros,
            Willingness.expertise,
            Willingness.reason,
            Willingness.who_would,
            Willingness.backing,
            Willingness.backing_url,
            Willingness.considering_until,
            Willingness.declared_at,
            Willingness.entry,
        )
        .join(Initiative, Initiative.id == Willingness.initiative_id)
        .join(Organisation, Organisation.code == Willingness.organisation_code)
        .where(Willingness.initiative_id == initiative_id, Willingness.current)
        .order_by(strength, Willingness.late, Willingness.since, Willingness.organisation_code)
    )
    rows: Any = db.session().execute(query)
    return [WillingnessLine(*row) for row in rows]


def ranking_lines(initiative_id: int) -> list[WillingnessLine]:
    """The declarations that rank: those that want a seat and hold for the present goal, cost and seats."""
    return [line for line in willingness_of(initiative_id) if line.ranks]


def current_declaration(initiative_id: int, code: str | None) -> Willingness | None:
    """The row of an organisation's current declaration."""
    return db.session().scalar(
        sa.select(Willingness).where(
            Willingness.initiative_id == initiative_id, Willingness.organisation_code == code, Willingness.current
        )
    )


def considering(number: str) -> list[str]:
    """The organisations that consider this initiative now."""
    query = (
        sa.select(Willingness.organisation_code)
        .join(Initiative, Initiative.id == Willingness.initiative_id)
        .where(Initiative.number == number, Willingness.current, Willingness.level == Level.CONSIDERING)
    )
    return list(db.session().scalars(query))


def earlier_declarations(initiative_id: int, code: str | None) -> list[Earlier]:
    """All declarations of an organisation on an initiative, the newest first."""
    query = (
        sa.select(Willingness.level, Willingness.declared_at, Willingness.withdrawn_at.is_not(None))
        .where(Willingness.initiative_id == initiative_id, Willingness.organisation_code == code)
        .order_by(Willingness.id.desc())
    )
    return [Earlier(*row) for row in db.session().execute(query)]


@dataclass(frozen=True)
class SaidLine:
    """What one organisation declared on one initiative, for the organisation's own page."""

    number: str
    title: str
    status: InitiativeStatus
    level: Level
    since: datetime
    entry: int
    code: str


def said_by(*codes: str) -> list[SaidLine]:
    """The current declarations of these organisations, the latest first."""
    query = (
        sa.select(
            Initiative.number,
            InitiativeVersion.title,
            Initiative.status,
            Willingness.level,
            Willingness.since,
            Willingness.entry,
            Willingness.organisation_code,
        )
        .join(Initiative, Initiative.id == Willingness.initiative_id)
        .join(
            InitiativeVersion,
            sa.and_(InitiativeVersion.initiative_id == Initiative.id, InitiativeVersion.version == Initiative.version),
        )
        .where(Willingness.organisation_code.in_(codes), Willingness.current)
        .order_by(Willingness.id.desc())
    )
    rows: Any = db.session().execute(query)
    return [SaidLine(*row) for row in rows]
