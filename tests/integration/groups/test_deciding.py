"""Inside its charter a group decides by consent and needs nobody; outside it the refusal names the way."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.decisions import acts as decisions
from gemportal.decisions import queries as decided
from gemportal.groups import acts, queries
from gemportal.groups.models import Charter
from gemportal.groups.room import acts as room
from gemportal.groups.room import queries as motions
from gemportal.groups.room.rules import MotionStatus, Proposal
from gemportal.groups.steps import acts as steps
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.actor import Office
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register.queries import entries_about, number_of_entries
from tests.factories.decisions import BUILD, FILLED_IN
from tests.factories.groups import accept, charter, plan, running_step, three, working
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    email_of,
    officer,
    representative,
)
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences, verified
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock


def propose(house: House, group: str, code: str = KAMPEN) -> int:
    return house.perform(room.propose_decision, representative(house, code), group, BUILD)


def consent(house: House, group: str, ordinal: int, *codes: str) -> bool:
    return [house.perform(room.consent_to_motion, representative(house, code), group, ordinal) for code in codes][-1]


def status(house: House, group: str, ordinal: int) -> MotionStatus:
    return house.ask(motions.motion_of, group, ordinal).status


def test_a_step_beyond_the_budget_is_refused_with_the_way_to_a_wider_charter(house: House, clock: StoppedClock) -> None:
    """The charter is of 8,000 euros, and 10,000 were pledged: up to that the group itself can widen it."""
    group, lead = working(house, clock), representative(house, ZWOLLE)
    before = house.ask(number_of_entries)
    with pytest.raises(RuleBroken) as refusal:
        house.perform(steps.plan_step, lead, group, plan(euros=12000))
    said = str(refusal.value.sentence).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Dit gaat € 4.000 boven de groepsopdracht (€ 8.000). Stel een ruimere opdracht voor; boven € 10.000 stemmen de leden "
        "daarover."
    )
    assert house.ask(number_of_entries) == before
    house.perform(steps.plan_step, lead, group, plan(euros=8000))
    house.perform(steps.plan_step, lead, group, plan(euros=7999))


def test_what_earlier_steps_spent_counts(house: House, clock: StoppedClock) -> None:
    group, lead = running_step(house, clock), representative(house, ZWOLLE)
    house.perform(steps.plan_step, lead, group, plan(euros=7000))
    with pytest.raises(RuleBroken, match="boven de groepsopdracht"):
        house.perform(steps.plan_step, lead, group, plan(euros=7001))


def test_a_step_ends_within_the_charter(house: House, clock: StoppedClock) -> None:
    group, lead = working(house, clock), representative(house, ZWOLLE)
    clock.advance(days=280)
    with pytest.raises(RuleBroken, match="Maak de stap korter, of stel een opdracht voor die langer duurt"):
        house.perform(steps.plan_step, lead, group, plan())
    due = house.ask(queries.page_of, group).charter
    assert due is not None
    house.perform(steps.plan_step, lead, group, plan(due_on=due.ends_on))
    behind_its_back(house, sa.update(Charter).values(ends_on=due.ends_on - timedelta(days=1)))
    with pytest.raises(RuleBroken, match="Maak de stap korter"):
        house.perform(steps.start_step, lead, group, 1)


def test_all_who_decide_consent_and_it_is_decided(house: House, clock: StoppedClock) -> None:
    group = three(house, clock)
    ordinal = propose(house, group)
    assert not consent(house, group, ordinal, ZWOLLE)
    assert house.ask(decided.decisions_about, [group]) == []
    assert consent(house, group, ordinal, DEVENTER)
    (line,) = house.ask(decided.decisions_about, [group])
    found = house.ask(decided.by_number, line.number)
    assert (found.title, found.text, found.ground, found.group_number) == (BUILD.title, BUILD.text, "consent", group)
    assert status(house, group, ordinal) is MotionStatus.AGREED
    last = house.ask(entries_about, [group])[-1]
    assert (last.act, last.data["agreed"]) == ("groups:consent-to-motion", True)
    assert verified(house) == []
    with pytest.raises(RuleBroken, match="niet meer open"):
        consent(house, group, ordinal, DEVENTER)


def test_who_is_asked_for_its_word_finds_it_at_the_top(app: Flask, house: House, clock: StoppedClock) -> None:
    group = three(house, clock)
    ordinal = propose(house, group)
    asked, lead = (signed_in(app, email_of(code)) for code in (DEVENTER, ZWOLLE))
    for visitor in (asked, lead):
        visitor.get(f"/groepen/{group}")
        assert [one.text for one in visitor.page.all("a") if one.text == f"Geef uw woord over voorstel {ordinal}"]
    assert asked.page.one(".page-top__next a").text == f"Geef uw woord over voorstel {ordinal}"
    assert lead.page.one(".page-top__next a").text == "Plan een stap"


def test_an_objection_stops_it_until_it_is_taken_back(house: House, clock: StoppedClock) -> None:
    group = three(house, clock)
    ordinal = propose(house, group)
    house.perform(room.object_to_motion, representative(house, ZWOLLE), group, ordinal, "Te vroeg.")
    assert not consent(house, group, ordinal, DEVENTER)
    (line,) = house.ask(lambda: motions.motions_of(queries.page_of(group)))
    assert [(word.code, word.objection) for word in line.objections] == [(ZWOLLE, "Te vroeg.")]
    assert line.waiting == ("Zwolle",)
    assert consent(house, group, ordinal, ZWOLLE)
    assert differences(house) == []


def test_who_left_is_not_waited_for_and_who_joined_is_asked(house: House, clock: StoppedClock) -> None:
    group = three(house, clock)
    ordinal = propose(house, group)
    house.perform(room.object_to_motion, representative(house, DEVENTER), group, ordinal, "Nee.")
    consent(house, group, ordinal, ZWOLLE)
    house.perform(acts.leave_seat, representative(house, DEVENTER), group, "Andere keuzes.")
    (line,) = house.ask(lambda: motions.motions_of(queries.page_of(group)))
    assert line.only_to_carry_out
    accept(house, group, HENGELO)
    assert not consent(house, group, ordinal, ZWOLLE)
    assert consent(house, group, ordinal, HENGELO)


def test_nothing_is_decided_after_the_last_day_of_the_charter(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    ordinal = propose(house, group)
    clock.advance(days=301)
    with pytest.raises(RuleBroken, match="Stel een nieuwe opdracht voor"):
        propose(house, group)
    with pytest.raises(RuleBroken, match="Stel een nieuwe opdracht voor"):
        consent(house, group, ordinal, ZWOLLE)
    with pytest.raises(RuleBroken, match="Stel een nieuwe opdracht voor"):
        house.perform(decisions.record_decision, coordinator(house), decided_words(), group)
    version = charter(house, group)
    house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, version)
    assert consent(house, group, ordinal, ZWOLLE)


def decided_words() -> decisions.Wording:
    return decisions.Wording(BUILD.title, BUILD.text, BUILD.rationale)


def test_a_proposal_is_taken_back_by_who_made_it(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    ordinal = propose(house, group)
    with pytest.raises(RuleBroken, match="Alleen wie een voorstel deed"):
        house.perform(room.withdraw_motion, representative(house, ZWOLLE), group, ordinal)
    house.perform(room.withdraw_motion, representative(house, KAMPEN), group, ordinal)
    with pytest.raises(RuleBroken, match="ingetrokken"):
        consent(house, group, ordinal, ZWOLLE)
    assert differences(house) == []


def test_abuse_nobody_decides_for_a_group_alone(house: House, clock: StoppedClock) -> None:
    group, ordinal = working(house, clock), 1
    propose(house, group)
    lead = representative(house, ZWOLLE)
    for actor in (representative(house, URK), coordinator(house), officer(house, Office.BOARD)):
        for act, values in (
            (room.propose_decision, (group, BUILD)),
            (room.consent_to_motion, (group, ordinal)),
            (room.object_to_motion, (group, ordinal, "Nee.")),
            (room.answer_motion, (group, ordinal, "Nee.")),
        ):
            with pytest.raises(NotAllowed):
                house.perform(act, actor, *values)
    with pytest.raises(NotAllowed):
        house.perform(decisions.record_decision, lead, decided_words(), group)
    with pytest.raises(RuleBroken, match="nog niet iedereen"):
        house.perform(decisions.record_consent, lead, group, ordinal)
    consent(house, group, ordinal, ZWOLLE)
    with pytest.raises(RuleBroken, match="nog niet iedereen"):
        house.perform(decisions.record_consent, lead, group, ordinal)
    with pytest.raises(NotFound):
        consent(house, group, 9, ZWOLLE)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"title": " "}, "wat er is besloten"), ({"text": "Mail a@b.nl"}, "teken @"), ({"rationale": ""}, "en waarom")],
)
def test_what_is_wrong_with_a_proposal_is_said(
    house: House, clock: StoppedClock, changes: dict[str, str], sentence: str
) -> None:
    group = working(house, clock)
    words = {"title": "Titel", "text": "Tekst", "rationale": "Daarom"} | changes
    with pytest.raises(RuleBroken, match=sentence):
        house.perform(room.propose_decision, representative(house, KAMPEN), group, Proposal(**words))
    late = Proposal("Titel", "Tekst", "Daarom", review_on=time_of_the_house.today())
    with pytest.raises(RuleBroken, match="een dag na vandaag"):
        house.perform(room.propose_decision, representative(house, KAMPEN), group, late)


def test_the_pages_from_proposal_to_decision(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = working(house, clock)
    lead, member = (signed_in(app, email_of(code)) for code in (ZWOLLE, KAMPEN))
    member.get(f"/groepen/{group}")
    assert "Van het budget van € 8.000 is € 0 besteed of gepland" in member.page.main.text.replace("\xa0", " ")
    member.follow("Stel een besluit voor")
    member.submit("form.form", {**FILLED_IN, "title": ""})
    assert member.response.status_code == 422
    member.submit("form.form", FILLED_IN)
    assert member.address == f"/groepen/{group}"
    lead.get("/mijn")
    lead.follow(BUILD.title)
    lead.submit("form.form", {"word": "object", "reason": ""})
    assert lead.response.status_code == 409
    lead.submit("form.form", {"word": "object", "reason": "Eerst testen."})
    client.get(f"/groepen/{group}")
    assert "Bezwaar van Zwolle: Eerst testen." in client.page.main.text
    lead.get(f"/groepen/{group}/voorstellen/1")
    lead.submit("form.form", {"word": "consent", "reason": ""})
    assert "Iedereen is akkoord" in lead.page.main.text
    assert lead.page.all('main a[href="/besluiten/B-2026-001"]')
    client.get(f"/en/groepen/{group}")
    assert "Proposal 1" in client.page.main.text
