"""The letter of a decision: once to whoever represents those it concerns, with a checkpoint that leaves the house."""

from pathlib import Path

import pytest

from gemportal.decisions.acts import tell
from gemportal.decisions.policy import TELL
from gemportal.kernel import outbox, schedule
from gemportal.kernel.actor import MandateRole, clock_for
from gemportal.kernel.errors import NotAllowed
from gemportal.people import acts as people
from gemportal.people.account.acts import change_profile
from gemportal.people.policy import DEMO
from gemportal.people.rules import Language
from gemportal.register import keys
from gemportal.register.keeping import notes_in_texts
from gemportal.register.notes import TreeHead
from gemportal.register.queries import latest_checkpoint
from tests.factories import groups
from tests.factories.decisions import recorded, voted
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    deputy,
    email_of,
    password_hash,
    representative,
    representatives,
)
from tests.support.house import House
from tests.support.time import StoppedClock


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters stay in the outbox, to be read."""
    monkeypatch.setattr(outbox, "_due", list)


def letters(house: House, code: str, role: MandateRole = MandateRole.REPRESENTATIVE) -> list[outbox.Letter]:
    return house.ask(outbox.waiting_for, email_of(code, role))


def test_every_representative_reads_once_what_was_decided_and_holds_a_checkpoint(
    house: House, clock: StoppedClock
) -> None:
    representatives(house, ZWOLLE, KAMPEN)
    deputy(house, KAMPEN)
    number = recorded(house, title="Eén lijst")
    assert letters(house, ZWOLLE) == [], "recording it writes to nobody"
    house.run("tick")
    house.run("tick")
    (letter,) = letters(house, ZWOLLE)
    assert letter.subject == f"Besluit {number}: “Eén lijst”"
    assert f"http://localhost/besluiten/{number}" in letter.body
    assert len(letters(house, KAMPEN)) == 1
    assert letters(house, KAMPEN, MandateRole.DEPUTY) == []

    (note,) = notes_in_texts.find(letter.body, "gemportal.example/register")
    head = TreeHead.read(house.ask(lambda: keys.signer().verifier).open(note))
    assert note == house.ask(lambda: latest_checkpoint().note)
    assert head.size > 1


def test_a_checkpoint_from_a_letter_finds_what_was_taken_away(
    house: House, clock: StoppedClock, tmp_path: Path
) -> None:
    representative(house)
    recorded(house)
    house.run("tick")
    file = tmp_path / "brief.txt"
    file.write_text(letters(house, ZWOLLE)[0].body)
    assert "kept checkpoints" in house.run("register", "verify", "--kept", str(file)).output


def test_who_represents_two_members_gets_one(house: House, clock: StoppedClock) -> None:
    representatives(house, ZWOLLE, KAMPEN)
    house.perform(people.enrol, clock_for(DEMO), email_of(ZWOLLE), "Zwolle", password_hash(), organisation=KAMPEN)
    recorded(house)
    house.run("tick")
    assert len(letters(house, ZWOLLE)) == 1


def test_it_is_written_in_the_language_of_the_reader(house: House, clock: StoppedClock) -> None:
    reader = representative(house)
    house.perform(change_profile, reader, "Zwolle", Language.ENGLISH, [])
    recorded(house, title="Eén lijst")
    house.run("tick")
    (letter,) = letters(house, ZWOLLE)
    assert "A decision has been recorded" in letter.body


def test_the_decision_of_a_group_is_told_to_its_participants(house: House, clock: StoppedClock) -> None:
    group = groups.running_step(house, clock)
    representative(house, URK)
    house.run("tick")
    before = {code: len(letters(house, code)) for code in (ZWOLLE, URK)}
    recorded(house, group=group)
    house.run("tick")
    assert len(letters(house, ZWOLLE)) == before[ZWOLLE] + 1
    assert len(letters(house, URK)) == before[URK]


def test_a_vote_that_is_adopted_is_told_as_the_decision_it_made(house: House, clock: StoppedClock) -> None:
    number = voted(house)
    clock.advance(days=60)  # it was published in time to come
    house.run("tick")
    assert [letter.subject.partition(":")[0] for letter in letters(house, ZWOLLE)][-1:] == [f"Besluit {number}"]


def test_a_letter_that_cannot_be_written_takes_nothing_from_the_decision(house: House, clock: StoppedClock) -> None:
    representative(house)
    number = recorded(house)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gemportal.decisions.letters.decided", _fails)
        house.run("tick")
    assert house.ask(lambda: schedule.pending(TELL, number)) is not None
    house.run("tick")
    assert len(letters(house, ZWOLLE)) == 1


def _fails(*args: object, **values: object) -> None:
    raise ValueError("no ink")


def test_only_the_clock_tells(house: House) -> None:
    with pytest.raises(NotAllowed):
        house.perform(tell, coordinator(house), recorded(house), "")


def test_a_story_that_is_told_writes_to_nobody(house: House, clock: StoppedClock) -> None:
    representative(house)
    number = recorded(house)

    def play() -> None:
        with schedule.idle(TELL):
            schedule.tick()

    house.ask(play)
    house.run("tick")
    assert letters(house, ZWOLLE) == []
    assert house.ask(lambda: schedule.pending(TELL, number)) is None
