"""Weights and force: what is sealed, what a page says of it, and what may not be prepared nor opened."""

from datetime import timedelta

import pytest

from gemportal.kernel import clock as house_clock
from gemportal.kernel.errors import RuleBroken
from gemportal.settings.acts import change_setting
from gemportal.voting import acts, queries
from gemportal.voting.rules import Force, Weights
from gemportal.voting.weighing import INHABITANTS
from tests.factories import groups, voting
from tests.factories.members import KAMPEN, URK, UTRECHT, ZWOLLE, coordinator, member
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

WEIGHED = voting.replace(voting.PROPOSAL, method="double-majority")


def weights(house: House, number: str) -> dict[str, int]:
    return {line.organisation: line.weight for line in house.ask(queries.page_of, number).sealed.roll}


def test_inhabitants_weigh_by_the_table_of_that_day(house: House, clock: StoppedClock, client: StrictClient) -> None:
    number = voting.open_vote(house, WEIGHED, weights=Weights.POPULATION)
    assert weights(house, number) == {ZWOLLE: 6, KAMPEN: 3, URK: 1}
    house.perform(change_setting, coordinator(house), INHABITANTS.key, 100_000, "minder verschil")
    client.get(f"/stemmingen/{number}")
    assert "voor elke volle 25.000 inwoners, tot hoogstens 6 stemmen" in client.page.main.text
    assert "3 leden, samen met 10 stemmen" in client.page.main.text
    later = voting.open_vote(house, WEIGHED, weights=Weights.POPULATION)
    assert weights(house, later) == {ZWOLLE: 2, KAMPEN: 1, URK: 1}


def test_weight_outweighs_heads_only_where_both_pass(house: House, clock: StoppedClock) -> None:
    answers = {ZWOLLE: "for", KAMPEN: "against", URK: "against"}
    number = voting.closed_vote(house, WEIGHED, answers, weights=Weights.POPULATION)
    document = house.ask(queries.tally_document, number)
    assert document["result"]["totals"]["for"] == 6
    assert document["result"]["outcome"] == "rejected"


def test_given_weights_must_be_there_for_everybody_also_at_opening(house: House, clock: StoppedClock) -> None:
    for code in (ZWOLLE, KAMPEN):
        member(house, code)
    with pytest.raises(RuleBroken, match="Nog niet: Kampen"):
        voting.prepared_vote(house, WEIGHED, weights=Weights.GIVEN, given_weights={ZWOLLE: 2})
    vote_id = voting.prepared_vote(house, WEIGHED, weights=Weights.GIVEN, given_weights={ZWOLLE: 2, KAMPEN: 3})
    member(house, UTRECHT)
    with pytest.raises(RuleBroken, match="Nog niet: Utrecht"):
        house.perform(acts.open_vote, coordinator(house), vote_id)
    given = {ZWOLLE: 2, KAMPEN: 3, UTRECHT: 4}
    number = voting.open_vote(house, WEIGHED, voters=(), weights=Weights.GIVEN, given_weights=given)
    assert weights(house, number) == given


def test_in_writing_all_members_must_be_for(house: House, clock: StoppedClock) -> None:
    with pytest.raises(RuleBroken, match="alle leden voor"):
        voting.prepared_vote(house, force=Force.WRITTEN)
    written = voting.replace(voting.PROPOSAL, force=Force.WRITTEN, threshold="unanimous")
    for last, outcome in (("for", "adopted"), ("blank", "rejected"), (None, "rejected")):
        number = voting.closed_vote(house, written, {ZWOLLE: "for", KAMPEN: "for", URK: last})
        result = house.ask(queries.page_of, number).result
        assert result is not None
        assert result["outcome"] == outcome


def test_a_vote_for_a_meeting_names_its_day_and_warns_when_it_opens_too_early(
    house: House, clock: StoppedClock, client: StrictClient
) -> None:
    with pytest.raises(RuleBroken, match="dag van de vergadering"):
        voting.prepared_vote(house, force=Force.MEETING)
    today = house_clock.today()
    with pytest.raises(RuleBroken, match="op of voor de dag"):
        voting.prepared_vote(house, force=Force.MEETING, meeting_on=today + timedelta(days=6))
    for days, warned in ((30, False), (31, True)):
        number = voting.open_vote(house, force=Force.MEETING, meeting_on=today + timedelta(days=days))
        assert house.ask(queries.page_of, number).sealed.document["meeting_on"] is not None
        client.get(f"/stemmingen/{number}")
        assert ("telt voor de wet niet mee" in client.page.main.text) is warned


def test_a_day_of_a_meeting_is_kept_for_a_meeting_only(house: House, clock: StoppedClock) -> None:
    vote_id = voting.prepared_vote(house, meeting_on=house_clock.today() + timedelta(days=20))
    assert house.ask(queries.prepared, vote_id).meeting_on is None


def test_only_a_group_with_a_charter_decides_within_it(house: House, clock: StoppedClock, client: StrictClient) -> None:
    group = groups.working(house, clock)
    number = voting.open_vote(house, voters=(), group_number=group, force=Force.CHARTER)
    client.get(f"/stemmingen/{number}")
    assert "binnen haar groepsopdracht" in client.page.main.text
    with pytest.raises(RuleBroken, match="Kies de groep"):
        voting.prepared_vote(house, force=Force.CHARTER)
    without = groups.forming(house, clock)
    with pytest.raises(RuleBroken, match="geldt nog niet"):
        voting.prepared_vote(house, group_number=without, force=Force.CHARTER)
