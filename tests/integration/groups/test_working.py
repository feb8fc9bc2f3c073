"""A group's charter, beginning, seats that come and go, and steps, with who may not and what follows."""

from datetime import timedelta

import pytest

from gemportal.groups import acts, following, queries
from gemportal.groups.policy import END_SEAT, END_STEP, LAPSE
from gemportal.groups.rules import GroupStatus, SeatRole
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion, StepStatus
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives import queries as initiative_queries
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.actor import clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations import acts as organisations
from gemportal.register.queries import entries_about, number_of_entries
from tests.factories.groups import accept, charter, evaluate, forming, judging, plan, running_step, standing, working
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.time import StoppedClock


def test_the_last_consent_puts_the_charter_in_force(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    for code in (ZWOLLE, KAMPEN, DEVENTER):
        accept(house, group, code)
    with pytest.raises(NotAllowed):
        house.perform(
            acts.propose_charter, representative(house, KAMPEN), group, scope="x", budget=0, ends_on=clock.now.date()
        )
    assert charter(house, group) == 1
    with pytest.raises(NotAllowed):
        house.perform(acts.consent_to_charter, representative(house, HENGELO), group, 1)
    assert house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 1) is False
    with pytest.raises(RuleBroken):
        house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 1)
    assert [seat.code for seat in house.ask(queries.page_of, group).waiting_for_consent] == [DEVENTER]
    assert house.perform(acts.consent_to_charter, representative(house, DEVENTER), group, 1) is True
    assert charter(house, group, budget=9000) == 2
    page = house.ask(queries.page_of, group)
    assert page.charter is not None
    assert page.proposed_charter is not None
    assert (page.charter.version, page.proposed_charter.version) == (1, 2)


def test_a_budget_beyond_the_own_pledges_needs_a_vote_of_the_members(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    accept(house, group, ZWOLLE, euros=1000)
    accept(house, group, KAMPEN, euros=1000)
    charter(house, group, budget=2001)
    assert house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 1) is False
    with pytest.raises(NotAllowed):
        house.perform(acts.accept_charter, coordinator(house), group, 1)
    house.perform(acts.accept_charter, clock_for("voting:publish"), group, 1)
    assert house.ask(queries.page_of, group).charter is not None
    charter(house, group, budget=2000)
    assert house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 2) is True


def test_beginning_needs_a_lead_two_organisations_and_a_charter(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    accept(house, group, ZWOLLE)
    before = house.ask(number_of_entries)
    for _ in range(2):
        with pytest.raises(RuleBroken):
            house.perform(acts.begin, representative(house, ZWOLLE), group)
    assert house.ask(number_of_entries) == before
    accept(house, group, KAMPEN)
    charter(house, group)
    house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 1)
    with pytest.raises(NotAllowed):
        house.perform(acts.begin, representative(house, KAMPEN), group)
    house.perform(acts.begin, representative(house, ZWOLLE), group)
    page = house.ask(queries.page_of, group)
    assert page.status is GroupStatus.WORKING
    assert house.ask(initiative_queries.page_of, page.initiative_number).status is InitiativeStatus.ACTIVE
    with pytest.raises(RuleBroken):
        house.perform(acts.begin, representative(house, ZWOLLE), group)


def test_a_group_without_lead_pauses_until_somebody_takes_it(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    accept(house, group, DEVENTER)
    with pytest.raises(RuleBroken):
        house.perform(acts.leave_seat, representative(house, ZWOLLE), group, " ")
    house.perform(acts.leave_seat, representative(house, ZWOLLE), group, "Andere keuzes van het college.")
    assert house.ask(queries.page_of, group).status is GroupStatus.PAUSED
    # Hengelo was next in line for the place that came free.
    assert standing(house, group) == ({KAMPEN, DEVENTER}, {HENGELO}, 3)
    with pytest.raises(NotAllowed):
        house.perform(acts.take_lead, representative(house, ZWOLLE), group)
    house.perform(acts.take_lead, representative(house, KAMPEN), group)
    page = house.ask(queries.page_of, group)
    assert page.status is GroupStatus.WORKING
    assert page.lead is not None
    assert page.lead.role is SeatRole.LEAD


def test_seats_end_with_the_membership(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    last_day = time_of_the_house.today() + timedelta(days=2)
    house.perform(organisations.end_membership, coordinator(house), KAMPEN, last_day, "Fusie")
    assert KAMPEN in standing(house, group)[0]
    clock.advance(days=3)
    house.run("tick")
    seats, offers, _ = standing(house, group)
    assert KAMPEN not in seats | offers
    assert house.ask(queries.page_of, group).status is GroupStatus.PAUSED
    with pytest.raises(NotAllowed):
        house.perform(acts.end_seat, coordinator(house), group, ZWOLLE)
    with pytest.raises(RuleBroken):
        house.perform(acts.lapse_offer, clock_for(LAPSE), str(_open_offer(house, group)))
    assert END_SEAT in {entry.act for entry in house.ask(entries_about, [group])}
    assert following.end_seats_of is not None


def _open_offer(house: House, group: str) -> int:
    return house.ask(lambda: queries.open_offers(queries.group(group).id)[0].id)


def test_stopping_the_initiative_ends_its_group(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    number = house.ask(queries.page_of, group).initiative_number
    house.perform(initiatives.stop, coordinator(house), number, "De wet is veranderd.")
    page = house.ask(queries.page_of, group)
    assert page.status is GroupStatus.ENDED
    assert [seat.code for seat in page.seats] == [ZWOLLE, KAMPEN]
    assert standing(house, group)[:2] == (set(), set())


def test_a_step_from_plan_to_conclusion(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    lead, other = representative(house, ZWOLLE), representative(house, KAMPEN)
    with pytest.raises(NotAllowed):
        house.perform(steps.plan_step, other, group, plan())
    with pytest.raises(RuleBroken):
        house.perform(steps.plan_step, lead, group, plan(due_on=time_of_the_house.today() + timedelta(weeks=13)))
    assert house.perform(steps.plan_step, lead, group, plan()) == 1
    assert house.perform(steps.plan_step, lead, group, plan(aim="Eén wijk meldt mee")) == 1
    house.perform(steps.start_step, lead, group, 1)
    assert house.perform(steps.plan_step, lead, group, plan()) == 2
    with pytest.raises(RuleBroken):
        house.perform(steps.start_step, lead, group, 2)
    with pytest.raises(RuleBroken):
        house.perform(steps.evaluate_step, other, group, 1, judging())
    clock.advance(days=43)
    house.run("tick")
    assert house.ask(queries.page_of, group).steps[0].status is StepStatus.EVALUATING
    with pytest.raises(RuleBroken):
        house.perform(steps.conclude_step, lead, group, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig")
    evaluate(house, group, ZWOLLE)
    with pytest.raises(RuleBroken):
        evaluate(house, group, ZWOLLE)
    evaluate(house, group, KAMPEN, advice=Conclusion.ADJUST, in_public=True)
    with pytest.raises(RuleBroken):
        house.perform(steps.conclude_step, lead, group, 1, conclusion=Conclusion.SHARE, outcome="Negentig")
    with pytest.raises(NotAllowed):
        house.perform(steps.conclude_step, other, group, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig")
    house.perform(steps.conclude_step, lead, group, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig")
    step = house.ask(queries.page_of, group).steps[0]
    assert (step.conclusion, step.hours_spent, step.came_true) == (Conclusion.CONTINUE, 60, [0, 0, 0, 2, 0])
    with pytest.raises(RuleBroken):
        house.perform(steps.start_step, lead, group, 2)
    assert house.perform(steps.plan_step, lead, group, plan()) == 2
    house.perform(steps.start_step, lead, group, 2)


def test_an_evaluation_stays_sealed_until_its_organisation_opens_it(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    with pytest.raises(NotAllowed):
        house.perform(steps.end_step, representative(house, KAMPEN), group, 1, "Klaar")
    with pytest.raises(NotAllowed):
        house.perform(steps.end_step, coordinator(house), group, 1, "Klaar")
    with pytest.raises(RuleBroken):
        house.perform(steps.end_step, representative(house, ZWOLLE), group, 1)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "Klaar")
    evaluate(house, group, ZWOLLE)
    evaluate(house, group, KAMPEN, in_public=True)
    step = house.ask(queries.page_of, group).steps[0]
    assert [one.code for one in step.readable_by(KAMPEN, SeatRole.MEMBER)] == [KAMPEN, ZWOLLE]
    assert step.readable_by(DEVENTER, SeatRole.MEMBER) == ()
    assert step.readable_by(None, None) == ()
    sealed = {entry.organisation: entry.part for entry in _evaluations(house, group)}
    assert sealed == {ZWOLLE: None, KAMPEN: None}
    values = {"conclusion": Conclusion.CONTINUE, "outcome": "Negentig meldingen"}
    house.perform(steps.conclude_step, representative(house, ZWOLLE), group, 1, **values)
    opened = {entry.organisation: entry.part for entry in _evaluations(house, group)}
    assert opened[ZWOLLE] is None
    assert opened[KAMPEN] is not None
    step = house.ask(queries.page_of, group).steps[0]
    assert [one.code for one in step.readable_by(None, None)] == [KAMPEN]


def _evaluations(house: House, group: str) -> list[object]:
    return [entry for entry in house.ask(entries_about, [group]) if entry.act == "groups:evaluate-step"]


def test_after_the_term_the_group_concludes_without_the_missing(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    clock.advance(days=44)
    house.run("tick")
    evaluate(house, group, ZWOLLE, advice=Conclusion.ADJUST)
    clock.advance(days=16)
    values = {"conclusion": Conclusion.ADJUST, "outcome": "Zestig meldingen"}
    house.perform(steps.conclude_step, representative(house, ZWOLLE), group, 1, **values)
    assert house.ask(entries_about, [group])[-1].data["missing"] == [KAMPEN]
    planned = house.ask(queries.page_of, group).steps[1]
    assert (planned.status, planned.aim) == (StepStatus.PLANNED, "Twee wijken melden mee")
    assert END_STEP in {entry.act for entry in house.ask(entries_about, [group])}


@pytest.mark.parametrize(
    ("conclusion", "ends_as"),
    [(Conclusion.STOP, InitiativeStatus.STOPPED), (Conclusion.SHARE, InitiativeStatus.DELIVERED)],
)
def test_stop_and_share_end_the_group_and_the_initiative(
    house: House, clock: StoppedClock, conclusion: Conclusion, ends_as: InitiativeStatus
) -> None:
    group = running_step(house, clock)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "Klaar")
    for code in (ZWOLLE, KAMPEN):
        evaluate(house, group, code, advice=conclusion)
    lead = representative(house, ZWOLLE)
    values = {"conclusion": conclusion, "outcome": "Het bleek anders."}
    if conclusion is Conclusion.STOP:
        with pytest.raises(RuleBroken):
            house.perform(steps.conclude_step, lead, group, 1, **values)
    house.perform(steps.conclude_step, lead, group, 1, **values, lesson="Begin met inwoners.")
    page = house.ask(queries.page_of, group)
    assert page.status is GroupStatus.ENDED
    assert house.ask(initiative_queries.page_of, page.initiative_number).status is ends_as


def test_who_reads_along_reads_evaluations_once_the_step_is_concluded(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    lead = representative(house, ZWOLLE)
    house.perform(steps.end_step, lead, group, 1, "Klaar")
    for code in (ZWOLLE, KAMPEN):
        evaluate(house, group, code)
    before = house.ask(queries.page_of, group).steps[0]
    house.perform(steps.conclude_step, lead, group, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig meldingen")
    after = house.ask(queries.page_of, group).steps[0]
    assert before.readable_by(DEVENTER, SeatRole.OBSERVER) == ()
    assert [one.code for one in after.readable_by(DEVENTER, SeatRole.OBSERVER)] == [KAMPEN, ZWOLLE]
    # Who works in the group and gave none has nothing to read, and who has no seat neither.
    for nothing in (SeatRole.MEMBER, SeatRole.PARTNER, None):
        assert after.readable_by(DEVENTER, nothing) == ()
