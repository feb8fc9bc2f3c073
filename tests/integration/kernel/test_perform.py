"""The one entrance: what an act may do, what it leaves behind, and what a page cannot do."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError, OperationalError

from gemportal.kernel import acts, clock, db
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import ACTS, act, perform, running, under_ground
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.numbering import Numbering, next_number
from gemportal.kernel.words import _l
from gemportal.register.log import record
from gemportal.register.models import Entry
from tests.support.house import House
from tests.support.time import StoppedClock

TESTER = clock_for("tests:try")


@act("tests:number", _l("geeft een nummer"), holds=holds("number"))
def give_number(actor: Actor, subject: str = "test") -> str:
    number = next_number("T")
    record(subject, {"number": number})
    return number


@act("tests:silent", _l("zwijgt"), holds=holds())
def stay_silent(actor: Actor) -> None:
    next_number("T")


@act("tests:talkative", _l("zegt het twee keer"), holds=holds())
def say_twice(actor: Actor) -> None:
    record("test", {})
    record("test", {})


@act("tests:house", _l("schrijft waar het niet mag"), holds=None)
def house_act_that_records(actor: Actor) -> None:
    record("test", {})


@act("tests:quiet-house", _l("doet iets kleins"), holds=None)
def house_act(actor: Actor) -> str:
    return next_number("T")


@act("tests:fail", _l("mislukt"), holds=holds())
def fail_after_writing(actor: Actor) -> None:
    next_number("T")
    record("test", {})
    raise RuleBroken(_l("Dit kan niet."))


@act("tests:cause", _l("veroorzaakt"), holds=holds())
def cause(actor: Actor) -> None:
    record("cause", {})
    under_ground("S-2026-001", give_number, actor, "effect")


@act("tests:hasty", _l("veroorzaakt te vroeg"), holds=holds())
def cause_too_early(actor: Actor) -> None:
    give_number(actor)
    record("test", {})


@act("tests:moments", _l("leest de klok"), holds=None)
def read_the_clock(actor: Actor) -> bool:
    return running().arrived_at <= clock.now() == clock.now()


def given_numbers() -> int:
    return db.session().scalar(sa.select(Numbering.last).where(Numbering.letter == "T")) or 0


def entries() -> list[Entry]:
    return list(db.session().scalars(sa.select(Entry).order_by(Entry.index)))


def test_an_act_leaves_its_rows_and_one_entry(house: House) -> None:
    assert house.perform(give_number, TESTER).endswith("-001")
    assert [entry.act for entry in house.ask(entries)] == ["tests:number"]
    assert house.ask(given_numbers) == 1


@pytest.mark.parametrize("wrong", [stay_silent, say_twice, house_act_that_records, cause_too_early])
def test_abuse_22_an_act_without_exactly_its_entry_does_not_happen(house: House, wrong: acts.Effect) -> None:
    with pytest.raises(RuntimeError):
        house.perform(wrong, TESTER)
    assert house.ask(given_numbers) == 0
    assert house.ask(entries) == []


def test_abuse_22_an_act_that_fails_leaves_no_entry(house: House) -> None:
    with pytest.raises(RuleBroken):
        house.perform(fail_after_writing, TESTER)
    assert house.ask(given_numbers) == 0
    assert house.ask(entries) == []


def test_a_house_act_writes_no_entry(house: House) -> None:
    assert house.perform(house_act, TESTER).startswith("T-")
    assert house.ask(entries) == []


def test_a_nested_act_writes_its_own_entry_and_names_cause_and_ground(house: House) -> None:
    house.perform(cause, TESTER)
    first, second = house.ask(entries)
    assert (first.act, second.act) == ("tests:cause", "tests:number")
    assert second.cause == first.index
    assert b'"ground":"S-2026-001"' in second.body
    assert b'"ground"' not in first.body


def test_no_act_is_performed_inside_another(house: House) -> None:
    """It would undo and commit in the middle of the first, and give its lock away."""

    def outer(actor: Actor) -> None:
        perform(cause, actor)

    with pytest.raises(RuntimeError, match="inside another"):
        house.perform(outer, TESTER)
    assert house.ask(entries) == []


def test_an_act_outside_perform_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(RuntimeError, match="outside perform"):
        give_number(TESTER)


def test_two_acts_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="tests:number"):
        act("tests:number", _l("nog eens"), holds=holds())(give_number)
    assert ACTS["tests:number"].function is give_number


def test_a_page_that_writes_by_accident_fails(app: Flask) -> None:
    with app.app_context():
        db.session().add(Numbering(letter="X", year=2026, last=1))
        with pytest.raises(DBAPIError, match=r"read-?only"):
            db.session().flush()


def test_time_stands_still_during_an_act(house: House) -> None:
    assert house.perform(read_the_clock, TESTER)


def test_an_entry_never_precedes_the_one_before_it(house: House, clock: StoppedClock) -> None:
    house.perform(give_number, TESTER)
    clock.advance(days=-1)
    house.perform(give_number, TESTER)
    first, second = house.ask(entries)
    assert second.at == first.at


def test_what_was_read_before_is_forgotten(app: Flask, house: House) -> None:
    """Rows read before the lock are stale; an act must see what others wrote meanwhile."""
    with app.app_context():
        assert given_numbers() == 0
        thread = threading.Thread(target=house.perform, args=(give_number, TESTER))
        thread.start()
        thread.join()
        assert perform(give_number, TESTER).endswith("-002")


def test_what_a_page_read_before_can_still_be_shown_after_a_refusal(app: Flask, house: House) -> None:
    """A form that comes back with a broken rule shows the row that it is about once more."""
    house.perform(give_number, TESTER)
    with app.app_context():
        (row,) = entries()
        with pytest.raises(RuleBroken):
            perform(fail_after_writing, TESTER)
        assert row.act == "tests:number"
        assert row not in db.session()


def test_a_passing_failure_is_tried_again_as_a_whole(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    @act("tests:once", _l("mislukt één keer"), holds=holds())
    def fail_once(actor: Actor) -> str:
        tries.append(clock_now())
        number = next_number("T")
        record("test", {})
        if len(tries) == 1:
            raise OperationalError("", {}, Exception("database is locked"))
        return number

    clock_now = clock.now
    try:
        assert house.perform(fail_once, TESTER).endswith("-001")
    finally:
        del ACTS["tests:once"]
    assert len(tries) == 2
    assert tries[1] - tries[0] < timedelta(minutes=1)
    assert len(house.ask(entries)) == 1


def test_forty_at_once_leave_no_gap_and_no_double(app: Flask, house: House) -> None:
    numbers: list[str] = []
    threads = [threading.Thread(target=lambda: numbers.append(house.perform(give_number, TESTER))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(numbers)) == 40
    assert house.ask(given_numbers) == 40
    assert [entry.index for entry in house.ask(entries)] == list(range(40))


def test_an_act_is_the_only_one_that_writes_before_it_asked_anything(house: House) -> None:
    """Else its moment might be one from before it waited, and another write while it still looks about."""
    begun, other = threading.Event(), threading.Event()

    def look_about(actor: Actor) -> bool:
        begun.set()
        return other.wait(0.3)

    def follow() -> None:
        assert begun.wait(60)
        house.perform(lambda actor: other.set(), TESTER)

    thread = threading.Thread(target=follow)
    thread.start()
    assert not house.perform(look_about, TESTER)
    thread.join()
    assert other.is_set()
