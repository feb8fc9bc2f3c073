"""What goes by itself once it is old, carried out by `flask tick`."""

from datetime import timedelta
from threading import Thread

import pytest
import sqlalchemy as sa

from gemportal.kernel import db, outbox, schedule
from gemportal.kernel.actor import NOBODY, clock_for
from gemportal.kernel.errors import NotAllowed
from gemportal.kernel.outbox import Letter
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.models import Invitation, Person
from gemportal.people.policy import DEMO
from gemportal.people.privacy import acts, queries, rules
from gemportal.people.privacy.policy import FORGET, WARN_IDLE
from gemportal.people.rules import INVITATION_LASTS, digest_of
from gemportal.people.signin import acts as signin
from gemportal.people.signin.models import SignIn
from gemportal.people.signin.rules import MANDATE_LONGEST
from gemportal.settings.acts import change_setting
from tests.factories import members
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.time import StoppedClock

AWAY = "weg@gemportal.example"
TWO_YEARS = timedelta(days=731)


def without_role(house: House, email: str = AWAY) -> int:
    return house.perform(people.enrol, clock_for(DEMO), email, "Wie Weg Is", members.password_hash())


def sign_in(house: House, person_id: int, number: int = 1) -> None:
    house.perform(signin.sign_in, NOBODY, person_id, members.password_hash(), digest_of(f"token {number}"))


def is_erased(house: House, person_id: int) -> bool:
    return house.ask(lambda: db.session().get_one(Person, person_id).erased_at is not None)


def count(house: House, table: type[db.Base]) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(table))) or 0


def sent(house: House) -> list[Letter]:
    found: list[Letter] = []
    house.ask(outbox.send_due, found.append)
    return found


def test_whoever_is_away_for_long_is_told_and_then_erased(house: House, clock: StoppedClock) -> None:
    person_id = without_role(house)
    clock.advance(days=699)
    assert house.ask(schedule.tick) == 0
    clock.advance(days=3)
    assert house.ask(schedule.tick) == 1
    assert house.ask(schedule.tick) == 0
    (letter,) = sent(house)
    assert letter.to == AWAY
    assert "2 maart 2028" in letter.body or "maart 2028" in letter.body
    assert "http://localhost/aanmelden" in letter.body
    clock.advance(days=29)
    assert house.ask(schedule.tick) == 0
    assert not is_erased(house, person_id)
    clock.advance(days=1)
    assert house.ask(schedule.tick) == 1
    assert is_erased(house, person_id)
    clock.advance(days=900)
    assert house.ask(schedule.tick) == 0
    assert sent(house) == []


def test_signing_in_after_the_warning_is_enough_to_stay_and_the_term_begins_anew(
    house: House, clock: StoppedClock
) -> None:
    person_id = without_role(house)
    clock.advance(days=710)
    house.ask(schedule.tick)
    assert len(sent(house)) == 1
    clock.advance(days=10)
    sign_in(house, person_id)
    clock.advance(days=20)
    house.ask(schedule.tick)
    assert not is_erased(house, person_id)
    clock.advance(days=710)
    house.ask(schedule.tick)
    assert len(sent(house)) == 1
    clock.advance(days=30)
    house.ask(schedule.tick)
    assert is_erased(house, person_id)


def test_whoever_has_or_had_a_role_lately_stays(house: House, clock: StoppedClock) -> None:
    present, ended = representative(house, ZWOLLE), representative(house, KAMPEN)
    office = coordinator(house)
    clock.advance(days=1000)
    (mandate_id,) = house.ask(queries.running_terms, ended.person_id)[0]
    house.perform(people.end_mandate, office, mandate_id)
    house.ask(schedule.tick)
    assert sent(house) == []
    clock.advance(days=702)
    assert house.ask(schedule.tick) == 1
    assert [letter.to for letter in sent(house)] == [members.email_of(KAMPEN)]
    assert not is_erased(house, present.person_id or 0)


def test_a_longer_term_set_after_the_warning_holds(house: House, clock: StoppedClock) -> None:
    person_id = without_role(house)
    clock.advance(days=710)
    house.ask(schedule.tick)
    house.perform(change_setting, coordinator(house), rules.IDLE.key, 60, "Wij werken in lange rondes.")
    clock.advance(days=30)
    house.ask(schedule.tick)
    assert not is_erased(house, person_id)


def test_a_tick_warns_a_bounded_number_in_a_fixed_number_of_queries(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def statements_of(number: int) -> int:
        for place in range(number):
            without_role(house, f"weg.{number}.{place}@gemportal.example")
        clock.advance(days=710)
        watch = house.app.extensions["watch"]
        watch.clear()
        house.perform(acts.warn_idle, clock_for(WARN_IDLE), "http://localhost/aanmelden")
        return sum(statement.startswith("SELECT") for statement in watch.statements)

    assert statements_of(2) == statements_of(20)
    monkeypatch.setattr(queries, "AT_ONCE", 3)
    for place in range(5):
        without_role(house, f"nog.{place}@gemportal.example")
    clock.advance(days=710)
    told = [house.perform(acts.warn_idle, clock_for(WARN_IDLE), "http://localhost/aanmelden") for _ in range(3)]
    assert told[0] == 3


def test_two_ticks_at_once_warn_once(house: House, clock: StoppedClock) -> None:
    for place in range(4):
        without_role(house, f"weg.{place}@gemportal.example")
    moment = clock.advance(days=710)

    def tick() -> None:
        held = StoppedClock(moment)
        try:
            house.ask(schedule.tick)
        finally:
            held.release()

    threads = [Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({letter.to for letter in sent(house)}) == 4
    assert count(house, schedule.Due) == 4


def test_sign_ins_that_are_over_go_after_their_term(house: House, clock: StoppedClock) -> None:
    person_id = representative(house, ZWOLLE).person_id or 0
    sign_in(house, person_id)
    clock.advance(hours=MANDATE_LONGEST.default, days=rules.SIGN_INS.default)
    assert house.ask(schedule.tick) == 0
    assert count(house, SignIn) == 1
    clock.advance(seconds=1)
    assert house.ask(schedule.tick) == 1
    assert count(house, SignIn) == 0


def test_invitations_that_are_over_go_after_their_term(house: House, clock: StoppedClock) -> None:
    office = coordinator(house)
    members.member(house, ZWOLLE)
    for name in ("een", "twee"):
        address = f"{name}@gemportal.example"
        today = clock.now.date()
        house.perform(people.invite, office, digest_of(name), address, "Wie Komt", organisation=ZWOLLE,
                      role=members.MandateRole.DEPUTY, first_day=today)  # fmt: skip
    first = house.ask(lambda: db.session().scalar(sa.select(sa.func.min(Invitation.id))))
    house.perform(people.revoke_invitation, office, first)
    clock.advance(days=rules.INVITATIONS.default, seconds=1)
    assert house.ask(schedule.tick) == 1
    assert count(house, Invitation) == 1
    clock.advance(days=INVITATION_LASTS.days)
    assert house.ask(schedule.tick) == 1
    assert count(house, Invitation) == 0


def test_a_sweep_that_fails_keeps_no_deadline_waiting(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise ZeroDivisionError

    monkeypatch.setitem(schedule._sweeps, "tests:broken", broken)
    person_id = without_role(house)
    clock.advance(days=710)
    assert house.ask(schedule.tick) == 1
    assert not is_erased(house, person_id)


def test_nobody_but_the_clock_forgets(house: House, clock: StoppedClock) -> None:
    person_id = without_role(house)
    assert house.ask(standing.credentials, AWAY) is not None
    for act, values in (
        (acts.forget, ()),
        (acts.warn_idle, ("http://localhost",)),
        (acts.erase, (str(person_id),)),
        (acts.erase_idle, (str(person_id),)),
    ):
        with pytest.raises(NotAllowed):
            house.perform(act, coordinator(house), *values)
        with pytest.raises(NotAllowed):
            house.perform(act, clock_for("voting:close"), *values)
    assert house.perform(acts.forget, clock_for(FORGET)) == 0
