"""What the register tells of organisations and their memberships."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.policy import MERGE
from gemportal.organisations.rules import MembershipEnd, Municipality, OrganisationKind, slug_of
from gemportal.register.replaying.telling import Shown, Told, replays, shows


@replays("organisations:load-municipalities")
def loaded(told: Told) -> None:
    session = db.session()
    known = {row.code: row for row in session.scalars(sa.select(Organisation))}
    for closed in told.data["closed"]:
        known[closed["code"]].leave_address()
    session.flush()
    for line in map(Municipality.read, told.data["changed"]):
        row = known.get(line.code) or Organisation(code=line.code, kind=OrganisationKind.MUNICIPALITY)
        row.follow(line)
        session.add(row)
    session.flush()
    for closed in told.data["closed"]:
        known[closed["code"]].merge_into(closed["successor"], date.fromisoformat(closed["on"]))


@replays("organisations:admit")
def admitted(told: Told) -> None:
    first_day = date.fromisoformat(told.data["from"])
    db.session().add(Membership(organisation_code=told.subject, first_day=first_day, ground=told.data["ground"]))


@replays("organisations:give-notice")
def notice_given(told: Told) -> None:
    _end(_running(told.subject), told.data["until"], MembershipEnd.NOTICE)


@replays("organisations:end-membership")
def membership_ended(told: Told) -> None:
    _end(_running(told.subject), told.data["until"], MembershipEnd.DECISION)


@replays("organisations:keep-membership")
def membership_kept(told: Told) -> None:
    latest = _memberships_of(told.subject).order_by(Membership.first_day.desc()).limit(1)
    membership = db.session().scalars(latest).one()
    membership.last_day = membership.ending = None


@replays("organisations:record-merger")
def merger_recorded(told: Told) -> None:
    _organisation(told.subject).merge_into(told.data["successor"], date.fromisoformat(told.data["on"]))


@replays("organisations:withdraw-merger")
def merger_withdrawn(told: Told) -> None:
    old = _organisation(told.subject)
    old.closed_on = old.successor_code = None


@replays(MERGE)
def merged(told: Told) -> None:
    """What the successor takes over is told by entries of its own."""
    if "until" in told.data:
        query = _memberships_of(told.subject).where(Membership.first_day == date.fromisoformat(told.data["from"]))
        _end(db.session().scalars(query).one(), told.data["until"], MembershipEnd.MERGER)


@replays("organisations:add-partner")
def partner_added(told: Told) -> None:
    name = told.data["name"]
    db.session().add(Organisation(code=told.subject, kind=OrganisationKind.PARTNER, name=name, slug=slug_of(name)))


@replays("organisations:rename-partner")
def partner_renamed(told: Told) -> None:
    partner = _organisation(told.subject)
    partner.name, partner.slug = told.data["name"], slug_of(told.data["name"])


@replays("organisations:end-partner", "organisations:keep-partner")
def partner_ended_or_kept(told: Told) -> None:
    until = told.data["until"]
    _organisation(told.subject).closed_on = date.fromisoformat(until) + timedelta(days=1) if until else None


def _organisation(code: str) -> Organisation:
    return db.session().get_one(Organisation, code)


def _memberships_of(code: str) -> sa.Select[Membership]:
    return sa.select(Membership).where(Membership.organisation_code == code)


def _running(code: str) -> Membership:
    return db.session().scalars(_memberships_of(code).where(Membership.last_day.is_(None))).one()


def _end(membership: Membership, last_day: str, ending: MembershipEnd) -> None:
    membership.last_day, membership.ending = date.fromisoformat(last_day), ending


@shows("organisation")
def organisations() -> Iterator[tuple[str, Shown]]:
    for row in db.session().scalars(sa.select(Organisation)):
        yield (
            row.code,
            {
                "kind": row.kind,
                "name": row.name,
                "slug": row.slug,
                "province": row.province,
                "population": row.population,
                "longitude": str(row.longitude),
                "latitude": str(row.latitude),
                "closed_on": row.closed_on.isoformat() if row.closed_on else None,
                "successor": row.successor_code,
            },
        )


@shows("membership")
def memberships() -> Iterator[tuple[str, Shown]]:
    for row in db.session().scalars(sa.select(Membership)):
        until = row.last_day.isoformat() if row.last_day else None
        yield (
            f"{row.organisation_code} {row.first_day:%Y-%m-%d}",
            {"until": until, "ending": row.ending, "ground": row.ground},
        )
