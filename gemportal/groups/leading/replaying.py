"""What the register tells of the lead of groups: to whom it is offered, and who took it over."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.leading.models import LeadOffer
from gemportal.groups.leading.policy import ACCEPT, DECLINE, OFFER, TAKE_BACK
from gemportal.groups.models import Group, Seat
from gemportal.groups.replaying import stand
from gemportal.groups.rules import SeatRole
from gemportal.kernel import clock, db
from gemportal.kernel.words import Message, _l
from gemportal.register.replaying.telling import Shown, Told, day, replays, shows
from gemportal.register.words import Told as Line
from gemportal.register.words import says


@replays(OFFER)
def offered(told: Told) -> None:
    group = groups.group(told.subject)
    db.session().merge(
        LeadOffer(
            group_id=group.id,
            from_seat_id=groups.seat_of(group.id, told.organisation).id,
            to_seat_id=groups.seat_of(group.id, told.data["org"]).id,
            offered_at=told.at,
            expires_at=clock.end_of(date.fromisoformat(told.data["until"])),
        )
    )


@replays(TAKE_BACK, DECLINE)
def closed(told: Told) -> None:
    group = groups.group(told.subject)
    db.session().execute(sa.delete(LeadOffer).where(LeadOffer.group_id == group.id))


@replays(ACCEPT)
def taken_over(told: Told) -> None:
    closed(told)
    group = groups.group(told.subject)
    for code, role in ((told.data["from"], SeatRole.MEMBER), (told.organisation, SeatRole.LEAD)):
        seat = groups.seat_of(group.id, code)
        seat.role, seat.entry = role, told.index
        db.session().flush()
    stand(group, told)


@shows("offered lead")
def offers() -> Iterator[tuple[str, Shown]]:
    query = (
        sa.select(Group.number, Seat.organisation_code, LeadOffer)
        .join(Group, Group.id == LeadOffer.group_id)
        .join(Seat, Seat.id == LeadOffer.to_seat_id)
    )
    for number, code, row in db.session().execute(query):
        yield number, {"to": code, "on": day(row.offered_at), "until": day(row.expires_at)}


@says(OFFER, TAKE_BACK)
def lead_asked(line: Line) -> Message:
    return _l("Gevraagd: %(name)s.", name=line.title_of(line.data["org"]))


@says(ACCEPT)
def lead_handed_over(line: Line) -> Message:
    return _l("%(name)s trok de groep tot nu toe, en doet verder mee.", name=line.title_of(line.data["from"]))
