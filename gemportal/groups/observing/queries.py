"""Reading who wants to read along with a group, or is invited to."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.groups.models import Group, Seat
from gemportal.groups.observing.models import ObserverRequest
from gemportal.groups.observing.policy import INVITE, OBSERVE
from gemportal.groups.queries import GroupPage, Possible, with_title
from gemportal.groups.queries.standing import takes_part
from gemportal.groups.rules import GroupStatus, SeatRole
from gemportal.kernel import db, policy
from gemportal.kernel.actor import Acting, Actor, acting_for
from gemportal.kernel.asked import Asked, asks
from gemportal.kernel.words import _l
from gemportal.organisations.models import Organisation


def who_may_observe() -> list[tuple[str, str]]:
    """The code and name of everybody who could read along: today's members, and partners."""
    query = sa.select(Organisation.code, Organisation.name).where(takes_part()).order_by(Organisation.name)
    return [(code, name) for code, name in db.session().execute(query)]


def request(group_id: int, code: str) -> ObserverRequest | None:
    """The request of an organisation, or its invitation."""
    return db.session().get(ObserverRequest, (group_id, code))


@asks(acting_for)
def asked_of(acting: Acting) -> list[Asked]:
    """The invitations to the organisation of each actor, and the requests that wait for it as the lead."""
    leads = sa.and_(
        ~ObserverRequest.invited, Seat.group_id == Group.id, Seat.until.is_(None), Seat.role == SeatRole.LEAD
    )
    asked = sa.case((ObserverRequest.invited, ObserverRequest.organisation_code), else_=Seat.organisation_code)
    query = (
        with_title(ObserverRequest.invited, asked)
        .join(ObserverRequest, ObserverRequest.group_id == Group.id)
        .outerjoin(Seat, leads)
        .where(Group.status != GroupStatus.ENDED, asked.in_(acting))
        .order_by(ObserverRequest.at)
    )
    return [
        Asked(
            actor,
            _l("U bent uitgenodigd om mee te kijken") if invited else _l("Iemand wil meekijken met de groep"),
            title,
            "groups.observe" if invited else "groups.observers",
            {"number": number},
        )
        for number, title, invited, code in db.session().execute(query)
        for actor in acting[code]
    ]


def possible(actor: Actor, group: GroupPage) -> Iterator[Possible]:
    """What this actor can do about reading along."""
    values: dict[str, str | int] = {"number": group.number}
    own = next((line for line in group.requests if line.code == actor.organisation), None)
    if (
        group.seat_of(actor.organisation) is None
        and (own is None or own.invited)
        and policy.may(actor, OBSERVE, group.about)
    ):
        yield Possible(_l("Kijk mee met deze groep"), "groups.observe", values)
    if policy.may(actor, INVITE, group.about):
        yield Possible(_l("Laat anderen meekijken"), "groups.observers", values)
