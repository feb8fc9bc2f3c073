"""What can happen to an offer: a place is offered, and the seat is taken, declined, or let go by the clock."""

from collections.abc import Collection, Sequence

from gemportal.groups import queries, rules, seating
from gemportal.groups.models import Pledge
from gemportal.groups.policy import LAPSE, OFFER
from gemportal.groups.rules import OfferStatus, SeatRole, YearPledged
from gemportal.groups.seating import STANDING, standing
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act, running
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.texts import WHY, check_text
from gemportal.kernel.words import _l
from gemportal.people.queries import holders_of
from gemportal.register.log import record
from gemportal.settings.queries import value


@act("groups:accept-offer", _l("neemt een zetel aan"), holds=holds("role", "pledges", "people", *STANDING))
def accept_offer(
    actor: Actor,
    number: str,
    *,
    pledges: Sequence[YearPledged],
    participants: Collection[int],
    willing_to_lead: bool = False,
) -> None:
    """Take the seat that was offered, with a pledge for each calendar year and the persons who will work in it.

    The deadline is judged by the moment at which the answer arrives, whatever the clock's own act has done. Who is
    `willing_to_lead` leads when the lead is neither held nor offered to somebody else.
    """
    group = queries.group(number)
    policy.require(actor, "groups:accept-offer", queries.about(group))
    offer = queries.latest_offer(group.id, actor.organisation)
    rules.check_offer(offer.status, offer.expires_at, running().arrived_at)
    rules.check_pledges(pledges, clock.today().year)
    _check_participants(offer.organisation_code, participants)
    role = offer.role
    if role is SeatRole.MEMBER and willing_to_lead and not queries.lead_is_taken(group.id):
        role = SeatRole.LEAD
    seating.close_offer(offer, OfferStatus.ACCEPTED)
    seating.stop_observing(group, offer.organisation_code)
    people = set(participants)
    seat = seating.take_seat(group, offer.organisation_code, role, people=len(people))
    seating.seat_people(seat, people)
    db.session().add_all(Pledge(seat_id=seat.id, year=p.year, hours=p.hours, euros=p.euros) for p in pledges)
    seating.settle(group)
    pledged = rules.pledges_in_public(pledges)
    seat.entry = record(group.number, {"role": role, "pledges": pledged, "people": len(people), **standing(group)})


def _check_participants(code: str, participants: Collection[int]) -> None:
    most = value(rules.PEOPLE)
    if not 1 <= len(set(participants)) <= most:
        raise RuleBroken(_l("Kies 1 tot en met %(most)s groepsleden.", most=most))
    if not set(participants) <= {line.person_id for line in holders_of(code)}:
        raise RuleBroken(_l("Kies mensen die uw organisatie nu vertegenwoordigen."))


@act("groups:decline-offer", _l("slaat een zetel af"), holds=holds("next", *STANDING, apart=("reason",)))
def decline_offer(actor: Actor, number: str, reason: str = "") -> None:
    """Turn the offer down and leave the line; whoever is next is offered the place at once."""
    group = queries.group(number)
    policy.require(actor, "groups:decline-offer", queries.about(group))
    offer = queries.latest_offer(group.id, actor.organisation)
    rules.check_offer(offer.status, offer.expires_at, running().arrived_at)
    reason = check_text(reason, WHY) if reason.strip() else ""
    seating.close_offer(offer, OfferStatus.DECLINED, reason or None)
    data = {"next": seating.offer_next(group), **standing(group)}
    record(group.number, data, private={"reason": reason} if reason else None)


@act(LAPSE, _l("laat een aanbod vervallen"), holds=holds("org", "next", *STANDING))
def lapse_offer(actor: Actor, offer_id: str) -> None:
    """Let an offer lapse whose term is over: its organisation goes to the end of the line, and the next is offered the place."""
    offer = queries.offer_by_id(int(offer_id))
    group = queries.group_by_id(offer.group_id)
    policy.require(actor, LAPSE, queries.about(group))
    if offer.status is not OfferStatus.OPEN or clock.now() < offer.expires_at:
        raise RuleBroken(_l("De termijn van dit aanbod is nog niet voorbij."))
    seating.close_offer(offer, OfferStatus.LAPSED)
    record(group.number, {"org": offer.organisation_code, "next": seating.offer_next(group), **standing(group)})


@act(OFFER, _l("biedt vrije zetels aan"), holds=holds("offers"))
def offer_seats(actor: Actor, number: str) -> None:
    """Offer the places that are free to those who stand in line by now: somebody declared, or confirmed, after it had run empty."""
    group = queries.group(number)
    policy.require(actor, OFFER, queries.about(group))
    offers = seating.offer_next(group)
    if not offers:
        raise RuleBroken(_l("Er is geen plaats vrij, of niemand staat in de rij."))
    record(group.number, {"offers": offers})
