"""Votes beside the rest of the house: within a group, over the members' agenda, and what is asked of whom."""

import pytest

from gemportal.decisions import queries as decisions
from gemportal.groups.acts import leave_seat
from gemportal.groups.observing.acts import invite_observer, observe
from gemportal.initiatives import acts as initiatives
from gemportal.kernel import clock as house_clock
from gemportal.kernel.actor import clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.voting import acts, queries
from gemportal.voting.rules import SETS_AGENDA, Scope, VoteStatus
from tests.factories import groups, voting
from tests.factories.initiatives import published
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, coordinator, deputy, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def test_a_group_votes_with_the_seats_that_decide(house: House, clock: StoppedClock, client: StrictClient) -> None:
    group = groups.working(house, clock)
    number = voting.open_vote(house, voters=(URK,), group_number=group)
    page = house.ask(queries.page_of, number)
    assert page.vote.scope is Scope.GROUP
    assert [line.organisation for line in page.sealed.roll] == [KAMPEN, ZWOLLE]
    with pytest.raises(NotAllowed):
        voting.cast(house, number, URK, "for")
    voting.cast(house, number, ZWOLLE, "for")
    client.get(f"/stemmingen/{number}")
    assert group in client.page.main.text
    assert [line.number for line in house.ask(queries.votes_about, [group])] == [number]
    clock.set(voting.closing_moment(house, number))
    house.run("tick")
    assert house.ask(lambda: queries.by_number(number).status) is VoteStatus.PUBLISHED


def test_who_gave_up_the_seat_casts_no_more_and_the_ballot_stands(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    number = voting.open_vote(house, voters=(), group_number=group)
    voting.cast(house, number, KAMPEN, "against")
    house.perform(leave_seat, representative(house, KAMPEN), group, "Wij hebben er geen mensen voor.")
    kampen = signed_in(house.app, email_of(KAMPEN))
    kampen.get(f"/stemmingen/{number}/stem")
    assert kampen.response.status_code == 403
    assert "geen zetel meer in deze groep" in kampen.page.main.text
    assert voting.close(house, number)["result"]["totals"]["against"] == 1


def test_abuse_who_came_back_to_read_along_casts_no_more(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    number = voting.open_vote(house, voters=(), group_number=group)
    house.perform(leave_seat, representative(house, KAMPEN), group, "Wij hebben er geen mensen voor.")
    house.perform(observe, representative(house, KAMPEN), group)
    house.perform(invite_observer, representative(house, ZWOLLE), group, KAMPEN)
    with pytest.raises(NotAllowed):
        voting.cast(house, number, KAMPEN, "against")


def test_a_group_that_is_not_there_has_no_vote_and_none_sets_the_agenda(house: House, clock: StoppedClock) -> None:
    with pytest.raises(NotFound):
        voting.prepared_vote(house, group_number="G-2026-099")
    with pytest.raises(RuleBroken):
        voting.prepared_vote(house, voting.PRIORITIES, written=(), effect=SETS_AGENDA, group_number="G-2026-001")


def test_a_priority_vote_over_open_initiatives_sets_the_agenda(
    house: House, clock: StoppedClock, client: StrictClient
) -> None:
    first, second, third = (published(house, title=f"Initiatief {name}") for name in ("een", "twee", "drie"))
    coordinator(house)
    office = signed_in(house.app, "coordinator@gemportal.example")
    office.get("/stemmingen/nieuw?soort=volgorde")
    chosen = {"initiatives": [first, second, third], "sets_agenda": True, "early_close": True}
    words = {"title": "Wat eerst?", "question": "Wat moet het eerst?", "method": "score"}
    office.submit("main form", {**words, **chosen})
    office.submit(".confirm form:not([action])", button="Open de stemming")
    (line,) = house.ask(queries.open_votes)
    assert [found.number for found in house.ask(queries.votes_about, [second])] == [line.number]
    voting.cast(house, line.number, ZWOLLE, {second: 5, first: 1})
    assert house.ask(lambda: queries.by_number(line.number).status) is VoteStatus.CLOSED
    clock.advance(days=3)
    house.run("tick")
    assert house.ask(lambda: queries.by_number(line.number).effect_refusal) is None
    assert list(house.ask(decisions.agenda_order)) == [second, first, third]
    client.get("/agenda")
    assert client.response.status_code == 200
    house.run("register", "verify")


def test_what_is_no_longer_open_cannot_be_put_to_a_vote(house: House, clock: StoppedClock) -> None:
    numbers = tuple(published(house, title=f"Initiatief {name}") for name in ("een", "twee"))
    vote_id = voting.prepared_vote(house, voting.PRIORITIES, written=(), initiatives=numbers)
    house.perform(initiatives.withdraw, representative(house, ZWOLLE), numbers[0], "Er is al iets dat werkt.")
    with pytest.raises(RuleBroken):
        house.perform(acts.open_vote, coordinator(house), vote_id)
    assert house.ask(lambda: queries.prepared(vote_id).status) is VoteStatus.PREPARED


def test_nobody_who_was_no_member_at_opening_closes_it_early(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voters=(ZWOLLE, KAMPEN), early_close=True)
    voting.cast(house, number, ZWOLLE, "for")
    with pytest.raises(NotAllowed):
        voting.cast(house, number, DEVENTER, "for")
    with pytest.raises(RuleBroken):
        house.perform(acts.close, clock_for("voting:close"), number)


def test_what_is_asked_of_whom(house: House, clock: StoppedClock) -> None:
    voting.prepared_vote(house)
    number = voting.open_vote(house)
    zwolle = representative(house, ZWOLLE)
    assert [asked.values for asked in house.ask(queries.asked_of, zwolle)] == [{"number": number}]
    assert [asked.endpoint for asked in house.ask(queries.asked_of, coordinator(house))] == ["voting.prepared"]
    house.perform(acts.cast, deputy(house, ZWOLLE), number, "for")
    assert house.ask(queries.asked_of, zwolle) == []
    lines = house.ask(queries.votes_cast_by, ZWOLLE)
    assert [(line.number, line.answer) for line in lines] == [(number, None)]
    with house_clock.at(voting.closing_moment(house, number)):
        house.perform(acts.close, clock_for("voting:close"), number)
        assert [line.answer for line in house.ask(queries.votes_cast_by, ZWOLLE)] == ["for"]
