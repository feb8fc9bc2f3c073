"""What can happen to a group: forming it, beginning, seats that end. Offers, its charter and its steps have acts of their own."""

from collections.abc import Mapping
from datetime import date

from gemportal.groups import queries, rules, seating
from gemportal.groups.charter.acts import accept_charter as accept_charter
from gemportal.groups.charter.acts import consent_to_charter as consent_to_charter
from gemportal.groups.charter.acts import propose_charter as propose_charter
from gemportal.groups.models import Group, PassingOver, Seat
from gemportal.groups.offering.acts import accept_offer as accept_offer
from gemportal.groups.offering.acts import decline_offer as decline_offer
from gemportal.groups.offering.acts import lapse_offer as lapse_offer
from gemportal.groups.offering.acts import offer_seats as offer_seats
from gemportal.groups.policy import END_SEAT, About
from gemportal.groups.rules import GroupStatus, OfferStatus, SeatRole
from gemportal.groups.seating import STANDING, standing
from gemportal.initiatives import acts as initiative_acts
from gemportal.initiatives import queries as initiatives
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor, Capacity
from gemportal.kernel.acts import act, running, voted
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.numbering import next_number
from gemportal.kernel.texts import WHY, check_text
from gemportal.kernel.words import _l
from gemportal.register.log import record
from gemportal.settings.queries import values


@act(
    "groups:form",
    _l("vormt een groep"),
    holds=holds("initiative", "cap", "partners", "offers", "goes_before", "answered_by", apart=("reason", "anew")),
)
def form(
    actor: Actor,
    number: str,
    *,
    passing_over: Mapping[str, str] | None = None,
    out_of_order: str = "",
    anew: str = "",
) -> str:
    """Form a group for the initiative `number`, and offer all its places at once, from the top of the ranking.

    `passing_over` holds a public reason for each organisation that is passed over. When the members' agenda puts another
    initiative first, `out_of_order` must say why this one goes before. When something that was delivered may answer it already,
    `anew` must say why it begins all the same. Returns the number of the group.
    """
    initiative = initiatives.by_number(number)
    ranks = queries.ranks_of(initiative)
    ranked = {rank.candidate.code for rank in ranks if rank.place}
    policy.require(
        actor, "groups:form", About(number, initiative.status, frozenset({initiative.organisation_code, *ranked}))
    )
    if initiative.closes_on is None or clock.today() <= initiative.closes_on:
        raise RuleBroken(_l("De oproep loopt nog. Een groep vormen kan als de oproep gesloten is."))
    reasons = dict(passing_over or {})
    # A partner takes part and does not decide, so two others are needed.
    deciding = {rank.candidate.code for rank in ranks if rank.place and not rank.candidate.partner}
    if len(deciding - reasons.keys()) < rules.SMALLEST_GROUP:
        raise RuleBroken(_l("Een groep begint met minstens twee organisaties. Zoveel zijn er nu niet."))
    first = queries.comes_first(number)
    if first:
        out_of_order = check_text(out_of_order, _l("Schrijf op waarom u afwijkt van de agenda van de leden."))
    earlier = queries.answered_by(initiative)
    if earlier:
        anew = check_text(anew, _l("Schrijf op waarom een nieuwe groep nodig is, terwijl er al iets is opgeleverd."))
    reasons_apart = {"reason": out_of_order if first else None, "anew": anew if earlier else None}
    group = Group(
        number=next_number("G"),
        initiative_number=number,
        status=GroupStatus.FORMING,
        formed_at=clock.now(),
        out_of_order_reason=reasons_apart["reason"],
        answered_by=[one.number for one in earlier],
        anew_reason=reasons_apart["anew"],
    )
    db.session().add(group)
    db.session().flush()
    cap = queries.cap_for(initiatives.current_version(initiative).seats, values())
    seating.make_places(group, cap)
    offers = seating.offer_free_places(group, ranks, passed_over=reasons)
    record(
        group.number,
        {
            "initiative": number,
            "cap": cap,
            "partners": queries.number_of_partner_places(group.id),
            "offers": offers,
            "goes_before": list(first),
            "answered_by": group.answered_by,
        },
        private={key: text for key, text in reasons_apart.items() if text} or None,
    )
    initiative_acts.begin_forming(actor, number)
    for code, reason in sorted(reasons.items()):
        pass_over(actor, group.number, code, reason)
    return group.number


@act("groups:pass-over", _l("slaat een organisatie over"), holds=holds("org", apart=("reason",)))
def pass_over(actor: Actor, number: str, code: str, reason: str) -> None:
    """Leave somebody who stands in line out of the offers, for a public reason that may be answered in public."""
    group = queries.group(number)
    ranks = queries.ranks_of(initiatives.by_number(group.initiative_number))
    # Everybody who stands in line gains or loses by it.
    in_line = {rank.candidate.code for rank in ranks if rank.place}
    policy.require(actor, "groups:pass-over", queries.about(group, code, *in_line))
    if code not in {candidate.code for candidate in seating.in_line(group, ranks)}:
        raise RuleBroken(_l("Deze organisatie staat niet in de rij voor een zetel."))
    reason = check_text(reason, WHY)
    db.session().add(
        PassingOver(group_id=group.id, organisation_code=code, reason=reason, at=clock.now(), asks_for_vote=False)
    )
    record(group.number, {"org": code}, private={"reason": reason})


@act(
    "groups:answer-passing-over",
    _l("antwoordt op overgeslagen worden"),
    holds=holds("asks_for_vote", apart=("answer",)),
)
def answer_passing_over(actor: Actor, number: str, answer: str, *, asks_for_vote: bool = False) -> None:
    """Answer, once and in public, to being passed over; `asks_for_vote` asks the members to vote on it."""
    group = queries.group(number)
    policy.require(actor, "groups:answer-passing-over", queries.about(group))
    row = queries.passing_over(group.id, actor.organisation)
    if row.answered_at is not None:
        raise RuleBroken(_l("Er is al geantwoord."))
    row.answer = check_text(answer, _l("Schrijf uw antwoord op."))
    row.asks_for_vote, row.answered_at = asks_for_vote, clock.now()
    record(group.number, {"asks_for_vote": asks_for_vote}, private={"answer": row.answer})


@act("groups:begin", _l("laat de groep beginnen"), holds=holds("initiative"))
def begin(actor: Actor, number: str) -> None:
    """Let the group begin its work: with a lead, two organisations at least, and a charter in force."""
    group = queries.group(number)
    policy.require(actor, "groups:begin", queries.about(group))
    roles = [seat.role for seat in queries.seats(group.id)]
    missing = rules.missing_to_begin(roles, charter_is_valid=queries.charter_is_valid(group.id))
    if missing:
        raise RuleBroken(missing[0])
    group.status, group.begun_at = GroupStatus.WORKING, clock.now()
    record(group.number, {"initiative": group.initiative_number})
    initiative_acts.activate(actor, group.initiative_number)


@act("groups:take-lead", _l("wordt trekker"), holds=holds("role", *STANDING))
def take_lead(actor: Actor, number: str) -> None:
    """Lead a group that has no lead, and in which the lead is not offered to somebody else."""
    group = queries.group(number)
    policy.require(actor, "groups:take-lead", queries.about(group))
    if queries.lead_is_taken(group.id):
        raise RuleBroken(_l("De groep heeft een trekker, of heeft er een gevraagd."))
    seat = queries.seat_of(group.id, actor.organisation)
    seat.role = SeatRole.LEAD
    seating.settle(group)
    seat.entry = record(group.number, {"role": seat.role, **standing(group)})


@act("groups:leave-seat", _l("verlaat de groep"), holds=holds("next", *STANDING, apart=("reason",)))
def leave_seat(actor: Actor, number: str, reason: str) -> None:
    """Give up the seat, for a public reason; whoever is next is offered the place."""
    group = queries.group(number)
    policy.require(actor, "groups:leave-seat", queries.about(group))
    reason = check_text(reason, WHY)
    seating.end_seat(group, queries.seat_of(group.id, actor.organisation), reason)
    record(group.number, {"next": seating.offer_next(group), **standing(group)}, private={"reason": reason})


@act(END_SEAT, _l("beëindigt een zetel"), holds=holds("org", "why", "reason", "next", *STANDING))
def end_seat(actor: Actor, number: str, code: str, motion: int | None = None) -> None:
    """End what an organisation holds in a group, a seat or an offer: its membership ended, the members voted so, or all others
    in the group consented to the proposal `motion`."""
    group = queries.group(number)
    policy.require(actor, END_SEAT, queries.about(group))
    if actor.capacity is not Capacity.CLOCK and not queries.agreed_to_end_seat(group.id, code, motion):
        raise RuleBroken(_l("Een zetel beëindigen kan de groep alleen als alle anderen instemmen."))
    why, reason = _ground_of_ending(motion)
    held = [row for found, row in queries.living_rows_of(code) if found.id == group.id]
    for row in held:
        if isinstance(row, Seat):
            seating.end_seat(group, row, reason)
        else:
            seating.close_offer(row, OfferStatus.WITHDRAWN)
    record(
        group.number, {"org": code, "why": why, "reason": reason, "next": seating.offer_next(group), **standing(group)}
    )


def _ground_of_ending(motion: int | None) -> tuple[str, str]:
    if motion is not None:
        return "consent", rules.BY_CONSENT.kept(motion=motion)
    if running().ground is not None:
        return "vote", voted()
    return "membership-ended", rules.MEMBERSHIP_ENDED


@act(
    "groups:give-up",
    _l("geeft het vormen van een groep op"),
    holds=holds("initiative", "closes_on", apart=("reason",)),
)
def give_up(actor: Actor, number: str, reason: str, *, closes_on: date | None = None) -> None:
    """End a group that does not come about: a new call until `closes_on`, or without it the initiative lapses."""
    group = queries.group(number)
    policy.require(actor, "groups:give-up", queries.about(group))
    reason = check_text(reason, WHY)
    seating.end_group(group, reason)
    data = {"initiative": group.initiative_number, "closes_on": closes_on.isoformat() if closes_on else None}
    record(group.number, data, private={"reason": reason})
    if closes_on:
        initiative_acts.reopen(actor, group.initiative_number, reason, closes_on)
    else:
        initiative_acts.lapse(actor, group.initiative_number, reason)
