"""Within a group: the lead is handed over, others read along, and coordinators mediate when it does not go well."""

from datetime import timedelta

import pytest
from flask import Flask

from gemportal.groups import acts, queries
from gemportal.groups.leading import acts as leading
from gemportal.groups.mediating import acts as mediating
from gemportal.groups.observing import acts as observing
from gemportal.groups.room.acts import propose_decision
from gemportal.groups.room.rules import Proposal
from gemportal.groups.rules import GroupStatus, SeatRole
from gemportal.groups.steps import acts as steps
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register.queries import entries_about
from tests.factories.groups import accept, forming, judging, running_step, standing, working
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    coordinator,
    email_of,
    member,
    representative,
)
from tests.factories.people import signed_in
from tests.support.house import House
from tests.support.replaying import differences, verified
from tests.support.time import StoppedClock

SECRET = "Kanarie: wij vertrouwen elkaar niet meer."


def roles(house: House, group: str) -> dict[str, SeatRole]:
    return {seat.code: seat.role for seat in house.ask(queries.page_of, group).seats}


def test_the_lead_is_handed_over_to_a_member_that_accepts(house: House, clock: StoppedClock) -> None:
    group, lead, other = working(house, clock), representative(house, ZWOLLE), representative(house, KAMPEN)
    with pytest.raises(NotAllowed):
        house.perform(leading.accept_lead, other, group)
    house.perform(leading.offer_lead, lead, group, KAMPEN)
    with pytest.raises(RuleBroken, match="al iemand gevraagd"):
        house.perform(leading.offer_lead, lead, group, KAMPEN)
    assert roles(house, group) == {ZWOLLE: SeatRole.LEAD, KAMPEN: SeatRole.MEMBER}
    assert differences(house) == []
    house.perform(leading.accept_lead, other, group)
    assert roles(house, group) == {ZWOLLE: SeatRole.MEMBER, KAMPEN: SeatRole.LEAD}
    page = house.ask(queries.page_of, group)
    last = house.ask(entries_about, [group])[-1]
    assert page.status is GroupStatus.WORKING
    assert (last.data["from"], last.data["lead"]) == (ZWOLLE, KAMPEN)
    assert {seat.entry for seat in page.seats} == {last.index}
    with pytest.raises(NotAllowed):
        house.perform(leading.offer_lead, lead, group, KAMPEN)
    house.perform(leading.offer_lead, other, group, ZWOLLE)
    assert verified(house) == []


@pytest.mark.parametrize("how", ["declined", "taken back", "too late", "left", "lead left"])
def test_a_question_to_lead_that_is_over_leaves_the_lead_where_it_is(
    house: House, clock: StoppedClock, how: str
) -> None:
    group, lead, other = working(house, clock), representative(house, ZWOLLE), representative(house, KAMPEN)
    house.perform(leading.offer_lead, lead, group, KAMPEN)
    match how:
        case "declined":
            house.perform(leading.decline_lead, other, group)
        case "taken back":
            house.perform(leading.take_back_lead, lead, group)
        case "too late":
            clock.advance(days=8)
        case "left":
            house.perform(acts.leave_seat, other, group, "Andere keuzes.")
        case "lead left":
            house.perform(acts.leave_seat, lead, group, "Andere keuzes.")
    assert house.ask(queries.page_of, group).asked_to_lead is None
    with pytest.raises((RuleBroken, NotAllowed)):
        house.perform(leading.accept_lead, other, group)
    assert roles(house, group).get(KAMPEN) is not SeatRole.LEAD
    if how in {"declined", "taken back", "too late"}:
        house.perform(leading.offer_lead, lead, group, KAMPEN)
        house.perform(leading.accept_lead, other, group)
    assert differences(house) == []


def test_abuse_only_the_lead_offers_the_lead_and_only_to_a_member(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    house.perform(observing.observe, representative(house, URK), group)
    house.perform(observing.invite_observer, representative(house, ZWOLLE), group, URK)
    for actor in (representative(house, KAMPEN), representative(house, URK), coordinator(house)):
        with pytest.raises(NotAllowed):
            house.perform(leading.offer_lead, actor, group, KAMPEN)
    for code in (ZWOLLE, URK):
        with pytest.raises(RuleBroken, match="Alleen een deelnemer"):
            house.perform(leading.offer_lead, representative(house, ZWOLLE), group, code)
    with pytest.raises(NotFound):
        house.perform(leading.offer_lead, representative(house, ZWOLLE), group, UTRECHT)


def test_who_asks_and_is_let_in_reads_along_and_holds_no_place(house: House, clock: StoppedClock) -> None:
    group, lead, reader = working(house, clock), representative(house, ZWOLLE), representative(house, URK)
    before = standing(house, group)
    assert not house.perform(observing.observe, reader, group)
    with pytest.raises(RuleBroken, match="al gevraagd"):
        house.perform(observing.observe, reader, group)
    assert differences(house) == []
    assert house.perform(observing.invite_observer, lead, group, URK)
    assert roles(house, group)[URK] is SeatRole.OBSERVER
    assert standing(house, group)[1:] == before[1:]
    assert house.ask(queries.page_of, group).requests == ()
    with pytest.raises(RuleBroken, match="al een zetel"):
        house.perform(observing.observe, reader, group)
    (line,) = house.ask(queries.lines)
    assert line.seats == 2
    house.perform(acts.leave_seat, reader, group, "Genoeg gelezen.")
    assert URK not in roles(house, group)
    assert verified(house) == []


def test_who_is_invited_reads_along_once_it_wants_to(house: House, clock: StoppedClock) -> None:
    group, lead, reader = working(house, clock), representative(house, ZWOLLE), representative(house, URK)
    assert not house.perform(observing.invite_observer, lead, group, URK)
    assert house.perform(observing.observe, reader, group)
    house.perform(observing.observe, representative(house, UTRECHT), group)
    house.perform(observing.decline_observer, lead, group, UTRECHT)
    with pytest.raises(NotFound):
        house.perform(observing.decline_observer, lead, group, UTRECHT)
    with pytest.raises(RuleBroken, match="Kies een lid"):
        house.perform(observing.invite_observer, lead, group, "GM9999")
    assert differences(house) == []


def test_abuse_who_reads_along_decides_and_evaluates_nothing(house: House, clock: StoppedClock) -> None:
    group, lead, reader = running_step(house, clock), representative(house, ZWOLLE), representative(house, URK)
    house.perform(observing.observe, reader, group)
    for actor in (representative(house, KAMPEN), coordinator(house), reader):
        with pytest.raises(NotAllowed):
            house.perform(observing.invite_observer, actor, group, URK)
    house.perform(observing.invite_observer, lead, group, URK)
    house.perform(steps.end_step, lead, group, 1, "Klaar.")
    with pytest.raises(NotAllowed):
        house.perform(propose_decision, reader, group, Proposal("Titel", "Tekst", "Daarom"))
    with pytest.raises(NotAllowed):
        house.perform(steps.evaluate_step, reader, group, 1, judging())
    with pytest.raises(NotAllowed):
        house.perform(acts.take_lead, reader, group)
    with pytest.raises(NotAllowed):
        house.perform(mediating.ask_mediation, reader, group, SECRET)


def test_who_read_along_can_take_a_seat_when_its_turn_comes(house: House, clock: StoppedClock) -> None:
    """Deventer was offered a seat, and read along meanwhile; with its seat it works, and its place is its own."""
    group, lead = working(house, clock), representative(house, ZWOLLE)
    for code in (DEVENTER, HENGELO):
        house.perform(observing.observe, representative(house, code), group)
        house.perform(observing.invite_observer, lead, group, code)
    accept(house, group, DEVENTER)
    assert roles(house, group)[DEVENTER] is SeatRole.MEMBER
    house.perform(acts.leave_seat, representative(house, DEVENTER), group, "Toch niet.")
    seats, offers, places = standing(house, group)
    assert (seats, offers, places) == ({ZWOLLE, KAMPEN, HENGELO}, {HENGELO}, 3)
    house.perform(acts.leave_seat, representative(house, HENGELO), group, "Wij wachten op een zetel.")
    accept(house, group, HENGELO)
    assert roles(house, group)[HENGELO] is SeatRole.MEMBER
    assert verified(house) == []


def test_observers_keep_no_group_going(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    house.perform(observing.observe, representative(house, URK), group)
    house.perform(observing.invite_observer, representative(house, ZWOLLE), group, URK)
    house.perform(acts.leave_seat, representative(house, KAMPEN), group, "Andere keuzes.")
    assert house.ask(queries.page_of, group).status is GroupStatus.PAUSED
    accept(house, group, DEVENTER)
    assert house.ask(queries.page_of, group).status is GroupStatus.WORKING


def test_a_seat_is_left_and_filled_again_from_the_line(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    for code in (ZWOLLE, KAMPEN, DEVENTER):
        accept(house, group, code)
    assert standing(house, group) == ({ZWOLLE, KAMPEN, DEVENTER}, set(), 3)
    house.perform(acts.leave_seat, representative(house, KAMPEN), group, "Geen mensen.")
    assert standing(house, group) == ({ZWOLLE, DEVENTER}, {HENGELO}, 3)
    accept(house, group, HENGELO)
    assert standing(house, group) == ({ZWOLLE, DEVENTER, HENGELO}, set(), 3)
    assert verified(house) == []


def test_the_pages_of_handing_over_the_lead(app: Flask, house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    lead, other = (signed_in(app, email_of(code)) for code in (ZWOLLE, KAMPEN))
    for answer, who in (("nee", "Zwolle"), ("ja", "Kampen")):
        lead.get(f"/groepen/{group}")
        lead.follow("Draag het trekken over")
        lead.submit("form.form", {"code": KAMPEN})
        assert "Kampen is gevraagd om de groep te trekken" in lead.page.main.text
        other.get("/mijn")
        assert "U bent gevraagd om te trekken" in other.page.main.text
        other.get(f"/groepen/{group}/trekker/aannemen")
        other.submit("form.form", {"answer": answer})
        assert f"Getrokken door {who}" in other.page.main.text
    other.follow("Draag het trekken over")
    other.submit("form.form", {"code": ZWOLLE})
    other.follow("Neem de vraag om te trekken terug")
    other.submit("form.form", {})
    assert "teruggenomen" in other.page.main.text


def test_the_pages_of_reading_along(app: Flask, house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    member(house, URK), representative(house, URK)
    lead, reader = (signed_in(app, email_of(code)) for code in (ZWOLLE, URK))
    reader.get(f"/groepen/{group}")
    reader.follow("Kijk mee met deze groep")
    reader.submit("form.form", {})
    assert "Wil meekijken: Urk." in reader.page.main.text
    lead.get("/mijn")
    assert "Iemand wil meekijken met de groep" in lead.page.main.text
    for answer, text in (("nee", "De organisatie kijkt niet mee."), ("ja", "De uitnodiging is verstuurd.")):
        lead.get(f"/groepen/{group}/meekijkers")
        lead.submit("form.form", {"code": URK, "answer": answer})
        assert text in lead.page.main.text
    reader.get(f"/groepen/{group}/meekijken")
    reader.submit("form.form", {})
    assert "Uw organisatie kijkt mee." in reader.page.main.text
    assert "meekijker" in reader.page.main.text


def test_the_last_day_to_answer_stands_in_the_schedule(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    house.perform(leading.offer_lead, representative(house, ZWOLLE), group, KAMPEN)
    offered = house.ask(queries.page_of, group).asked_to_lead
    assert offered is not None
    assert offered.last_day_to_lead is not None
    due = house.ask(lambda: leading.schedule.pending(leading.TERM, group))
    assert due == offered.asked_to_lead_until
    assert offered.last_day_to_lead.date() == time_of_the_house.today() + timedelta(days=7)
    house.perform(leading.take_back_lead, representative(house, ZWOLLE), group)
    assert house.ask(lambda: leading.schedule.pending(leading.TERM, group)) is None
