"""Letters to many: looked at together, in as many questions as those of a few; one that fails keeps no other waiting."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from gemportal.kernel import db, outbox
from gemportal.notices import acts, letters, posting
from gemportal.notices.queries import DueMailing
from gemportal.notices.rules import Frequency, Kind
from tests.factories import initiatives, voting
from tests.factories.decisions import recorded
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    both_roles,
    coordinator,
    email_of,
    member,
    representatives,
)
from tests.support.house import House
from tests.support.time import StoppedClock

EVERYBODY = (ZWOLLE, KAMPEN, DEVENTER, HENGELO, URK, UTRECHT)


@contextmanager
def questions_counted(house: House) -> Iterator[list[str]]:
    """What is asked of the database meanwhile by reading: what acts do goes another way."""
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    engine = house.ask(lambda: db.db.engine)
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def everything_happens(house: House, initiative: str) -> None:
    """Something of each kind of letter for everybody: a vote to cast, a decision, and news of what they follow."""
    voting.open_vote(house)
    recorded(house)
    initiatives.declare(house, initiative, URK)


def test_looking_takes_as_many_questions_for_three_persons_as_for_eight(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = (coordinator(house), both_roles(house, member(house, KAMPEN)), *representatives(house, *EVERYBODY))
    initiative = initiatives.published(house, ZWOLLE)
    for reader in readers:
        house.perform(acts.choose, reader, dict.fromkeys(Kind, Frequency.AT_ONCE))
        house.perform(acts.follow, reader, initiative, following=True)
    voting.prepared_vote(house)  # Who may open it depends on the groups that somebody leads or has a part in.
    house.run("tick")

    everything_happens(house, initiative)
    with monkeypatch.context() as patch, questions_counted(house) as of_three:
        patch.setattr("gemportal.notices.rules.PER_TICK", 3 * len(Kind))
        assert house.ask(posting.write) == 1 + 2 * 3, (
            "the coordinator only follows, who acts for a member gets one of each kind"
        )
    house.run("tick")

    everything_happens(house, initiative)
    with questions_counted(house) as of_all:
        assert house.ask(posting.write) == 1 + 6 * 3 + 2, "Urk is told no news of what it did itself"
    assert len(of_all) == len(of_three), sorted(of_all)


def test_one_letter_that_fails_keeps_no_other_waiting(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    representatives(house, *EVERYBODY)
    house.run("tick")
    voting.open_vote(house)
    worded = letters.asked

    def fails_for_urk(to: DueMailing, questions: list[letters.Question]) -> outbox.Letter:
        if to.email == email_of(URK):
            raise ValueError("no ink")
        return worded(to, questions)

    with monkeypatch.context() as patch:
        patch.setattr(letters, "asked", fails_for_urk)
        house.run("tick")
    written = {code: len(house.ask(outbox.waiting_for, email_of(code))) for code in EVERYBODY}
    assert written == {code: code != URK for code in EVERYBODY}
    clock.advance(hours=1)
    house.run("tick")
    assert [len(house.ask(outbox.waiting_for, email_of(code))) for code in EVERYBODY] == [1] * 6
