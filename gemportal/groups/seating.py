"""How places, offers and seats move within one act. Every function here runs inside an act and writes no entry itself.

What follows from an act for others in the group is told by its entry too, as `standing`.

Because there is one row for each place under a cap, an offer, a seat, a partner or a person too many finds no row to hold.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

from gemportal.groups import queries, ranking, rules
from gemportal.groups.models import Charter, Group, Offer, Participant, PartnerPlace, PersonPlace, Place, Seat
from gemportal.groups.policy import LAPSE
from gemportal.groups.ranking import Candidate, Rank
from gemportal.groups.rules import GroupStatus, OfferStatus, SeatRole
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock, db, schedule
from gemportal.register.queries import number_of_entries
from gemportal.settings.queries import value

# How a group stands after an act: its status, who leads it or is asked to, and the version of the charter in force.
STANDING = ("status", "lead", "charter")


def make_places(group: Group, count: int, *, after: int = 0) -> None:
    """Give the group so many places, all of them free, `after` those that it has; and partners as many as may take part
    now. Two places are never theirs: without two that decide, a group cannot work."""
    numbers = range(after + 1, after + count + 1)
    db.session().add_all(Place(group_id=group.id, number=number) for number in numbers)
    most = min(value(rules.PARTNERS), after + count - rules.SMALLEST_GROUP)
    partners = range(queries.number_of_partner_places(group.id) + 1, most + 1)
    db.session().add_all(PartnerPlace(group_id=group.id, number=number) for number in partners)
    db.session().flush()


def take_seat(group: Group, code: str, role: SeatRole, *, people: int = 0) -> Seat:
    """Give an organisation a seat. Its own entry is to tell how the group stands with it; until that is written the last serves."""
    seat = Seat(
        group_id=group.id,
        organisation_code=code,
        role=role,
        since=clock.now(),
        people=people,
        entry=number_of_entries() - 1,
    )
    db.session().add(seat)
    db.session().flush()
    return seat


def seat_people(seat: Seat, people: Iterable[int]) -> None:
    """Let these persons work in a seat that nobody works in yet, each in a place of their own."""
    session = db.session()
    session.add_all(PersonPlace(seat_id=seat.id, number=number) for number in range(1, value(rules.PEOPLE) + 1))
    session.flush()
    session.add_all(
        Participant(seat_id=seat.id, person_id=person_id, place=number)
        for number, person_id in enumerate(sorted(people), start=1)
    )


def offer_free_places(
    group: Group, ranks: Sequence[Rank], *, passed_over: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Offer every free place to who is next in line, and return what the register says of it."""
    free, for_partners = queries.free_places(group.id), queries.free_partner_places(group.id)
    chosen = wanted_now(group, ranks, passed_over=passed_over)
    rank_of = {rank.candidate.code: rank.place or 0 for rank in ranks}
    lead_is_taken = queries.lead_is_taken(group.id)
    last_day = clock.today() + timedelta(days=value(rules.OFFER_DAYS))
    expires_at = clock.end_of(last_day)
    made = []
    for place, candidate in zip(free, chosen, strict=False):
        role = ranking.role_offered(candidate, lead_is_taken=lead_is_taken)
        lead_is_taken = lead_is_taken or role is SeatRole.LEAD
        place.organisation_code = candidate.code
        if candidate.partner:
            for_partners.pop(0).organisation_code = candidate.code
        made.append(
            Offer(
                group_id=group.id,
                organisation_code=candidate.code,
                role=role,
                level=candidate.level,
                rank=rank_of[candidate.code],
                offered_at=clock.now(),
                expires_at=expires_at,
                status=OfferStatus.OPEN,
            )
        )
    db.session().add_all(made)
    db.session().flush()
    for offer in made:
        schedule.put(LAPSE, str(offer.id), offer.expires_at)
    return [
        {
            "org": offer.organisation_code,
            "role": offer.role,
            "level": offer.level,
            "rank": offer.rank,
            "until": last_day.isoformat(),
        }
        for offer in made
    ]


def in_line(group: Group, ranks: Sequence[Rank], passed_over: Collection[str] = ()) -> tuple[Candidate, ...]:
    """Who stands in line for a seat of this group, in order."""
    out = {*passed_over, *queries.passed_over(group.id), *queries.ever_seated(group.id)}
    return ranking.line_for_a_seat(ranks, queries.past_offers(group.id), out=out)


def wanted_now(group: Group, ranks: Sequence[Rank], *, passed_over: Collection[str] = ()) -> tuple[Candidate, ...]:
    """To whom the places that are free now would be offered."""
    free, for_partners = queries.free_places(group.id), queries.free_partner_places(group.id)
    return ranking.next_to_offer(in_line(group, ranks, passed_over), len(free), len(for_partners))


def offer_next(group: Group) -> list[dict[str, Any]]:
    """The same, for those who declared for the group's initiative."""
    return offer_free_places(group, queries.ranks_for(group.initiative_number))


def close_offer(offer: Offer, status: OfferStatus, reason: str | None = None) -> None:
    """Answer an open offer. Unless it was accepted its place becomes free, and the lead that came with it moves on."""
    _answer(offer, status, reason)
    if status is not OfferStatus.ACCEPTED:
        free_place(offer.group_id, offer.organisation_code)
        if offer.role is SeatRole.LEAD:
            pass_on_lead(offer.group_id)
    db.session().flush()


def _answer(offer: Offer, status: OfferStatus, reason: str | None = None) -> None:
    offer.status, offer.answered_at, offer.reason = status, clock.now(), reason
    schedule.done(LAPSE, str(offer.id))


def free_place(group_id: int, code: str) -> None:
    """Free what this organisation holds: its place, and of a partner the partner's place."""
    for place in queries.places_of(group_id, code):
        place.organisation_code = None


def pass_on_lead(group_id: int) -> None:
    """Let the lead come with the open offer of the highest-ranked organisation that declared to want it."""
    for offer in queries.open_offers(group_id):
        if offer.level is Level.LEAD and offer.role is SeatRole.MEMBER:
            offer.role = SeatRole.LEAD
            return


def end_seat(group: Group, seat: Seat, reason: str) -> None:
    """End a seat and free its place; what the group is then able to do follows from the seats that remain."""
    seat.until, seat.end_reason = clock.now(), reason
    if seat.role is not SeatRole.OBSERVER:
        free_place(group.id, seat.organisation_code)
    db.session().flush()
    if seat.role is SeatRole.LEAD:
        pass_on_lead(group.id)
    settle(group)


def stop_observing(group: Group, code: str) -> None:
    """Let who takes a seat read along no more: it works in the group now."""
    for seat in queries.seats(group.id):
        if seat.organisation_code == code and seat.role is SeatRole.OBSERVER:
            seat.until, seat.end_reason = clock.now(), rules.TOOK_A_SEAT
    db.session().flush()


def settle(group: Group) -> None:
    """Let the group's status, and a charter that waits for consent, follow from its seats."""
    seats = queries.seats(group.id)
    group.status = rules.status_with(group.status, [seat.role for seat in seats])
    charter = queries.latest_charter(group.id)
    if charter is not None and charter.accepted_at is None and is_agreed(group, charter, seats):
        charter.accepted_at = clock.now()
    db.session().flush()


def is_agreed(group: Group, charter: Charter, seats: Sequence[Seat]) -> bool:
    """Whether every deciding seat consented, within what the group may give itself.

    Who is alone is no group, and agrees with nobody.
    """
    deciding = {seat.organisation_code for seat in seats if seat.role in rules.DECIDING}
    limit = rules.budget_by_consent(queries.pledged_euros(group.id), value(rules.CONSENT_CEILING))
    together = len(deciding) >= rules.SMALLEST_GROUP
    return together and deciding <= queries.consented(group.id, charter.version) and charter.budget <= limit


def end_group(group: Group, reason: str) -> None:
    """End the group with everything in it: open offers are withdrawn, seats end, places become free."""
    group.status, group.ended_at, group.end_reason = GroupStatus.ENDED, clock.now(), reason
    for offer in queries.open_offers(group.id):
        # Nobody is left for whom the lead could move on.
        _answer(offer, OfferStatus.WITHDRAWN)
        free_place(group.id, offer.organisation_code)
    for seat in queries.seats(group.id):
        seat.until, seat.end_reason = clock.now(), reason
        free_place(group.id, seat.organisation_code)
    db.session().flush()


def standing(group: Group) -> dict[str, Any]:
    """How the group stands now, for the entry of an act that may have changed it: the keys of `STANDING`."""
    return {
        "status": group.status,
        "lead": queries.lead_of(group.id),
        "charter": queries.charter_in_force(group.id),
    }
