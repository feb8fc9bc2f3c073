"""Abuse 9 and 10: another's ballot, key or receipt is worth nothing, and one summary is one ballot however often it is sent."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.people.acts import end_mandate
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from gemportal.voting.models import HandedIn
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, deputy, email_of, representative
from tests.factories.people import signed_in
from tests.integration.voting.test_abuse_of_votes import at_once, ballots
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

KEY = "a key of the page, and a long one"


def hand_in(house: House, number: str, code: str = ZWOLLE, answer: Any = "for", **values: Any) -> int:
    return house.perform(acts.hand_in, representative(house, code), number, answer, **{"key": KEY, **values})


def summary(house: House, number: str, code: str = ZWOLLE, answer: str = "for") -> StrictClient:
    """Somebody before the summary of their ballot."""
    representative(house, code)
    page = signed_in(house.app, email_of(code))
    page.get(f"/stemmingen/{number}/stem")
    page.submit("main form", {"answer": answer})
    assert page.page.heading == "Controleer uw stem"
    return page


def fields(page: StrictClient) -> dict[str, str]:
    return {field["name"]: field["value"] for field in page.page.all("main form input[type=hidden]")} | {"stap": "stem"}


def test_abuse_10_a_double_click_gives_one_entry_and_one_receipt(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    page = summary(house, number)
    sent = fields(page)
    before = house.ask(register.number_of_entries)
    answers = [page.post(f"/stemmingen/{number}/stem", data=sent) for _ in range(3)]
    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, f"/stemmingen/{number}/stem/{before}")
    }
    assert house.ask(register.number_of_entries) == before + 1
    assert ballots(house, number) == {ZWOLLE: "for"}


def test_abuse_10_eight_at_once_with_one_key_are_one_ballot(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    who = representative(house, ZWOLLE)
    before = house.ask(register.number_of_entries)
    jobs: list[Any] = [(clock.now, lambda: house.perform(acts.hand_in, who, number, "for", key=KEY)) for _ in range(8)]
    assert at_once(house, jobs) == [before] * 8
    assert house.ask(register.number_of_entries) == before + 1


def test_abuse_10_the_last_ballot_that_closes_a_vote_is_answered_twice_too(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voters=(ZWOLLE,), early_close=True)
    page = summary(house, number)
    sent = fields(page)
    first = page.post(f"/stemmingen/{number}/stem", data=sent)
    assert house.ask(queries.result_of, 1) is not None
    again = page.post(f"/stemmingen/{number}/stem", data=sent)
    assert (again.status_code, again.location) == (first.status_code, first.location)
    page.get(again.location)
    assert page.page.heading == "Uw stem is ontvangen"


def test_abuse_10_a_retry_after_the_ballot_was_changed_leaves_the_change(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    first = hand_in(house, number)
    second = hand_in(house, number, answer="against", key=KEY[::-1])
    assert hand_in(house, number) == first < second
    assert ballots(house, number) == {ZWOLLE: "against"}


CHANGED: list[Callable[[House, str, str], Any]] = [
    lambda house, number, other: hand_in(house, number, answer="against"),
    lambda house, number, other: hand_in(house, number, statement="Toch nog iets."),
    lambda house, number, other: hand_in(house, other),
    lambda house, number, other: hand_in(house, number, KAMPEN),
    lambda house, number, other: hand_in(house, number, line=URK),
    lambda house, number, other: house.perform(acts.hand_in, deputy(house, ZWOLLE), number, "for", key=KEY),
]


@pytest.mark.parametrize("change", CHANGED, ids=["answer", "statement", "vote", "organisation", "line", "person"])
def test_abuse_09_a_key_opens_nothing_with_anything_else(
    house: House, clock: StoppedClock, change: Callable[[House, str, str], Any]
) -> None:
    number, other = voting.open_vote(house), voting.open_vote(house)
    deputy(house, ZWOLLE)
    representative(house, KAMPEN)
    voting.give(house, number, URK, ZWOLLE)
    hand_in(house, number)
    before = house.ask(register.number_of_entries)
    with pytest.raises(RuleBroken, match="al een andere stem"):
        change(house, number, other)
    assert house.ask(register.number_of_entries) == before
    assert ballots(house, number) == {ZWOLLE: "for"}
    assert ballots(house, other) == {}


def test_abuse_09_anothers_whole_form_gives_nothing(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    of_zwolle = summary(house, number)
    stolen = fields(of_zwolle)
    of_zwolle.submit("main form", button="Stem uitbrengen")
    receipt = of_zwolle.address
    kampen = summary(house, number, KAMPEN, "against")
    own = fields(kampen)
    assert kampen.post(f"/stemmingen/{number}/stem", data=stolen).status_code == 400
    kampen.post(f"/stemmingen/{number}/stem", data={**stolen, "csrf_token": own["csrf_token"]})
    assert kampen.response.status_code == 409
    assert "al een andere stem" in kampen.page.one("#fouten").text
    kampen.get(receipt)
    assert kampen.response.status_code == 404
    assert ballots(house, number) == {ZWOLLE: "for"}


@pytest.mark.parametrize("key", ["", "x", "0" * 21])
def test_abuse_09_a_key_that_could_be_guessed_is_none(house: House, clock: StoppedClock, key: str) -> None:
    number = voting.open_vote(house)
    with pytest.raises(RuleBroken, match="verlopen"):
        hand_in(house, number, key=key)
    assert ballots(house, number) == {}


def test_abuse_09_a_key_outlives_no_mandate(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    page = summary(house, number)
    sent = fields(page)
    page.post(f"/stemmingen/{number}/stem", data=sent)
    house.perform(end_mandate, coordinator(house), representative(house, ZWOLLE).mandate_id)
    assert page.post(f"/stemmingen/{number}/stem", data=sent).status_code == 403


def test_abuse_09_the_database_keeps_no_key_and_each_once(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    hand_in(house, number)

    def again() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            row = connection.execute(sa.select(HandedIn)).mappings().one()
            assert KEY.encode() not in row["key_digest"] + row["request"]
            connection.execute(sa.insert(HandedIn), [{**row, "entry_index": 0}])

    with pytest.raises(sa.exc.IntegrityError):
        house.ask(again)


def test_abuse_09_a_receipt_is_for_its_own_organisation_and_vote(house: House, clock: StoppedClock) -> None:
    number, other = voting.open_vote(house), voting.open_vote(house)
    index = voting.cast(house, number, ZWOLLE, "for")
    receipt = house.ask(queries.receipt, number, index, ZWOLLE)
    proven = house.ask(register.proven, index)
    assert (receipt.commitment, receipt.size) == (proven.private, index + 1)
    for wrong in ((number, index, KAMPEN), (other, index, ZWOLLE), (number, 0, ZWOLLE), (number, index, None)):
        with pytest.raises(NotFound):
            house.ask(queries.receipt, *wrong)
