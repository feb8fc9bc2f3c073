"""What is asked: told once, and once more shortly before the end; nothing to who did it, gave it away, or left."""

from datetime import timedelta

import pytest

from gemportal.groups.charter import queries as charter
from gemportal.kernel import outbox
from gemportal.kernel.actor import MandateRole
from gemportal.notices.rules import DAYS_BEFORE
from gemportal.organisations import acts as organisations
from gemportal.people.account.acts import change_profile
from gemportal.people.acts import end_mandate
from gemportal.people.rules import Language
from gemportal.settings.acts import change_setting
from gemportal.voting import acts, queries
from tests.factories import groups, voting
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    deputy,
    email_of,
    member,
    municipality,
    representative,
)
from tests.support.house import House
from tests.support.time import StoppedClock


def represented(house: House) -> None:
    for code in (ZWOLLE, KAMPEN, URK):
        representative(house, code)
    house.run("tick")


def letters(house: House, code: str, role: MandateRole = MandateRole.REPRESENTATIVE) -> list[outbox.Letter]:
    """The letters on what is asked."""
    found = house.ask(outbox.waiting_for, email_of(code, role))
    return [letter for letter in found if letter.subject.startswith(("Gevraagd", "Herinnering", "Asked"))]


def reminders(house: House, code: str) -> list[outbox.Letter]:
    return [letter for letter in letters(house, code) if letter.subject.startswith("Herinnering")]


def days_before(house: House, clock: StoppedClock, number: str, days: int = DAYS_BEFORE.default) -> None:
    """The clock comes by so many days before the vote closes, twice."""
    clock.set(house.ask(lambda: queries.by_number(number).closes_at) - timedelta(days=days))
    house.run("tick")
    house.run("tick")


def test_a_vote_is_told_and_reminded_of_once_with_the_way_there(house: House, clock: StoppedClock) -> None:
    represented(house)
    number = voting.open_vote(house)
    house.run("tick")
    house.run("tick")
    (told,) = letters(house, URK)
    assert told.subject == "Gevraagd: Breng uw stem uit (“Samen een bereikbaarheidsdienst”)"
    assert f"http://localhost/stemmingen/{number}/stem" in told.body
    assert "Dit wordt van u gevraagd namens Urk:" in told.body
    voting.cast(house, number, ZWOLLE, "against")
    days_before(house, clock, number)
    assert reminders(house, ZWOLLE) == []
    (letter,) = reminders(house, URK)
    assert letter.subject == "Herinnering: Breng uw stem uit (“Samen een bereikbaarheidsdienst”)"
    assert f"/stemmingen/{number}" in letter.body
    assert len(reminders(house, KAMPEN)) == 1


def test_it_says_nothing_of_how_the_vote_stands(house: House, clock: StoppedClock) -> None:
    represented(house)
    number = voting.open_vote(house)
    house.run("tick")
    (before,) = letters(house, URK)
    voting.cast(house, number, ZWOLLE, "for")
    days_before(house, clock, number)
    (after,) = reminders(house, URK)
    assert "Zwolle" not in before.body + after.body


def test_who_gave_a_proxy_or_does_not_act_any_more_is_left_alone(house: House, clock: StoppedClock) -> None:
    represented(house)
    second = deputy(house, KAMPEN)
    number = voting.open_vote(house)
    voting.give(house, number, ZWOLLE, URK)
    house.perform(end_mandate, coordinator(house), second.mandate_id)
    days_before(house, clock, number)
    assert letters(house, ZWOLLE) == []
    assert letters(house, KAMPEN, MandateRole.DEPUTY) == []
    assert len(letters(house, KAMPEN)) == 1


def test_who_is_no_member_any_more_is_left_alone(house: House, clock: StoppedClock) -> None:
    represented(house)
    number = voting.open_vote(house)
    house.perform(organisations.end_membership, coordinator(house), URK, voting.clock.today(), "op eigen verzoek")
    days_before(house, clock, number)
    assert letters(house, URK) == []


def test_a_setting_says_when_and_whether(house: House, clock: StoppedClock) -> None:
    represented(house)
    house.perform(change_setting, coordinator(house), DAYS_BEFORE.key, 0, "niemand wil dit")
    number = voting.open_vote(house)
    house.run("tick")
    days_before(house, clock, number)
    assert reminders(house, URK) == []


def test_a_vote_that_ended_reminds_nobody(house: House, clock: StoppedClock) -> None:
    represented(house)
    number = voting.open_vote(house)
    house.run("tick")
    house.perform(acts.annul, coordinator(house), number, "een fout in de vraag")
    days_before(house, clock, number)
    assert reminders(house, URK) == []


def test_it_is_written_in_the_language_of_the_reader(house: House, clock: StoppedClock) -> None:
    represented(house)
    house.perform(change_profile, representative(house, URK), "Urk", Language.ENGLISH, [])
    number = voting.open_vote(house)
    house.run("tick")
    (letter,) = letters(house, URK)
    assert letter.subject.startswith("Asked: ")
    assert f"http://localhost/en/stemmingen/{number}/stem" in letter.body
    assert "http://localhost/en/berichten/stoppen/" in letter.body


def test_an_evaluation_is_told_and_reminded_of(house: House, clock: StoppedClock) -> None:
    representative(house, ZWOLLE)
    house.run("tick")
    number = groups.running_step(house, clock)
    house.run("tick")
    clock.advance(days=100)
    house.run("tick")
    told = "".join(letter.body for letter in house.ask(outbox.waiting_for, email_of(ZWOLLE)))
    assert "Evalueer de stap" in told
    assert number in told
    clock.advance(days=13)
    house.run("tick")
    house.run("tick")
    soon = [
        letter
        for letter in house.ask(outbox.waiting_for, email_of(ZWOLLE))
        if "Evalueer de stap" in letter.body and "Dat is al snel" in letter.body
    ]
    assert len(soon) == 1


def test_an_officer_is_asked_in_their_own_language(house: House, clock: StoppedClock) -> None:
    officer = coordinator(house)
    house.perform(change_profile, officer, "Wie Coördineert", Language.ENGLISH, [])
    municipality(house)
    house.run("tick")
    member(house, KAMPEN)
    house.run("tick")
    (letter,) = house.ask(outbox.waiting_for, "coordinator@gemportal.example")
    assert "This is asked of you as coordinator:" in letter.body
    assert "1 member without a representative" in letter.body


@pytest.mark.parametrize("failing", ["gemportal.notices.letters.asked", "gemportal.kernel.outbox.put"])
def test_a_letter_that_cannot_be_written_is_lost_for_nobody(
    house: House, clock: StoppedClock, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    represented(house)
    voting.open_vote(house)

    def fails(*args: object, **values: object) -> None:
        raise ValueError("no ink")

    with monkeypatch.context() as patch:
        patch.setattr(failing, fails)
        house.run("tick")
    assert letters(house, URK) == []
    clock.advance(hours=1)
    house.run("tick")
    house.run("tick")
    assert len(letters(house, URK)) == 1


def test_a_charter_that_follows_is_reminded_of_before_the_one_in_force_ends(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    representative(house, KAMPEN)
    house.run("tick")
    clock.advance(days=290)
    groups.charter(house, group, budget=7000)
    house.run("tick")
    (told,) = [letter for letter in letters(house, KAMPEN) if "stem in" in letter.subject]
    assert f"/groepen/{group}/opdracht/instemmen" in told.body
    clock.advance(days=7)
    house.run("tick")
    assert [letter.subject for letter in reminders(house, KAMPEN)] == []
    clock.advance(days=2)
    house.run("tick")
    house.run("tick")
    (letter,) = reminders(house, KAMPEN)
    assert letter.subject.startswith("Herinnering: Lees de opdracht en stem in")
    assert reminders(house, ZWOLLE) == [], "who proposed it consented"


def test_a_first_charter_has_no_last_day(house: House, clock: StoppedClock) -> None:
    group = groups.forming(house, clock)
    for code in (ZWOLLE, KAMPEN):
        groups.accept(house, group, code)
    groups.charter(house, group)
    (asked,) = house.ask(charter.asked_of, representative(house, KAMPEN))
    assert (asked.endpoint, asked.until) == ("groups.consent", None)
