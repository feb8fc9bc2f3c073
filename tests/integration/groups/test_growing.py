"""A group goes one rung up: when it may, who says so, and who is offered the places."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.groups import acts, queries
from gemportal.groups.growing import acts as growing
from gemportal.groups.growing.models import Growth, GrowthConsent
from gemportal.groups.growing.queries import Ladder, ladder_of
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.initiatives import acts as initiatives
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.actor import Office
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.register.queries import entries_about, number_of_entries
from gemportal.voting import queries as votes
from gemportal.voting.rules import Effect
from tests.factories import voting
from tests.factories.groups import FOUR, accept, evaluate, forming, learned, running_step, standing, working
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    coordinator,
    email_of,
    member,
    representative,
)
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences, rebuilt, verified
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock


def ladder(house: House, group: str) -> Ladder:
    return house.ask(lambda: ladder_of(queries.page_of(group)))


def consent(house: House, group: str, *codes: str, places: int = 4) -> None:
    for code in codes:
        house.perform(growing.consent_to_growing, representative(house, code), group, places)


def test_a_group_grows_by_consent_and_offers_the_places_in_the_order_of_the_ranking(
    house: House, clock: StoppedClock
) -> None:
    """Of four members that want a seat three places were offered; Deventer did not answer, so Hengelo was asked."""
    group = learned(house, clock)
    assert standing(house, group) == ({ZWOLLE, KAMPEN}, {HENGELO}, 3)
    assert [(rung.places, rung.is_now) for rung in ladder(house, group).rungs] == [(3, True), (4, False)]
    lead = representative(house, ZWOLLE)
    with pytest.raises(RuleBroken, match="Met groeien moet nog instemmen: Zwolle, Kampen"):
        house.perform(growing.grow, lead, group)
    consent(house, group, ZWOLLE, KAMPEN)
    with pytest.raises(RuleBroken, match="al ingestemd"):
        consent(house, group, KAMPEN)
    assert ladder(house, group).is_ready
    assert house.perform(growing.grow, lead, group) == 4
    assert standing(house, group) == ({ZWOLLE, KAMPEN}, {HENGELO, DEVENTER}, 4)
    last = house.ask(entries_about, [group])[-1]
    assert (last.data["from"], last.data["to"], last.data["step"]) == (3, 4, 1)
    assert [offer["org"] for offer in last.data["offers"]] == [DEVENTER]
    with pytest.raises(RuleBroken, match="hoogste trede"):
        house.perform(growing.grow, lead, group)
    assert differences(house) == []
    assert verified(house) == []
    with rebuilt(house) as other:
        there = House(other).ask(lambda: ladder_of(queries.page_of(group)).rungs)
    assert [rung.entry for rung in there] == [rung.entry for rung in ladder(house, group).rungs]


def test_the_next_rung_asks_a_step_of_its_own(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    for code in (URK, UTRECHT):
        member(house, code)
    assert ladder(house, group).following == 5
    with pytest.raises(RuleBroken, match="een andere"):
        consent(house, group, ZWOLLE, places=4)
    consent(house, group, ZWOLLE, KAMPEN, places=5)
    house.perform(growing.grow, coordinator(house), group)
    found = ladder(house, group)
    assert [rung.places for rung in found.rungs] == [3, 5, 6]
    assert found.step is None
    assert [condition.met for condition in found.conditions] == [False, False, False, False]
    with pytest.raises(RuleBroken, match="Op deze trede gebeurde dat nog niet"):
        consent(house, group, ZWOLLE, places=6)


def test_a_refusal_says_all_at_once_and_leaves_nothing(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    house.perform(initiatives.withdraw_willingness, representative(house, HENGELO), _initiative(house, group))
    before = house.ask(number_of_entries)
    with pytest.raises(RuleBroken) as refusal:
        house.perform(growing.grow, representative(house, ZWOLLE), group)
    said = str(refusal.value.sentence)
    for part in ("Rond eerst een stap af", "twee derde", "Zwolle, Kampen", "Niemand wacht"):
        assert part in said
    with pytest.raises(RuleBroken, match="Rond eerst een stap af"):
        consent(house, group, KAMPEN)
    assert house.ask(number_of_entries) == before


def _initiative(house: House, group: str) -> str:
    return house.ask(queries.page_of, group).initiative_number


def test_too_few_evaluations_are_not_enough_to_grow_on(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    lead = representative(house, ZWOLLE)
    house.perform(steps.end_step, lead, group, 1, "Klaar")
    evaluate(house, group, ZWOLLE)
    clock.advance(days=16)
    house.perform(steps.conclude_step, lead, group, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig")
    with pytest.raises(RuleBroken, match="geëvalueerd door 1 van de 2 die beslissen; 2 was nodig"):
        consent(house, group, KAMPEN)


def test_abuse_only_who_decides_consents_and_nobody_grows_a_group_for_their_own(
    house: House, clock: StoppedClock
) -> None:
    group = learned(house, clock)
    for act, code, values in (
        (growing.consent_to_growing, HENGELO, (4,)),
        (growing.grow, KAMPEN, ()),
        (growing.grow, DEVENTER, ()),
    ):
        with pytest.raises(NotAllowed):
            house.perform(act, representative(house, code), group, *values)
    consent(house, group, ZWOLLE, KAMPEN)
    house.perform(acts.leave_seat, representative(house, ZWOLLE), group, "Andere keuzes.")
    with pytest.raises(RuleBroken, match="pauze"):
        house.perform(growing.grow, coordinator(house), group)


def test_who_joins_later_is_asked_too(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    consent(house, group, ZWOLLE, KAMPEN)
    accept(house, group, HENGELO)
    assert ladder(house, group).without_consent == ("Hengelo",)


def test_a_vote_of_the_group_by_consent_lets_it_grow(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    agreed = {ZWOLLE: {"position": "consent"}, KAMPEN: {"position": "consent"}}
    draft = voting.DRAFTS["consent"]
    number = voting.closed_vote(
        house, draft, agreed, group_number=group, effect=Effect("groups:grow", {"number": group})
    )
    clock.set(voting.closing_moment(house, number) + timedelta(days=3))
    house.run("tick")
    vote = house.ask(votes.by_number, number)
    assert vote.effect_refusal is None
    last = [entry for entry in house.ask(entries_about, [group]) if entry.act == "groups:grow"]
    assert [(entry.data["to"], entry.data["ground"]) for entry in last] == [(4, number)]
    assert differences(house) == []


def test_only_the_group_itself_votes_on_growing_and_only_by_consent(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    effect = Effect("groups:grow", {"number": group})
    with pytest.raises(RuleBroken):
        voting.prepared_vote(house, voting.PROPOSAL, group_number=group, effect=effect)
    with pytest.raises(RuleBroken):
        voting.prepared_vote(house, voting.DRAFTS["consent"], effect=effect)
    voting.prepared_vote(house, voting.DRAFTS["consent"], group_number=group, effect=effect)
    other = working(house, clock)
    effect = Effect("groups:grow", {"number": other})
    with pytest.raises(RuleBroken, match="Rond eerst een stap af"):
        voting.prepared_vote(house, voting.DRAFTS["consent"], group_number=other, effect=effect)


def test_rows_of_growing_that_were_changed_are_named(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    consent(house, group, ZWOLLE, KAMPEN)
    house.perform(growing.grow, representative(house, ZWOLLE), group)
    behind_its_back(
        house,
        sa.delete(GrowthConsent).where(GrowthConsent.organisation_code == KAMPEN),
        sa.update(Growth).values(entry=1),
    )
    assert verified(house) == [
        f"consent to growing of {group} {KAMPEN} to 4 places is gone: the register tells of it",
        f"growth of {group} to 4 places differs from what the register tells: entry",
    ]


def test_the_pages_from_consent_to_growing(app: Flask, house: House, client: StrictClient, clock: StoppedClock) -> None:
    group = learned(house, clock)
    representative(house, ZWOLLE), representative(house, KAMPEN)
    lead, other = (signed_in(app, email_of(code)) for code in (ZWOLLE, KAMPEN))
    lead.get(f"/groepen/{group}/groeien")
    assert [item.text.strip()[0] for item in lead.page.all(".conditions li")] == ["✓", "✓", "✗", "✓"]
    lead.submit("form.form", {})
    assert lead.response.status_code == 409
    assert "Met groeien moet nog instemmen" in lead.page.one("#fouten").text
    for visitor in (lead, other):
        visitor.get(f"/groepen/{group}")
        visitor.follow("Stem in met groeien")
        visitor.submit("form.form", {})
        assert visitor.address == f"/groepen/{group}"
        visitor.get(f"/groepen/{group}/groeien/instemmen")
        assert "al ingestemd" in visitor.page.main.text
    lead.follow("Terug naar de groep")
    lead.follow("Laat de groep groeien")
    lead.submit("form.form", {})
    assert "De groep heeft nu 4 plaatsen." in lead.page.main.text
    client.get(f"/groepen/{group}")
    assert "De groep staat op trede 2 van 2." in client.page.main.text
    client.get(f"/en/groepen/{group}")
    assert "rung 2 of 2" in client.page.main.text
    office = signed_in(app, office_holder(app, Office.COORDINATOR))
    office.get(f"/groepen/{group}/groeien")
    assert "hoogste trede" in office.page.main.text


def test_the_ladder_is_drawn_from_the_beginning_and_gone_at_the_end(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = forming(house, clock, FOUR)
    client.get(f"/groepen/{group}")
    assert "De groep staat op trede 1 van 2." in client.page.main.text
    house.perform(
        acts.give_up, coordinator(house), group, "Niemand.", closes_on=time_of_the_house.today() + timedelta(9)
    )
    client.get(f"/groepen/{group}")
    assert "groeiladder" not in client.page.main.text
