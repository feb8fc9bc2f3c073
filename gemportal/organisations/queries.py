"""Reading organisations and memberships."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked, asks, who_could
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations import rules
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.policy import Ending
from gemportal.organisations.rules import OrganisationKind


@dataclass(frozen=True)
class OrganisationLine:
    """A line of the list of municipalities."""

    code: str
    name: str
    province: str | None
    population: int | None
    member_since: date | None
    member_until: date | None


def organisation(code: str) -> Organisation:
    """The organisation with this code."""
    found = db.session().get(Organisation, code)
    if found is None:
        raise NotFound
    return found


def names(codes: Iterable[str | None]) -> dict[str, str]:
    """The names of these organisations, by code, in one query."""
    wanted = {code for code in codes if code}
    return dict(db.session().execute(titled(wanted)).all()) if wanted else {}


def titled(codes: Collection[str]) -> sa.Select[str, str]:
    """The query for (code, name) of these organisations."""
    return sa.select(Organisation.code, Organisation.name).where(Organisation.code.in_(codes))


def name_at(code: sa.SQLColumnExpression[str | None]) -> sa.ScalarSelect[str]:
    """The name of the organisation whose code stands in this column, to be used in a query."""
    return sa.select(Organisation.name).where(Organisation.code == code).scalar_subquery()


def meant_by(text: str) -> str | None:
    """The code of the organisation that a reader means by its code or its name, however that is spelled."""
    same = sa.or_(Organisation.code == text.upper(), Organisation.slug == rules.slug_of(text))
    return db.session().scalar(sa.select(Organisation.code).where(same))


def current(day: date) -> sa.ColumnElement[bool]:
    """The condition that a membership holds on `day`, and that its municipality has not merged into another by then."""
    gone = sa.select(Organisation.code).where(Organisation.closed_on <= day).correlate(None)
    return sa.and_(in_force(day), Membership.organisation_code.not_in(gone))


def in_force(day: date) -> sa.ColumnElement[bool]:
    """The condition that `day` is in the period of a membership."""
    return sa.and_(Membership.first_day <= day, sa.or_(Membership.last_day.is_(None), Membership.last_day >= day))


def exists_on(day: date) -> sa.ColumnElement[bool]:
    """The condition that an organisation still is there on `day`: not merged, and no partner that left."""
    return sa.or_(Organisation.closed_on.is_(None), Organisation.closed_on > day)


def member_codes() -> set[str]:
    """The codes of today's members."""
    return set(db.session().scalars(sa.select(Membership.organisation_code).where(current(clock.today()))))


def members() -> list[Organisation]:
    """Today's members, by name."""
    query = sa.select(Organisation).join(Membership).where(current(clock.today())).order_by(Organisation.name)
    return list(db.session().scalars(query))


def with_codes(codes: Iterable[str]) -> list[Organisation]:
    """These organisations, by name."""
    query = sa.select(Organisation).where(Organisation.code.in_(set(codes))).order_by(Organisation.name)
    return list(db.session().scalars(query))


def size() -> sa.ScalarSelect[int]:
    """How many members the cooperative has today, to be used in a query."""
    return sa.select(sa.func.count()).select_from(Membership).where(current(clock.today())).scalar_subquery()


def number_of_members() -> int:
    """How many members the cooperative has today."""
    return db.session().scalars(sa.select(size())).one()


def municipalities(*, search: str = "", province: str = "", only_members: bool = False) -> list[OrganisationLine]:
    """The municipalities that exist today, by name, with the first and last day of their present membership."""
    query = (
        sa.select(
            Organisation.code,
            Organisation.name,
            Organisation.province,
            Organisation.population,
            Membership.first_day,
            Membership.last_day,
        )
        .outerjoin(Membership, sa.and_(Membership.organisation_code == Organisation.code, current(clock.today())))
        .where(Organisation.kind == OrganisationKind.MUNICIPALITY, exists_on(clock.today()))
        .order_by(Organisation.name)
    )
    if search:
        query = query.where(Organisation.name.icontains(search, autoescape=True))
    if province:
        query = query.where(Organisation.province == province)
    if only_members:
        query = query.where(Membership.id.is_not(None))
    return [OrganisationLine(*row) for row in db.session().execute(query)]


def provinces() -> list[str]:
    """The provinces, by name."""
    query = sa.select(Organisation.province).where(Organisation.province.is_not(None)).distinct()
    return sorted(name for name in db.session().scalars(query) if name)


def memberships_of(code: str) -> list[Membership]:
    """All memberships that an organisation had, the latest first."""
    query = sa.select(Membership).where(Membership.organisation_code == code).order_by(Membership.first_day.desc())
    return list(db.session().scalars(query))


def ending_of(code: str) -> Membership | None:
    """The membership whose last day is known and not over."""
    query = sa.select(Membership).where(Membership.organisation_code == code, Membership.last_day >= clock.today())
    return db.session().scalars(query.order_by(Membership.first_day)).first()


def known_end_of(code: str) -> Ending:
    """The end of a membership as policy judges who may take it back."""
    ending = ending_of(code)
    return Ending(code, ending.ending if ending else None)


def partners() -> list[Organisation]:
    """The chain partners that take part today, by name."""
    query = sa.select(Organisation).where(Organisation.kind == OrganisationKind.PARTNER, exists_on(clock.today()))
    return list(db.session().scalars(query.order_by(Organisation.name)))


def partner(code: str) -> Organisation:
    """A chain partner that takes part today."""
    found = organisation(code)
    if found.kind is not OrganisationKind.PARTNER:
        raise NotFound
    return found


def may_apply(code: str) -> Organisation:
    """The municipality, if it can become a member: it exists, will go on to, and is none; otherwise why not."""
    found = organisation(code)
    if found.kind is not OrganisationKind.MUNICIPALITY or found.closed_on is not None:
        raise NotFound
    query = sa.select(Membership.id).where(
        Membership.organisation_code == code,
        sa.or_(Membership.last_day.is_(None), Membership.first_day > clock.today()),
    )
    if db.session().scalar(query.limit(1)) is not None:
        raise RuleBroken(_l("%(name)s is al lid.", name=found.name))
    return found


def has_slug(slug: str) -> bool:
    """Whether an organisation is found under this name already."""
    return db.session().scalar(sa.select(Organisation.code).where(Organisation.slug == slug)) is not None


def number_of_partners() -> int:
    """How many partners there ever were: what the next one is numbered by."""
    query = sa.select(sa.func.count()).select_from(Organisation).where(Organisation.kind == OrganisationKind.PARTNER)
    return db.session().scalar(query) or 0


def stood_for_by(codes: Collection[str]) -> sa.CTE:
    """Each of these organisations (`heir`) beside each `code` that it stands for today: itself, and all that merged into it."""
    own = sa.select(Organisation.code.label("heir"), Organisation.code).where(Organisation.code.in_(codes))
    line = own.cte("line", recursive=True)
    older = (
        sa.select(line.c.heir, Organisation.code)
        .join(line, Organisation.successor_code == line.c.code)
        .where(Organisation.closed_on <= clock.today())
    )
    return line.union(older)


def stands_for(code: str) -> frozenset[str]:
    """Whom an organisation stands for today, by code."""
    return frozenset(db.session().scalars(sa.select(stood_for_by([code]).c.code)))


def predecessors(code: str) -> list[Organisation]:
    """The organisations that this one took over from, or will take over from, by name."""
    query = sa.select(Organisation).where(
        sa.or_(Organisation.code.in_(sa.select(stood_for_by([code]).c.code)), Organisation.successor_code == code),
        Organisation.code != code,
    )
    return list(db.session().scalars(query.order_by(Organisation.name)))


@policy.by_organisation
def stands_for_fact(codes: Collection[str]) -> Iterable[tuple[str, str]]:
    """The organisations that the actor's organisation stands for: the fact `organisations:stands-for`."""
    line = stood_for_by(codes)
    return db.session().execute(sa.select(line.c.heir, line.c.code))


def kin_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, str]]:
    """What a person represents, with what merged into it and what it merges into: the fact `organisations:kin`."""
    represented = frozenset[str]().union(*(actor.represents for actor in actors))
    query = sa.select(Organisation.code, Organisation.successor_code).where(
        Organisation.successor_code.is_not(None),
        sa.or_(Organisation.code.in_(represented), Organisation.successor_code.in_(represented)),
    )
    rows: Any = db.session().execute(query)
    merging = [frozenset(row) for row in rows]
    for actor in actors:
        kin = actor.represents.union(*(pair for pair in merging if pair & actor.represents))
        yield from ((actor, code) for code in kin)


@policy.by_organisation
def membership_fact(codes: Collection[str]) -> Iterable[tuple[str, str]]:
    """The actor's organisation, if it is a member today: the fact `organisations:member`."""
    code = Membership.organisation_code
    return db.session().execute(sa.select(code, code).where(code.in_(codes), current(clock.today())))


@policy.by_organisation
def partner_fact(codes: Collection[str]) -> Iterable[tuple[str, str]]:
    """The actor's organisation, if it is a chain partner that still exists: the fact `organisations:partner`."""
    code = Organisation.code
    partner = (Organisation.kind == OrganisationKind.PARTNER, exists_on(clock.today()))
    return db.session().execute(sa.select(code, code).where(code.in_(codes), *partner))


@dataclass(frozen=True)
class Leaving:
    """A member or partner whose last day is known, or a municipality that will merge."""

    code: str
    name: str
    last_day: date
    successor: str | None


def leaving_soon() -> list[Leaving]:
    """Who leaves within 60 days, the first on top."""
    soon = clock.today() + rules.ENDS_SOON
    ends = (
        sa.select(Organisation.code, Organisation.name, Membership.last_day, Organisation.successor_code)
        .join(Membership, Membership.organisation_code == Organisation.code)
        .where(Membership.last_day.between(clock.today(), soon))
    )
    closes = sa.select(Organisation.code, Organisation.name, Organisation.closed_on, Organisation.successor_code).where(
        Organisation.closed_on > clock.today(), Organisation.closed_on <= soon + timedelta(days=1)
    )
    session = db.session()
    found = [Leaving(code, name, day, heir) for code, name, day, heir in session.execute(ends) if day]
    found += [
        Leaving(code, name, day - timedelta(days=1), heir) for code, name, day, heir in session.execute(closes) if day
    ]
    return sorted(found, key=lambda line: (line.last_day, line.name))


@asks(who_could("organisations:end-membership"))
def asked_of(preparing: list[Actor]) -> list[Asked]:
    """Of a coordinator: to prepare the leaving of members and partners, and mergers."""
    return [
        Asked(
            actor,
            _l("Bereid de fusie voor") if line.successor else _l("Bereid het vertrek voor"),
            line.name,
            "site.municipality",
            {"code": line.code},
            clock.end_of(line.last_day),
        )
        for line in leaving_soon()
        for actor in preparing
    ]
