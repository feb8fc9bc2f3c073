"""Declaring, declaring again, the waiting list, and withdrawing."""

from datetime import datetime

import pytest

from gemportal.initiatives import acts, queries
from gemportal.initiatives.models import Willingness
from gemportal.initiatives.queries import WillingnessLine
from gemportal.initiatives.rules import Backing, Declaration, Level
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import db
from gemportal.kernel.acts import listen
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.register.queries import body_of, entries_about, number_of_entries
from tests.factories.initiatives import begin_forming, closed, declare, in_days, published, revise
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, deputy, partner, representative
from tests.support.house import House
from tests.support.time import StoppedClock


def line_of(house: House, number: str, code: str = KAMPEN) -> WillingnessLine:
    found = house.ask(queries.page_of, number).declaration_of(code)
    assert found is not None
    return found


def since(house: House, number: str, code: str = KAMPEN) -> datetime:
    return line_of(house, number, code).since


def test_a_declaration_with_everything(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(
        house,
        number,
        KAMPEN,
        Level.LEAD,
        hours=80,
        euros=5000,
        expertise="kaarten en meldingen",
        reason="Wij doen dit al.",
        who_would="Bas Kievit",
        backing=Backing.EXECUTIVE,
        backing_url="https://kampen.example/besluit",
    )
    line = line_of(house, number)
    assert (line.level, line.hours, line.euros, line.backing) == (Level.LEAD, 80, 5000, Backing.EXECUTIVE)
    assert (line.who_would, line.reason, line.late, line.ranks) == ("Bas Kievit", "Wij doen dit al.", False, True)
    entry = house.ask(entries_about, [number])[-1]
    assert (entry.index, entry.act, entry.organisation) == (line.entry, "initiatives:declare-willingness", KAMPEN)
    assert (entry.data["level"], entry.data["hours"], entry.data["euros"]) == ("lead", 80, 5000)
    assert entry.part == {"expertise": "kaarten en meldingen", "reason": "Wij doen dit al."}


def test_no_name_of_a_person_reaches_the_register(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, who_would="Bas Kievit", reason="Bas Kievit wil dit graag.")
    entry = house.ask(entries_about, [number])[-1]
    assert b"Kievit" not in house.ask(body_of, entry.index)
    assert "who_would" not in str(entry.part)
    declare(house, number, KAMPEN, reason="Wij willen dit graag.")
    kept = house.ask(lambda: [row.who_would for row in db.session().query(Willingness)])
    assert kept == [None, None], "who would do it is forgotten with the declaration it came with"


def test_declaring_again_replaces_and_keeps_the_date_at_the_same_level(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, Level.JOIN)
    first = kernel_clock.now()
    clock.advance(days=1)
    declare(house, number, KAMPEN, Level.JOIN, hours=40)
    assert (since(house, number), line_of(house, number).hours) == (first, 40)
    second = clock.advance(days=1)
    declare(house, number, KAMPEN, Level.LEAD)
    assert since(house, number) == second
    clock.advance(days=1)
    declare(house, number, KAMPEN, Level.JOIN)
    assert since(house, number) == first
    assert len(house.ask(queries.page_of, number).willingness) == 1
    levels = [entry.data["level"] for entry in house.ask(entries_about, [number])[1:]]
    assert levels == ["join", "join", "lead", "join"], "all earlier ones stay in the register"


def test_in_line_the_stronger_then_the_earlier_then_the_code(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, URK, Level.JOIN)
    declare(house, number, KAMPEN, Level.JOIN)
    clock.advance(hours=1)
    declare(house, number, ZWOLLE, Level.LEAD)
    order = [line.organisation_code for line in house.ask(queries.page_of, number).willingness]
    assert order == [ZWOLLE, KAMPEN, URK]


def test_who_may_not_declare(house: House, clock: StoppedClock) -> None:
    number = published(house)
    before = house.ask(number_of_entries)
    with pytest.raises(NotAllowed):
        house.perform(acts.declare_willingness, coordinator(house), number, Declaration(Level.JOIN))
    assert house.ask(queries.page_of, number).willingness == ()
    assert [entry.subject for entry in house.ask(lambda: entries_about([number]))] == [number]
    assert before > 0


def test_a_wrong_declaration_leaves_nothing(house: House, clock: StoppedClock) -> None:
    number = published(house)
    actor = representative(house, KAMPEN)
    before = house.ask(number_of_entries)
    for wrong in (
        Declaration(Level.CONSIDERING),
        Declaration(Level.JOIN, hours=-1),
        Declaration(Level.JOIN, backing_url="javascript:alert(1)"),
    ):
        with pytest.raises(RuleBroken):
            house.perform(acts.declare_willingness, actor, number, wrong)
    assert house.ask(queries.page_of, number).willingness == ()
    assert house.ask(number_of_entries) == before


def test_considering_lasts_until_a_day_and_does_not_rank(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, Level.CONSIDERING, considering_until=in_days(5))
    assert (line_of(house, number).considering_until, line_of(house, number).ranks) == (in_days(5), False)
    (asked,) = house.ask(queries.asked_of, representative(house, KAMPEN))
    assert (asked.what.singular, asked.until) == ("Rond uw beraad af", kernel_clock.end_of(in_days(5)))


def test_a_partner_contributes_at_most(house: House, clock: StoppedClock) -> None:
    number, code = published(house), partner(house)
    for level in (Level.JOIN, Level.LEAD):
        with pytest.raises(RuleBroken):
            declare(house, number, code, level)
    declare(house, number, code, Level.CONTRIBUTE, hours=8)
    assert line_of(house, number, code).hours == 8


def test_declaring_until_the_last_moment_of_the_closing_date(house: House, clock: StoppedClock) -> None:
    number = published(house, days=14)
    clock.advance(days=14, hours=14, minutes=59, seconds=59)
    declare(house, number, KAMPEN)
    clock.advance(seconds=1)
    declare(house, number, URK)
    assert (line_of(house, number, KAMPEN).late, line_of(house, number, URK).late) == (False, True)


def test_after_the_call_a_timely_wish_for_a_seat_can_only_be_withdrawn(house: House, clock: StoppedClock) -> None:
    number = closed(house, clock, **{KAMPEN: Level.JOIN, URK: Level.FOLLOW})
    for level in (Level.LEAD, Level.NO):
        with pytest.raises(RuleBroken):
            declare(house, number, KAMPEN, level)
    assert not line_of(house, number).late
    declare(house, number, URK, Level.LEAD)
    assert line_of(house, number, URK).late
    begin_forming(house, number)
    house.perform(acts.withdraw_willingness, deputy(house, KAMPEN), number)
    declare(house, number, KAMPEN, Level.JOIN)
    assert (line_of(house, number).late, since(house, number)) == (True, kernel_clock.now())


def test_withdrawing(house: House, clock: StoppedClock) -> None:
    heard: list[tuple[str, str]] = []

    def hear(number: str, code: str) -> None:
        heard.append((number, code))

    listen("initiatives:willingness-withdrawn", hear)
    number = published(house)
    declare(house, number, KAMPEN, who_would="Bas Kievit")
    with pytest.raises(RuleBroken):
        house.perform(acts.withdraw_willingness, representative(house, URK), number)
    with pytest.raises(NotAllowed):
        house.perform(acts.withdraw_willingness, coordinator(house), number)
    house.perform(acts.withdraw_willingness, representative(house, KAMPEN), number)
    assert house.ask(queries.page_of, number).willingness == ()
    assert heard == [(number, KAMPEN)]
    later = clock.advance(days=1)
    declare(house, number, KAMPEN)
    assert since(house, number) == later


def test_nobody_declares_on_what_ended(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN)
    house.perform(acts.withdraw, representative(house), number, "Het Rijk doet dit nu.")
    before = house.ask(number_of_entries)
    with pytest.raises(RuleBroken):
        declare(house, number, KAMPEN, Level.LEAD)
    for act in (acts.withdraw_willingness, acts.confirm_willingness):
        with pytest.raises(RuleBroken):
            house.perform(act, representative(house, KAMPEN), number)
    assert house.ask(number_of_entries) == before


def test_declaring_again_confirms(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN)
    first = kernel_clock.now()
    with pytest.raises(RuleBroken):
        house.perform(acts.confirm_willingness, representative(house, URK), number)
    clock.advance(days=1)
    revise(house, number, seats=3)
    declare(house, number, KAMPEN, hours=10)
    assert (line_of(house, number).confirmed, since(house, number)) == (True, first)


def test_what_is_asked_of_a_representative(house: House, clock: StoppedClock) -> None:
    later, sooner = published(house, days=9), published(house, days=5)
    actor = representative(house, KAMPEN)
    asked = house.ask(queries.asked_of, actor)
    assert [(line.values["number"], line.endpoint) for line in asked] == [
        (sooner, "initiatives.declare"),
        (later, "initiatives.declare"),
    ]
    declare(house, sooner, KAMPEN, Level.NO)
    clock.advance(days=10)
    assert house.ask(queries.asked_of, representative(house, KAMPEN)) == []
    assert house.ask(queries.asked_of, coordinator(house)) == []
    said = house.ask(queries.said_by, KAMPEN)
    assert [(line.number, line.level) for line in said] == [(sooner, Level.NO)]
