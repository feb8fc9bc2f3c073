"""Chain partners are added, take another name, and leave; their page and the list show it."""

from datetime import date, timedelta

import pytest

from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import schedule
from gemportal.kernel.actor import NOBODY, Office
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.organisations import acts, queries
from gemportal.register import queries as register
from tests.factories import initiatives as of_initiatives
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, municipality, officer, partner, representative
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import verified
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)


def test_a_partner_takes_another_name(house: House, clock: StoppedClock) -> None:
    code = partner(house)
    partner(house, "Netbeheer")
    house.perform(acts.rename_partner, coordinator(house), code, "Waterschap Vallei")
    found = house.ask(queries.organisation, code)
    assert (found.name, found.slug) == ("Waterschap Vallei", "waterschap-vallei")
    house.perform(acts.rename_partner, coordinator(house), code, "Waterschap  Vallei!")
    for name, sentence in (
        ("netbeheer", "al een organisatie"),
        ("", "een naam"),
        ("Waterschap  Vallei!", "niets gewijzigd"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            house.perform(acts.rename_partner, coordinator(house), code, name)
    with pytest.raises(RuleBroken, match="hoogstens 120"):
        house.perform(acts.rename_partner, coordinator(house), code, "x" * 121)
    with pytest.raises(NotFound):
        house.perform(acts.rename_partner, coordinator(house), municipality(house, KAMPEN), "Kampen aan zee")
    assert verified(house) == []


def test_a_partner_leaves_at_midnight_and_nobody_acts_for_it_then(house: House, clock: StoppedClock) -> None:
    code, number = partner(house), of_initiatives.published(house, ZWOLLE, days=60)
    actor = representative(house, code)
    house.perform(acts.end_partner, coordinator(house), code, TODAY + timedelta(days=2), "klaar")
    with pytest.raises(RuleBroken, match="eindigt al"):
        house.perform(acts.end_partner, coordinator(house), code, TODAY, "klaar")
    clock.set(kernel_clock.end_of(TODAY + timedelta(days=2)) - timedelta(seconds=1))
    of_initiatives.declare(house, number, code, of_initiatives.Level.CONTRIBUTE)
    assert [one.code for one in house.ask(queries.partners)] == [code]
    clock.set(kernel_clock.end_of(TODAY + timedelta(days=2)))
    with pytest.raises(NotAllowed):
        house.perform(of_initiatives.acts.withdraw_willingness, actor, number)
    assert house.ask(queries.partners) == []
    house.ask(schedule.tick)
    with pytest.raises(RuleBroken, match="geen einde"):
        house.perform(acts.keep_partner, coordinator(house), code)
    assert verified(house) == []


def test_the_end_of_a_partner_is_taken_back(house: House, clock: StoppedClock) -> None:
    code = partner(house)
    house.perform(acts.end_partner, coordinator(house), code, TODAY, "klaar")
    house.perform(acts.keep_partner, coordinator(house), code)
    clock.advance(days=2)
    assert [one.code for one in house.ask(queries.partners)] == [code]
    told = [(e.act.partition(":")[2], e.data) for e in house.ask(register.entries_about, [code])]
    assert told[1:] == [("end-partner", {"until": "2026-03-02"}), ("keep-partner", {"until": None})]
    assert verified(house) == []


def test_abuse_16_only_a_coordinator_changes_a_partner(house: House, clock: StoppedClock) -> None:
    code = partner(house)
    strangers = [officer(house, office) for office in Office if office is not Office.COORDINATOR]
    for actor in (NOBODY, representative(house, ZWOLLE), representative(house, code), *strangers):
        for act, *values in ((acts.rename_partner, "X"), (acts.end_partner, TODAY, "x"), (acts.keep_partner,)):
            with pytest.raises(NotAllowed):
                house.perform(act, actor, code, *values)  # type: ignore[operator]


def test_a_coordinator_adds_renames_and_ends_on_the_pages(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    municipality(house, KAMPEN)
    office = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    office.get("/gemeenten")
    office.follow("Voeg een ketenpartner toe")
    office.submit("main form", {"name": ""})
    assert office.response.status_code == 422
    office.submit("main form", {"name": "Waterschap Voorbeeld"})
    assert office.address == "/mensen/uitnodigen?organisatie=KP0001"
    office.get("/gemeenten")
    office.follow("Waterschap Voorbeeld")
    office.follow("Wijzig de naam")
    office.submit("main form", {"name": "Waterschap Vallei"})
    assert office.page.one("h1").text == "Waterschap Vallei"
    office.follow("Beëindig de deelname")
    office.submit("main form", {"last_day": "2026-03-09", "reason": "Klaar."})
    client.get("/gemeenten/KP0001")
    assert "Een ketenpartner van de coöperatie, tot en met 9 maart 2026" in client.page.main.text
    assert not client.page.all('main a[href*="beeindigen"], main a[href*="doorgaan"]')
    office.follow("Neem het einde terug")
    office.submit("main form")
    office.follow("Beëindig de deelname")
    office.submit("main form", {"last_day": "2026-03-09", "reason": "Klaar."})
    clock.advance(days=8)
    client.get("/gemeenten/KP0001")
    assert "Was ketenpartner van de coöperatie tot en met 9 maart 2026" in client.page.main.text
    client.get("/gemeenten")
    assert "Waterschap Vallei" not in client.page.main.text
