"""Reading one initiative: its text, its versions, its co-proposers, and all of it for its page."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from gemportal.initiatives.models import CoProposer, Initiative, InitiativeVersion
from gemportal.initiatives.policy import Inviting
from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.queries.declarations import WillingnessLine, around
from gemportal.initiatives.queries.invitations import InvitedLine
from gemportal.initiatives.rules import STRONGEST_FIRST, Backing, InitiativeStatus, Level, call_is_running, standing
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import Message
from gemportal.organisations.models import Organisation

TEXT = (
    InitiativeVersion.title,
    InitiativeVersion.summary,
    InitiativeVersion.goal,
    InitiativeVersion.means,
    InitiativeVersion.existing,
    InitiativeVersion.driver,
    InitiativeVersion.domain,
    InitiativeVersion.cost,
    InitiativeVersion.hours,
    InitiativeVersion.seats,
)


@dataclass(frozen=True)
class InitiativePage:
    """An initiative with its present text and everything that was declared; also what policy judges."""

    id: int
    number: str | None
    status: InitiativeStatus
    organisation_code: str
    organisation_name: str
    version: int
    confirm_from: int
    created_at: datetime
    published_at: datetime | None
    closes_on: date | None
    ended_at: datetime | None
    reason: str | None
    text: ProposalText
    co_proposers: tuple[tuple[str, str], ...] = ()
    willingness: tuple[WillingnessLine, ...] = ()
    invited: tuple[InvitedLine, ...] = ()

    @property
    def badge(self) -> tuple[Message, str]:
        """The label and the tone of where it stands today."""
        return standing(self.status, self.closes_on, clock.today())

    @property
    def call_is_running(self) -> bool:
        return call_is_running(self.status, self.closes_on, clock.today())

    @property
    def parts(self) -> list[tuple[Level, int]]:
        """How many declared each level, strongest first: the parts of the bar."""
        return [(level, sum(line.level is level for line in self.willingness)) for level in STRONGEST_FIRST]

    @property
    def backed(self) -> list[tuple[Backing, int]]:
        """By whom those are backed who offer work or a seat, strongest first: the parts of the second bar."""
        offers = [line.backing for line in self.willingness if line.level.offers_work]
        return [(backing, offers.count(backing)) for backing in reversed(Backing)]

    @property
    def unconfirmed(self) -> int:
        """How many declarations wait for confirmation."""
        return sum(not line.confirmed for line in self.willingness)

    def declaration_of(self, code: str | None) -> WillingnessLine | None:
        """The current declaration of one organisation."""
        return next((line for line in self.willingness if line.organisation_code == code), None)

    @property
    def inviting(self) -> Inviting:
        """What policy judges of inviting a partner to it."""
        return Inviting(self.number or "", self.status, self.organisation_code)

    def invites(self, code: str | None) -> bool:
        """Whether this partner is invited to take a seat."""
        return any(line.code == code for line in self.invited)


@dataclass(frozen=True)
class VersionLine:
    """One version of the text, and when and why it came."""

    version: int
    changed_at: datetime
    why: str | None
    text: ProposalText


def by_number(number: str) -> Initiative:
    """The published initiative with this number."""
    found = db.session().scalar(sa.select(Initiative).where(Initiative.number == number))
    if found is None:
        raise NotFound
    return found


def draft_for(actor: Actor, initiative_id: int) -> Initiative:
    """The draft, if the actor's organisation proposes it or is asked to; to all others it does not exist."""
    found = db.session().scalar(
        sa.select(Initiative).where(Initiative.id == initiative_id, visible_draft(actor.organisation))
    )
    if found is None:
        raise NotFound
    return found


def visible_draft(code: Any) -> sa.ColumnElement[bool]:
    """The condition that an initiative is a draft that the organisation with this code, or code in a column, may see."""
    asked = sa.exists().where(CoProposer.initiative_id == Initiative.id, CoProposer.organisation_code == code)
    return sa.and_(Initiative.status == InitiativeStatus.DRAFT, sa.or_(Initiative.organisation_code == code, asked))


def version_row(initiative_id: int, version: int) -> InitiativeVersion:
    """The row of one version."""
    found = db.session().get(InitiativeVersion, (initiative_id, version))
    if found is None:
        raise NotFound
    return found


def current_version(initiative: Initiative) -> InitiativeVersion:
    """The present text of an initiative."""
    return version_row(initiative.id, initiative.version)


def text_of(row: InitiativeVersion) -> ProposalText:
    """The text in a row, as a value."""
    return ProposalText(*(getattr(row, column.key) for column in TEXT))


def titles(numbers: Iterable[str]) -> dict[str, str]:
    """The present titles of these initiatives, by number, in one query."""
    query = with_text(sa.select(Initiative.number, InitiativeVersion.title)).where(Initiative.number.in_(set(numbers)))
    return {row.number: row.title for row in db.session().execute(query)}


def costs(numbers: Iterable[str]) -> dict[str, int | None]:
    """What these initiatives say that they cost, in whole euros, by number; None while it is not known."""
    query = with_text(sa.select(Initiative.number, InitiativeVersion.cost)).where(Initiative.number.in_(set(numbers)))
    return {row.number: row.cost for row in db.session().execute(query)}


def open_numbers() -> list[str]:
    """The numbers of all initiatives with the status open, whether their call runs or has closed, oldest first."""
    query = sa.select(Initiative.number).where(Initiative.status == InitiativeStatus.OPEN).order_by(Initiative.id)
    return [number for number in db.session().scalars(query) if number]


def page_of(number: str) -> InitiativePage:
    """Everything of this room for the page of a published initiative, in two queries."""
    return _page(Initiative.number == number)


def draft_page(actor: Actor, initiative_id: int) -> InitiativePage:
    """A draft as its proposers see it, in two queries."""
    return _page(sa.and_(Initiative.id == initiative_id, visible_draft(actor.organisation)))


def _page(condition: sa.ColumnElement[bool]) -> InitiativePage:
    columns = (
        Initiative.id,
        Initiative.number,
        Initiative.status,
        Initiative.organisation_code,
        Organisation.name,
        Initiative.version,
        Initiative.confirm_from,
        Initiative.created_at,
        Initiative.published_at,
        Initiative.closes_on,
        Initiative.ended_at,
        Initiative.reason,
    )
    query = with_text(sa.select(*columns, *TEXT)).join(Organisation, Organisation.code == Initiative.organisation_code)
    row: Any = db.session().execute(query.where(condition)).one_or_none()
    if row is None:
        raise NotFound
    facts = dict(zip((field.name for field in fields(InitiativePage)), row[: len(columns)], strict=False))
    text = ProposalText(*row[len(columns) :])
    return InitiativePage(**facts, text=text, **vars(around(row.id)))


def with_text(query: Any) -> sa.Select[Any]:
    """The query (a Select, whatever its columns), joined to the present version."""
    joined: sa.Select[Any] = query.join(
        InitiativeVersion,
        sa.and_(InitiativeVersion.initiative_id == Initiative.id, InitiativeVersion.version == Initiative.version),
    )
    return joined


def versions_of(initiative_id: int) -> list[VersionLine]:
    """All versions of the text, the latest first."""
    query = (
        sa.select(InitiativeVersion)
        .where(InitiativeVersion.initiative_id == initiative_id)
        .order_by(InitiativeVersion.version.desc())
    )
    return [VersionLine(row.version, row.changed_at, row.why, text_of(row)) for row in db.session().scalars(query)]


@dataclass(frozen=True)
class CoProposerLine:
    """An organisation that was asked to propose together."""

    code: str
    name: str
    agreed: bool


def co_proposers_of(initiative_id: int) -> list[CoProposerLine]:
    """Who was asked to propose together, by name."""
    query = (
        sa.select(Organisation.code, Organisation.name, CoProposer.agreed_at.is_not(None))
        .join(CoProposer, CoProposer.organisation_code == Organisation.code)
        .where(CoProposer.initiative_id == initiative_id)
        .order_by(Organisation.name)
    )
    return [CoProposerLine(*row) for row in db.session().execute(query)]


def co_proposer(initiative_id: int, code: str | None) -> CoProposer | None:
    """The row of one organisation that was asked."""
    return db.session().get(CoProposer, (initiative_id, code)) if code else None
