"""Reading organisations and memberships."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import NotFound
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import OrganisationKind


@dataclass(frozen=True)
class OrganisationLine:
    """A line of the list of municipalities."""

    code: str
    name: str
    province: str | None
    population: int | None
    member_since: date | None


def organisation(code: str) -> Organisation:
    """The organisation with this code."""
    found = db.session().get(Organisation, code)
    if found is None:
        raise NotFound
    return found


def names(codes: Iterable[str | None]) -> dict[str, str]:
    """The names of these organisations, by code, in one query."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    rows = db.session().execute(sa.select(Organisation.code, Organisation.name).where(Organisation.code.in_(wanted)))
    return dict(rows.all())


def current(day: date) -> sa.ColumnElement[bool]:
    """The condition that a membership holds on `day`."""
    return sa.and_(Membership.first_day <= day, sa.or_(Membership.last_day.is_(None), Membership.last_day >= day))


def member_codes() -> set[str]:
    """The codes of today's members."""
    return set(db.session().scalars(sa.select(Membership.organisation_code).where(current(clock.today()))))


def members() -> list[Organisation]:
    """Today's members, by name."""
    query = sa.select(Organisation).join(Membership).where(current(clock.today())).order_by(Organisation.name)
    return list(db.session().scalars(query))


def number_of_members() -> int:
    """How many members the cooperative has today."""
    query = sa.select(sa.func.count()).select_from(Membership).where(current(clock.today()))
    return db.session().scalar(query) or 0


def municipalities(*, search: str = "", province: str = "", only_members: bool = False) -> list[OrganisationLine]:
    """The municipalities that exist today, by name, with the day on which their present membership began."""
    query = (
        sa.select(
            Organisation.code, Organisation.name, Organisation.province, Organisation.population, Membership.first_day
        )
        .outerjoin(Membership, sa.and_(Membership.organisation_code == Organisation.code, current(clock.today())))
        .where(Organisation.kind == OrganisationKind.MUNICIPALITY, Organisation.closed_on.is_(None))
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


def predecessors(code: str) -> list[Organisation]:
    """The organisations that this one took over from."""
    query = sa.select(Organisation).where(Organisation.successor_code == code).order_by(Organisation.name)
    return list(db.session().scalars(query))


def membership_fact(actor: Actor) -> frozenset[str]:
    """The actor's organisation, if it is a member today: the fact `organisations:member`."""
    if actor.organisation is None:
        return frozenset()
    query = sa.select(Membership.organisation_code).where(
        Membership.organisation_code == actor.organisation, current(clock.today())
    )
    return frozenset(db.session().scalars(query))


def partner_fact(actor: Actor) -> frozenset[str]:
    """The actor's organisation, if it is a chain partner that still exists: the fact `organisations:partner`."""
    if actor.organisation is None:
        return frozenset()
    query = sa.select(Organisation.code).where(
        Organisation.code == actor.organisation,
        Organisation.kind == OrganisationKind.PARTNER,
        Organisation.closed_on.is_(None),
    )
    return frozenset(db.session().scalars(query))
