"""From an open call to its end."""

from dataclasses import replace
from typing import Any

import pytest

from gemportal.initiatives import acts, queries
from gemportal.initiatives.rules import InitiativeStatus, Level
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import db, policy
from gemportal.kernel.actor import clock_for
from gemportal.kernel.acts import EFFECTS, listen
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.kernel.schedule import Due
from gemportal.register.queries import entries_about, number_of_entries
from tests.factories.initiatives import begin_forming, closed, declare, in_days, published, status_of
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.time import StoppedClock

GROUP_BEGINS = clock_for("groups:begin")


def latest(house: House, number: str) -> tuple[str, Any]:
    entry = house.ask(entries_about, [number])[-1]
    return entry.act, entry.part


def call_closes(house: House, number: str) -> Any:
    return house.ask(lambda: db.session().query(Due).filter_by(kind=acts.CALL_CLOSES, subject=number).one_or_none())


def test_the_proposer_withdraws_with_a_reason(house: House, clock: StoppedClock) -> None:
    number = published(house)
    assert call_closes(house, number).at == kernel_clock.end_of(in_days(14))
    for stranger in (representative(house, KAMPEN), coordinator(house)):
        with pytest.raises(NotAllowed):
            house.perform(acts.withdraw, stranger, number, "Omdat.")
    with pytest.raises(RuleBroken):
        house.perform(acts.withdraw, representative(house), number, " ")
    house.perform(acts.withdraw, representative(house), number, "Het Rijk doet dit nu.")
    page = house.ask(queries.page_of, number)
    assert (page.status, page.reason, page.ended_at) == (
        InitiativeStatus.WITHDRAWN,
        "Het Rijk doet dit nu.",
        kernel_clock.now(),
    )
    assert latest(house, number) == ("initiatives:withdraw", {"reason": "Het Rijk doet dit nu."})
    assert call_closes(house, number) is None
    with pytest.raises(RuleBroken):
        house.perform(acts.withdraw, representative(house), number, "Nog eens.")


def test_a_group_is_formed_only_after_the_call(house: House, clock: StoppedClock) -> None:
    number = published(house, days=14)
    with pytest.raises(RuleBroken):
        begin_forming(house, number)
    clock.advance(days=15)
    before = house.ask(number_of_entries)
    with pytest.raises(NotAllowed):
        house.perform(acts.begin_forming, representative(house), number)
    assert house.ask(number_of_entries) == before
    begin_forming(house, number)
    assert status_of(house, number) is InitiativeStatus.FORMING
    assert call_closes(house, number).done_at is not None
    with pytest.raises(RuleBroken):
        begin_forming(house, number)


def test_from_forming_to_delivered(house: House, clock: StoppedClock) -> None:
    number = closed(house, clock)
    with pytest.raises(RuleBroken):
        house.perform(acts.activate, GROUP_BEGINS, number)
    begin_forming(house, number)
    for act in (acts.activate, acts.deliver):
        for stranger in (representative(house, ZWOLLE), coordinator(house)):
            with pytest.raises(NotAllowed):
                house.perform(act, stranger, number)
    house.perform(acts.activate, GROUP_BEGINS, number)
    assert status_of(house, number) is InitiativeStatus.ACTIVE
    house.perform(acts.deliver, GROUP_BEGINS, number)
    assert status_of(house, number) is InitiativeStatus.DELIVERED
    with pytest.raises(RuleBroken):
        house.perform(acts.deliver, GROUP_BEGINS, number)
    with pytest.raises(RuleBroken):
        house.perform(acts.stop, coordinator(house), number, "Te laat.")


def test_a_new_call_makes_everybody_timely_again(house: House, clock: StoppedClock) -> None:
    number = closed(house, clock, **{KAMPEN: Level.FOLLOW})
    declare(house, number, URK, Level.JOIN)
    begin_forming(house, number)
    assert [line.late for line in house.ask(queries.page_of, number).willingness] == [True, False]
    for closes_on in (in_days(0), in_days(500)):
        with pytest.raises(RuleBroken):
            house.perform(acts.reopen, coordinator(house), number, "Te weinig.", closes_on)
    with pytest.raises(NotAllowed):
        house.perform(acts.reopen, representative(house), number, "Te weinig.", in_days(7))
    house.perform(acts.reopen, coordinator(house), number, "Te weinig gemeenten.", in_days(7))
    page = house.ask(queries.page_of, number)
    assert (page.status, page.closes_on, page.call_is_running) == (InitiativeStatus.OPEN, in_days(7), True)
    assert not any(line.late for line in page.willingness)
    assert latest(house, number) == ("initiatives:reopen", {"reason": "Te weinig gemeenten."})
    assert call_closes(house, number).done_at is None
    with pytest.raises(RuleBroken):
        house.perform(acts.reopen, coordinator(house), number, "Nog langer.", in_days(9))


def test_a_closed_call_can_be_made_again_without_forming(house: House, clock: StoppedClock) -> None:
    number = closed(house, clock)
    house.perform(acts.reopen, coordinator(house), number, "Niemand zag de oproep.", in_days(7))
    assert house.ask(queries.page_of, number).call_is_running


def test_lapsing(house: House, clock: StoppedClock) -> None:
    number = closed(house, clock)
    with pytest.raises(RuleBroken):
        house.perform(acts.lapse, coordinator(house), number, "Te vroeg.")
    begin_forming(house, number)
    with pytest.raises(NotAllowed):
        house.perform(acts.lapse, representative(house), number, "Omdat.")
    house.perform(acts.lapse, coordinator(house), number, "Geen trekker gevonden.")
    assert status_of(house, number) is InitiativeStatus.LAPSED
    assert latest(house, number) == ("initiatives:lapse", {"reason": "Geen trekker gevonden."})


def test_stopping(house: House, clock: StoppedClock) -> None:
    number = published(house)
    for stranger in (representative(house), representative(house, KAMPEN), clock_for("groups:begin")):
        with pytest.raises(NotAllowed):
            house.perform(acts.stop, stranger, number, "Omdat.")
    with pytest.raises(RuleBroken):
        house.perform(acts.stop, coordinator(house), number, "")
    assert status_of(house, number) is InitiativeStatus.OPEN
    house.perform(acts.stop, coordinator(house), number, "Bestaat al.")
    assert status_of(house, number) is InitiativeStatus.STOPPED


def test_a_vote_can_stop_an_initiative(house: House, clock: StoppedClock) -> None:
    number = published(house)
    house.perform(EFFECTS["initiatives:stop"], clock_for("voting:publish"), number, "Besluit van de leden.")
    assert status_of(house, number) is InitiativeStatus.STOPPED


def test_the_lead_of_its_group_revises_and_delivers(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = closed(house, clock)
    begin_forming(house, number)
    lead, other = representative(house, KAMPEN), representative(house, URK)
    leads = policy.by_organisation(lambda codes: [(KAMPEN, number)] if KAMPEN in codes else [])
    monkeypatch.setitem(policy._providers, "groups:lead", leads)
    house.perform(acts.activate, lead, number)
    text = house.ask(lambda: queries.page_of(number).text)
    with pytest.raises(NotAllowed):
        house.perform(acts.deliver, other, number)
    assert house.perform(acts.revise, lead, number, replace(text, means="Geleerd.")) == 2
    with pytest.raises(RuleBroken):
        house.perform(acts.revise, representative(house), number, text)
    house.perform(acts.deliver, lead, number)
    assert status_of(house, number) is InitiativeStatus.DELIVERED


def test_higher_rooms_hear_that_it_ended(house: House, clock: StoppedClock) -> None:
    heard: list[str] = []

    def hear(number: str) -> None:
        heard.append(number)

    listen("initiatives:ended", hear)
    number = published(house)
    house.perform(acts.stop, coordinator(house), number, "Bestaat al.")
    assert heard == [number]


def test_what_is_not_published_cannot_be_found(house: House, clock: StoppedClock) -> None:
    for number in ("I-2026-001", "", "I"):
        with pytest.raises(NotFound):
            house.perform(acts.stop, coordinator(house), number, "Omdat.")
        with pytest.raises(NotFound):
            house.ask(queries.page_of, number)
