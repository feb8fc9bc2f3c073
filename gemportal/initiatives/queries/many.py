"""Reading many initiatives: the list with its filters, and what is asked of an actor."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gemportal.initiatives.models import CoProposer, Initiative, InitiativeVersion, PartnerInvitation, Willingness
from gemportal.initiatives.queries.one import visible_draft, with_text
from gemportal.initiatives.rules import LIVING, Domain, InitiativeStatus, Level, standing
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Acting, Actor, acting_for
from gemportal.kernel.asked import Asked, asks
from gemportal.kernel.words import Message, _l
from gemportal.organisations.models import Organisation

MOST_ASKED = 50
SEATED = [level for level in Level if level.wants_a_seat]


@dataclass(frozen=True)
class InitiativeLine:
    """A line of the list. `willing` counts the organisations that want a seat, `declared` all that declared anything."""

    number: str
    title: str
    summary: str
    goal: str
    status: InitiativeStatus
    domain: Domain | None
    organisation_code: str
    organisation_name: str
    published_at: datetime
    closes_on: date
    willing: int
    declared: int

    @property
    def badge(self) -> tuple[Message, str]:
        """The label and the tone of where it stands today."""
        return standing(self.status, self.closes_on, clock.today())


@dataclass(frozen=True)
class Filters:
    """What a reader narrows the list to; None or "" leaves it wide.

    `organisation` proposed it, alone or with others; `running` leaves only calls that one can still answer in time.
    """

    search: str = ""
    status: InitiativeStatus | None = None
    domain: Domain | None = None
    organisation: str = ""
    running: bool = False

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """What they ask of a published initiative and its present version."""
        conditions: list[sa.ColumnElement[bool]] = [Initiative.number.is_not(None)]
        if self.search:
            fields = (InitiativeVersion.title, InitiativeVersion.summary, InitiativeVersion.goal)
            conditions.append(sa.or_(*(field.icontains(self.search, autoescape=True) for field in fields)))
        if self.status:
            conditions.append(Initiative.status == self.status)
        if self.domain:
            conditions.append(InitiativeVersion.domain == self.domain)
        if self.running:
            conditions += [Initiative.status == InitiativeStatus.OPEN, Initiative.closes_on >= clock.today()]
        if self.organisation:
            together = sa.exists().where(
                CoProposer.initiative_id == Initiative.id, CoProposer.organisation_code == self.organisation
            )
            conditions.append(sa.or_(Initiative.organisation_code == self.organisation, together))
        return conditions


def lines(filters: Filters | None = None, *, limit: int = 50, after: str | None = None) -> list[InitiativeLine]:
    """The published initiatives that the filters leave, the latest published first; those after the number `after`."""
    query = (
        with_text(
            sa.select(
                Initiative.number,
                InitiativeVersion.title,
                InitiativeVersion.summary,
                InitiativeVersion.goal,
                Initiative.status,
                InitiativeVersion.domain,
                Initiative.organisation_code,
                Organisation.name,
                Initiative.published_at,
                Initiative.closes_on,
                _count(Willingness.level.in_(SEATED)),
                _count(),
            )
        )
        .join(Organisation, Organisation.code == Initiative.organisation_code)
        .where(*(filters or Filters()).conditions())
        .order_by(Initiative.published_at.desc(), Initiative.id.desc())
        .limit(limit)
    )
    if after:
        query = query.where(_comes_after(after))
    return [InitiativeLine(*row) for row in db.session().execute(query)]


def _count(*conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .where(Willingness.initiative_id == Initiative.id, Willingness.current, *conditions)
        .correlate(Initiative)
        .scalar_subquery()
    )


def _comes_after(number: str) -> sa.ColumnElement[bool]:
    last = aliased(Initiative)
    place = sa.select(last.published_at, last.id).where(last.number == number).subquery()
    published_at, id_ = sa.select(place.c.published_at).scalar_subquery(), sa.select(place.c.id).scalar_subquery()
    return sa.or_(
        Initiative.published_at < published_at, sa.and_(Initiative.published_at == published_at, Initiative.id < id_)
    )


def number_of(filters: Filters | None = None) -> int:
    """How many published initiatives the filters leave."""
    query = with_text(sa.select(sa.func.count()).select_from(Initiative))
    return db.session().scalar(query.where(*(filters or Filters()).conditions())) or 0


def proposers() -> list[tuple[str, str]]:
    """Code and name of every organisation that published an initiative, by name."""
    query = (
        sa.select(Organisation.code, Organisation.name)
        .where(Organisation.code.in_(sa.select(Initiative.organisation_code).where(Initiative.number.is_not(None))))
        .order_by(Organisation.name)
    )
    return [(code, name) for code, name in db.session().execute(query)]


def delivered() -> list[tuple[str, str, Domain | None]]:
    """What initiatives delivered: number, title and domain of each, the oldest first."""
    query = with_text(sa.select(Initiative.number, InitiativeVersion.title, InitiativeVersion.domain))
    query = query.where(Initiative.status == InitiativeStatus.DELIVERED).order_by(Initiative.id)
    return [(number, title, domain) for number, title, domain in db.session().execute(query)]


def titled(numbers: Collection[str]) -> sa.Select[Any, Any]:
    """The query for (number, title) of these initiatives."""
    return with_text(sa.select(Initiative.number, InitiativeVersion.title)).where(Initiative.number.in_(numbers))


def drafts_of(actor: Actor) -> list[tuple[int, str, bool]]:
    """Id and title of the drafts that the actor may see, and whether they are its organisation's own."""
    if actor.organisation is None:
        return []
    own = Initiative.organisation_code == actor.organisation
    query = with_text(sa.select(Initiative.id, InitiativeVersion.title, own)).where(visible_draft(actor.organisation))
    return [(row[0], row[1], row[2]) for row in db.session().execute(query.order_by(Initiative.id.desc()))]


def asked_of(*actors: Actor) -> list[Asked]:
    """What is asked of a representative: answer a co-proposal, finish a draft, confirm, decide, and declare."""
    return [*_drafts_asked(*actors), *_declarations_asked(*actors), *_calls_asked(*actors)]


def _for_each(acting: Acting, query: sa.Select[Any], code: Any, *order: Any) -> Any:
    """What the query says of each of these organisations (`code` is its last column), in this order, MOST_ASKED rows of each."""
    place = sa.func.row_number().over(partition_by=code, order_by=order).label("place")
    ranked = query.where(code.in_(acting)).add_columns(place).subquery()
    *columns, rank = ranked.c
    return db.session().execute(sa.select(*columns).where(rank <= MOST_ASKED).order_by(rank))


def _of_any(*columns: Any) -> sa.Select[Any]:
    """Every initiative beside every organisation, to be narrowed down to what is asked of whom."""
    return with_text(sa.select(*columns).select_from(Initiative).join(Organisation, sa.true()))


@asks(acting_for)
def _drafts_asked(acting: Acting) -> list[Asked]:
    code = Organisation.code
    answered = sa.exists().where(
        CoProposer.initiative_id == Initiative.id,
        CoProposer.organisation_code == code,
        CoProposer.agreed_at.is_not(None),
    )
    own = Initiative.organisation_code == code
    columns = (Initiative.id, InitiativeVersion.title, own, code)
    query = _of_any(*columns).where(visible_draft(code), ~answered)
    rows = _for_each(acting, query, code, Initiative.id)
    return [
        Asked(
            actor,
            _l("Maak uw concept af en publiceer het") if is_own else _l("Beslis of u mede-indient"),
            title,
            "initiatives.draft",
            {"initiative_id": initiative_id},
        )
        for initiative_id, title, is_own, whose in rows
        for actor in acting[whose]
    ]


@asks(acting_for)
def _declarations_asked(acting: Acting) -> list[Asked]:
    code = Willingness.organisation_code
    unconfirmed = Willingness.version < Initiative.confirm_from
    columns = (Initiative.number, InitiativeVersion.title, unconfirmed, Willingness.considering_until, code)
    query = (
        with_text(sa.select(*columns).join(Willingness, Willingness.initiative_id == Initiative.id))
        .where(Willingness.current, Initiative.status.in_(LIVING))
        .where(sa.or_(unconfirmed, Willingness.level == Level.CONSIDERING))
    )
    rows = _for_each(acting, query, code, Initiative.id)
    return [
        Asked(
            actor,
            _to_do(asks=asks, until=until),
            title,
            "initiatives.declare",
            {"number": number},
            clock.end_of(until) if until else None,
        )
        for number, title, asks, until, whose in rows
        for actor in acting[whose]
    ]


def _to_do(*, asks: bool, until: date | None) -> Message:
    if asks:
        return _l("Bevestig uw bereidheid: het voorstel is gewijzigd")
    if until is not None and until < clock.today():
        return _l("De datum van uw beraad is voorbij: zeg of u meedoet")
    return _l("Rond uw beraad af")


def _taking_part(actors: Collection[Actor]) -> Acting:
    kinds = ("organisations:member", "organisations:partner")
    return acting_for(actor for actor in actors if any(policy.fact(actor, name) for name in kinds))


@asks(_taking_part)
def _calls_asked(acting: Acting) -> list[Asked]:
    code = Organisation.code
    declared = sa.exists().where(
        Willingness.initiative_id == Initiative.id, Willingness.organisation_code == code, Willingness.current
    )
    # What an invitation asks goes before it.
    invited = sa.exists().where(
        PartnerInvitation.initiative_id == Initiative.id, PartnerInvitation.organisation_code == code
    )
    columns = (Initiative.number, InitiativeVersion.title, Initiative.closes_on, code)
    query = _of_any(*columns).where(
        Initiative.status == InitiativeStatus.OPEN, Initiative.closes_on >= clock.today(), ~declared, ~invited
    )
    rows = _for_each(acting, query, code, Initiative.closes_on, Initiative.id)
    what = _l("Zeg of u wilt meedoen")
    return [
        Asked(actor, what, title, "initiatives.declare", {"number": number}, clock.end_of(closes_on))
        for number, title, closes_on, whose in rows
        for actor in acting[whose]
    ]
