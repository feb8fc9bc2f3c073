"""What the public sees of groups: how they stand, seats with their pledges, offers, who was passed over, and charters."""

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.groups.models import (
    Charter,
    CharterConsent,
    Group,
    Offer,
    PartnerPlace,
    PassingOver,
    Place,
    Pledge,
    Seat,
)
from gemportal.groups.rules import YearPledged, pledges_in_public
from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, day, shows


@shows("group")
def groups() -> Iterator[tuple[str, Shown]]:
    cap = sa.select(sa.func.count()).where(Place.group_id == Group.id).scalar_subquery()
    for_partners = sa.select(sa.func.count()).where(PartnerPlace.group_id == Group.id).scalar_subquery()
    for row, places, partners in db.session().execute(sa.select(Group, cap, for_partners)):
        yield (
            row.number,
            {
                "initiative": row.initiative_number,
                "status": row.status,
                "cap": places,
                "partners": partners,
                "formed": day(row.formed_at),
                "out_of_order_reason": row.out_of_order_reason,
                "answered_by": row.answered_by,
                "anew_reason": row.anew_reason,
                "begun": day(row.begun_at),
                "ended": day(row.ended_at),
                "end_reason": row.end_reason,
            },
        )


@shows("seat")
def seats() -> Iterator[tuple[str, Shown]]:
    pledges: dict[int, list[YearPledged]] = {}
    for seat_id, *pledged in db.session().execute(
        sa.select(Pledge.seat_id, Pledge.year, Pledge.hours, Pledge.euros).order_by(Pledge.year)
    ):
        pledges.setdefault(seat_id, []).append(YearPledged(*pledged))
    counted: Counter[str] = Counter()
    for number, row in db.session().execute(sa.select(Group.number, Seat).join(Group).order_by(Seat.id)):
        yield (
            _next(counted, f"{number} {row.organisation_code}"),
            {
                "role": row.role,
                "since": day(row.since),
                "until": day(row.until),
                "end_reason": row.end_reason,
                "people": row.people,
                "pledges": pledges_in_public(pledges.get(row.id, [])),
                "entry": row.entry,
            },
        )


@shows("offer")
def offers() -> Iterator[tuple[str, Shown]]:
    counted: Counter[str] = Counter()
    for number, row in db.session().execute(sa.select(Group.number, Offer).join(Group).order_by(Offer.id)):
        yield (
            _next(counted, f"{number} {row.organisation_code}"),
            {
                "role": row.role,
                "level": row.level,
                "rank": row.rank,
                "offered": day(row.offered_at),
                "until": day(row.expires_at),
                "status": row.status,
                "answered": day(row.answered_at),
                "reason": row.reason,
            },
        )


def _next(counted: Counter[str], key: str) -> str:
    """The key of the first, the second … that an organisation has in a group."""
    counted[key] += 1
    return key if counted[key] == 1 else f"{key} {counted[key]}"


@shows("passing over")
def passings_over() -> Iterator[tuple[str, Shown]]:
    for number, row in db.session().execute(sa.select(Group.number, PassingOver).join(Group)):
        yield (
            f"{number} {row.organisation_code}",
            {
                "on": day(row.at),
                "reason": row.reason,
                "answered": day(row.answered_at),
                "answer": row.answer,
                "asks_for_vote": row.asks_for_vote,
            },
        )


@shows("charter")
def charters() -> Iterator[tuple[str, Shown]]:
    consents: dict[tuple[int, int], list[str]] = {}
    for group_id, version, code in db.session().execute(
        sa.select(CharterConsent.group_id, CharterConsent.version, CharterConsent.organisation_code)
    ):
        consents.setdefault((group_id, version), []).append(code)
    for number, row in db.session().execute(sa.select(Group.number, Charter).join(Group)):
        yield (
            f"{number} version {row.version}",
            {
                "scope": row.scope,
                "budget": row.budget,
                "ends_on": row.ends_on.isoformat(),
                "proposed": day(row.proposed_at),
                "in_force": day(row.accepted_at),
                "consents": sorted(consents.get((row.group_id, row.version), [])),
            },
        )
