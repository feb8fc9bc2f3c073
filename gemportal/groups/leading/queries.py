"""Reading to whom the lead of a group is offered."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gemportal.groups.leading.models import LeadOffer
from gemportal.groups.leading.policy import ACCEPT, OFFER, TAKE_BACK
from gemportal.groups.models import Group, Seat
from gemportal.groups.queries import GroupPage, Possible, with_title
from gemportal.groups.rules import GroupStatus, SeatRole
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Acting, Actor, acting_for
from gemportal.kernel.asked import Asked, asks
from gemportal.kernel.words import _l

_from, _to = aliased(Seat), aliased(Seat)


def _open(*columns: Any) -> sa.Select[Any]:
    """The offers that can be accepted now, with number and title of the group: both seats are held, and the first leads."""
    return (
        with_title(*columns)
        .join(LeadOffer, LeadOffer.group_id == Group.id)
        .join(_from, _from.id == LeadOffer.from_seat_id)
        .join(_to, _to.id == LeadOffer.to_seat_id)
        .where(Group.status != GroupStatus.ENDED, LeadOffer.stands_between(_from, _to, clock.now()))
    )


def open_offer(group_id: int) -> tuple[Seat, Seat, datetime] | None:
    """The seat that offers the lead, the one it is offered to, and until when; None when nobody is asked."""
    row = db.session().execute(_open(_from, _to, LeadOffer.expires_at).where(Group.id == group_id)).one_or_none()
    return (row[2], row[3], row[4]) if row else None


@policy.by_organisation
def asked_to_lead_fact(codes: Collection[str]) -> Iterable[tuple[str, str]]:
    """The groups whose lead is offered to the actor's organisation: the fact `groups:asked-to-lead`."""
    query = sa.select(_to.organisation_code, Group.number).join(LeadOffer, LeadOffer.to_seat_id == _to.id)
    query = query.join(Group, Group.id == LeadOffer.group_id)
    return db.session().execute(query.where(_to.organisation_code.in_(codes)))


@asks(acting_for)
def asked_of(acting: Acting) -> list[Asked]:
    """Where the organisation of each actor is asked to lead."""
    query = _open(LeadOffer.expires_at, _to.organisation_code).where(_to.organisation_code.in_(acting))
    return [
        Asked(actor, _l("U bent gevraagd om te trekken"), title, "groups.accept_lead", {"number": number}, until)
        for number, title, until, code in db.session().execute(query.order_by(LeadOffer.expires_at))
        for actor in acting[code]
    ]


def possible(actor: Actor, group: GroupPage) -> Iterator[Possible]:
    """What this actor can do about the lead now."""
    values: dict[str, str | int] = {"number": group.number}
    offered = group.asked_to_lead
    if offered is None:
        if any(seat.role is SeatRole.MEMBER for seat in group.seats) and policy.may(actor, OFFER, group.about):
            yield Possible(_l("Draag het trekken over"), "groups.offer_lead", values)
    elif offered.code == actor.organisation and policy.may(actor, ACCEPT, group.about):
        yield Possible(_l("Antwoord op de vraag om te trekken"), "groups.accept_lead", values, main=True)
    elif policy.may(actor, TAKE_BACK, group.about):
        yield Possible(_l("Neem de vraag om te trekken terug"), "groups.take_back_lead", values)
