"""Reading declarations of willingness."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from gemportal.initiatives.models import CoProposer, Initiative, InitiativeVersion, PartnerInvitation, Willingness
from gemportal.initiatives.queries.invitations import InvitedLine
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


@dataclass(frozen=True)
class Around:
    """Who does what with an initiative: agreed to propose it together (code and name), declared, or is invited to take a seat.

    Declarations stand strongest level first, timely before late, then the earlier, then the code; all others by name.
    """

    co_proposers: tuple[tuple[str, str], ...]
    willingness: tuple[WillingnessLine, ...]
    invited: tuple[InvitedLine, ...]


_DECLARED = (
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


def around(initiative_id: int) -> Around:
    """What stands between an initiative and each organisation, in one query."""

    def of_it(table: type[CoProposer] | type[PartnerInvitation] | type[Willingness]) -> sa.ColumnElement[bool]:
        return sa.and_(table.initiative_id == Initiative.id, table.organisation_code == Organisation.code)

    strength = sa.case({level: place for place, level in enumerate(STRONGEST_FIRST)}, value=Willingness.level)
    asked = (CoProposer.agreed_at, PartnerInvitation.invited_at, PartnerInvitation.entry)
    # Named first, since the municipalities are many, and of most there is nothing to say.
    named = sa.union(
        *(
            sa.select(table.organisation_code).where(table.initiative_id == initiative_id)
            for table in (CoProposer, PartnerInvitation, Willingness)
        )
    ).subquery()
    query = (
        sa.select(Organisation.code, Organisation.name, *asked, *_DECLARED)
        .select_from(Initiative)
        .join(named, sa.true())
        .join(Organisation, Organisation.code == named.c.organisation_code)
        .outerjoin(CoProposer, of_it(CoProposer))
        .outerjoin(PartnerInvitation, of_it(PartnerInvitation))
        .outerjoin(Willingness, sa.and_(of_it(Willingness), Willingness.current))
        .where(Initiative.id == initiative_id)
        .order_by(strength, Willingness.late, Willingness.since, Organisation.code)
    )
    rows: Sequence[Any] = db.session().execute(query).all()
    by_name = sorted(rows, key=lambda row: row.name)
    return Around(
        tuple((row.code, row.name) for row in by_name if row.agreed_at),
        tuple(WillingnessLine(row.code, row.name, *row[-len(_DECLARED) :]) for row in rows if row.level),
        tuple(InvitedLine(row.code, row.name, row.invited_at, row[4]) for row in by_name if row.invited_at),
    )


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
