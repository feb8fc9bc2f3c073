"""What can happen to organisations and memberships."""

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from gemportal.kernel import acts, clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations import queries
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import Merger, Municipality, OrganisationKind, check_admission, slug_of
from gemportal.register.log import record


@act("organisations:load-municipalities", _l("werkt de lijst van gemeenten bij"))
def load_municipalities(actor: Actor, lines: Iterable[Municipality], mergers: Iterable[Merger] = ()) -> tuple[int, int]:
    """Bring the list of municipalities up to date; can be run again with a newer list.

    A municipality that is missing from `lines` must be named in `mergers`: it keeps its history and names its successor.
    Returns how many were added and how many were closed.
    """
    policy.require(actor, "organisations:load-municipalities")
    listed = {line.code: line for line in lines}
    merged = {merger.code: merger for merger in mergers}
    session = db.session()
    known = {
        row.code: row
        for row in session.scalars(sa.select(Organisation).where(Organisation.kind == OrganisationKind.MUNICIPALITY))
    }
    missing = sorted(
        code for code, row in known.items() if code not in listed and not row.closed_on and code not in merged
    )
    if missing:
        raise RuleBroken(
            _l("Deze gemeenten staan niet meer in de lijst. Noem hun opvolger: %(codes)s.", codes=", ".join(missing))
        )
    for merger in merged.values():
        if merger.code not in known or merger.code in listed or merger.successor not in listed:
            raise RuleBroken(_l("De fusie van %(code)s klopt niet met de lijst.", code=merger.code))
        # Its successor may take over the name, and with it the address.
        known[merger.code].slug = f"{slug_of(known[merger.code].name)}-{merger.code.lower()}"
    session.flush()
    for line in listed.values():
        _write(known.get(line.code), line)
    session.flush()
    for merger in merged.values():
        known[merger.code].closed_on = merger.day
        known[merger.code].successor_code = merger.successor
    added = sorted(listed.keys() - known.keys())
    record(
        "gemeenten",
        {
            "listed": len(listed),
            "added": len(added),
            "closed": [{"code": m.code, "successor": m.successor, "on": m.day.isoformat()} for m in merged.values()],
        },
    )
    return len(added), len(merged)


def _write(row: Organisation | None, line: Municipality) -> None:
    if row is None:
        row = Organisation(code=line.code, kind=OrganisationKind.MUNICIPALITY)
        db.session().add(row)
    row.name, row.slug = line.name, slug_of(line.name)
    row.province, row.population = line.province, line.population
    row.longitude, row.latitude = line.longitude, line.latitude


@act("organisations:admit", _l("laat een lid toe"))
def admit(actor: Actor, code: str, first_day: date, ground: str) -> None:
    """Make an organisation a member from `first_day`; `ground` names the decision to admit it."""
    policy.require(actor, "organisations:admit", code)
    organisation = queries.organisation(code)
    last_days = [membership.last_day for membership in queries.memberships_of(code)]
    may_join = organisation.kind is OrganisationKind.MUNICIPALITY and organisation.closed_on is None
    check_admission(organisation.name, last_days, first_day, may_join=may_join)
    db.session().add(Membership(organisation_code=code, first_day=first_day, ground=ground))
    record(code, {"from": first_day.isoformat(), "ground": ground})


@act("organisations:end-membership", _l("beëindigt een lidmaatschap"))
def end_membership(actor: Actor, code: str, last_day: date, reason: str) -> None:
    """End the membership of an organisation after `last_day`, which is today or later."""
    policy.require(actor, "organisations:end-membership", code)
    organisation = queries.organisation(code)
    running = next((m for m in queries.memberships_of(code) if m.last_day is None), None)
    if running is None:
        raise RuleBroken(_l("%(name)s is geen lid.", name=organisation.name))
    if last_day < max(clock.today(), running.first_day):
        raise RuleBroken(_l("Kies vandaag of een latere dag."))
    running.last_day = last_day
    record(code, {"until": last_day.isoformat()}, private={"reason": reason})
    acts.announce("organisations:membership-ends", code=code, after=clock.start_of(last_day + timedelta(days=1)))


@act("organisations:add-partner", _l("voegt een ketenpartner toe"))
def add_partner(actor: Actor, name: str) -> str:
    """Make a chain partner known, so that it can be invited and represented. Returns its code."""
    policy.require(actor, "organisations:add-partner")
    if not slug_of(name):
        raise RuleBroken(_l("Geef de organisatie een naam."))
    session = db.session()
    if session.scalar(sa.select(Organisation.code).where(Organisation.slug == slug_of(name))):
        raise RuleBroken(_l("Er is al een organisatie met deze naam."))
    count = session.scalar(
        sa.select(sa.func.count()).select_from(Organisation).where(Organisation.kind == OrganisationKind.PARTNER)
    )
    code = f"KP{(count or 0) + 1:04d}"
    session.add(Organisation(code=code, kind=OrganisationKind.PARTNER, name=name, slug=slug_of(name)))
    record(code, {"name": name})
    return code
