"""What can happen when somebody wants to read along with a group: either side asks, and it is so once the other did too."""

from gemportal.groups import queries as groups
from gemportal.groups import seating
from gemportal.groups.models import Group, Seat
from gemportal.groups.observing import queries, rules
from gemportal.groups.observing.models import ObserverRequest
from gemportal.groups.observing.policy import DECLINE, INVITE, OBSERVE
from gemportal.groups.rules import SeatRole
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import record


@act(OBSERVE, _l("wil meekijken met een groep"), holds=holds("seated"))
def observe(actor: Actor, number: str) -> bool:
    """Ask to read along; who was invited does so at once. Returns whether it does."""
    group = groups.group(number)
    policy.require(actor, OBSERVE, groups.about(group))
    code = actor.organisation or ""
    seat = _meet(group, code, invited=False)
    entry = record(group.number, {"seated": seat is not None})
    _entered(seat, entry)
    return seat is not None


@act(INVITE, _l("laat een organisatie meekijken"), holds=holds("org", "seated"))
def invite_observer(actor: Actor, number: str, code: str) -> bool:
    """Invite an organisation to read along; who asked for it does so at once. Returns whether it does."""
    group = groups.group(number)
    policy.require(actor, INVITE, groups.about(group))
    if code not in dict(queries.who_may_observe()):
        raise RuleBroken(_l("Kies een lid van de coöperatie of een ketenpartner."))
    seat = _meet(group, code, invited=True)
    entry = record(group.number, {"org": code, "seated": seat is not None})
    _entered(seat, entry)
    return seat is not None


def _meet(group: Group, code: str, *, invited: bool) -> Seat | None:
    """Note what one side wants; once both want it, the organisation has a seat that only reads."""
    seated = code in {seat.organisation_code for seat in groups.seats(group.id)}
    waiting = queries.request(group.id, code)
    both = rules.meets(waiting=waiting.invited if waiting else None, invited=invited, seated=seated)
    if waiting is None or not both:
        db.session().add(ObserverRequest(group_id=group.id, organisation_code=code, invited=invited, at=clock.now()))
        return None
    db.session().delete(waiting)
    return seating.take_seat(group, code, SeatRole.OBSERVER)


def _entered(seat: Seat | None, entry: int) -> None:
    if seat is not None:
        seat.entry = entry


@act(DECLINE, _l("laat een organisatie niet meekijken"), holds=holds("org"))
def decline_observer(actor: Actor, number: str, code: str) -> None:
    """Turn down who asked to read along, or take back an invitation."""
    group = groups.group(number)
    policy.require(actor, DECLINE, groups.about(group))
    waiting = queries.request(group.id, code)
    if waiting is None:
        raise NotFound
    db.session().delete(waiting)
    record(group.number, {"org": code})
