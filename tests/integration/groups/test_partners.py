"""A chain partner with a seat: it ranks, is offered a partner's place, takes part, and decides nothing."""

from collections.abc import Callable

import pytest

from gemportal.groups import acts, queries
from gemportal.groups.room import acts as room
from gemportal.groups.room.rules import Proposal
from gemportal.groups.rules import PARTNERS, SeatRole, YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.queries import waiting_for
from gemportal.groups.steps.rules import Conclusion
from gemportal.initiatives.acts import declare_willingness
from gemportal.initiatives.inviting.acts import invite_partner
from gemportal.initiatives.rules import Declaration, Level
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.people.queries import holders_of
from gemportal.settings.acts import change_setting
from tests.factories.groups import JOIN, LEAD, accept, charter, closed_call, judging, plan, standing
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, partner, representative
from tests.integration.groups.test_races import race
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock

WATER, GRID = "Waterschap Voorbeeld", "Netbeheer Voorbeeld"
TWO = {ZWOLLE: LEAD, KAMPEN: JOIN}


def call_with(house: House, time: StoppedClock, *names: str, levels: dict[str, Level] | None = None) -> str:
    """A call that has closed, to which these partners are invited and want to join, after all others."""
    number = closed_call(house, time, levels or TWO)
    for name in names:
        code = partner(house, name)
        time.advance(minutes=1)
        house.perform(invite_partner, representative(house, ZWOLLE), number, code)
        house.perform(declare_willingness, representative(house, code), number, Declaration(JOIN))
    return number


def formed_with(house: House, time: StoppedClock, *names: str) -> str:
    return house.perform(acts.form, coordinator(house), call_with(house, time, *names))


def role_of(house: House, group: str, code: str) -> SeatRole | None:
    seat = house.ask(queries.page_of, group).seat_of(code)
    return seat.role if seat else None


def test_an_invited_partner_takes_a_partners_seat(house: House, clock: StoppedClock) -> None:
    group = formed_with(house, clock, WATER)
    accept(house, group, "KP0001", willing_to_lead=True)
    assert role_of(house, group, "KP0001") is SeatRole.PARTNER
    assert differences(house) == []


def test_a_partner_too_many_waits(house: House, clock: StoppedClock) -> None:
    group = formed_with(house, clock, WATER, GRID)
    assert standing(house, group)[1] == {ZWOLLE, KAMPEN, "KP0001"}
    house.perform(acts.decline_offer, representative(house, "KP0001"), group)
    assert standing(house, group)[1] == {ZWOLLE, KAMPEN, "KP0002"}


def test_two_places_are_never_a_partners(house: House, clock: StoppedClock) -> None:
    house.perform(change_setting, coordinator(house), PARTNERS.key, 4, "Er zijn er meer nodig.")
    group = formed_with(house, clock, WATER, GRID)
    assert standing(house, group)[1:] == ({ZWOLLE, KAMPEN, "KP0001"}, 3)


def test_a_partner_does_not_count_as_the_second_organisation(house: House, clock: StoppedClock) -> None:
    number = call_with(house, clock, WATER, levels={ZWOLLE: LEAD})
    with pytest.raises(RuleBroken, match="twee organisaties"):
        house.perform(acts.form, coordinator(house), number)


def test_a_partner_takes_part_and_decides_nothing(house: House, clock: StoppedClock) -> None:
    group = formed_with(house, clock, WATER)
    for code in (ZWOLLE, KAMPEN, "KP0001"):
        accept(house, group, code)
    own, lead = representative(house, "KP0001"), representative(house, ZWOLLE)
    charter(house, group)
    with pytest.raises(NotAllowed):
        house.perform(acts.consent_to_charter, own, group, 1)
    house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 1)
    house.perform(acts.begin, lead, group)
    motion = house.perform(room.propose_decision, lead, group, Proposal("Titel", "Tekst", "Waarom"))
    with pytest.raises(NotAllowed):
        house.perform(acts.take_lead, own, group)
    with pytest.raises(NotAllowed):
        house.perform(room.consent_to_motion, own, group, motion)
    assert house.perform(room.consent_to_motion, representative(house, KAMPEN), group, motion), "two decide, not three"
    house.perform(acts.leave_seat, own, group, "Wij zijn klaar.")
    assert role_of(house, group, "KP0001") is None


def test_a_partner_judges_a_step_and_does_not_choose_what_follows(house: House, clock: StoppedClock) -> None:
    group = formed_with(house, clock, WATER)
    own, lead, member = (representative(house, code) for code in ("KP0001", ZWOLLE, KAMPEN))
    for code in (ZWOLLE, KAMPEN, "KP0001"):
        accept(house, group, code)
    charter(house, group)
    house.perform(acts.consent_to_charter, member, group, 1)
    house.perform(acts.begin, lead, group)
    house.perform(steps.plan_step, lead, group, plan())
    house.perform(steps.start_step, lead, group, 1)
    house.perform(steps.end_step, lead, group, 1, "Klaar.")
    for actor, advice in ((lead, Conclusion.CONTINUE), (member, Conclusion.ADJUST)):
        house.perform(steps.evaluate_step, actor, group, 1, judging(advice=advice))
    assert [waiting.number for waiting in house.ask(waiting_for, ["KP0001"])] == [group]
    conclude = {"conclusion": Conclusion.CONTINUE, "outcome": "Negentig meldingen"}
    with pytest.raises(RuleBroken, match="Nog niet iedereen"):
        house.perform(steps.conclude_step, lead, group, 1, **conclude)
    house.perform(steps.evaluate_step, own, group, 1, judging(0, advice=Conclusion.ADJUST))
    # Those who decide are divided, so the lead chooses: with the partner's advice there would have been a majority.
    house.perform(steps.conclude_step, lead, group, 1, **conclude)
    step = house.ask(queries.page_of, group).steps[0]
    assert (sum(step.came_true), step.came_true[0], step.given_by) == (3, 1, {ZWOLLE, KAMPEN, "KP0001"})
    assert differences(house) == []


def test_the_page_of_the_ranking_says_who_is_invited(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = call_with(house, clock, WATER)
    (rank,) = [one for one in house.ask(queries.ranks_for, number) if one.candidate.partner]
    assert (rank.place, rank.candidate.invited) == (3, True)
    client.get(f"/initiatieven/{number}/rangorde")
    assert "Ketenpartners, uitgenodigd voor een zetel" in client.page.main.text


def test_abuse_partners_that_run_for_one_place_never_overfill_it(house: House, clock: StoppedClock) -> None:
    names = [f"Waterschap {place}" for place in range(6)]
    group = house.perform(acts.form, coordinator(house), call_with(house, clock, *names[:1]))
    accept(house, group, "KP0001")
    number = house.ask(queries.page_of, group).initiative_number
    codes = ["KP0001"]
    for name in names[1:]:
        codes.append(partner(house, name))
        house.perform(invite_partner, representative(house, ZWOLLE), number, codes[-1])
    actors = {code: representative(house, code) for code in codes}
    people = {code: [line.person_id for line in house.ask(holders_of, code)] for code in codes}

    def attempt(code: str, kind: int) -> Callable[[], object]:
        if code == "KP0001":
            return lambda: perform(acts.leave_seat, actors[code], group, "Weg.")
        if kind:
            pledges = [YearPledged(2026, 1, 0)]
            return lambda: perform(acts.accept_offer, actors[code], group, pledges=pledges, participants=people[code])
        return lambda: perform(declare_willingness, actors[code], number, Declaration(JOIN))

    race(house, clock, [attempt(code, kind) for kind in (0, 1, 1) for code in codes])
    seats, offers, _ = standing(house, group)
    assert len({code for code in seats | offers if code.startswith("KP")}) == 1
    assert differences(house) == []
