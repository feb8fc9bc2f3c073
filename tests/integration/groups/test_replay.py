"""Groups and their steps are in the register: told to an empty database they are what they were."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.groups import acts, queries
from gemportal.groups.models import Charter, Group, Offer, PassingOver, Pledge, Seat
from gemportal.groups.queries import standing
from gemportal.groups.rules import SeatRole
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.models import Evaluation, EvaluationContent, Step
from gemportal.groups.steps.rules import Conclusion
from gemportal.initiatives import acts as initiatives
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel import db, words
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import act, under_ground
from gemportal.kernel.personal import ERASED_TEXT
from gemportal.organisations import acts as organisations
from gemportal.people.privacy import acts as privacy
from gemportal.register.queries import entries_about
from tests.factories.groups import (
    JOIN,
    LEAD,
    accept,
    charter,
    closed_call,
    evaluate,
    forming,
    plan,
    running_step,
    working,
)
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE, coordinator, member, representative
from tests.factories.merging import merged
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences, rebuilt, verified
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock

FIVE = {ZWOLLE: LEAD, KAMPEN: LEAD, DEVENTER: JOIN, HENGELO: JOIN, URK: JOIN}
SPOKEN = ("Een zetel van iemand anders", "Wij deden het eerst.", "Geen mensen.", "Het college koos anders.")


def told(house: House) -> None:
    """See that the register tells all there is, from its public parts alone and from everything."""
    assert differences(house) == []
    assert verified(house) == []


def in_line(house: House, time: StoppedClock) -> str:
    """A group of which the offers were accepted, declined, and left to lapse; somebody was passed over, and answered."""
    first = closed_call(house, time, {ZWOLLE: LEAD}, title="Staat eerst op de agenda")
    number = closed_call(house, time, FIVE)
    assert first == "I-2026-001"
    over = {DEVENTER: SPOKEN[0]}
    group = house.perform(acts.form, coordinator(house), number, passing_over=over, out_of_order="Haast.")
    house.perform(acts.answer_passing_over, representative(house, DEVENTER), group, SPOKEN[1], asks_for_vote=True)
    house.perform(acts.decline_offer, representative(house, ZWOLLE), group, SPOKEN[2])
    accept(house, group, HENGELO)
    time.advance(days=8)
    house.run("tick")
    return group


@pytest.fixture
def an_agenda(monkeypatch: pytest.MonkeyPatch) -> None:
    """The members put the first initiative first."""
    monkeypatch.setattr(standing, "_agenda", lambda: ("I-2026-001",))


@pytest.mark.usefixtures("an_agenda")
def test_offers_and_passing_over_are_told(house: House, clock: StoppedClock) -> None:
    group = in_line(house, clock)
    page = house.ask(queries.page_of, group)
    assert {offer.status.value for offer in page.offers if offer.status} == {"accepted", "declined", "lapsed", "open"}
    assert [(line.reason, line.answer) for line in page.passed_over] == [SPOKEN[:2]]
    told(house)
    with rebuilt(house) as other:
        there = House(other).ask(queries.page_of, group)
    assert set(there.all_offers) == set(page.all_offers)
    assert _besides_offers(there) == _besides_offers(page)
    house.perform(
        acts.give_up, coordinator(house), group, SPOKEN[3], closes_on=time_of_the_house.today() + timedelta(9)
    )
    told(house)


def _besides_offers(page: queries.GroupPage) -> queries.GroupPage:
    return replace(page, around=replace(page.around, offers=()))


def test_the_lead_moves_on_with_the_offers(house: House, clock: StoppedClock) -> None:
    """Kampen wanted to lead too: the offer that Zwolle declined makes it the one that is asked to."""
    group = forming(house, clock, FIVE)
    house.perform(acts.decline_offer, representative(house, ZWOLLE), group)
    (entry,) = [one for one in house.ask(entries_about, [group]) if one.act == "groups:decline-offer"]
    assert entry.data["lead"] == KAMPEN
    told(house)


def test_offers_that_a_group_leaves_open_keep_their_role(house: House, clock: StoppedClock) -> None:
    """Zwolle is asked to lead, and Kampen would like to: when the group ends, nobody is asked any more."""
    group = forming(house, clock, FIVE)
    house.perform(acts.give_up, coordinator(house), group, SPOKEN[3])
    roles = {offer.code: offer.role for offer in house.ask(queries.page_of, group).offers}
    assert (roles[ZWOLLE], roles[KAMPEN]) == (SeatRole.LEAD, SeatRole.MEMBER)
    told(house)


def busy(house: House, time: StoppedClock) -> str:
    """A group that worked: a charter in two versions, a step that was adjusted, and the next that runs without its lead."""
    group = running_step(house, time)
    lead, other = representative(house, ZWOLLE), representative(house, KAMPEN)
    accept(house, group, DEVENTER)
    charter(house, group, budget=9000)
    house.perform(acts.consent_to_charter, other, group, 2)
    house.perform(steps.end_step, lead, group, 1, "De leverancier is failliet.")
    evaluate(house, group, ZWOLLE, advice=Conclusion.ADJUST, in_public=True)
    evaluate(house, group, KAMPEN, advice=Conclusion.ADJUST)
    time.advance(days=15, microseconds=5)
    conclusion: dict[str, Any] = {"conclusion": Conclusion.ADJUST, "outcome": "Negentig", "lesson": "Begin klein."}
    house.perform(steps.conclude_step, lead, group, 1, **conclusion)
    house.perform(steps.plan_step, lead, group, plan(aim="Eén wijk"))
    house.perform(steps.start_step, lead, group, 2)
    house.perform(steps.plan_step, lead, group, plan())
    house.perform(steps.end_step, lead, group, 2, "Te groot.")
    evaluate_second(house, group, KAMPEN)
    house.perform(acts.leave_seat, lead, group, SPOKEN[3])
    return group


def evaluate_second(house: House, group: str, code: str) -> None:
    """An evaluation of the second step, that its organisation wants to publish once that is concluded."""
    house.perform(steps.evaluate_step, representative(house, code), group, 2, JUDGING, in_public=True)


JUDGING = steps.Judging(1, 2, "Goed", "Mis", "Thuis", "Geleerd", 10, 20, Conclusion.CONTINUE)


def test_seats_charters_and_steps_are_told(house: House, clock: StoppedClock) -> None:
    group = busy(house, clock)
    told(house)
    with rebuilt(house) as other:
        there = House(other).ask(queries.page_of, group)
    here = house.ask(queries.page_of, group)
    assert (there.steps[0].came_true, there.steps[0].hours_spent) == (
        here.steps[0].came_true,
        here.steps[0].hours_spent,
    )
    assert [(one.code, one.learned) for one in there.steps[0].judgements] == [(ZWOLLE, "Begin klein")]
    assert there.steps[1].judgements == (), "nobody outside the group read that evaluation"
    assert [step.given_by for step in there.steps] == [{ZWOLLE, KAMPEN}, {KAMPEN}, set()]
    assert (there.people, there.status) == (here.people, here.status)
    house.perform(acts.take_lead, representative(house, KAMPEN), group)
    told(house)


def test_what_a_successor_took_over_is_told(house: House, clock: StoppedClock) -> None:
    """A seat with its consent, two seats that become one, and an offer."""
    group = forming(house, clock, FIVE)
    accept(house, group, ZWOLLE)
    accept(house, group, KAMPEN)
    charter(house, group)
    merged(house, clock, ZWOLLE, KAMPEN, days=2)
    told(house)
    merged(house, clock, DEVENTER, HENGELO, days=1)
    told(house)


def test_an_offer_that_went_to_a_successor_is_told(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    member(house, URK)
    merged(house, clock, ZWOLLE, URK, days=2)
    assert house.ask(queries.page_of, group).open_offer_to(URK) is not None
    told(house)


def test_a_group_that_ends_with_its_initiative_is_told(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    number = house.ask(queries.page_of, group).initiative_number
    house.perform(initiatives.stop, coordinator(house), number, "De wet is veranderd.", "Wacht op de wet.")
    told(house)


@act("trial:vote", words.Message("stemt"), holds=None)
def as_voted(actor: Actor, number: str, code: str) -> None:
    under_ground("S-2026-009", acts.end_seat, clock_for("voting:publish"), number, code)


def test_a_seat_that_ended_is_told_with_its_reason(house: House, client: StrictClient, clock: StoppedClock) -> None:
    group = working(house, clock)
    last_day = time_of_the_house.today() + timedelta(days=2)
    house.perform(organisations.end_membership, coordinator(house), KAMPEN, last_day, "Fusie")
    clock.advance(days=3)
    house.run("tick")
    house.perform(as_voted, clock_for("voting:publish"), group, ZWOLLE)
    reasons = {seat.end_reason for seat in house.ask(queries.page_of, group).all_seats}
    assert reasons == {"Het lidmaatschap is geëindigd.", "Zo besloten met stemming S-2026-009."}
    page = client.get(f"/en/groepen/{group}").text
    assert all(said in page for said in ("The membership has ended.", "So decided by vote S-2026-009."))
    told(house)


def test_what_the_house_says_itself_is_kept_in_dutch_whoever_causes_it(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = working(house, clock)
    number = house.ask(queries.page_of, group).initiative_number
    with house.app.test_request_context("/en/"), words.in_language("en"):
        house.perform(initiatives.stop, coordinator(house), number, "The law changed.")
    assert house.ask(queries.page_of, group).end_reason == "Het initiatief is geëindigd."
    told(house)
    assert "Het initiatief is geëindigd." in client.get(f"/groepen/{group}").text
    assert "The initiative has ended." in client.get(f"/en/groepen/{group}").text
    assert "The law changed." in client.get(f"/initiatieven/{number}").text, "what a person wrote stays as it is"


@pytest.mark.usefixtures("an_agenda")
def test_words_that_were_erased_are_erased_in_what_is_told(house: House, clock: StoppedClock) -> None:
    group = in_line(house, clock)
    for code in (DEVENTER, ZWOLLE):
        house.perform(privacy.erase, clock_for(privacy.ERASE), str(representative(house, code).person_id))
    page = house.ask(queries.page_of, group)
    assert {line.answer for line in page.passed_over} == {ERASED_TEXT}
    assert ERASED_TEXT in {offer.reason for offer in page.offers}
    told(house)
    house.perform(acts.give_up, office := coordinator(house), group, SPOKEN[3])
    house.perform(privacy.erase, clock_for(privacy.ERASE), str(office.person_id))
    assert house.ask(queries.page_of, group).end_reason == ERASED_TEXT
    told(house)


OF_ZWOLLE, OF_KAMPEN = {"organisation_code": ZWOLLE}, {"organisation_code": KAMPEN}
CHANGES: list[tuple[type[db.Base], dict[str, Any], dict[str, Any], str, str]] = [
    (Group, {}, {"end_reason": "Zomaar."}, "group of {group}", "end_reason"),
    (Seat, OF_ZWOLLE, {"people": 9}, "seat of {group} GM0193", "people, pledges"),
    (Pledge, {}, {"euros": 1}, "seat of {group} GM0150", "pledges"),
    (Offer, OF_KAMPEN, {"rank": 1}, "offer of {group} GM0166", "rank"),
    (Charter, {"version": 1}, {"budget": 1}, "charter of {group} version 1", "budget"),
    (Step, {"ordinal": 1}, {"hours_spent": 1}, "step of {group} step 1", "hours_spent"),
    (EvaluationContent, OF_ZWOLLE, {"hours": 1}, "evaluation of {group} GM0193 step 1", "hours"),
    (EvaluationContent, OF_KAMPEN, {"learned": "Niets."}, "sealed evaluation of {group} GM0166 step 2", "learned"),
]


def test_rows_that_were_changed_are_named(house: House, clock: StoppedClock) -> None:
    group = busy(house, clock)
    behind_its_back(house, *(sa.update(model).filter_by(**which).values(new) for model, which, new, *_ in CHANGES))
    found = verified(house)
    for *_, key, fields in CHANGES:
        assert f"{key.format(group=group)} differs from what the register tells: {fields}" in found


@pytest.mark.usefixtures("an_agenda")
def test_a_passing_over_that_was_removed_is_named(house: House, clock: StoppedClock) -> None:
    group = in_line(house, clock)
    behind_its_back(house, sa.delete(PassingOver))
    assert verified(house) == [f"passing over of {group} {DEVENTER} is gone: the register tells of it"]


def test_an_evaluation_that_was_never_given_is_named(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    step = sa.select(Step.id).scalar_subquery()
    values = {
        "step_id": step,
        "organisation_code": KAMPEN,
        "in_public": False,
        "entry": 1,
        "given_at": time_of_the_house.now(),
    }
    behind_its_back(house, sa.insert(Evaluation).values(values))
    assert f"step of {group} step 1 differs from what the register tells: evaluated_by" in verified(house)
