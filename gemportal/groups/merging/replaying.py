"""What the register tells of a successor that took over a seat, or an offer of one."""

from gemportal.groups import queries
from gemportal.groups.merging.queries import Held, held_in
from gemportal.groups.models import CharterConsent, Group, Offer, Seat
from gemportal.groups.policy import TAKE_OVER
from gemportal.groups.replaying import end_seat, offer, pledge, stand, withdraw
from gemportal.groups.rules import MERGED, OfferStatus, SeatRole
from gemportal.kernel import db
from gemportal.register.replaying.telling import Told, replays


@replays(TAKE_OVER)
def taken_over(told: Told) -> None:
    group = queries.group(told.subject)
    old, own = held_in(told.subject, told.data["from"]), held_in(told.subject, told.data["org"])
    if old.seat is not None:
        end_seat(old.seat, told.at, MERGED)
        if own.offer is not None:
            withdraw(own.offer, told.at)
        db.session().flush()
        _seat(group, own, told)
    elif old.offer is not None:
        withdraw(old.offer, told.at)
        if told.data["role"] is not None:
            _offer(old.offer, told)
    offer(group, told.data["next"], told.at)
    stand(group, told)


def _seat(group: Group, own: Held, told: Told) -> None:
    code, role = told.data["org"], SeatRole(told.data["role"])
    seat = own.seat or Seat(group_id=group.id, organisation_code=code, since=told.at, people=0)
    seat.role, seat.entry = role, told.index
    pledge(seat, told.data["pledges"])
    before = queries.versions_consented(group.id, code)
    db.session().add_all(
        CharterConsent(group_id=group.id, version=version, organisation_code=code, at=told.at)
        for version in told.data["consents"]
        if version not in before
    )


def _offer(old: Offer, told: Told) -> None:
    """The same offer, until the same moment, to the successor."""
    moved = Offer(
        group_id=old.group_id,
        organisation_code=told.data["org"],
        role=SeatRole(told.data["role"]),
        level=old.level,
        rank=old.rank,
        offered_at=told.at,
        expires_at=old.expires_at,
        status=OfferStatus.OPEN,
    )
    db.session().add(moved)
