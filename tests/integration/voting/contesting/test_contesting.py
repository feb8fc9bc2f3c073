"""The result of a vote, contested by a member: it waits for a ruling, and both reasons stay beside it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gemportal.kernel import clock as house_clock
from gemportal.kernel import db, schedule
from gemportal.kernel.actor import Office
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations import acts as organisations
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from gemportal.voting.contesting import queries as contests
from gemportal.voting.contesting.acts import contest, rule_on_contest
from gemportal.voting.contesting.rules import Ruling
from gemportal.voting.models import Vote
from gemportal.voting.policy import PUBLISH
from gemportal.voting.rules import VoteStatus
from tests.factories import voting
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    both_roles,
    coordinator,
    email_of,
    member,
    officer,
    representative,
)
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.guards import behind_the_guards
from tests.support.house import House
from tests.support.time import StoppedClock

REASON = "De toelichting noemde een ander bedrag dan de vraag."
ANSWER = "De bedragen zijn gelijk: het ene is zonder btw."


def counted(house: House, clock: StoppedClock) -> str:
    """A vote that was just counted; the clock stands at that moment."""
    number = voting.closed_vote(house)
    clock.set(voting.closing_moment(house, number))
    return number


def contested(house: House, clock: StoppedClock) -> str:
    number = counted(house, clock)
    house.perform(contest, representative(house, URK), number, REASON)
    return number


def status(house: House, number: str) -> VoteStatus:
    return house.ask(lambda: queries.by_number(number).status)


def test_a_contested_result_is_not_made_final_by_the_clock(house: House, clock: StoppedClock) -> None:
    number = contested(house, clock)
    assert status(house, number) is VoteStatus.CONTESTED
    clock.advance(days=30)
    house.run("tick")
    assert status(house, number) is VoteStatus.CONTESTED
    assert house.ask(schedule.pending, PUBLISH, number) is None
    line = house.ask(lambda: contests.of_vote(queries.by_number(number)))
    assert line is not None
    assert (line.code, line.reason, line.ruling) == (URK, REASON, None)
    last = house.ask(register.entries_about, [number])[-1]
    assert (last.act, last.organisation, last.part) == ("voting:contest", URK, {"reason": REASON})
    house.run("register", "verify")


def test_dismissed_it_is_made_final_at_once_and_cannot_be_contested_again(house: House, clock: StoppedClock) -> None:
    number = contested(house, clock)
    clock.advance(days=10)
    assert house.perform(rule_on_contest, coordinator(house), number, "dismissed", ANSWER) is None
    assert status(house, number) is VoteStatus.CLOSED
    with pytest.raises(RuleBroken, match="al een keer betwist"):
        house.perform(contest, representative(house, ZWOLLE), number, "Toch niet.")
    house.run("tick")
    assert status(house, number) is VoteStatus.PUBLISHED
    line = house.ask(lambda: contests.of_vote(queries.by_number(number)))
    assert line is not None
    assert (line.ruling, line.answer) == (Ruling.DISMISSED, ANSWER)
    house.run("register", "verify")


def test_a_revote_voids_the_vote_and_stands_ready(house: House, clock: StoppedClock) -> None:
    number = contested(house, clock)
    vote_id = house.perform(rule_on_contest, officer(house, Office.CHAIR), number, "revote", ANSWER)
    assert vote_id is not None
    vote = house.ask(queries.by_number, number)
    assert (vote.status, vote.annulled_reason) == (VoteStatus.ANNULLED, ANSWER)
    again = house.ask(queries.prepared, vote_id)
    assert (again.follows, again.title, again.question, again.rules) == (number, vote.title, vote.question, vote.rules)
    house.run("tick")
    assert status(house, number) is VoteStatus.ANNULLED
    second = house.perform(acts.open_vote, coordinator(house), vote_id)
    sealed = house.ask(queries.page_of, second).sealed.document
    assert (sealed["follows"], sealed["weights"]) == (number, "equal")
    house.run("register", "verify")


def test_the_options_are_put_again_too(house: House, clock: StoppedClock) -> None:
    number = voting.closed_vote(house, voting.PRIORITIES, {ZWOLLE: ["keuze-1"], KAMPEN: ["keuze-2"], URK: []})
    clock.set(voting.closing_moment(house, number))
    house.perform(contest, representative(house, URK), number, REASON)
    vote_id = house.perform(rule_on_contest, coordinator(house), number, "revote", ANSWER)
    assert vote_id is not None
    options = [(option.key, option.title) for option in house.ask(queries.options_of, vote_id)]
    assert options == [(f"keuze-{at}", title) for at, title in enumerate(voting.PRIORITIES.written, 1)]


def test_who_may_contest_and_who_may_not(house: House, clock: StoppedClock) -> None:
    number = counted(house, clock)
    stranger = representative(house, member(house, "GM0150"))
    for actor in (stranger, coordinator(house), officer(house, Office.CHAIR), officer(house, Office.AUDITOR)):
        with pytest.raises(NotAllowed):
            house.perform(contest, actor, number, REASON)
    today = house_clock.local(clock.now).date()
    house.perform(organisations.end_membership, coordinator(house), KAMPEN, today, "op eigen verzoek")
    clock.advance(days=1)
    with pytest.raises(NotAllowed):
        house.perform(contest, representative(house, KAMPEN), number, REASON)
    with pytest.raises(RuleBroken, match="Schrijf waarom"):
        house.perform(contest, representative(house, URK), number, "  ")
    assert status(house, number) is VoteStatus.CLOSED


def test_the_days_to_contest_end_where_publication_begins(house: House, clock: StoppedClock) -> None:
    number = counted(house, clock)
    publish_at = house.ask(lambda: queries.by_number(number).publish_at)
    assert publish_at is not None
    clock.set(publish_at)
    with pytest.raises(RuleBroken, match="is voorbij"):
        house.perform(contest, representative(house, URK), number, REASON)
    clock.set(publish_at - timedelta(microseconds=1))
    house.perform(contest, representative(house, URK), number, REASON)


def test_an_open_vote_and_a_final_result_are_not_contested(house: House, clock: StoppedClock) -> None:
    with pytest.raises(RuleBroken):
        house.perform(contest, representative(house, URK), voting.open_vote(house), REASON)
    with pytest.raises(RuleBroken):
        house.perform(contest, representative(house, URK), voting.published_vote(house), REASON)


def test_abuse_16_nobody_rules_where_their_own_organisation_voted_or_contests(
    house: House, clock: StoppedClock
) -> None:
    number = voting.closed_vote(house, answers={ZWOLLE: "for", URK: None, KAMPEN: "for"})
    clock.set(voting.closing_moment(house, number))
    house.perform(contest, representative(house, URK), number, REASON)
    of_two = both_roles(house, URK)
    with pytest.raises(NotAllowed, match="eigen organisatie"):
        house.perform(rule_on_contest, of_two, number, "dismissed", ANSWER)
    assert house.ask(contests.asked_of, of_two) == []
    assert [asked.endpoint for asked in house.ask(contests.asked_of, coordinator(house))] == ["voting.rule_on_contest"]
    with pytest.raises(NotAllowed):
        house.perform(rule_on_contest, representative(house, URK), number, "dismissed", ANSWER)
    for ruling, answer in (("maybe", ANSWER), ("dismissed", " ")):
        with pytest.raises(RuleBroken):
            house.perform(rule_on_contest, coordinator(house), number, ruling, answer)
    assert status(house, number) is VoteStatus.CONTESTED


@pytest.mark.parametrize("column", ["reason", "answer", "ruling"])
def test_a_contest_changed_behind_the_registers_back_is_named(house: House, clock: StoppedClock, column: str) -> None:
    number = contested(house, clock)
    house.perform(rule_on_contest, coordinator(house), number, "dismissed", ANSWER)
    changed = "revote" if column == "ruling" else "iets anders"
    behind_the_guards(house, "contest", sa.text(f"UPDATE contest SET {column} = :changed").bindparams(changed=changed))
    with pytest.raises(AssertionError, match=number):
        house.run("register", "verify")


def test_the_pages_lead_through_it_and_show_it_to_everybody(
    house: House, clock: StoppedClock, client: StrictClient
) -> None:
    number = counted(house, clock)
    coordinator(house)
    voter = signed_in(house.app, email_of(URK))
    voter.get(f"/stemmingen/{number}")
    voter.follow("De uitslag betwisten")
    voter.submit("main form", {"reason": ""})
    assert voter.response.status_code == 422
    voter.submit("main form", {"reason": REASON})
    client.get(f"/stemmingen/{number}")
    assert REASON in client.page.main.text
    assert "betwist" in client.page.main.text
    office = signed_in(house.app, "coordinator@gemportal.example")
    office.get("/mijn")
    assert "Beslis over de betwiste uitslag" in office.page.main.text
    office.follow(f"a[href$='{number}/betwisting']")
    assert REASON in office.page.main.text
    office.submit("main form", {"ruling": "revote", "answer": ANSWER})
    assert "/stemmingen/concept/" in office.address
    number_of_second = house.perform(
        acts.open_vote,
        coordinator(house),
        house.ask(lambda: db.session().scalars(sa.select(Vote.id).where(Vote.follows == number)).one()),
    )
    client.get(f"/stemmingen/{number}")
    assert {REASON, ANSWER} <= {line for line in (REASON, ANSWER) if line in client.page.main.text}
    assert number_of_second in client.page.main.text
    client.get(f"/stemmingen/{number_of_second}")
    assert "herstemming van" in client.page.main.text
    assert number in client.page.main.text
