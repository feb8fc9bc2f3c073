"""Why a ballot cannot be cast, in a sentence for whoever came to cast it."""

from datetime import timedelta

import pytest
from flask import Flask

from gemportal.kernel import clock as house_clock
from gemportal.organisations import acts as organisations
from gemportal.people.acts import end_mandate
from gemportal.voting import queries
from tests.factories import voting
from tests.factories.members import KAMPEN, UTRECHT, ZWOLLE, coordinator, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


@pytest.fixture
def zwolle(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    representative(house, ZWOLLE)
    return signed_in(app, email_of(ZWOLLE))


def test_too_late_is_said_before_the_summary_and_what_was_typed_stays(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    representative(house, ZWOLLE)
    clock.set(house.ask(lambda: queries.by_number(number).closes_at) - timedelta(minutes=1))
    zwolle = signed_in(house.app, email_of(ZWOLLE))
    zwolle.get(f"/stemmingen/{number}/stem")
    clock.advance(minutes=1)
    zwolle.submit("main form", {"answer": "for", "statement": "Wij zijn voor."})
    assert zwolle.response.status_code == 409
    assert "De stemming is gesloten. Uw stem kwam te laat en telt niet." in zwolle.page.one("#fouten").text
    assert zwolle.page.one("textarea[name=statement]").raw.strip() == "Wij zijn voor."
    assert not zwolle.page.all('main button[value="controle"]'), "nothing is offered that cannot be done any more"


def test_who_comes_after_the_count_is_led_to_the_result_and_loses_nothing(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    representative(house, ZWOLLE)
    clock.set(house.ask(lambda: queries.by_number(number).closes_at) - timedelta(minutes=1))
    zwolle = signed_in(house.app, email_of(ZWOLLE))
    zwolle.get(f"/stemmingen/{number}/stem")
    voting.close(house, number)
    zwolle.submit("main form", {"answer": "for", "statement": "Wij zijn voor."})
    assert zwolle.response.status_code == 409
    assert "Deze stemming is niet meer open. Wat u nu stuurde, telt niet." in zwolle.page.one("#fouten").text
    assert zwolle.page.one("textarea[name=statement]").raw.strip() == "Wij zijn voor."
    assert "Stemmen kan niet meer." in zwolle.page.main.text
    assert not zwolle.page.all('main button[value="controle"]')
    zwolle.get(f"/stemmingen/{number}/stem", follow_redirects=True)
    assert zwolle.address == f"/stemmingen/{number}"
    assert "Stemmen kan niet meer." in zwolle.page.main.text


def test_who_became_a_member_later_is_not_on_the_roll(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    representative(house, UTRECHT)
    late = signed_in(house.app, email_of(UTRECHT))
    late.get(f"/stemmingen/{number}/stem")
    assert late.response.status_code == 403
    assert "staat niet op de lijst van deze stemming" in late.page.main.text


def test_who_is_no_member_any_more_reads_that_the_ballot_stands(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    representative(house, ZWOLLE)
    house.perform(organisations.end_membership, coordinator(house), ZWOLLE, house_clock.today(), "vertrek")
    clock.advance(days=1)
    left = signed_in(house.app, email_of(ZWOLLE))
    left.get(f"/stemmingen/{number}/stem")
    assert left.response.status_code == 403
    assert "geen lid meer" in left.page.main.text


def test_a_mandate_that_ended_is_said_to_have_ended(zwolle: StrictClient, house: House) -> None:
    number = voting.open_vote(house)
    zwolle.get(f"/stemmingen/{number}/stem")
    house.perform(end_mandate, coordinator(house), representative(house, ZWOLLE).mandate_id)
    zwolle.submit("main form", {"answer": "for"})
    assert zwolle.response.status_code == 403
    assert "U hebt nu geen rol" in zwolle.page.main.text


def test_a_proxy_that_was_taken_back_is_no_proxy(zwolle: StrictClient, house: House) -> None:
    number = voting.open_vote(house)
    zwolle.get(f"/stemmingen/{number}/stem?voor={KAMPEN}")
    assert zwolle.response.status_code == 403
    assert "geen volmacht van deze organisatie" in zwolle.page.main.text


def test_whose_proxy_was_used_sees_who_voted_and_may_vote_after_all(zwolle: StrictClient, house: House) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, ZWOLLE, KAMPEN)
    voting.cast(house, number, KAMPEN, "against", line=ZWOLLE)
    zwolle.get(f"/stemmingen/{number}/stem")
    assert "Kampen stemde al voor u, met uw volmacht." in zwolle.page.main.text
    zwolle.submit("main form", {"answer": "for"})
    zwolle.submit("main form", button="Stem uitbrengen")
    kampen = signed_in(house.app, email_of(KAMPEN))
    kampen.get(f"/stemmingen/{number}/stem?voor={ZWOLLE}")
    assert kampen.response.status_code == 409
    assert "heeft zelf gestemd" in kampen.page.main.text


def test_a_session_that_is_over_keeps_the_ballot(zwolle: StrictClient, house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.DRAFTS["ranked"])
    zwolle.get(f"/stemmingen/{number}/stem")
    clock.advance(days=2)
    zwolle.submit("main form", {"answer-0": "2", "answer-1": "1"})
    assert zwolle.address.startswith("/aanmelden")
    assert "verder" in zwolle.page.main.text


def test_who_votes_last_is_told_that_the_vote_is_closed(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voters=(ZWOLLE,), early_close=True)
    representative(house, ZWOLLE)
    zwolle = signed_in(house.app, email_of(ZWOLLE))
    zwolle.get(f"/stemmingen/{number}/stem")
    zwolle.submit("main form", {"answer": "for"}, button="Naar de samenvatting")
    zwolle.submit("main form", button="Stem uitbrengen")
    assert "Zij was de laatste: de stemming is gesloten en geteld." in zwolle.page.text
    assert "wijzigen" not in zwolle.page.main.text
