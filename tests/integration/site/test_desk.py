"""The coordinators' desk: what comes, in order of day, and what it is about."""

import pytest
from flask import Flask

from gemportal.kernel.actor import Office
from gemportal.site import desk as of_site
from tests.factories import groups, initiatives
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

REFUSED = {
    "/coordinatie": "Dit mag alleen: coördinator.",
    "/en/coordinatie": "Only these may do this: coordinator.",
}


def desk(app: Flask) -> StrictClient:
    """A coordinator who looks at the desk now."""
    visitor = signed_in(app, office_holder(app, Office.COORDINATOR))
    visitor.get("/coordinatie")
    return visitor


def coming(visitor: StrictClient) -> list[list[str]]:
    """What comes, and about what (its number, and whom or what in it), in the order of the page."""
    found = []
    for row in visitor.page.all("tbody tr"):
        what, about = [cell.text for cell in row.all("th, td")][:2]
        found.append([what, about.removeprefix(row.one("td a").text).strip()])
    return found


def test_the_desk_is_the_coordinators_and_names_what_comes(app: Flask, house: House, clock: StoppedClock) -> None:
    number = initiatives.published(house, ZWOLLE)
    visitor = desk(app)
    assert coming(visitor) == [["laatste dag van de oproep", number]]
    title = visitor.page.one("td a").text
    visitor.follow("td a")
    assert visitor.page.heading == title
    assert visitor.page.one(".page-top__number").text == number
    other = signed_in(app, person_with_mandate(app, KAMPEN))
    for address, sentence in REFUSED.items():
        assert other.get(address).status_code == 403
        assert other.page.one(".lead").text == sentence


def test_an_offer_of_a_seat_comes_until_it_is_answered(app: Flask, house: House, clock: StoppedClock) -> None:
    group = groups.forming(house, clock)
    what = "laatste dag van een aanbod voor een zetel"
    names = ["Deventer", "Kampen", "Zwolle"]
    assert sorted(coming(desk(app))) == [[what, f"{group} {name}"] for name in names]
    groups.accept(house, group, ZWOLLE)
    visitor = desk(app)
    assert sorted(coming(visitor)) == [[what, f"{group} {name}"] for name in names[:-1]]
    visitor.get(visitor.page.all("td a")[0]["href"])
    assert visitor.page.heading == "Samen meldingen doen"


def test_the_end_of_a_step_and_of_its_evaluation_come_in_order_of_day(
    app: Flask, house: House, clock: StoppedClock
) -> None:
    group = groups.running_step(house, clock)
    about = f"{group} {groups.plan().aim}"
    first, last = (initiatives.published(house, ZWOLLE, days=days) for days in (10, 200))
    assert coming(desk(app)) == [
        ["laatste dag van een aanbod voor een zetel", f"{group} Deventer"],
        ["laatste dag van de oproep", first],
        ["laatste dag van een stap", about],
        ["laatste dag van de oproep", last],
    ]
    clock.advance(days=100)
    house.run("tick")
    assert ["laatste dag om een stap te evalueren", about] in coming(desk(app))


def test_what_comes_later_is_not_left_out_in_silence(
    app: Flask, house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in (10, 20, 30):
        initiatives.published(house, ZWOLLE, days=days)
    monkeypatch.setattr(of_site, "_MOST", 3)
    visitor = desk(app)
    assert len(coming(visitor)) == 3
    assert "Dit zijn de eerste" not in visitor.page.main.text
    monkeypatch.setattr(of_site, "_MOST", 2)
    visitor.get("/coordinatie")
    assert len(coming(visitor)) == 2
    assert "Dit zijn de eerste 2 termijnen." in visitor.page.main.text
    assert visitor.page.one("main a[type='text/calendar']")["href"] == "/kalender.ics"


def test_a_coordinator_is_named_by_their_office(app: Flask) -> None:
    visitor = desk(app)
    visitor.get("/mijn")
    assert visitor.page.one(".lead").text.endswith(", coördinator van de coöperatie.")


def test_more_that_comes_costs_no_more_queries(app: Flask, house: House, clock: StoppedClock) -> None:
    groups.running_step(house, clock)
    groups.forming(house, clock, {ZWOLLE: groups.LEAD, KAMPEN: groups.JOIN})
    few = desk(app)
    groups.forming(house, clock, {DEVENTER: groups.LEAD, HENGELO: groups.JOIN, KAMPEN: groups.JOIN})
    more = desk(app)
    assert len(coming(more)) > len(coming(few))
    assert more.queries == few.queries
