"""Two municipalities merge in the middle of a vote: the old line stays on the roll, and the successor casts it beside its own."""

from datetime import timedelta

import pytest

from gemportal.kernel import clock as kernel_clock
from gemportal.kernel.actor import MandateRole, clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.register import queries as register
from gemportal.site.pages import asked_of
from gemportal.voting import acts, queries
from tests.factories import members, voting
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, municipality, representative
from tests.factories.merging import merged, record
from tests.factories.people import person_with_mandate, signed_in
from tests.support.house import House
from tests.support.replaying import verified
from tests.support.time import StoppedClock


def cast(house: House, number: str, line: str | None, answer: str, code: str = ZWOLLE) -> int:
    return house.perform(acts.cast, representative(house, code), number, answer, line=line)


def answers(house: House, number: str) -> dict[str, str]:
    ballots = house.ask(lambda: queries.ballots_of(queries.by_number(number).id))
    return {ballot.organisation: ballot.answer for ballot in ballots}


def waits_for(house: House, code: str = ZWOLLE) -> list[str]:
    actor = representative(house, code)
    return [str(line.what) for line in house.ask(asked_of, actor) if line.endpoint == "voting.cast"]


def test_the_successor_casts_both_lines_and_the_quorum_stays(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    merged(house, clock, KAMPEN, ZWOLLE)
    assert waits_for(house) == ["Breng de stem van Kampen uit", "Breng uw stem uit"]
    cast(house, number, None, "for")
    assert waits_for(house) == ["Breng de stem van Kampen uit"]
    entry = cast(house, number, KAMPEN, "against")
    assert waits_for(house) == []
    assert answers(house, number) == {ZWOLLE: "for", KAMPEN: "against"}
    (line,) = [line for line in house.ask(register.latest_entries) if line.index == entry]
    assert (line.organisation, line.data["line"]) == (ZWOLLE, KAMPEN)
    assert house.ask(queries.receipt, number, entry, ZWOLLE).line == KAMPEN
    assert len(house.ask(queries.page_of, number).sealed.roll) == 3
    assert verified(house) == []
    with kernel_clock.at(voting.closing_moment(house, number)):
        house.perform(acts.close, clock_for("voting:close"), number)
    page = house.ask(queries.page_of, number)
    assert {voter.organisation: voter.name for voter in page.sealed.roll}[KAMPEN] == "Kampen"
    assert (page.turnout, len(page.sealed.roll)) == (2, 3)
    assert verified(house) == []


def test_a_ballot_that_was_cast_before_the_merger_stands_until_the_successor_replaces_it(
    house: House, clock: StoppedClock
) -> None:
    number = voting.open_vote(house)
    cast(house, number, None, "against", KAMPEN)
    merged(house, clock, KAMPEN, ZWOLLE)
    assert answers(house, number) == {KAMPEN: "against"}
    assert waits_for(house) == ["Breng uw stem uit"]
    assert verified(house) == []
    cast(house, number, KAMPEN, "for")
    assert answers(house, number) == {KAMPEN: "for"}
    assert verified(house) == []


def test_a_vote_closes_early_only_when_the_old_line_has_voted_too(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, early_close=True)
    merged(house, clock, KAMPEN, ZWOLLE)
    cast(house, number, ZWOLLE, "for")
    cast(house, number, None, "for", URK)
    assert house.ask(queries.by_number, number).status == "open"
    cast(house, number, KAMPEN, "for")
    assert house.ask(queries.by_number, number).status == "closed"


def test_a_successor_that_was_no_member_casts_the_old_line_alone(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    municipality(house, DEVENTER)
    merged(house, clock, KAMPEN, DEVENTER)
    cast(house, number, None, "for", DEVENTER)
    assert answers(house, number) == {KAMPEN: "for"}


def test_two_mergers_in_a_row_lead_to_the_last_successor(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, days=14)
    merged(house, clock, KAMPEN, URK)
    merged(house, clock, URK, ZWOLLE)
    for line in (KAMPEN, URK, ZWOLLE):
        cast(house, number, line, "for")
    assert answers(house, number) == {KAMPEN: "for", URK: "for", ZWOLLE: "for"}
    assert verified(house) == []


def test_a_new_vote_has_one_line_for_the_two(house: House, clock: StoppedClock) -> None:
    voting.open_vote(house)
    merged(house, clock, KAMPEN, ZWOLLE)
    number = voting.open_vote(house, voters=())
    assert [voter.organisation for voter in house.ask(queries.page_of, number).sealed.roll] == [URK, ZWOLLE]


def test_abuse_15_nobody_casts_the_line_of_another(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    old = representative(house, KAMPEN)
    record(house, KAMPEN, ZWOLLE, days=2)
    for code, line in ((ZWOLLE, KAMPEN), (ZWOLLE, URK), (URK, KAMPEN), (ZWOLLE, "GM9999")):
        with pytest.raises(NotAllowed):
            cast(house, number, line, "for", code)
    clock.set(kernel_clock.start_of(kernel_clock.today() + timedelta(days=2)))
    # From midnight on, whatever the tick has done: not the old one's people, and no stranger.
    with pytest.raises(NotAllowed):
        house.perform(acts.cast, old, number, "for")
    with pytest.raises(NotAllowed):
        cast(house, number, KAMPEN, "for", URK)
    assert answers(house, number) == {}
    cast(house, number, KAMPEN, "for")


def test_abuse_15_a_deputy_of_the_old_one_gets_no_right_for_the_successor(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    deputy = representative(house, KAMPEN, MandateRole.DEPUTY)
    merged(house, clock, KAMPEN, ZWOLLE)
    for line in (None, KAMPEN, ZWOLLE):
        with pytest.raises(NotAllowed):
            house.perform(acts.cast, deputy, number, "for", line=line)


def test_a_successor_that_is_no_member_any_more_casts_nothing(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    merged(house, clock, KAMPEN, ZWOLLE)
    today = kernel_clock.today()
    house.perform(members.organisations.end_membership, members.coordinator(house), ZWOLLE, today, "weg")
    clock.advance(days=1)
    with pytest.raises((NotAllowed, RuleBroken)):
        cast(house, number, KAMPEN, "for")


def test_the_ballot_page_lets_the_successor_choose_for_whom(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    client = signed_in(house.app, person_with_mandate(house.app, ZWOLLE))
    client.get(f"/stemmingen/{number}/stem")
    assert not client.page.all("main a[href*=voor]")
    merged(house, clock, KAMPEN, ZWOLLE)
    client = signed_in(house.app, members.email_of(ZWOLLE))
    client.get(f"/stemmingen/{number}")
    client.follow("Breng de stem van Kampen uit")
    assert "Kampen" in client.page.main.text
    client.submit("main form", {"answer": "against"})
    assert "Kampen" in client.page.main.text
    client.submit("main form", button="Stem uitbrengen")
    assert "Kampen" in client.page.main.text
    assert answers(house, number) == {KAMPEN: "against"}
    client.get("/mijn")
    assert len(client.page.all(f"main a[href='/stemmingen/{number}/stem']")) == 1
    assert not client.page.all("main a[href*='voor=GM0166']")
