"""A seat ends by the consent of the others, for a reason that everybody can read and that can be answered."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from gemportal.groups import acts, queries, seating
from gemportal.groups.room import acts as room
from gemportal.groups.room.models import Motion
from gemportal.groups.rules import GroupStatus
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register.queries import entries_about
from tests.factories.groups import accept, standing, three, working
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    email_of,
    representative,
)
from tests.factories.people import signed_in
from tests.support.house import House
from tests.support.replaying import differences, verified
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock


def consent(house: House, group: str, ordinal: int, *codes: str) -> bool:
    return [house.perform(room.consent_to_motion, representative(house, code), group, ordinal) for code in codes][-1]


def test_the_others_end_a_seat_and_its_place_goes_to_the_next(house: House, clock: StoppedClock) -> None:
    """Kampen leaves against its will, answers in public, and Hengelo is offered the place."""
    group = three(house, clock)
    reason = "Kampen komt al maanden niet."
    ordinal = house.perform(room.propose_ending_seat, representative(house, DEVENTER), group, KAMPEN, reason)
    with pytest.raises(RuleBroken, match="al een voorstel"):
        house.perform(room.propose_ending_seat, representative(house, ZWOLLE), group, KAMPEN, reason)
    with pytest.raises(RuleBroken, match="uw eigen zetel"):
        consent(house, group, ordinal, KAMPEN)
    assert consent(house, group, ordinal, ZWOLLE)
    assert standing(house, group) == ({ZWOLLE, DEVENTER}, {HENGELO}, 3)
    end = house.ask(entries_about, [group])[-1]
    assert (end.act, end.data["why"], end.data["org"]) == ("groups:end-seat", "consent", KAMPEN)
    assert end.data["cause"] is not None
    house.perform(room.answer_motion, representative(house, KAMPEN), group, ordinal, "Wij waren ziek.")
    with pytest.raises(RuleBroken, match="al geantwoord"):
        house.perform(room.answer_motion, representative(house, KAMPEN), group, ordinal, "Nog iets.")
    assert house.ask(queries.page_of, group).status is GroupStatus.WORKING
    accept(house, group, HENGELO)
    assert verified(house) == []


def test_the_lead_can_lose_its_seat_too_and_the_group_pauses(house: House, clock: StoppedClock) -> None:
    group = three(house, clock)
    ordinal = house.perform(room.propose_ending_seat, representative(house, KAMPEN), group, ZWOLLE, "Er gebeurt niets.")
    assert consent(house, group, ordinal, DEVENTER)
    assert house.ask(queries.page_of, group).status is GroupStatus.PAUSED
    house.perform(acts.take_lead, representative(house, KAMPEN), group)
    assert house.ask(queries.page_of, group).status is GroupStatus.WORKING
    assert differences(house) == []


def test_abuse_nobody_ends_the_seat_of_another_alone(house: House, clock: StoppedClock) -> None:
    pair = working(house, clock)
    with pytest.raises(RuleBroken, match="coördinatoren om te bemiddelen"):
        house.perform(room.propose_ending_seat, representative(house, ZWOLLE), pair, KAMPEN, "Lastig.")
    group = three(house, clock)
    ordinal = house.perform(room.propose_ending_seat, representative(house, ZWOLLE), group, KAMPEN, "Lastig.")
    for motion in (None, ordinal, 9):
        with pytest.raises(RuleBroken, match="alle anderen instemmen"):
            house.perform(acts.end_seat, representative(house, ZWOLLE), group, KAMPEN, motion)
    with pytest.raises(RuleBroken, match="Uw eigen zetel"):
        house.perform(room.propose_ending_seat, representative(house, ZWOLLE), group, ZWOLLE, "Weg.")
    with pytest.raises(NotFound):
        house.perform(room.propose_ending_seat, representative(house, ZWOLLE), group, URK, "Weg.")
    with pytest.raises(NotAllowed):
        house.perform(room.propose_ending_seat, coordinator(house), group, KAMPEN, "Lastig.")


@pytest.mark.parametrize("name", ["groups:lead", "groups:member", "groups:seat", "groups:works"])
def test_abuse_who_loses_its_seat_holds_nothing_of_it_from_that_moment(
    house: House, clock: StoppedClock, name: str
) -> None:
    """Also within the act that ends it, whatever was asked about the seat before."""
    number = working(house, clock)

    def end_and_ask(actor: Actor) -> None:
        assert number in policy.fact(actor, "groups:seat")
        assert number in policy.fact(actor, name)
        group = queries.group(number)
        seating.end_seat(group, queries.seat_of(group.id, ZWOLLE), "Andere keuzes.")
        assert number not in policy.fact(actor, name)
        with pytest.raises(NotAllowed):
            policy.require(actor, "groups:plan-step", queries.about(group))

    house.perform(end_and_ask, representative(house, ZWOLLE))


def test_the_database_holds_one_open_proposal_over_a_seat(house: House, clock: StoppedClock) -> None:
    group = three(house, clock)
    house.perform(room.propose_ending_seat, representative(house, ZWOLLE), group, KAMPEN, "Lastig.")

    key = house.ask(queries.group, group).id
    another = {
        "group_id": key,
        "ordinal": 2,
        "kind": "end-seat",
        "status": "open",
        "proposer_code": DEVENTER,
        "about_code": KAMPEN,
        "text": "Ook",
        "proposed_at": time_of_the_house.now(),
    }
    with pytest.raises(IntegrityError):
        behind_its_back(house, sa.insert(Motion).values(another))


def test_the_pages_of_ending_a_seat(app: Flask, house: House, clock: StoppedClock) -> None:
    group = three(house, clock)
    lead, member = (signed_in(app, email_of(code)) for code in (ZWOLLE, KAMPEN))
    lead.get(f"/groepen/{group}")
    lead.follow("Stel voor een zetel te beëindigen")
    lead.submit("form.form", {"code": KAMPEN, "reason": "Komt nooit."})
    member.get(f"/groepen/{group}")
    member.follow("Antwoord op voorstel 1")
    member.submit("form.form", {"answer": "Wij waren ziek."})
    assert "Wij waren ziek." in member.page.main.text
    lead.get(f"/groepen/{group}/voorstellen/1/intrekken")
    lead.submit("form.form", {})
    assert "Uw voorstel is ingetrokken." in lead.page.main.text
