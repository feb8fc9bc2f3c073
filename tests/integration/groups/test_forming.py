"""Forming a group: who is offered a seat, who comes next, who may not, and what a refusal leaves behind."""

from collections.abc import Callable

import pytest

from gemportal.groups import acts, queries
from gemportal.groups.growing.queries import ladder_of
from gemportal.groups.policy import LAPSE, OFFER
from gemportal.groups.rules import GroupStatus, SeatRole, YearPledged
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives import queries as initiative_queries
from gemportal.initiatives.rules import Declaration, Domain, InitiativeStatus, Level
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.people.queries import holders_of
from gemportal.register.queries import entries_about, number_of_entries
from tests.factories import initiatives as making_initiatives
from tests.factories.groups import FOUR, JOIN, LEAD, accept, charter, closed_call, forming, standing
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock


def refused(
    house: House, error: type[Exception], act: Callable[..., object], actor: Actor, *args: object, **values: object
) -> str:
    """The act is refused, and leaves no entry behind. Gives the sentence."""
    before = house.ask(number_of_entries)
    with pytest.raises(error) as found:
        house.perform(act, actor, *args, **values)
    assert house.ask(number_of_entries) == before
    return str(found.value)


def test_all_free_seats_are_offered_at_once_from_the_top(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    page = house.ask(queries.page_of, group)
    # Below nine members a group starts with three places; Hengelo declared last.
    assert [(offer.code, offer.role, offer.rank) for offer in page.offers] == [
        (ZWOLLE, SeatRole.LEAD, 1),
        (KAMPEN, SeatRole.MEMBER, 2),
        (DEVENTER, SeatRole.MEMBER, 3),
    ]
    assert page.cap == 3
    assert page.offers[0].expires_at == time_of_the_house.end_of(time_of_the_house.today().replace(day=24))
    initiative = house.ask(initiative_queries.page_of, page.initiative_number)
    assert initiative.status is InitiativeStatus.FORMING
    entry = house.ask(entries_about, [group])[0]
    assert (entry.act, entry.office, len(entry.data["offers"])) == ("groups:form", "coordinator", 3)


def test_who_may_not_form_a_group(house: House, clock: StoppedClock) -> None:
    number = closed_call(house, clock)
    refused(house, NotAllowed, acts.form, representative(house, ZWOLLE), number)
    house.perform(acts.form, coordinator(house), number)
    refused(house, RuleBroken, acts.form, coordinator(house), number)


def test_a_running_call_and_too_few_are_refused(house: House, clock: StoppedClock) -> None:
    start = clock.now
    number = closed_call(house, clock, {ZWOLLE: LEAD, KAMPEN: JOIN})
    after = clock.now
    clock.set(start.replace(hour=12))
    assert "loopt nog" in refused(house, RuleBroken, acts.form, coordinator(house), number)
    clock.set(after)
    assert "twee organisaties" in refused(
        house, RuleBroken, acts.form, coordinator(house), number, passing_over={KAMPEN: "te druk"}
    )


def test_declining_offers_the_seat_to_the_next_in_the_same_act(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    refused(house, NotAllowed, acts.decline_offer, representative(house, HENGELO), group)
    house.perform(acts.decline_offer, representative(house, KAMPEN), group, "Geen tijd dit jaar.")
    assert standing(house, group) == (set(), {ZWOLLE, DEVENTER, HENGELO}, 3)
    refused(house, RuleBroken, acts.decline_offer, representative(house, KAMPEN), group)


def test_the_lead_moves_on_to_whoever_declared_to_want_it(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock, {ZWOLLE: LEAD, KAMPEN: LEAD, DEVENTER: JOIN})
    house.perform(acts.decline_offer, representative(house, ZWOLLE), group)
    accept(house, group, KAMPEN)
    page = house.ask(queries.page_of, group)
    assert page.lead is not None
    assert page.lead.code == KAMPEN


def test_without_anybody_wanting_it_the_first_willing_one_leads(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock, {ZWOLLE: JOIN, KAMPEN: JOIN, DEVENTER: JOIN})
    accept(house, group, ZWOLLE)
    accept(house, group, KAMPEN, willing_to_lead=True)
    accept(house, group, DEVENTER, willing_to_lead=True)
    roles = {seat.code: seat.role for seat in house.ask(queries.page_of, group).seats}
    assert roles == {ZWOLLE: SeatRole.MEMBER, KAMPEN: SeatRole.LEAD, DEVENTER: SeatRole.MEMBER}
    refused(house, RuleBroken, acts.take_lead, representative(house, ZWOLLE), group)


def test_a_lapse_goes_to_the_end_of_the_line_and_twice_leaves_it(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    clock.advance(days=8)
    house.run("tick")
    # Three lapsed one after the other: Hengelo came first, then those who had let theirs lapse, in that order.
    seats, offers, places = standing(house, group)
    assert HENGELO in offers
    assert len(offers) == places == 3
    assert not seats
    clock.advance(days=8)
    house.run("tick")
    clock.advance(days=8)
    house.run("tick")
    clock.advance(days=8)
    house.run("tick")
    assert standing(house, group)[1] == set()


def test_an_acceptance_after_the_term_is_refused_though_the_clock_has_not_run(
    house: House, clock: StoppedClock
) -> None:
    group = forming(house, clock)
    clock.set(house.ask(queries.page_of, group).offers[0].expires_at)
    people = [line.person_id for line in house.ask(holders_of, ZWOLLE)]
    values = {"pledges": [YearPledged(2026, 40, 0)], "participants": people}
    assert "voorbij" in refused(house, RuleBroken, acts.accept_offer, representative(house, ZWOLLE), group, **values)
    assert standing(house, group)[0] == set()
    clock.advance(seconds=-1)
    house.perform(acts.accept_offer, representative(house, ZWOLLE), group, **values)
    refused(house, RuleBroken, acts.lapse_offer, clock_for(LAPSE), "1")


def test_what_is_promised_with_a_seat_is_checked(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    actor = representative(house, ZWOLLE)
    own = [line.person_id for line in house.ask(holders_of, ZWOLLE)]
    stranger = [line.person_id for line in house.ask(holders_of, KAMPEN)]
    good = [YearPledged(2026, 40, 0)]
    for pledges, people in (
        ([YearPledged(2026, 0, 0)], own),
        ([YearPledged(2025, 40, 0)], own),
        ([YearPledged(2026, -1, 5)], own),
        ([*good, *good], own),
        (good, []),
        (good, stranger),
        (good, [*own, *stranger, 999]),
    ):
        refused(house, RuleBroken, acts.accept_offer, actor, group, pledges=pledges, participants=people)
    refused(house, NotAllowed, acts.accept_offer, representative(house, HENGELO), group, pledges=good, participants=own)


def test_passing_over_has_a_public_reason_and_may_be_answered_once(house: House, clock: StoppedClock) -> None:
    number = closed_call(house, clock)
    group = house.perform(acts.form, coordinator(house), number, passing_over={KAMPEN: "Draait al een ander systeem."})
    assert standing(house, group)[1] == {ZWOLLE, DEVENTER, HENGELO}
    passed = house.ask(queries.page_of, group).passed_over[0]
    assert (passed.code, passed.reason) == (KAMPEN, "Draait al een ander systeem.")
    refused(house, NotAllowed, acts.answer_passing_over, representative(house, ZWOLLE), group, "Ik ook")
    house.perform(acts.answer_passing_over, representative(house, KAMPEN), group, "Juist daarom.", asks_for_vote=True)
    refused(house, RuleBroken, acts.answer_passing_over, representative(house, KAMPEN), group, "Nog iets.")
    caused = [entry for entry in house.ask(entries_about, [group]) if entry.act == "groups:pass-over"]
    assert caused[0].data["cause"] == house.ask(entries_about, [group])[0].index
    assert caused[0].part == {"reason": "Draait al een ander systeem."}


def test_somebody_with_an_offer_cannot_be_passed_over(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    refused(house, RuleBroken, acts.pass_over, coordinator(house), group, KAMPEN, "Toch maar niet.")
    refused(house, RuleBroken, acts.pass_over, coordinator(house), group, HENGELO, "  ")
    refused(house, NotAllowed, acts.pass_over, representative(house, ZWOLLE), group, HENGELO, "Nee.")
    house.perform(acts.pass_over, coordinator(house), group, HENGELO, "Heeft al drie zetels.")
    house.perform(acts.decline_offer, representative(house, KAMPEN), group)
    assert standing(house, group)[1] == {ZWOLLE, DEVENTER}


def test_going_before_the_agenda_needs_a_reason(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = closed_call(house, clock)
    second = closed_call(house, clock, title="Iets anders")
    monkeypatch.setattr("gemportal.groups.queries.standing._agenda", lambda: (first, second))
    assert "agenda" in refused(house, RuleBroken, acts.form, coordinator(house), second)
    group = house.perform(acts.form, coordinator(house), second, out_of_order="De subsidie loopt af.")
    assert house.ask(queries.page_of, group).out_of_order_reason == "De subsidie loopt af."
    assert house.ask(entries_about, [group])[0].data["goes_before"] == [first]
    house.perform(acts.form, coordinator(house), first)


def test_the_late_and_the_waiting_list_come_behind(house: House, clock: StoppedClock) -> None:
    number = closed_call(house, clock, {ZWOLLE: JOIN, KAMPEN: JOIN})
    house.perform(initiatives.declare_willingness, representative(house, URK), number, Declaration(LEAD))
    ranks = house.ask(lambda: queries.ranks_of(initiative_queries.by_number(number)))
    assert [rank.candidate.code for rank in ranks] == [ZWOLLE, KAMPEN, URK]


def test_giving_up_ends_the_group_and_calls_again_or_lapses(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    number = house.ask(queries.page_of, group).initiative_number
    refused(house, NotAllowed, acts.give_up, representative(house, ZWOLLE), group, "Het lukt niet.")
    again = time_of_the_house.today().replace(month=4)
    house.perform(acts.give_up, coordinator(house), group, "Te weinig tijd.", closes_on=again)
    assert house.ask(queries.page_of, group).status is GroupStatus.ENDED
    assert standing(house, group)[:2] == (set(), set())
    assert house.ask(initiative_queries.page_of, number).status is InitiativeStatus.OPEN
    clock.advance(days=40)
    second = house.perform(acts.form, coordinator(house), number)
    house.perform(acts.give_up, coordinator(house), second, "Weer niet.")
    assert house.ask(initiative_queries.page_of, number).status is InitiativeStatus.LAPSED


def test_withdrawing_willingness_declines_the_offer(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock, FOUR)
    number = house.ask(queries.page_of, group).initiative_number
    house.perform(initiatives.withdraw_willingness, representative(house, DEVENTER), number)
    assert standing(house, group)[1] == {ZWOLLE, KAMPEN, HENGELO}


def test_who_declares_late_is_offered_a_place_that_is_free(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock, {ZWOLLE: LEAD, KAMPEN: JOIN})
    number = house.ask(queries.page_of, group).initiative_number
    for level, code in ((Level.FOLLOW, DEVENTER), (JOIN, HENGELO), (JOIN, URK)):
        house.perform(initiatives.declare_willingness, representative(house, code), number, Declaration(level))
    # The third place went to the first who wanted one; who follows gets none, and Urk waits.
    assert standing(house, group) == (set(), {ZWOLLE, KAMPEN, HENGELO}, 3)
    ladder = house.ask(lambda: ladder_of(queries.page_of(group)))
    assert [turn.candidate.code for turn in ladder.turns] == [URK]
    assert [one.code for one in ladder.followers] == [DEVENTER]
    entries = house.ask(entries_about, [group, number])
    (offered,) = [entry for entry in entries if entry.act == OFFER]
    declared = [entry.index for entry in entries if entry.organisation == HENGELO]
    assert [one["org"] for one in offered.data["offers"]] == [HENGELO]
    assert [offered.data["cause"]] == declared
    assert differences(house) == []
    assert "vrij" in refused(house, RuleBroken, acts.offer_seats, clock_for(OFFER), group)
    refused(house, NotAllowed, acts.offer_seats, coordinator(house), group)


def test_who_confirms_late_is_offered_a_place_that_is_free(house: House, clock: StoppedClock) -> None:
    number = making_initiatives.published(house)
    for code in (ZWOLLE, KAMPEN, DEVENTER):
        making_initiatives.declare(house, number, code)
    making_initiatives.revise(house, number, goal="Een beter doel.")
    confirm = initiatives.confirm_willingness
    for code in (ZWOLLE, KAMPEN):
        house.perform(confirm, representative(house, code), number)
    clock.advance(days=60)
    group = house.perform(acts.form, making_initiatives.coordinator(house), number)
    assert standing(house, group)[1] == {ZWOLLE, KAMPEN}
    house.perform(confirm, representative(house, DEVENTER), number)
    assert standing(house, group)[1] == {ZWOLLE, KAMPEN, DEVENTER}


def test_reuse_first(house: House, clock: StoppedClock) -> None:
    """What was delivered in the same domain asks why a group begins all the same; the reason is public, and told."""
    delivered = closed_call(house, clock, title="Er al", domain=Domain.SERVICES)
    group = house.perform(acts.form, coordinator(house), delivered)
    for code in (ZWOLLE, KAMPEN):
        accept(house, group, code)
    charter(house, group)
    house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 1)
    house.perform(acts.begin, representative(house, ZWOLLE), group)
    # While it is at work it is no solution yet.
    beside = closed_call(house, clock, title="Ernaast", domain=Domain.SERVICES)
    house.perform(acts.form, coordinator(house), beside)
    house.perform(initiatives.deliver, representative(house, ZWOLLE), delivered)
    other = closed_call(house, clock, title="Iets anders", domain=Domain.CARE)
    assert house.ask(queries.page_of, house.perform(acts.form, coordinator(house), other)).answered_by == []
    again = closed_call(house, clock, title="Weer", domain=Domain.SERVICES)
    for nothing in ("", "  "):
        assert "opgeleverd" in refused(house, RuleBroken, acts.form, coordinator(house), again, anew=nothing)
    page = house.ask(queries.page_of, house.perform(acts.form, coordinator(house), again, anew="Voor scholen."))
    assert (page.answered_by, page.anew_reason) == ([delivered], "Voor scholen.")
    entry = house.ask(entries_about, [page.number])[0]
    assert (entry.data["answered_by"], entry.part) == ([delivered], {"anew": "Voor scholen."})
    assert differences(house) == []
