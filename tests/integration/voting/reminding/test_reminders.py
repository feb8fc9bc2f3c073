"""Reminders: shortly before the end, to those who did not vote yet, and nothing else."""

from datetime import timedelta

import pytest

from gemportal.kernel import outbox
from gemportal.kernel.actor import clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations import acts as organisations
from gemportal.people.acts import end_mandate
from gemportal.settings.acts import change_setting
from gemportal.voting import acts, queries
from gemportal.voting.reminding.acts import remind
from gemportal.voting.reminding.rules import DAYS_BEFORE
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, deputy, email_of, representative
from tests.support.house import House
from tests.support.time import StoppedClock


def represented(house: House) -> None:
    for code in (ZWOLLE, KAMPEN, URK):
        representative(house, code)


def letters(house: House, code: str) -> list[outbox.Letter]:
    return house.ask(outbox.waiting_for, email_of(code))


def a_day_before(house: House, clock: StoppedClock, number: str) -> None:
    """The clock comes by a day before the vote closes, twice."""
    clock.set(house.ask(lambda: queries.by_number(number).closes_at) - timedelta(days=1))
    house.run("tick")
    house.run("tick")


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters stay in the outbox, to be read."""
    monkeypatch.setattr(outbox, "_due", list)


def test_who_did_not_vote_is_reminded_once_with_the_way_there(house: House, clock: StoppedClock) -> None:
    represented(house)
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "against")
    house.run("tick")
    assert letters(house, URK) == []
    a_day_before(house, clock, number)
    assert letters(house, ZWOLLE) == []
    (letter,) = letters(house, URK)
    assert letter.subject == "Herinnering: u kunt nog stemmen over “Samen een bereikbaarheidsdienst”"
    assert f"/stemmingen/{number}" in letter.body
    assert "Urk" in letter.body
    assert len(letters(house, KAMPEN)) == 1


def test_it_says_nothing_of_how_the_vote_stands(house: House, clock: StoppedClock) -> None:
    represented(house)
    first, second = voting.open_vote(house), voting.open_vote(house)
    for code, answer in ((ZWOLLE, "for"), (KAMPEN, "against")):
        voting.cast(house, first, code, answer)
    for code in (ZWOLLE, KAMPEN):
        voting.cast(house, second, code, "blank")
    a_day_before(house, clock, first)
    one, other = (letter.body for letter in letters(house, URK))
    assert one.replace(first, "") == other.replace(second, "")


def test_who_gave_a_proxy_or_does_not_act_any_more_is_left_alone(house: House, clock: StoppedClock) -> None:
    represented(house)
    second = deputy(house, KAMPEN)
    number = voting.open_vote(house)
    voting.give(house, number, ZWOLLE, URK)
    house.perform(end_mandate, coordinator(house), second.mandate_id)
    a_day_before(house, clock, number)
    assert letters(house, ZWOLLE) == []
    assert house.ask(outbox.waiting_for, email_of(KAMPEN, second.mandate_role or email_of.__defaults__[0])) == []
    assert len(letters(house, KAMPEN)) == 1


def test_who_is_no_member_any_more_is_left_alone(house: House, clock: StoppedClock) -> None:
    represented(house)
    number = voting.open_vote(house)
    house.perform(organisations.end_membership, coordinator(house), URK, voting.clock.today(), "op eigen verzoek")
    a_day_before(house, clock, number)
    assert letters(house, URK) == []


def test_a_setting_says_when_and_whether(house: House, clock: StoppedClock) -> None:
    represented(house)
    house.perform(change_setting, coordinator(house), DAYS_BEFORE.key, 0, "niemand wil dit")
    number = voting.open_vote(house)
    a_day_before(house, clock, number)
    assert letters(house, URK) == []


def test_a_vote_that_ended_reminds_nobody(house: House, clock: StoppedClock) -> None:
    represented(house)
    number = voting.open_vote(house)
    house.perform(acts.annul, coordinator(house), number, "een fout in de vraag")
    a_day_before(house, clock, number)
    assert letters(house, URK) == []
    with pytest.raises(RuleBroken):
        house.perform(remind, clock_for("voting:remind"), number, "")
    with pytest.raises(NotAllowed):
        house.perform(remind, coordinator(house), voting.open_vote(house), "")
