"""What the register tells of organisations and their memberships."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import Municipality, OrganisationKind
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
