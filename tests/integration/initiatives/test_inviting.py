"""Inviting a chain partner to take a seat: who may, what it opens, and how it is taken back."""

import pytest
from flask import Flask

from gemportal.initiatives import acts, queries
from gemportal.initiatives.inviting.acts import invite_partner, take_back_invitation
from gemportal.initiatives.inviting.queries import asked_of
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations import acts as organisations
from gemportal.register.queries import entries_about
from tests.factories.groups import working
from tests.factories.initiatives import closed, declare, in_days, published
from tests.factories.members import KAMPEN, ZWOLLE, both_roles, coordinator, email_of, partner, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock


def level_of(house: House, number: str, code: str) -> Level | None:
    found = house.ask(queries.page_of, number).declaration_of(code)
    return found.level if found else None


def test_the_proposer_invites_and_the_partner_may_join(house: House, clock: StoppedClock) -> None:
    number, code = published(house), partner(house)
    house.perform(invite_partner, representative(house, ZWOLLE), number, code)
    entry = house.ask(entries_about, [number])[-1]
    assert (entry.act, entry.organisation, entry.data) == ("initiatives:invite-partner", ZWOLLE, {"org": code})
    with pytest.raises(RuleBroken, match="niet trekken"):
        declare(house, number, code, Level.LEAD)
    declare(house, number, code, Level.JOIN)
    assert level_of(house, number, code) is Level.JOIN


def test_only_the_partner_that_was_invited_may_join_and_only_here(house: House, clock: StoppedClock) -> None:
    number, elsewhere = published(house), published(house, KAMPEN)
    code, other = partner(house, "Waterschap Een"), partner(house, "Waterschap Twee")
    house.perform(invite_partner, representative(house, ZWOLLE), number, code)
    for where, who in ((number, other), (elsewhere, code)):
        with pytest.raises(RuleBroken, match="tenzij zij is uitgenodigd"):
            declare(house, where, who, Level.JOIN)


def test_who_may_invite(house: House, clock: StoppedClock) -> None:
    number, code = published(house), partner(house)
    for refused in (representative(house, KAMPEN), representative(house, code), both_roles(house, ZWOLLE)):
        with pytest.raises(NotAllowed):
            house.perform(invite_partner, refused, number, code)
    house.perform(invite_partner, coordinator(house), number, code)


def test_nobody_uses_an_office_to_invite_their_own_organisation(house: House, clock: StoppedClock) -> None:
    number, code = published(house), partner(house)
    own = both_roles(house, code)
    for act in (invite_partner, take_back_invitation):
        with pytest.raises(NotAllowed):
            house.perform(act, own, number, code)
    house.perform(invite_partner, own, number, partner(house, "Waterschap Elders"))


def test_the_lead_invites_once_the_group_works(house: House, clock: StoppedClock) -> None:
    working(house, clock)
    number = house.ask(queries.lines, queries.Filters(), limit=1)[0].number
    code = partner(house)
    house.perform(invite_partner, representative(house, ZWOLLE), number, code)
    assert [line.code for line in house.ask(queries.page_of, number).invited] == [code]


def test_only_a_partner_that_takes_part_is_invited_and_once(house: House, clock: StoppedClock) -> None:
    number, code, own = published(house), partner(house), representative(house, ZWOLLE)
    representative(house, KAMPEN)
    gone = partner(house, "Waterschap Weg")
    house.perform(organisations.end_partner, coordinator(house), gone, kernel_clock.today(), "klaar")
    clock.advance(days=1)
    for wrong in (KAMPEN, gone, "KP9999"):
        with pytest.raises(RuleBroken, match="Kies een ketenpartner"):
            house.perform(invite_partner, own, number, wrong)
    house.perform(invite_partner, own, number, code)
    with pytest.raises(RuleBroken, match="al uitgenodigd"):
        house.perform(invite_partner, own, number, code)


def test_nobody_is_invited_to_what_has_ended(house: House, clock: StoppedClock) -> None:
    number, code = published(house), partner(house)
    house.perform(acts.withdraw, representative(house, ZWOLLE), number, "Dubbel.")
    with pytest.raises(RuleBroken):
        house.perform(invite_partner, representative(house, ZWOLLE), number, code)


def test_an_invitation_is_taken_back_until_it_was_used(house: House, clock: StoppedClock) -> None:
    number, code, own = published(house), partner(house), representative(house, ZWOLLE)
    with pytest.raises(RuleBroken, match="niet uitgenodigd"):
        house.perform(take_back_invitation, own, number, code)
    house.perform(invite_partner, own, number, code)
    declare(house, number, code, Level.JOIN)
    with pytest.raises(RuleBroken, match="blijft staan"):
        house.perform(take_back_invitation, coordinator(house), number, code)
    declare(house, number, code, Level.CONTRIBUTE)
    house.perform(take_back_invitation, coordinator(house), number, code)
    with pytest.raises(RuleBroken):
        declare(house, number, code, Level.JOIN)


def test_the_partner_is_asked_until_it_declared(house: House, clock: StoppedClock) -> None:
    number, code = published(house), partner(house)
    mine = representative(house, code)
    declare(house, number, code, Level.CONTRIBUTE)
    assert house.ask(asked_of, mine) == []
    clock.advance(days=1)
    house.perform(invite_partner, representative(house, ZWOLLE), number, code)
    (asked,) = house.ask(asked_of, mine)
    assert (asked.endpoint, asked.until) == ("initiatives.declare", kernel_clock.end_of(in_days(13)))
    declare(house, number, code, Level.CONTRIBUTE)
    assert house.ask(asked_of, mine) == []


def test_an_invitation_is_asked_once_and_without_a_deadline_after_the_call(house: House, clock: StoppedClock) -> None:
    number, code = published(house, days=3), partner(house)
    mine = representative(house, code)
    house.perform(invite_partner, representative(house, ZWOLLE), number, code)
    assert house.ask(queries.asked_of, mine) == []
    clock.advance(days=4)
    (asked,) = house.ask(asked_of, mine)
    assert asked.until is None


def test_the_register_tells_it_again(house: House, clock: StoppedClock) -> None:
    number, own = published(house), representative(house, ZWOLLE)
    staying, going = partner(house, "Waterschap Een"), partner(house, "Waterschap Twee")
    for code in (staying, going):
        house.perform(invite_partner, own, number, code)
    declare(house, number, staying, Level.JOIN)
    house.perform(take_back_invitation, own, number, going)
    assert differences(house) == []


def test_inviting_and_taking_back_on_the_page(app: Flask, house: House, clock: StoppedClock) -> None:
    number, code = published(house), partner(house)
    representative(house, ZWOLLE)
    me = signed_in(app, email_of(ZWOLLE))
    me.get(f"/initiatieven/{number}")
    me.follow("Ketenpartner uitnodigen")
    me.submit(values={"code": code})
    assert "Zij zegt zelf of zij een zetel wil" in me.page.main.text
    assert "uitgenodigd voor een zetel" in me.page.main.text
    me.follow("Ketenpartner uitnodigen")
    assert "geen ketenpartner meer" in me.page.main.text
    me.submit('form[action$="/ketenpartner/terug"]')
    assert house.ask(queries.page_of, number).invited == ()


def test_the_partner_sees_its_choices(app: Flask, house: House, clock: StoppedClock) -> None:
    number, code = published(house), partner(house)
    representative(house, code)
    house.perform(invite_partner, representative(house, ZWOLLE), number, code)
    me: StrictClient = signed_in(app, email_of(code))
    me.get("/mijn")
    assert "U bent uitgenodigd voor een zetel" in me.page.main.text
    me.get(f"/initiatieven/{number}/bereidheid")
    assert {radio["value"] for radio in me.page.all("input[type=radio][name=level]")} == {
        "join", "contribute", "follow", "considering", "no",
    }  # fmt: skip
    me.submit(values={"level": "join"})
    assert level_of(house, number, code) is Level.JOIN


def test_a_late_partner_ranks_behind_who_was_in_time(house: House, clock: StoppedClock) -> None:
    number, code = closed(house, clock, **{KAMPEN: Level.JOIN}), partner(house)
    house.perform(invite_partner, representative(house, ZWOLLE), number, code)
    declare(house, number, code, Level.JOIN)
    found = house.ask(queries.page_of, number).declaration_of(code)
    assert found is not None
    assert found.late
