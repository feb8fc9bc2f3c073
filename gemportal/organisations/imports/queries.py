"""What a file of members is judged against, and the list of members as a file."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.organisations.imports.rules import Directory, Known
from gemportal.organisations.models import Membership, Organisation


def directory() -> Directory:
    """All organisations with their memberships, in two queries however many there are."""
    last_days: dict[str, list[date | None]] = defaultdict(list)
    for code, last_day in db.session().execute(sa.select(Membership.organisation_code, Membership.last_day)):
        last_days[code].append(last_day)
    query = sa.select(
        Organisation.code, Organisation.name, Organisation.slug, Organisation.kind, Organisation.closed_on.is_not(None)
    )
    known = (Known(*row, tuple(last_days[row.code])) for row in db.session().execute(query))
    return Directory(known, clock.today())


@dataclass(frozen=True)
class MembershipLine:
    """A membership as open data."""

    code: str
    name: str
    province: str | None
    population: int | None
    first_day: date
    last_day: date | None
    ground: str


def memberships() -> list[MembershipLine]:
    """Every membership that is, was or will be, by name and then in the order of time."""
    query = (
        sa.select(
            Organisation.code,
            Organisation.name,
            Organisation.province,
            Organisation.population,
            Membership.first_day,
            Membership.last_day,
            Membership.ground,
        )
        .join(Membership, Membership.organisation_code == Organisation.code)
        .order_by(Organisation.name, Membership.first_day)
    )
    return [MembershipLine(*row) for row in db.session().execute(query)]
