"""Backing at home: strengthened later, with the date of the declaration kept; and considering, with its deadline."""

from datetime import timedelta

import pytest
from flask import Flask

from gemportal.initiatives import acts, queries
from gemportal.initiatives.rules import Backing, Level
from gemportal.initiatives.support.acts import back_willingness
from gemportal.initiatives.support.deadlines import CONSIDERING_ENDS
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import schedule
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.register.queries import entries_about
from tests.factories import groups as making_groups
from tests.factories.groups import JOIN, LEAD
from tests.factories.initiatives import closed, declare, in_days, published
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, coordinator, deputy, email_of, representative
from tests.factories.merging import merged
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock

PAPER = "https://kampen.example/besluit"


def line_of(house: House, number: str, code: str = KAMPEN) -> queries.WillingnessLine:
    found = house.ask(queries.page_of, number).declaration_of(code)
    assert found is not None
    return found


def deadline(house: House, number: str, code: str = KAMPEN) -> object:
    return house.ask(schedule.pending, CONSIDERING_ENDS, f"{number} {code}")


def as_representative(app: Flask, house: House, code: str = KAMPEN) -> StrictClient:
    representative(house, code)
    return signed_in(app, email_of(code))


def test_support_grows_and_the_declaration_keeps_its_date(house: House, clock: StoppedClock) -> None:
    number = closed(house, clock, **{KAMPEN: JOIN})
    before = line_of(house, number)
    house.perform(back_willingness, representative(house, KAMPEN), number, Backing.EXECUTIVE, PAPER)
    after = line_of(house, number)
    assert (after.backing, after.backing_url, after.backing_host) == (Backing.EXECUTIVE, PAPER, "kampen.example")
    assert (after.since, after.declared_at, after.level, after.entry) == (
        before.since, before.declared_at, before.level, before.entry,
    )  # fmt: skip
    assert (after.late, after.ranks) == (False, True)
    entry = house.ask(entries_about, [number])[-1]
    assert (entry.act, entry.organisation) == ("initiatives:back-willingness", KAMPEN)
    assert entry.data == {"backing": "executive", "backing_url": PAPER}


def test_support_grows_while_seated(house: House, clock: StoppedClock) -> None:
    making_groups.working(house, clock)
    number = "I-2026-001"
    house.perform(back_willingness, representative(house, ZWOLLE), number, Backing.COUNCIL)
    assert line_of(house, number, ZWOLLE).backing is Backing.COUNCIL


def test_support_never_becomes_weaker_and_needs_a_declaration(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, backing=Backing.EXECUTIVE)
    with pytest.raises(RuleBroken, match="sterker"):
        house.perform(back_willingness, representative(house, KAMPEN), number, Backing.PERSON)
    with pytest.raises(RuleBroken, match="geen verklaring"):
        house.perform(back_willingness, representative(house, URK), number, Backing.COUNCIL)
    with pytest.raises(NotAllowed):
        house.perform(back_willingness, coordinator(house), number, Backing.COUNCIL)
    house.perform(acts.stop, coordinator(house), number, "Klaar.")
    with pytest.raises(RuleBroken):
        house.perform(back_willingness, representative(house, KAMPEN), number, Backing.COUNCIL)


def test_support_is_told(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, backing_url=PAPER)
    house.perform(back_willingness, deputy(house, KAMPEN), number, Backing.COUNCIL)
    assert not differences(house)


def test_the_page_of_support_keeps_what_was_typed(app: Flask, house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, backing=Backing.MANAGEMENT)
    me = as_representative(app, house)
    me.get(f"/initiatieven/{number}")
    me.follow("Laat zien wie er thuis achter staat")
    assert [one["value"] for one in me.page.all("input[type=radio]")] == ["management", "executive", "council"]
    me.submit(values={"backing": "executive", "backing_url": "http://kampen.example/besluit"})
    assert me.response.status_code == 422
    assert "https://" in me.page.one("#fouten").text
    assert me.page.one("input#backing_url")["value"] == "http://kampen.example/besluit"
    me.submit(values={"backing": "management", "backing_url": ""})
    assert me.response.status_code == 409
    me.submit(values={"backing": "executive", "backing_url": PAPER})
    assert me.address == f"/initiatieven/{number}"
    link = me.page.one(f'a[href="{PAPER}"]')
    assert set(link["rel"].split()) == {"nofollow", "noopener"}
    assert "stuk op kampen.example" in me.page.main.text


def test_without_a_declaration_there_is_no_page_of_support(app: Flask, house: House, clock: StoppedClock) -> None:
    number = published(house)
    me = as_representative(app, house)
    me.get(f"/initiatieven/{number}/bereidheid/steun")
    assert me.response.status_code == 409


def test_the_bar_counts_by_whom_offers_are_backed(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, backing=Backing.EXECUTIVE)
    declare(house, number, URK, LEAD, backing=Backing.EXECUTIVE)
    declare(house, number, DEVENTER, Level.FOLLOW, backing=Backing.COUNCIL)
    backed = house.ask(queries.page_of, number).backed
    assert backed == [(Backing.COUNCIL, 0), (Backing.EXECUTIVE, 2), (Backing.MANAGEMENT, 0), (Backing.PERSON, 0)]
    client.get(f"/initiatieven/{number}")
    assert "college 2" in " ".join(client.page.one("#steun-legend").text.split())


def test_considering_has_a_deadline_as_long_as_it_lasts(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, Level.CONSIDERING, considering_until=in_days(5))
    assert deadline(house, number) == kernel_clock.end_of(in_days(5))
    declare(house, number, KAMPEN, Level.CONSIDERING, considering_until=in_days(9))
    assert deadline(house, number) == kernel_clock.end_of(in_days(9))
    declare(house, number, KAMPEN)
    assert deadline(house, number) is None


def test_withdrawing_or_ending_takes_the_deadline_away(house: House, clock: StoppedClock) -> None:
    number = published(house)
    for code in (KAMPEN, URK):
        declare(house, number, code, Level.CONSIDERING)
    house.perform(acts.withdraw_willingness, representative(house, KAMPEN), number)
    assert deadline(house, number) is None
    assert deadline(house, number, URK) is not None
    house.perform(acts.stop, coordinator(house), number, "Klaar.")
    assert deadline(house, number, URK) is None


def test_a_successor_considers_as_long(house: House, clock: StoppedClock) -> None:
    number = published(house, URK)
    declare(house, number, DEVENTER, Level.CONSIDERING, considering_until=in_days(40))
    representative(house, ZWOLLE)
    merged(house, clock, DEVENTER, ZWOLLE)
    assert deadline(house, number, DEVENTER) is None
    assert deadline(house, number, ZWOLLE) is not None


def test_after_its_day_considering_says_so_and_stays(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock
) -> None:
    number = published(house, days=60)
    declare(house, number, KAMPEN, Level.CONSIDERING, considering_until=in_days(5))
    client.get(f"/initiatieven/{number}")
    assert "in beraad tot en met" in client.page.main.text
    assert "de datum is voorbij" not in client.page.main.text
    before = client.response.headers["ETag"]
    clock.advance(days=6)
    house.run("tick")
    client.get(f"/initiatieven/{number}")
    assert "de datum is voorbij" in client.page.main.text
    assert client.response.headers["ETag"] != before
    assert line_of(house, number).level is Level.CONSIDERING
    me = as_representative(app, house)
    me.get("/mijn")
    assert "De datum van uw beraad is voorbij" in me.page.main.text


def test_considering_is_asked_of_who_considers(app: Flask, house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, Level.CONSIDERING, considering_until=in_days(5))
    me = as_representative(app, house)
    me.get("/mijn")
    me.follow("Meldingen over de buurt in één open systeem")
    assert me.address == f"/initiatieven/{number}/bereidheid"
    me.follow("Maak een memo van één bladzijde voor uw bestuur")
    assert "het college van Kampen" in me.page.main.text
    assert kernel_clock.today() + timedelta(days=5) == line_of(house, number).considering_until
