"""Asking to be erased, thinking again, and what happens when nobody does."""

import pytest
import sqlalchemy as sa

from gemportal.groups.models import Participant
from gemportal.kernel import db, outbox, schedule
from gemportal.kernel.actor import Actor, MandateRole, Office, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.kernel.outbox import Letter
from gemportal.kernel.public_state import version
from gemportal.people import acts as people
from gemportal.people import queries as of_people
from gemportal.people import standing
from gemportal.people.models import Person
from gemportal.people.policy import DEMO
from gemportal.people.privacy import acts, queries, rules
from gemportal.people.privacy.models import Authorship
from gemportal.register.queries import entries_about, latest_entries
from gemportal.settings.acts import change_setting
from tests.factories import groups, members, voting
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, deputy, officer, representative
from tests.support.house import House
from tests.support.time import StoppedClock

LINK = "http://localhost/mijn/gegevens/wissen"


def sent(house: House) -> list[Letter]:
    found: list[Letter] = []
    house.ask(outbox.send_due, found.append)
    return found


def person(house: House, person_id: int | None) -> Person:
    return house.ask(lambda: db.session().get_one(Person, person_id))


def test_who_asks_is_erased_after_the_time_to_think(house: House, clock: StoppedClock) -> None:
    zwolle = representative(house, ZWOLLE)
    at = house.perform(acts.ask_erasure, zwolle, LINK)
    assert (at - clock.now).days == rules.WAITING.default
    (letter,) = sent(house)
    assert letter.to == members.email_of(ZWOLLE)
    assert "9 maart 2026" in letter.body
    assert LINK in letter.body
    clock.advance(days=6)
    house.run("tick")
    assert person(house, zwolle.person_id).erased_at is None
    with pytest.raises(RuleBroken, match="al gevraagd"):
        house.perform(acts.ask_erasure, zwolle, LINK)
    clock.advance(days=1)
    house.run("tick")
    gone = person(house, zwolle.person_id)
    assert (gone.name, gone.email, gone.password_hash) == ("(gewist)", f"gewist-{zwolle.person_id}", None)
    assert gone.erased_at == clock.now
    for act, values in ((acts.ask_erasure, (LINK,)), (acts.take_back_erasure, ())):
        with pytest.raises((NotAllowed, NotFound)):
            house.perform(act, zwolle, *values)


def test_who_thinks_again_stays(house: House, clock: StoppedClock) -> None:
    zwolle = representative(house, ZWOLLE)
    house.perform(acts.ask_erasure, zwolle, LINK)
    clock.advance(days=6, hours=23)
    house.perform(acts.take_back_erasure, zwolle)
    with pytest.raises(RuleBroken):
        house.perform(acts.take_back_erasure, zwolle)
    clock.advance(days=30)
    house.run("tick")
    assert person(house, zwolle.person_id).erased_at is None
    house.perform(acts.ask_erasure, zwolle, LINK)


def test_without_time_to_think_the_next_tick_erases(house: House, clock: StoppedClock) -> None:
    zwolle = representative(house, ZWOLLE)
    house.perform(change_setting, coordinator(house), rules.WAITING.key, 0, "Wij zijn snel.")
    house.perform(acts.ask_erasure, zwolle, LINK)
    house.run("tick")
    assert person(house, zwolle.person_id).erased_at is not None


def test_roles_end_with_an_entry_that_names_nobody_and_erasing_writes_none(house: House, clock: StoppedClock) -> None:
    zwolle, office = representative(house, ZWOLLE), officer(house, Office.BOARD)
    for actor in (zwolle, office):
        house.perform(acts.ask_erasure, actor, LINK)
    clock.advance(days=7)
    house.run("tick")
    ends = [(line.act, line.subject, line.organisation, line.office) for line in house.ask(latest_entries, 2)]
    assert set(ends) == {("people:end-mandate", ZWOLLE, None, None), ("people:end-office", "board", None, None)}
    assert not [line for line in house.ask(latest_entries, 50) if "eras" in line.act]
    assert house.ask(of_people.holders_of, ZWOLLE) == []


def test_the_only_coordinator_invites_another_first(house: House, clock: StoppedClock) -> None:
    first = coordinator(house)
    with pytest.raises(RuleBroken, match="enige coördinator"):
        house.perform(acts.ask_erasure, first, LINK)
    assert sent(house) == []
    members_of_board = officer(house, Office.BOARD)
    email = "board@gemportal.example"
    house.perform(people.enrol, clock_for(DEMO), email, "x", members.password_hash(), office=Office.COORDINATOR)
    assert members_of_board.person_id
    house.perform(acts.ask_erasure, first, LINK)


def test_two_coordinators_do_not_leave_together(house: House, clock: StoppedClock) -> None:
    """Each is not the only one when they ask; once both are erased, nobody is left to invite another."""
    first = coordinator(house)
    offer = (members.email_of(KAMPEN), "x", members.password_hash())
    representative(house, KAMPEN)
    house.perform(people.enrol, clock_for(DEMO), *offer, office=Office.COORDINATOR)
    second = house.ask(standing.acting_as, offer[0], office=Office.COORDINATOR)
    house.perform(acts.ask_erasure, first, LINK)
    with pytest.raises(RuleBroken, match="enige coördinator"):
        house.perform(acts.ask_erasure, second, LINK)
    house.perform(acts.take_back_erasure, first)
    house.perform(acts.ask_erasure, second, LINK)


def test_on_written_request_by_office(house: House, clock: StoppedClock) -> None:
    zwolle = representative(house, ZWOLLE)
    office = coordinator(house)
    house.perform(acts.ask_erasure_for, office, f" {members.email_of(ZWOLLE).upper()}", LINK)
    assert house.ask(queries.erased_on, zwolle.person_id) is not None
    (letter,) = sent(house)
    assert "schriftelijke verzoek" in letter.body
    house.perform(acts.take_back_erasure, zwolle)
    with pytest.raises(RuleBroken, match="kennen wij niemand"):
        house.perform(acts.ask_erasure_for, office, "niemand@gemportal.example", LINK)


def test_nobody_uses_an_office_on_themselves_or_their_own_organisation(house: House, clock: StoppedClock) -> None:
    representative(house, ZWOLLE), deputy(house, ZWOLLE), coordinator(house)
    email, own = "coordinator@gemportal.example", members.email_of(ZWOLLE)
    with pytest.raises(NotAllowed):
        house.perform(acts.ask_erasure_for, coordinator(house), email, LINK)
    # Zwolle's representative becomes the chair, and may not have Zwolle's deputy erased.
    house.perform(people.enrol, clock_for(DEMO), own, "x", members.password_hash(), office=Office.CHAIR)
    chair = house.ask(standing.acting_as, own, office=Office.CHAIR)
    with pytest.raises(NotAllowed):
        house.perform(acts.ask_erasure_for, chair, members.email_of(ZWOLLE, MandateRole.DEPUTY), LINK)
    for actor in (representative(house, KAMPEN), officer(house, Office.ADMINISTRATOR), officer(house, Office.AUDITOR)):
        with pytest.raises(NotAllowed):
            house.perform(acts.ask_erasure_for, actor, members.email_of(KAMPEN), LINK)


def test_a_public_page_with_the_name_becomes_a_new_version(house: House, clock: StoppedClock) -> None:
    nobody = house.perform(people.enrol, clock_for(DEMO), "x@gemportal.example", "X", members.password_hash())
    before = house.ask(version)
    house.perform(acts.erase, clock_for("people:erase"), str(nobody))
    after = house.ask(version)
    assert after != before
    house.perform(acts.erase, clock_for("people:erase"), str(nobody))
    assert house.ask(version) == after


def test_the_same_address_can_be_invited_again_as_somebody_new(house: House, clock: StoppedClock) -> None:
    first = representative(house, ZWOLLE)
    house.perform(acts.erase, clock_for("people:erase"), str(first.person_id))
    second = representative(house, ZWOLLE)
    assert second.person_id != first.person_id
    assert [line.person_id for line in house.ask(of_people.holders_of, ZWOLLE)] == [second.person_id]


def test_a_seat_stays_with_its_organisation(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    zwolle = representative(house, ZWOLLE)
    house.perform(acts.erase, clock_for("people:erase"), str(zwolle.person_id))
    assert groups.standing(house, group)[0] == {ZWOLLE, KAMPEN}
    people_in_it = house.ask(lambda: set(db.session().scalars(sa.select(Participant.person_id))))
    assert zwolle.person_id in people_in_it


def authors(house: House) -> dict[int, int]:
    return house.ask(lambda: dict(db.session().execute(sa.select(Authorship.entry_index, Authorship.person_id)).all()))


def test_who_did_it_is_kept_beside_the_entry_and_never_in_it(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    entry = voting.cast(house, number, ZWOLLE, "for")
    zwolle = representative(house, ZWOLLE)
    assert house.ask(queries.author_of, entry) == zwolle.person_name
    assert authors(house)[entry] == zwolle.person_id
    (done,) = house.ask(queries.done_by, zwolle.person_id, ["voting:cast"])
    assert (done.index, done.subject, done.organisation) == (entry, number, ZWOLLE)
    assert done.part == {"answer": "for", "statement": ""}


def test_what_the_clock_does_is_nobodys(house: House, clock: StoppedClock) -> None:
    number = voting.closed_vote(house)
    closed = next(line for line in house.ask(entries_about, [number]) if line.act == "voting:close")
    assert house.ask(queries.author_of, closed.index) is None
    assert closed.index not in authors(house)


def test_keeping_who_did_it_costs_one_statement(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "for")
    watch = house.app.extensions["watch"]
    watch.clear()
    actor: Actor = representative(house, ZWOLLE)
    watch.clear()
    house.perform(voting.acts.cast, actor, number, "against")
    about = [statement for statement in watch.statements if "authorship" in statement]
    assert len(about) == 1
    assert about[0].startswith("INSERT")


def test_a_list_of_something_else_is_refused(house: House, tmp_path: object) -> None:
    with pytest.raises(AssertionError, match="is not a list"):
        house.run("people", "erase-again", __file__)


def test_somebody_who_came_later_under_the_same_number_is_not_erased(house: House, clock: StoppedClock) -> None:
    listed = {1: clock.now}
    clock.advance(days=1)
    number = house.perform(people.enrol, clock_for(DEMO), "x@gemportal.example", "X", members.password_hash())
    assert number == 1
    assert house.ask(queries.back_again, listed) == []
    assert house.ask(queries.back_again, {1: clock.now}) == [1]
    assert house.ask(schedule.pending, "people:erase", "1") is None
