"""What can happen when the lead of a group is handed over: offered, accepted, declined, taken back."""

from datetime import timedelta

from gemportal.groups import queries as groups
from gemportal.groups import seating
from gemportal.groups.leading import queries, rules
from gemportal.groups.leading.models import LeadOffer
from gemportal.groups.leading.policy import ACCEPT, DECLINE, OFFER, TAKE_BACK
from gemportal.groups.models import Group, Seat
from gemportal.groups.rules import OFFER_DAYS, SeatRole
from gemportal.groups.seating import STANDING, standing
from gemportal.kernel import clock, db, policy, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act, running
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import record
from gemportal.settings.queries import value

# Nothing is carried out at this deadline: an offer that is over can only not be accepted any more.
TERM = "groups:lead-term"


@act(OFFER, _l("vraagt een ander om te trekken"), holds=holds("org", "until"))
def offer_lead(actor: Actor, number: str, code: str) -> None:
    """Ask a member of the group to take over the lead, within the term that an offer of a seat has too."""
    group = groups.group(number)
    policy.require(actor, OFFER, groups.about(group))
    own, other = groups.seat_of(group.id, actor.organisation), groups.seat_of(group.id, code)
    rules.check_asking(other.role, asked_already=queries.open_offer(group.id) is not None)
    last_day = clock.today() + timedelta(days=value(OFFER_DAYS))
    expires_at = clock.end_of(last_day)
    db.session().merge(
        LeadOffer(
            group_id=group.id, from_seat_id=own.id, to_seat_id=other.id, offered_at=clock.now(), expires_at=expires_at
        )
    )
    schedule.put(TERM, group.number, expires_at)
    record(group.number, {"org": code, "until": last_day.isoformat()})


def _offered(group: Group) -> tuple[Seat, Seat]:
    found = queries.open_offer(group.id)
    rules.check_answering(found[2] if found else None, running().arrived_at)
    assert found is not None
    return found[0], found[1]


def _close(group: Group) -> None:
    db.session().delete(db.session().get_one(LeadOffer, group.id))
    schedule.drop(TERM, group.number)
    db.session().flush()


@act(TAKE_BACK, _l("neemt de vraag om te trekken terug"), holds=holds("org"))
def take_back_lead(actor: Actor, number: str) -> None:
    """Take back that one asked another to lead."""
    group = groups.group(number)
    policy.require(actor, TAKE_BACK, groups.about(group))
    _, other = _offered(group)
    _close(group)
    record(group.number, {"org": other.organisation_code})


@act(DECLINE, _l("wil niet trekken"), holds=holds())
def decline_lead(actor: Actor, number: str) -> None:
    """Do not take over the lead: it stays where it is."""
    group = groups.group(number)
    policy.require(actor, DECLINE, groups.about(group))
    _offered(group)
    _close(group)
    record(group.number, {})


@act(ACCEPT, _l("neemt het trekken over"), holds=holds("from", *STANDING))
def accept_lead(actor: Actor, number: str) -> None:
    """Take over the lead; who led becomes a member. The term is judged by the moment at which the answer arrives."""
    group = groups.group(number)
    policy.require(actor, ACCEPT, groups.about(group))
    old, new = _offered(group)
    _close(group)
    old.role = SeatRole.MEMBER
    # Two seats never lead at once, not even between two statements.
    db.session().flush()
    new.role = SeatRole.LEAD
    seating.settle(group)
    old.entry = new.entry = record(group.number, {"from": old.organisation_code, **standing(group)})
