"""What can happen to mergers of municipalities."""

from datetime import date, timedelta

from gemportal.kernel import acts, clock, policy, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.organisations import rules
from gemportal.organisations.acts import admit
from gemportal.organisations.merging import queries
from gemportal.organisations.models import Membership
from gemportal.organisations.policy import MERGE
from gemportal.organisations.queries import organisation
from gemportal.organisations.rules import MembershipEnd, OrganisationKind
from gemportal.register.log import record


@act("organisations:record-merger", _l("legt een fusie van gemeenten vast"), holds=holds("successor", "on"))
def record_merger(actor: Actor, code: str, successor: str, day: date) -> None:
    """Let a municipality go into its successor from `day` on; until then it stays what it is. A day that passed counts at once."""
    policy.require(actor, "organisations:record-merger", (code, successor))
    old, new = organisation(code), organisation(successor)
    if code == successor or not (old.kind is new.kind is OrganisationKind.MUNICIPALITY):
        raise RuleBroken(_l("Kies twee verschillende gemeenten."))
    if old.closed_on is not None:
        raise RuleBroken(_l("De fusie van %(name)s ligt al vast.", name=old.name))
    if new.closed_on is not None:
        raise RuleBroken(_l("%(name)s gaat zelf op in een andere gemeente. Kies die.", name=new.name))
    old.closed_on = rules.check_near(day, clock.today())
    old.successor_code = successor
    record(code, {"successor": successor, "on": day.isoformat()})
    schedule.put(MERGE, code, clock.start_of(day))


@act("organisations:withdraw-merger", _l("neemt een vastgelegde fusie terug"), holds=holds("successor"))
def withdraw_merger(actor: Actor, code: str) -> None:
    """Take back a merger whose day has not come."""
    old = organisation(code)
    policy.require(actor, "organisations:withdraw-merger", (code, old.successor_code or code))
    if old.successor_code is None or old.closed_on is None or old.closed_on <= clock.today():
        raise RuleBroken(_l("Er is geen fusie om terug te nemen."))
    old.closed_on = old.successor_code = None
    record(code, {"successor": None})
    schedule.drop(MERGE, code)


@act(MERGE, _l("voert een fusie van gemeenten uit"), holds=holds("successor", sometimes=("from", "until")))
def merge(actor: Actor, code: str) -> None:
    """On the day of a merger: the old membership ends, the successor becomes a member where it was none, and takes over.

    Rooms above hear `organisations:merged`, and take over what they keep: each writes its own entries.
    """
    policy.require(actor, MERGE, code)
    old, today = organisation(code), clock.today()
    heir = queries.heir_of(old)
    if heir is None or queries.was_carried_out(code):
        raise RuleBroken(_l("De dag van deze fusie is nog niet gekomen, of zij is al uitgevoerd."))
    membership = queries.membership_today(code)
    if membership is not None:
        # A membership lasts a day at least: one that began today ends today.
        membership.last_day = max(today - timedelta(days=1), membership.first_day)
        membership.ending = MembershipEnd.MERGER
    record(code, {"successor": heir.code, **_period(membership)})
    if membership is not None and not queries.is_or_will_be_a_member(heir.code):
        admit(actor, heir.code, today, f"Fusie: opvolger van {old.name}")
    acts.announce("organisations:merged", code=code, successor=heir.code)


def _period(membership: Membership | None) -> dict[str, str]:
    """The membership that ends by the merger, where there is one."""
    if membership is None or membership.last_day is None:
        return {}
    return {"from": membership.first_day.isoformat(), "until": membership.last_day.isoformat()}
