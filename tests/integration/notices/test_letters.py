"""Letters on what happens: as often as each chose, each thing once, and stopped by their own link."""

from pathlib import Path

import pytest

from gemportal.kernel import outbox
from gemportal.kernel.errors import NotAllowed
from gemportal.kernel.outbox import Letter
from gemportal.notices import acts, posting
from gemportal.notices.rules import Frequency, Kind
from gemportal.register import keys
from gemportal.register.keeping import notes_in_texts
from gemportal.register.notes import TreeHead
from gemportal.register.queries import latest_checkpoint
from tests.factories import groups, initiatives
from tests.factories.decisions import recorded
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, email_of, representative, representatives
from tests.integration.groups.test_races import race
from tests.support.house import House
from tests.support.time import StoppedClock


def letters(house: House, code: str) -> list[Letter]:
    return house.ask(outbox.waiting_for, email_of(code))


def next_morning(house: House, clock: StoppedClock, days: int = 1) -> None:
    """The clock comes by after so many days, twice."""
    clock.advance(days=days)
    house.run("tick")
    house.run("tick")


def decided(house: House, code: str) -> list[Letter]:
    return [letter for letter in letters(house, code) if "controlepunt" in letter.body]


def test_every_member_reads_once_what_was_decided_and_holds_a_checkpoint(house: House, clock: StoppedClock) -> None:
    representatives(house, ZWOLLE, KAMPEN)
    number = recorded(house, title="Eén lijst")
    house.run("tick")
    assert decided(house, ZWOLLE) == [], "by default decisions come once a day"
    next_morning(house, clock)
    (letter,) = decided(house, ZWOLLE)
    assert letter.subject == f"Besluit {number}: “Eén lijst”"
    assert f"http://localhost/besluiten/{number}" in letter.body
    assert len(decided(house, KAMPEN)) == 1
    (note,) = notes_in_texts.find(letter.body, "gemportal.example/register")
    head = TreeHead.read(house.ask(lambda: keys.signer().verifier).open(note))
    assert note == house.ask(lambda: latest_checkpoint().note)
    assert head.size > 1


def test_a_checkpoint_from_a_letter_finds_what_was_taken_away(
    house: House, clock: StoppedClock, tmp_path: Path
) -> None:
    representative(house)
    recorded(house)
    next_morning(house, clock)
    next_morning(house, clock)
    file = tmp_path / "brief.txt"
    file.write_text(decided(house, ZWOLLE)[0].body)
    assert "kept checkpoints" in house.run("register", "verify", "--kept", str(file)).output


def test_several_decisions_of_a_day_come_in_one_letter(house: House, clock: StoppedClock) -> None:
    representative(house)
    house.run("tick")
    first, second = recorded(house), recorded(house, title="Nog een lijst")
    next_morning(house, clock)
    (letter,) = decided(house, ZWOLLE)
    assert letter.subject == "2 besluiten"
    assert letter.body.index(first) < letter.body.index(second)


def test_the_decision_of_a_group_is_told_to_its_participants(house: House, clock: StoppedClock) -> None:
    group = groups.running_step(house, clock)
    representative(house, URK)
    next_morning(house, clock)
    before = {code: len(decided(house, code)) for code in (ZWOLLE, URK)}
    recorded(house, group=group)
    next_morning(house, clock)
    assert len(decided(house, ZWOLLE)) == before[ZWOLLE] + 1
    assert len(decided(house, URK)) == before[URK]


def test_what_one_follows_comes_on_monday_grouped_by_subject(house: House, clock: StoppedClock) -> None:
    representative(house)
    house.run("tick")
    number = initiatives.published(house, ZWOLLE)
    initiatives.declare(house, number, KAMPEN)
    next_morning(house, clock, days=7)
    (letter,) = [found for found in letters(house, ZWOLLE) if found.subject.startswith("Nieuws")]
    assert letter.body.count(f"({number})") == 1
    assert "Kampen verklaart bereidheid" in letter.body
    assert f"http://localhost/initiatieven/{number}" in letter.body
    next_morning(house, clock, days=7)
    assert len([found for found in letters(house, ZWOLLE) if number in found.body and "Nieuws" in found.subject]) == 1


def test_who_wants_to_hear_at_once_does(house: House, clock: StoppedClock) -> None:
    reader = representative(house)
    house.perform(acts.choose, reader, {Kind.FOLLOWED: Frequency.AT_ONCE, Kind.ASKED: Frequency.NEVER})
    number = initiatives.published(house, ZWOLLE)
    house.run("tick")
    before = len(letters(house, ZWOLLE))
    initiatives.declare(house, number, KAMPEN)
    house.run("tick")
    house.run("tick")
    assert len(letters(house, ZWOLLE)) == before + 1


def test_who_begins_again_is_not_told_what_they_missed(house: House, clock: StoppedClock) -> None:
    reader = representative(house)
    house.perform(acts.choose, reader, dict.fromkeys(Kind, Frequency.NEVER))
    initiatives.declare(house, initiatives.published(house, ZWOLLE), KAMPEN)
    recorded(house)
    next_morning(house, clock, days=8)
    assert letters(house, ZWOLLE) == []
    house.perform(acts.choose, reader, dict.fromkeys(Kind, Frequency.AT_ONCE))
    house.run("tick")
    assert letters(house, ZWOLLE) == []


def test_no_letter_names_a_person(house: House, clock: StoppedClock) -> None:
    readers = representatives(house, ZWOLLE, KAMPEN)
    house.run("tick")
    number = initiatives.published(house, ZWOLLE)
    initiatives.declare(house, number, KAMPEN, who_would="Jan de Vries")
    recorded(house)
    next_morning(house, clock, days=8)
    text = "".join(letter.subject + letter.body for code in (ZWOLLE, KAMPEN) for letter in letters(house, code))
    assert text
    for name in ("Jan de Vries", *(reader.person_name for reader in readers), "@"):
        assert name not in text


def test_two_ticks_at_once_write_each_letter_once(house: House, clock: StoppedClock) -> None:
    codes = (ZWOLLE, KAMPEN, URK)
    representatives(house, *codes)
    house.run("tick")
    recorded(house)
    clock.advance(days=1)
    race(house, clock, [posting.write] * 4)
    assert [len(decided(house, code)) for code in codes] == [1, 1, 1]


def test_a_tick_that_dies_after_wording_a_letter_loses_and_doubles_nothing(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    representative(house)
    house.run("tick")
    recorded(house)
    clock.advance(days=1)

    def dies(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "put", dies)
        with pytest.raises(KeyboardInterrupt):
            house.ask(posting.write)
    assert decided(house, ZWOLLE) == []
    house.run("tick")
    house.run("tick")
    assert len(decided(house, ZWOLLE)) == 1


def test_a_bounded_number_is_looked_at_in_a_bounded_number_of_queries(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gemportal.notices.rules.PER_TICK", 2)
    representatives(house, ZWOLLE, KAMPEN, URK)
    for _ in range(8):
        house.run("tick")
    recorded(house)
    clock.advance(days=1)
    house.run("tick")
    assert sum(len(decided(house, code)) for code in (ZWOLLE, KAMPEN, URK)) < 3
    for _ in range(8):
        house.run("tick")
    assert [len(decided(house, code)) for code in (ZWOLLE, KAMPEN, URK)] == [1, 1, 1]


def test_only_the_clock_writes(house: House) -> None:
    for act in (acts.write, acts.begin):
        with pytest.raises(NotAllowed):
            house.perform(act, coordinator(house), [])
    with pytest.raises(NotAllowed):
        house.perform(acts.take_stock, coordinator(house))
