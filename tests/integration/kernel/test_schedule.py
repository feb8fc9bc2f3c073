"""Deadlines: carried out once, oldest first, whoever ticks; what is refused waits and holds up nobody."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import db, schedule
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.numbering import Numbering, next_number
from gemportal.kernel.schedule import Due
from gemportal.kernel.words import _l
from tests.support.house import House
from tests.support.time import StoppedClock

BELL = "tests:bell"
TESTER = clock_for(BELL)
RUNG: list[str] = []


@act("tests:ring", _l("luidt de bel"), holds=None)
def ring(actor: Actor, subject: str) -> None:
    assert (actor.rule, actor.person_id) == (BELL, None)
    next_number("T")
    if subject == "refused":
        raise RuleBroken(_l("De bel is stuk."))
    if subject == "broken":
        raise ZeroDivisionError
    if subject == "chain":
        schedule.put(BELL, "after", kernel_clock.now())
    RUNG.append(subject)


@act("tests:set", _l("zet een termijn"), holds=None)
def set_deadline(actor: Actor, subject: str, at: datetime, kind: str = BELL) -> None:
    schedule.put(kind, subject, at)


@act("tests:settle", _l("doet het met de hand"), holds=None)
def do_by_hand(actor: Actor, subject: str) -> None:
    schedule.done(BELL, subject)


@act("tests:drop", _l("haalt een termijn weg"), holds=None)
def drop(actor: Actor, subject: str) -> None:
    schedule.drop(BELL, subject)


@pytest.fixture(autouse=True)
def bells(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(schedule._rules, BELL, ring)
    RUNG.clear()
    return None


def put(house: House, *subjects: str, after: int = 0, **options: str) -> None:
    """Deadlines a minute ahead, and `after` more, each a second after the one before."""
    for place, subject in enumerate(subjects):
        at = kernel_clock.now() + timedelta(minutes=1 + after, seconds=place)
        house.perform(set_deadline, TESTER, subject, at, **options)


def tick(house: House) -> int:
    return house.ask(schedule.tick)


def rings(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(Numbering.last))) or 0


def test_what_is_due_is_done_once_and_in_order(house: House, clock: StoppedClock) -> None:
    put(house, "first", "second", "third")
    put(house, "later", after=10)
    assert tick(house) == 0
    clock.advance(minutes=2)
    assert tick(house) == 3
    assert RUNG == ["first", "second", "third"]
    assert tick(house) == 0
    assert rings(house) == 3


def test_the_command_says_how_many_were_done(house: House, clock: StoppedClock) -> None:
    put(house, "first", "second")
    clock.advance(minutes=2)
    assert house.run("tick").output == "2 done, 0 sent\n"
    assert house.run("tick").output == "0 done, 0 sent\n"


def test_a_deadline_is_judged_to_the_moment(house: House, clock: StoppedClock) -> None:
    put(house, "first")
    clock.advance(minutes=1, microseconds=-1)
    assert tick(house) == 0
    clock.advance(microseconds=1)
    assert tick(house) == 1


def test_two_ticks_at_once_do_everything_once(house: House) -> None:
    subjects = [f"bell-{number}" for number in range(12)]
    for subject in subjects:
        house.perform(set_deadline, TESTER, subject, datetime.now(UTC) - timedelta(hours=1))
    together = threading.Barrier(4)
    done: list[int] = []

    def one_tick() -> None:
        together.wait()
        done.append(tick(house))

    threads = [threading.Thread(target=one_tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 4
    assert sum(done) == 12
    assert sorted(RUNG) == sorted(subjects)
    assert rings(house) == 12


def test_what_follows_at_once_is_done_in_the_same_tick(house: House, clock: StoppedClock) -> None:
    put(house, "chain")
    clock.advance(minutes=2)
    assert tick(house) == 2
    assert RUNG == ["chain", "after"]


@pytest.mark.parametrize("subject", ["refused", "broken"])
def test_what_cannot_be_done_leaves_no_trace_holds_up_nobody_and_is_tried_again(
    house: House, clock: StoppedClock, subject: str
) -> None:
    put(house, subject, "next")
    clock.advance(minutes=2)
    with capture_logs() as lines:
        assert tick(house) == 1
    assert RUNG == ["next"]
    assert rings(house) == 1
    told = [line for line in lines if line["log_level"] == "error"]
    assert {(line["kind"], line["subject"]) for line in told} == {(BELL, subject)}
    with capture_logs() as lines:
        assert tick(house) == 0
    assert [line["subject"] for line in lines if line["log_level"] == "error"] == [subject]


def test_what_was_done_by_hand_or_dropped_is_left_alone(house: House, clock: StoppedClock) -> None:
    put(house, "by hand", "dropped", "left")
    house.perform(do_by_hand, TESTER, "by hand")
    house.perform(drop, TESTER, "dropped")
    clock.advance(minutes=2)
    assert tick(house) == 1
    assert RUNG == ["left"]


def test_a_deadline_that_is_set_again_takes_the_place_of_the_first(house: House, clock: StoppedClock) -> None:
    put(house, "first")
    put(house, "first", after=10)
    clock.advance(minutes=2)
    assert tick(house) == 0
    clock.advance(minutes=10)
    assert tick(house) == 1
    put(house, "first")
    clock.advance(minutes=2)
    assert tick(house) == 1
    assert RUNG == ["first", "first"]


def test_a_kind_without_a_rule_only_shows(house: House, clock: StoppedClock) -> None:
    put(house, "shown", kind="tests:shown")
    put(house, "rung")
    both = {BELL, "tests:shown"}
    coming: list[Due] = house.ask(schedule.ahead, both, limit=10)
    assert [due.subject for due in coming] == ["shown", "rung"]
    assert [due.subject for due in house.ask(schedule.ahead, both, limit=1)] == ["shown"]
    assert [due.subject for due in house.ask(schedule.ahead, {BELL}, limit=10)] == ["rung"]
    clock.advance(minutes=2)
    assert tick(house) == 1
    assert RUNG == ["rung"]
    assert house.ask(schedule.ahead, both, limit=10) == []


def test_the_rule_of_another_deadline_carries_nothing_out(house: House, clock: StoppedClock) -> None:
    """Carrying out is asked for by name; a name that is not there, or not yet due, does nothing."""
    put(house, "first")
    assert house.perform(schedule.carry_out, TESTER, BELL, "first") is False
    assert house.perform(schedule.carry_out, TESTER, BELL, "nothing") is False
    assert RUNG == []
