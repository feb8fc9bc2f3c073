"""What happens in a group on the day that two municipalities merge."""

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups import seating
from gemportal.groups.merging import queries, rules
from gemportal.groups.models import CharterConsent, Group, Offer, Pledge, Seat
from gemportal.groups.policy import LAPSE, TAKE_OVER
from gemportal.groups.rules import MERGED, OfferStatus, SeatRole, pledges_in_public
from gemportal.groups.seating import STANDING, standing
from gemportal.groups.steps.models import Step
from gemportal.groups.tasks.models import Task
from gemportal.initiatives import queries as initiatives
from gemportal.kernel import clock, db, policy, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act, running
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import record


@act(
    TAKE_OVER,
    _l("laat een opvolger een plaats in een groep overnemen"),
    holds=holds("from", "org", "role", "seat", "pledges", "consents", "next", *STANDING),
)
def take_over(actor: Actor, number: str, code: str, successor: str) -> None:
    """Let a successor take over what the old organisation holds in a group: a seat with its role and pledges, or an offer.

    Of two seats one remains, in the higher role and with both pledges; of a seat and an offer the seat. A place that comes
    free is offered to the next in line. Who works in the seat is for the successor to say.
    """
    group = groups.group(number)
    policy.require(actor, TAKE_OVER, groups.about(group))
    old, own = queries.held_in(number, code), queries.held_in(number, successor)
    seat, role = own.seat, None
    if old.seat is not None:
        role = rules.highest(old.seat.role, own.seat.role) if own.seat else old.seat.role
        if own.offer is not None:
            seating.close_offer(own.offer, OfferStatus.WITHDRAWN)
        seat = _one_seat(group, old.seat, own.seat, role, successor)
    elif old.offer is not None:
        if own.seat or own.offer:
            seating.close_offer(old.offer, OfferStatus.WITHDRAWN)
        else:
            role = old.offer.role
            _move_offer(group, old.offer, successor)
    seating.settle(group)
    offers = seating.offer_free_places(group, groups.ranks_of(initiatives.by_number(group.initiative_number)))
    entry = record(
        number,
        {
            "from": code,
            "org": successor,
            "role": role,
            "seat": old.seat is not None,
            "pledges": pledges_in_public(queries.pledged(seat.id)) if seat else [],
            "consents": groups.versions_consented(group.id, successor),
            "next": offers,
            **standing(group),
        },
    )
    if old.seat is not None and seat is not None:
        seat.entry = entry


def _one_seat(group: Group, old: Seat, own: Seat | None, role: SeatRole, successor: str) -> Seat:
    pledges = rules.added_up(queries.pledged(old.id), queries.pledged(own.id) if own else [])
    old.until, old.end_reason = clock.now(), MERGED
    _hand_over_tasks(group, old.organisation_code, successor)
    place = groups.place_of(group.id, old.organisation_code)
    if place is not None:
        has_place = groups.place_of(group.id, successor) is not None
        place.organisation_code = None if has_place or role is SeatRole.OBSERVER else successor
    # Two seats never lead at once, not even between two statements.
    db.session().flush()
    if own is None:
        own = Seat(
            group_id=group.id, organisation_code=successor, role=role, since=clock.now(), people=0, entry=old.entry
        )
        db.session().add(own)
        _keep_consent(group, old.organisation_code, successor)
    own.role = role
    db.session().flush()
    db.session().execute(sa.delete(Pledge).where(Pledge.seat_id == own.id))
    db.session().add_all(Pledge(seat_id=own.id, year=p.year, hours=p.hours, euros=p.euros) for p in pledges)
    db.session().flush()
    return own


def _hand_over_tasks(group: Group, code: str, successor: str) -> None:
    """What is still to be done is the successor's; by whom is for the successor to say."""
    in_group = sa.select(Step.id).where(Step.group_id == group.id)
    open_tasks = sa.update(Task).where(
        Task.organisation_code == code, Task.done_at.is_(None), Task.step_id.in_(in_group)
    )
    db.session().execute(open_tasks.values(organisation_code=successor, person_id=None))


def _keep_consent(group: Group, code: str, successor: str) -> None:
    """A charter that waits for the others need not wait again for this seat."""
    charter = groups.latest_charter(group.id)
    if charter is None or charter.accepted_at is not None:
        return
    consented = groups.consented(group.id, charter.version)
    if code in consented and successor not in consented:
        db.session().add(
            CharterConsent(group_id=group.id, version=charter.version, organisation_code=successor, at=clock.now())
        )


def _move_offer(group: Group, old: Offer, successor: str) -> None:
    """The same offer, until the same moment, to the successor; the lead that comes with it goes along."""
    old.status, old.answered_at = OfferStatus.WITHDRAWN, clock.now()
    schedule.done(LAPSE, str(old.id))
    place = groups.place_of(group.id, old.organisation_code)
    if place is not None:
        place.organisation_code = successor
    db.session().flush()
    offer = Offer(
        group_id=group.id,
        organisation_code=successor,
        role=old.role,
        level=old.level,
        rank=old.rank,
        offered_at=clock.now(),
        expires_at=old.expires_at,
        status=OfferStatus.OPEN,
    )
    db.session().add(offer)
    db.session().flush()
    schedule.put(LAPSE, str(offer.id), offer.expires_at)


def when_organisations_merge(code: str, successor: str) -> None:
    """Hear that two municipalities merged: each group that the old one takes part in goes on with the successor."""
    for number in queries.groups_of(code):
        take_over(running().actor, number, code, successor)
