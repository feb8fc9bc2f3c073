"""Lessons of a municipality that merged: they keep its name, and its successor speaks for it. And those on its page."""

import pytest

from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.register.queries import entries_about
from gemportal.sharing import acts, queries
from gemportal.sharing.belonging.queries import held_by, holding_of
from tests.factories.lessons import shared, wording
from tests.factories.members import DEVENTER, KAMPEN, ZWOLLE, representative
from tests.factories.merging import merged
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock


def endorsers(house: House, number: str) -> list[str]:
    return [one.code for one in house.ask(queries.page_of, number).endorsers]


def test_a_successor_improves_and_takes_back_what_its_predecessor_shared(house: House, clock: StoppedClock) -> None:
    number, other = shared(house, DEVENTER), representative(house, KAMPEN)
    successor = representative(house, ZWOLLE)
    with pytest.raises(NotAllowed):
        house.perform(acts.revise_lesson, successor, number, wording(title="Te vroeg"))
    merged(house, clock, DEVENTER, ZWOLLE)
    house.perform(acts.revise_lesson, successor, number, wording(title="Tel ze allemaal"))
    assert [one.code for one in house.ask(queries.page_of, number).line.sharers] == [DEVENTER]
    for act, values in ((acts.revise_lesson, (wording(title="Niet van u"),)), (acts.withdraw_lesson, ("Zomaar",))):
        with pytest.raises(NotAllowed):
            house.perform(act, other, number, *values)
    house.perform(acts.withdraw_lesson, successor, number, "Het klopte niet.")


def test_nobody_recognises_what_it_shared_itself_through_a_merger(house: House, clock: StoppedClock) -> None:
    number, successor = shared(house, DEVENTER), representative(house, ZWOLLE)
    merged(house, clock, DEVENTER, ZWOLLE)
    with pytest.raises(RuleBroken, match="deelde deze les zelf"):
        house.perform(acts.endorse_lesson, successor, number)


def test_a_successor_does_not_count_twice_and_takes_back_what_was_said_for_it(
    house: House, clock: StoppedClock
) -> None:
    number, successor = shared(house, KAMPEN), representative(house, ZWOLLE)
    house.perform(acts.endorse_lesson, representative(house, DEVENTER), number)
    merged(house, clock, DEVENTER, ZWOLLE)
    with pytest.raises(RuleBroken, match="herkent deze les al"):
        house.perform(acts.endorse_lesson, successor, number)
    assert endorsers(house, number) == [DEVENTER]
    house.perform(acts.withdraw_endorsement, successor, number)
    assert house.ask(entries_about, [number])[-1].data == {"of": [DEVENTER]}
    house.perform(acts.endorse_lesson, successor, number)
    assert endorsers(house, number) == [ZWOLLE]
    house.perform(acts.withdraw_endorsement, successor, number)
    assert house.ask(entries_about, [number])[-1].data == {}
    assert differences(house) == []


def test_both_were_told_before_they_merge(house: House, clock: StoppedClock) -> None:
    shared(house, DEVENTER)
    held = house.ask(holding_of, DEVENTER)
    assert held is not None
    assert "onder de oude naam" in str(held.on_merging)
    assert house.ask(holding_of, ZWOLLE) is None


def test_the_page_of_a_municipality_tells_what_it_learned(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    for code in (ZWOLLE, KAMPEN):
        representative(house, code)
    client.get(f"/gemeenten/{ZWOLLE}")
    assert "Geleerd" not in client.page.main.text
    few = client.queries
    own, old, others = (
        shared(house),
        shared(house, DEVENTER, title="Van vroeger"),
        shared(house, KAMPEN, title="Elders"),
    )
    gone = shared(house, title="Ingetrokken les")
    house.perform(acts.withdraw_lesson, representative(house, ZWOLLE), gone, "Het klopte niet.")
    house.perform(acts.endorse_lesson, representative(house, ZWOLLE), others)
    merged(house, clock, DEVENTER, ZWOLLE)
    held = house.ask(held_by, [DEVENTER, ZWOLLE])
    assert [(line.number, line.code, line.shared) for line in held] == [
        (old, DEVENTER, True), (own, ZWOLLE, True), (others, ZWOLLE, False),
    ]  # fmt: skip
    client.get(f"/gemeenten/{ZWOLLE}")
    text = client.page.main.text
    assert "deelde 2 lessen" in text
    assert "Van vroeger door Deventer" in text
    assert "Ingetrokken les" not in text
    assert client.queries <= few + 1
