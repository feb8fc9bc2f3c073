"""A vote that was declared void can be prepared again as it was, by who may prepare votes, and by nobody else."""

import pytest

from gemportal.kernel.errors import NotAllowed
from gemportal.voting import acts, queries
from gemportal.voting.models import Vote
from gemportal.voting.rounds.acts import new_round
from gemportal.voting.rules import Draft, VoteStatus
from tests.factories import groups, voting
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

AGAIN = "Bereid de stemming opnieuw voor"
WHY = "In de vraag stond een verkeerd bedrag."
ALIKE = ("title", "question", "explanation", "method", "rules", "secrecy", "force", "early_close", "weights", "scope")


def void(house: House, draft: Draft = voting.PROPOSAL) -> str:
    number = voting.open_vote(house, draft)
    house.perform(acts.annul, coordinator(house), number, WHY)
    return number


def prepared(house: House, vote_id: int) -> tuple[Vote, list[tuple[str, str]]]:
    return house.ask(
        lambda: (queries.prepared(vote_id), [(option.key, option.title) for option in queries.options_of(vote_id)])
    )


@pytest.mark.parametrize("draft", [voting.PRIORITIES, voting.PERSONS], ids=["named", "secret"])
def test_the_same_question_options_and_rules_stand_ready(house: House, clock: StoppedClock, draft: Draft) -> None:
    number = void(house, draft)
    before = house.ask(lambda: queries.by_number(number))
    vote_id = house.perform(new_round, coordinator(house), number)
    copy, options = prepared(house, vote_id)
    assert (copy.status, copy.follows) == (VoteStatus.PREPARED, number)
    assert {name: getattr(copy, name) for name in ALIKE} == {name: getattr(before, name) for name in ALIKE}
    assert [title for _key, title in options] == list(draft.written)
    assert options == prepared(house, before.id)[1]
    assert house.perform(new_round, coordinator(house), number) == vote_id, "a second press leads to the same one"


def test_an_officer_finds_the_way_on_its_page_until_the_new_vote_is_open(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    number = void(house)
    office = signed_in(house.app, "coordinator@gemportal.example")
    office.get(f"/stemmingen/{number}")
    assert "blijven dezelfde" in office.page.one(".page-top").text
    office.submit(".page-top form", button=AGAIN)
    assert office.page.heading == voting.PROPOSAL.title
    assert "Wijzig wat niet klopte" in office.page.text
    office.follow("Wijzigen")
    office.submit("main form", {"question": "Zetten wij samen een dienst op?"})
    office.submit("main form:not([action])", button="Open de stemming")
    assert f"Dit is de herstemming van {number}" in office.page.main.text
    for visitor in (office, client):
        visitor.get(f"/stemmingen/{number}")
        assert "De herstemming is" in visitor.page.one(".page-top").text
        assert AGAIN not in visitor.page.main.text


def test_nobody_else_is_offered_it_or_can_do_it(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = void(house)
    actor = representative(house, ZWOLLE)
    member = signed_in(house.app, email_of(ZWOLLE))
    for visitor in (client, member):
        visitor.get(f"/stemmingen/{number}")
        assert WHY in visitor.page.main.text
        assert AGAIN not in visitor.page.main.text
    with pytest.raises(NotAllowed):
        house.perform(new_round, actor, number)


def test_the_lead_prepares_the_vote_of_its_own_group_again(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voters=(), group_number=groups.working(house, clock))
    house.perform(acts.annul, coordinator(house), number, WHY)
    with pytest.raises(NotAllowed):
        house.perform(new_round, representative(house, KAMPEN), number)
    vote_id = house.perform(new_round, representative(house, ZWOLLE), number)
    house.perform(acts.open_vote, representative(house, ZWOLLE), vote_id)
