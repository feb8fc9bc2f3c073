"""What can happen to organisations and memberships."""

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from gemportal.kernel import acts, clock, db, policy, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act, effect
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.texts import WHY, check_text
from gemportal.kernel.words import _l
from gemportal.organisations import queries, rules
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.policy import MERGE
from gemportal.organisations.rules import (
    MembershipEnd,
    Merger,
    Municipality,
    OrganisationKind,
    check_admission,
    slug_of,
)
from gemportal.register.canonical import normal
from gemportal.register.log import record
from gemportal.settings.queries import value


@act(
    "organisations:load-municipalities",
    _l("werkt de lijst van gemeenten bij"),
    holds=holds("listed", "added", "changed", "closed"),
)
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
        wrong = merger.code not in known or merger.code in listed or merger.successor not in listed
        if wrong or known[merger.code].successor_code is not None:
            raise RuleBroken(_l("De fusie van %(code)s klopt niet met de lijst.", code=merger.code))
    # The successor may be new in the list, and the address of the old may be its own.
    for merger in merged.values():
        known[merger.code].leave_address()
    session.flush()
    changed = [line for line in listed.values() if _write(known.get(line.code), line)]
    session.flush()
    for merger in merged.values():
        known[merger.code].merge_into(merger.successor, merger.day)
        # From that day on, and by the clock: until then it is a municipality as any other.
        schedule.put(MERGE, merger.code, clock.start_of(merger.day))
    added = sorted(listed.keys() - known.keys())
    record(
        "gemeenten",
        {
            "listed": len(listed),
            "added": len(added),
            "changed": [line.told() for line in changed],
            "closed": [{"code": m.code, "successor": m.successor, "on": m.day.isoformat()} for m in merged.values()],
        },
    )
    return len(added), len(merged)


def _write(row: Organisation | None, line: Municipality) -> bool:
    """Make the row as the list has it; whether that changed anything."""
    if row is None:
        row = Organisation(code=line.code, kind=OrganisationKind.MUNICIPALITY)
        db.session().add(row)
    row.follow(line)
    return db.session().is_modified(row)


@act("organisations:admit", _l("laat een lid toe"), holds=holds("from", "ground"))
def admit(actor: Actor, code: str, first_day: date, ground: str) -> None:
    """Make an organisation a member from `first_day`; `ground` names the decision to admit it. Who left can come back."""
    policy.require(actor, "organisations:admit", code)
    _check_admission(code, first_day)
    ground = rules.check_ground(ground)
    db.session().add(Membership(organisation_code=code, first_day=first_day, ground=ground))
    record(code, {"from": first_day.isoformat(), "ground": ground})


def _check_admission(code: str, first_day: date) -> None:
    organisation = queries.organisation(code)
    last_days = [membership.last_day for membership in queries.memberships_of(code)]
    may_join = organisation.kind is OrganisationKind.MUNICIPALITY and organisation.closed_on is None
    check_admission(organisation.name, last_days, first_day, clock.today(), may_join=may_join)


@effect("organisations:admit", lambda code: _check_admission(code, clock.today()))
def admit_as_voted(actor: Actor, code: str) -> None:
    """Make an organisation a member from the day on which the vote about it is final."""
    admit(actor, code, clock.today(), acts.running().ground or "")


@act("organisations:give-notice", _l("zegt het lidmaatschap op"), holds=holds("until", apart=("reason",)))
def give_notice(actor: Actor, last_day: date, reason: str = "") -> None:
    """End the membership of the actor's own organisation after `last_day`, which keeps to the cooperative's term of notice."""
    code = actor.organisation or ""
    policy.require(actor, "organisations:give-notice", code)
    membership = _running(code)
    days = value(rules.NOTICE)
    if last_day < clock.today() + timedelta(days=days):
        raise RuleBroken(_l("De opzegtermijn is %(n)s dagen. Kies een latere dag.", n=days))
    _end(membership, last_day, MembershipEnd.NOTICE, check_text(reason, WHY) if reason.strip() else None)


@act("organisations:end-membership", _l("beëindigt een lidmaatschap"), holds=holds("until", apart=("reason",)))
def end_membership(actor: Actor, code: str, last_day: date, reason: str) -> None:
    """End the membership of an organisation after `last_day`, which is today or later."""
    policy.require(actor, "organisations:end-membership", code)
    _end(_running(code), last_day, MembershipEnd.DECISION, check_text(reason, WHY))


def _running(code: str) -> Membership:
    """The membership of which no end is known."""
    name = queries.organisation(code).name
    for membership in queries.memberships_of(code):
        if membership.last_day is None:
            return membership
    raise RuleBroken(_l("%(name)s is geen lid, of het einde staat al vast.", name=name))


def _end(membership: Membership, last_day: date, why: MembershipEnd, reason: str | None) -> None:
    today = clock.today()
    rules.check_last_day(last_day, max(today, membership.first_day), today)
    membership.last_day, membership.ending = last_day, why
    code = membership.organisation_code
    record(code, {"until": last_day.isoformat()}, private={"reason": reason} if reason else None)
    _announce_end(code, last_day)


def _announce_end(code: str, last_day: date) -> None:
    acts.announce("organisations:membership-ends", code=code, after=clock.end_of(last_day))


@act("organisations:keep-membership", _l("neemt het einde van een lidmaatschap terug"), holds=holds("until"))
def keep_membership(actor: Actor, code: str) -> None:
    """Let a membership go on whose last day is not over: by the member that gave notice, or the coordinator that ended it."""
    ending = queries.ending_of(code)
    policy.require(actor, "organisations:keep-membership", queries.known_end_of(code))
    if ending is None:
        raise RuleBroken(_l("Er is geen einde om terug te nemen."))
    if queries.memberships_of(code)[0] is not ending:
        raise RuleBroken(_l("Deze gemeente is daarna al opnieuw toegelaten."))
    ending.last_day = ending.ending = None
    record(code, {"until": None})
    acts.announce("organisations:membership-goes-on", code=code)


@act("organisations:add-partner", _l("voegt een ketenpartner toe"), holds=holds("name"))
def add_partner(actor: Actor, name: str) -> str:
    """Make a chain partner known, so that it can be invited and represented. Returns its code."""
    policy.require(actor, "organisations:add-partner")
    name = _new_name(name)
    code = f"KP{queries.number_of_partners() + 1:04d}"
    db.session().add(Organisation(code=code, kind=OrganisationKind.PARTNER, name=name, slug=slug_of(name)))
    record(code, {"name": name})
    return code


def _new_name(name: str) -> str:
    name = normal(rules.check_name(name))
    if queries.has_slug(slug_of(name)):
        raise RuleBroken(_l("Er is al een organisatie met deze naam."))
    return name


@act("organisations:rename-partner", _l("geeft een ketenpartner een andere naam"), holds=holds("name"))
def rename_partner(actor: Actor, code: str, name: str) -> None:
    """Call a chain partner by the name that it has taken."""
    policy.require(actor, "organisations:rename-partner", code)
    partner = queries.partner(code)
    called = normal(rules.check_name(name))
    if called == partner.name:
        raise RuleBroken(_l("U hebt niets gewijzigd."))
    partner.name = _new_name(called) if slug_of(called) != partner.slug else called
    partner.slug = slug_of(called)
    record(code, {"name": partner.name})


@act(
    "organisations:end-partner",
    _l("beëindigt de deelname van een ketenpartner"),
    holds=holds("until", apart=("reason",)),
)
def end_partner(actor: Actor, code: str, last_day: date, reason: str) -> None:
    """Let a chain partner take part no more after `last_day`, which is today or later."""
    policy.require(actor, "organisations:end-partner", code)
    partner = queries.partner(code)
    if partner.closed_on is not None:
        raise RuleBroken(_l("De deelname van %(name)s eindigt al.", name=partner.name))
    today = clock.today()
    rules.check_last_day(last_day, today, today)
    partner.closed_on = last_day + timedelta(days=1)
    record(code, {"until": last_day.isoformat()}, private={"reason": check_text(reason, WHY)})
    _announce_end(code, last_day)


@act(
    "organisations:keep-partner",
    _l("neemt het einde van de deelname van een ketenpartner terug"),
    holds=holds("until"),
)
def keep_partner(actor: Actor, code: str) -> None:
    """Let a chain partner go on whose last day is not over."""
    policy.require(actor, "organisations:keep-partner", code)
    partner = queries.partner(code)
    if partner.closed_on is None or partner.closed_on <= clock.today():
        raise RuleBroken(_l("Er is geen einde om terug te nemen."))
    partner.closed_on = None
    record(code, {"until": None})
    acts.announce("organisations:membership-goes-on", code=code)
