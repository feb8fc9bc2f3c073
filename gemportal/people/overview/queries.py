"""Counting what asks for attention, and listing each a page at a time."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from gemportal.kernel import clock, db
from gemportal.kernel.actor import MandateRole, Office
from gemportal.organisations.models import Membership, Organisation
from gemportal.people import rules
from gemportal.people.models import Invitation, Mandate, OfficeHolding, Person
from gemportal.people.overview.rules import Attention
from gemportal.people.queries import (
    InvitationLine,
    MandateLine,
    OfficeLine,
    OrganisationName,
    invitation_lines,
    is_open,
    mandate_lines,
    not_over,
    office_lines,
    unrepresented,
)
from gemportal.people.standing import holds

# So much of a list stands on one page.
PAGE = 50

Condition = sa.ColumnElement[bool]
Term = type[Mandate] | type[OfficeHolding]


def _ending(term: Term) -> Condition:
    today = clock.today()
    return sa.and_(holds(term, today), term.last_day <= today + rules.ENDS_SOON)


def _expired() -> Condition:
    """Of an invitation: its time went by unused, and nobody was invited again for the same."""
    later = aliased(Invitation)
    again = sa.exists().where(
        later.id > Invitation.id,
        later.email == Invitation.email,
        sa.or_(later.organisation_code == Invitation.organisation_code, later.office == Invitation.office),
    )
    unused = sa.and_(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    return sa.and_(unused, Invitation.expires_at <= clock.now(), ~again)


def _has(term: Term, *conditions: Condition) -> Condition:
    """Of a person: they have such a mandate or office."""
    return sa.exists().where(term.person_id == Person.id, *conditions)


def _never() -> Condition:
    today = clock.today()
    acts = sa.or_(_has(Mandate, holds(Mandate, today)), _has(OfficeHolding, holds(OfficeHolding, today)))
    return sa.and_(Person.last_signed_in_at.is_(None), acts)


def _over() -> Condition:
    had = sa.or_(_has(Mandate), _has(OfficeHolding))
    return sa.and_(had, ~_has(Mandate, not_over(Mandate)), ~_has(OfficeHolding, not_over(OfficeHolding)))


def _conditions() -> Mapping[Attention, tuple[InstrumentedAttribute[int], Condition]]:
    """What is counted for each kind, and when it is of that kind."""
    return {
        Attention.MISSING: (Membership.id, unrepresented()),
        Attention.ENDING: (Mandate.id, _ending(Mandate)),
        Attention.OFFICES: (OfficeHolding.id, _ending(OfficeHolding)),
        Attention.OPEN: (Invitation.id, sa.and_(*is_open())),
        Attention.EXPIRED: (Invitation.id, _expired()),
        Attention.NEVER: (Person.id, _never()),
        Attention.OVER: (Person.id, _over()),
    }


def counts() -> dict[Attention, int]:
    """How many there are of each kind, in one query."""
    parts = [
        sa.select(sa.func.count(what)).where(condition).scalar_subquery() for what, condition in _conditions().values()
    ]
    return dict(zip(Attention, db.session().execute(sa.select(*parts)).one(), strict=True))


@dataclass(frozen=True)
class RoleLine:
    """A role that somebody has or had: for an organisation, or in the cooperative itself."""

    person_id: int
    organisation_code: str | None
    organisation_name: str | None
    role: MandateRole | Office
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class PersonLine:
    """Somebody with the roles that put them in a list, the latest first."""

    person_id: int
    name: str
    roles: list[RoleLine]


Line = OrganisationName | MandateLine | OfficeLine | InvitationLine | PersonLine


def page_of(kind: Attention, after: int | None = None) -> tuple[Sequence[Line], int | None]:
    """A page of one kind, and what to give as `after` for the next page, or None."""
    _, condition = _conditions()[kind]
    found = _LISTS[kind](condition, after)
    return [line for _, line in found[:PAGE]], found[PAGE - 1][0] if len(found) > PAGE else None


# The lines of a page and one more, each with the key by which a next page begins.
Keyed = Sequence[tuple[int, Line]]


def _members(condition: Condition, after: int | None) -> Keyed:
    here = Membership.organisation_code == Organisation.code
    query = (
        sa.select(Membership.id, Organisation.code, Organisation.name)
        .join(Membership, here)
        .where(condition, _past((Organisation.name,), Membership.id, after, here))
        .order_by(Organisation.name, Membership.id)
        .limit(PAGE + 1)
    )
    return [(key, OrganisationName(code, name)) for key, code, name in db.session().execute(query)]


def _mandates(condition: Condition, after: int | None) -> Keyed:
    # Many end on the last day of a year: among those, one looks for a name.
    keys, of_it = (Mandate.last_day, Organisation.name), Mandate.organisation_code == Organisation.code
    query = (
        mandate_lines()
        .where(condition, _past(keys, Mandate.id, after, of_it))
        .order_by(*keys, Mandate.id)
        .limit(PAGE + 1)
    )
    return [(line.mandate_id, line) for line in (MandateLine(*row) for row in db.session().execute(query))]


def _offices(condition: Condition, after: int | None) -> Keyed:
    keys, of_it = (OfficeHolding.last_day, Person.name), OfficeHolding.person_id == Person.id
    query = (
        office_lines()
        .where(condition, _past(keys, OfficeHolding.id, after, of_it))
        .order_by(*keys, OfficeHolding.id)
        .limit(PAGE + 1)
    )
    return [(line.holding_id, line) for line in (OfficeLine(*row) for row in db.session().execute(query))]


def _invitations(condition: Condition, after: int | None) -> Keyed:
    lines = invitation_lines(condition, _past((Invitation.expires_at,), Invitation.id, after), limit=PAGE + 1)
    return [(line.invitation_id, line) for line in lines]


def _persons(condition: Condition, after: int | None) -> Keyed:
    query = (
        sa.select(Person.id, Person.name)
        .where(condition, _past((Person.name,), Person.id, after))
        .order_by(Person.name, Person.id)
        .limit(PAGE + 1)
    )
    found = db.session().execute(query).all()
    roles = _roles_of([person_id for person_id, _ in found])
    return [(person_id, PersonLine(person_id, name, roles[person_id])) for person_id, name in found]


_LISTS: Mapping[Attention, Callable[[Condition, int | None], Keyed]] = {
    Attention.MISSING: _members,
    Attention.ENDING: _mandates,
    Attention.OFFICES: _offices,
    Attention.OPEN: _invitations,
    Attention.EXPIRED: _invitations,
    Attention.NEVER: _persons,
    Attention.OVER: _persons,
}


def _past(keys: Sequence[Any], identity: Any, after: int | None, *joined: Condition) -> Condition:
    """Of a row: in the order of `keys` it stands behind the row whose identity is `after`."""
    if after is None:
        return sa.true()
    last = [sa.select(key).where(identity == after, *joined).correlate(None).scalar_subquery() for key in keys]
    return sa.tuple_(*keys, identity) > sa.tuple_(*last, sa.literal(after))


def _roles_of(person_ids: Collection[int]) -> dict[int, list[RoleLine]]:
    """The roles that each of these persons has or had, in two queries."""
    mandates = (
        sa.select(
            Mandate.person_id,
            Organisation.code,
            Organisation.name,
            Mandate.role,
            Mandate.first_day,
            Mandate.last_day,
        )
        .join(Organisation, Organisation.code == Mandate.organisation_code)
        .where(Mandate.person_id.in_(person_ids))
    )
    nothing = sa.null()
    offices = sa.select(
        OfficeHolding.person_id, nothing, nothing, OfficeHolding.office, OfficeHolding.first_day, OfficeHolding.last_day
    ).where(OfficeHolding.person_id.in_(person_ids))
    found: dict[int, list[RoleLine]] = defaultdict(list)
    for query in (mandates, offices):
        for row in db.session().execute(query):
            found[row.person_id].append(RoleLine(*row))
    return {
        person_id: sorted(lines, key=lambda line: line.last_day or date.max, reverse=True)
        for person_id, lines in found.items()
    }
