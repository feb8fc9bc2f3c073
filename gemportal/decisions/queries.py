"""Reading decisions and the agenda."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.decisions.models import Agenda, AgendaLine, Decision
from gemportal.decisions.rules import DecisionStatus
from gemportal.initiatives.models import Initiative, InitiativeVersion
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked, asks, who_could
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l
from gemportal.register.reading.queries import Standing
from gemportal.voting.models import Vote, VoteOption


@dataclass(frozen=True)
class DecisionLine:
    """A line of a list of decisions."""

    id: int
    number: str
    title: str
    text: str
    status: DecisionStatus
    decided_at: datetime
    group_number: str | None
    entry: int


@dataclass(frozen=True)
class AgendaItem:
    """One initiative on the agenda, with where it stands."""

    position: int
    number: str
    title: str
    status: InitiativeStatus


@dataclass(frozen=True)
class AgendaPage:
    """The agenda in force: since when, from which vote, in which order."""

    vote_number: str
    set_at: datetime
    lines: tuple[AgendaItem, ...]


def by_number(number: str) -> Decision:
    """The decision with this number."""
    found = db.session().scalar(sa.select(Decision).where(Decision.number == number))
    if found is None:
        raise NotFound
    return found


def decision_of_vote(vote_number: str) -> str | None:
    """The number of the decision that this vote made."""
    return db.session().scalar(sa.select(Decision.number).where(Decision.vote_number == vote_number))


def ended_by(number: str) -> DecisionLine | None:
    """The decision that superseded or withdrew this one."""
    rows = _lines(sa.select(*_COLUMNS).where(Decision.ends_number == number))
    return rows[0] if rows else None


_COLUMNS = (
    Decision.id,
    Decision.number,
    Decision.title,
    Decision.text,
    Decision.status,
    Decision.decided_at,
    Decision.group_number,
    Decision.entry,
)


def _lines(query: sa.Select[*tuple[Any, ...]]) -> list[DecisionLine]:
    return [DecisionLine(*row) for row in db.session().execute(query)]


def lines(
    *, search: str = "", status: DecisionStatus | None = None, limit: int = 25, before: int | None = None
) -> list[DecisionLine]:
    """Decisions, the latest first; `before` is the key to page by."""
    query = sa.select(*_COLUMNS).order_by(Decision.id.desc()).limit(limit)
    if search:
        query = query.where(
            sa.or_(Decision.title.icontains(search, autoescape=True), Decision.text.icontains(search, autoescape=True))
        )
    if status is not None:
        query = query.where(Decision.status == status)
    if before is not None:
        query = query.where(Decision.id < before)
    return _lines(query)


def decisions_about(numbers: Collection[str]) -> list[DecisionLine]:
    """The decisions of these groups, and of votes about these initiatives, the latest first."""
    about = (
        sa.select(Vote.number)
        .join(VoteOption, VoteOption.vote_id == Vote.id)
        .where(VoteOption.initiative_number.in_(numbers))
    )
    query = (
        sa.select(*_COLUMNS)
        .where(sa.or_(Decision.group_number.in_(numbers), Decision.vote_number.in_(about)))
        .order_by(Decision.id.desc())
    )
    return _lines(query)


def titled(numbers: Collection[str]) -> sa.Select[Any, Any]:
    """The query for (number, title) of these decisions."""
    return sa.select(Decision.number, Decision.title).where(Decision.number.in_(numbers))


def numbers_about(numbers: Collection[str]) -> set[str]:
    """The numbers of the decisions of these groups and votes."""
    query = sa.select(Decision.number).where(
        sa.or_(Decision.group_number.in_(numbers), Decision.vote_number.in_(numbers))
    )
    return set(db.session().scalars(query))


def standing(decision: Decision, ended: DecisionLine | None) -> Standing:
    """Where a decision stands in the register: it never changes, but for the one that ends it."""
    last, lately = (ended.entry, ended.decided_at) if ended else (decision.entry, decision.decided_at)
    return Standing(decision.entry, decision.decided_at, last, lately)


def agenda() -> AgendaPage | None:
    """The agenda in force; None while the members have not voted one."""
    latest = db.session().scalar(sa.select(Agenda).order_by(Agenda.id.desc()).limit(1))
    if latest is None:
        return None
    query = (
        sa.select(AgendaLine.position, AgendaLine.initiative_number, InitiativeVersion.title, Initiative.status)
        .join(Initiative, Initiative.number == AgendaLine.initiative_number)
        .join(
            InitiativeVersion,
            sa.and_(InitiativeVersion.initiative_id == Initiative.id, InitiativeVersion.version == Initiative.version),
        )
        .where(AgendaLine.agenda_id == latest.id)
        .order_by(AgendaLine.position)
    )
    items = tuple(AgendaItem(*row) for row in db.session().execute(query))
    return AgendaPage(latest.vote_number, latest.set_at, items)


def agenda_order() -> tuple[str, ...]:
    """The numbers of the initiatives on the agenda, in order; empty without an agenda."""
    latest = sa.select(sa.func.max(Agenda.id)).scalar_subquery()
    query = sa.select(AgendaLine.initiative_number).where(AgendaLine.agenda_id == latest).order_by(AgendaLine.position)
    return tuple(db.session().scalars(query))


@asks(who_could("decisions:record"))
def asked_of(recording: list[Actor]) -> list[Asked]:
    """For those who record decisions of the cooperative: the ones whose day of review has come."""
    query = (
        sa.select(Decision.number, Decision.title, Decision.review_on)
        .where(
            Decision.status == DecisionStatus.IN_FORCE,
            Decision.review_on.is_not(None),
            Decision.review_on <= clock.today(),
        )
        .order_by(Decision.review_on)
    )
    what = _l("Bekijk of dit besluit nog klopt")
    return [
        Asked(actor, what, title, "decisions.show", {"number": number}, clock.end_of(review))
        for number, title, review in db.session().execute(query)
        if review
        for actor in recording
    ]
