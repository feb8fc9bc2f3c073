"""The memo of one page for an executive board: of an initiative and of a step, as a page and as PDF."""

import re

import pytest

from gemportal.groups.observing import acts as observing
from gemportal.groups.steps import acts as steps
from gemportal.initiatives.rules import LENGTHS, Backing, Level
from tests.factories import groups as making_groups
from tests.factories.groups import LEAD
from tests.factories.initiatives import declare, in_days, published, revise
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, UTRECHT, ZWOLLE, member, partner, representative
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

NUMBER, GROUP = "I-2026-001", "G-2026-001"
UA = b"pdfuaid:part>1<"


def pages(file: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", file))


def section(client: StrictClient, heading: str) -> str:
    """The text of one section of the memo."""
    return next(one.text for one in client.page.all(".memo section") if one.one("h2").text == heading)


def test_a_memo_asks_what_this_municipality_declared(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, LEAD, hours=80, euros=5000, backing=Backing.MANAGEMENT, who_would="Kanarie de Vries")
    declare(house, number, URK, Level.FOLLOW)
    client.get(f"/initiatieven/{number}/memo?gemeente={KAMPEN}")
    assert "het college van Kampen" in client.page.main.text
    assert "trekken. Nu gedragen door: management" in section(client, "Wat wij u vragen")
    assert all(words in section(client, "Wat Kampen toezegt") for words in ("80 uur", "5.000"))
    assert "Urk" in section(client, "Wie er meedoet")
    assert "college heeft zich nog niet uitgesproken" in section(client, "Wat nog niet bekend is")
    assert "Kanarie" not in client.response.text


def test_a_memo_for_any_municipality_promises_nothing(house: House, client: StrictClient, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    number = published(house)
    client.get(f"/initiatieven/{number}")
    client.follow("Memo van één bladzijde voor een college, om te printen of door te sturen")
    assert "het college van uw gemeente" in client.page.main.text
    assert "Nog niets" in section(client, "Wat uw gemeente toezegt")
    assert "schatte de indiener nog niet" in section(client, "Wat nog niet bekend is")
    client.submit(".memo-tools form", values={"gemeente": KAMPEN})
    assert "het college van Kampen" in client.page.main.text


def test_a_partner_has_a_board_and_no_college(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = published(house)
    client.get(f"/initiatieven/{number}/memo?gemeente={partner(house)}")
    assert "het bestuur van Waterschap Voorbeeld" in client.page.main.text


def test_who_considers_reads_until_when(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN, Level.CONSIDERING, considering_until=in_days(5))
    client.get(f"/initiatieven/{number}/memo?gemeente={KAMPEN}")
    assert "Besluit of Kampen hieraan meedoet" in section(client, "Wat wij u vragen")
    assert "In beraad tot en met" in section(client, "Wanneer")


def test_with_a_seat_the_memo_shows_the_pledge_by_year(house: House, client: StrictClient, clock: StoppedClock) -> None:
    making_groups.running_step(house, clock)
    client.get(f"/initiatieven/{NUMBER}/memo?gemeente={KAMPEN}")
    assert "Stem in met de toezegging van Kampen" in section(client, "Wat wij u vragen")
    assert all(words in section(client, "Wat Kampen toezegt") for words in ("2026", "40 uur", "5.000"))
    assert "2 van 3 in groep" in section(client, "Wie er meedoet")
    client.get(f"/groepen/{GROUP}/stappen/1")
    client.follow("Memo van één bladzijde voor een college, om te printen of door te sturen")
    assert "in deze groep heeft uw gemeente geen zetel" in section(client, "Wat wij u vragen")
    client.get(f"/groepen/{GROUP}/stappen/1/memo?gemeente={KAMPEN}")
    assert "Maak de uren en euro’s vrij" in section(client, "Wat wij u vragen")
    assert "Honderd meldingen" in client.page.main.text


def test_who_only_reads_along_does_not_join_in_the_memo(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    making_groups.running_step(house, clock)
    member(house, URK)
    house.perform(observing.observe, representative(house, URK), GROUP)
    house.perform(observing.invite_observer, representative(house, ZWOLLE), GROUP, URK)
    client.get(f"/groepen/{GROUP}/stappen/1/memo")
    who = {one.one("dt").text: one.one("dd").text for one in client.page.all(".memo__facts div")}
    assert who["kijkt mee"] == "Urk"
    assert "Urk" not in who["doet mee"]


def test_a_concluded_step_asks_nothing_any_more(house: House, client: StrictClient, clock: StoppedClock) -> None:
    making_groups.learned(house, clock)
    client.get(f"/groepen/{GROUP}/stappen/1/memo")
    assert "afgerond" in section(client, "Wat wij u vragen")
    assert "Negentig meldingen" in client.page.main.text


@pytest.mark.parametrize(
    "address",
    [
        f"/initiatieven/{NUMBER}/memo.pdf", f"/initiatieven/{NUMBER}/memo.pdf?gemeente={KAMPEN}",
        f"/groepen/{GROUP}/stappen/1/memo.pdf?gemeente={KAMPEN}", f"/en/initiatieven/{NUMBER}/memo.pdf",
    ],
)  # fmt: skip
def test_the_pdf_is_one_accessible_page_that_may_be_kept(
    house: House, client: StrictClient, clock: StoppedClock, address: str
) -> None:
    making_groups.running_step(house, clock)
    first = client.get(address)
    assert (first.status_code, first.content_type) == (200, "application/pdf")
    assert UA in first.data
    assert pages(first.data) == 1
    assert (b"/Lang(en)" in first.data) is address.startswith("/en")
    assert first.headers["Content-Disposition"].startswith('inline; filename="memo-')
    asked = client.queries
    again = client.get(address)
    assert again.data == first.data
    assert again.headers["Content-Disposition"] == first.headers["Content-Disposition"]
    assert client.queries < asked
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_pdf_changes_with_what_it_says_and_not_with_time(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    number = published(house)
    first = client.get(f"/initiatieven/{number}/memo.pdf").data
    clock.advance(days=2)
    assert client.get(f"/initiatieven/{number}/memo.pdf").data == first
    revise(house, number, title="Anders")
    assert client.get(f"/initiatieven/{number}/memo.pdf").data != first


@pytest.mark.parametrize("letters", ["W", "Wij ", "w\n", "\N{LATIN SMALL LETTER E WITH ACUTE}en lange zin "])
def test_the_longest_texts_still_fit_on_one_page(
    house: House, client: StrictClient, clock: StoppedClock, letters: str
) -> None:
    long = {
        name: (letters * LENGTHS[name])[: LENGTHS[name]] for name in ("title", "summary", "goal", "means", "existing")
    }
    number = published(house, cost=10**9, hours=10**6, **long)
    for code in (KAMPEN, DEVENTER, HENGELO, URK, UTRECHT):
        declare(house, number, code, LEAD, hours=10**6, euros=10**6)
    for place, level in enumerate((Level.CONTRIBUTE, Level.CONTRIBUTE, Level.FOLLOW, Level.FOLLOW)):
        code = partner(house, f"{place} {'W' * 110}")
        declare(house, number, code, level)
    for address in (f"/initiatieven/{number}/memo.pdf", f"/en/initiatieven/{number}/memo.pdf"):
        assert pages(client.get(f"{address}?gemeente={KAMPEN}").data) == 1
        assert pages(client.get(f"{address}?gemeente={code}").data) == 1


def test_the_longest_step_fits_on_one_page(house: House, client: StrictClient, clock: StoppedClock) -> None:
    making_groups.working(house, clock)
    long = "Wij " * 499
    plan = making_groups.plan(aim=long, expectation=long, measure=long, hours=10**6, euros=8000)
    house.perform(steps.plan_step, representative(house, ZWOLLE), GROUP, plan)
    assert pages(client.get(f"/groepen/{GROUP}/stappen/1/memo.pdf?gemeente={KAMPEN}").data) == 1


def test_what_is_not_there_has_no_memo(house: House, client: StrictClient, clock: StoppedClock) -> None:
    making_groups.running_step(house, clock)
    for address in (
        "/initiatieven/I-2026-999/memo.pdf",
        f"/initiatieven/{NUMBER}/memo.pdf?gemeente=GM9999",
        f"/groepen/{GROUP}/stappen/9/memo",
        "/groepen/G-2026-999/stappen/1/memo.pdf",
    ):
        assert client.get(address).status_code == 404


def test_a_memo_costs_as_many_queries_however_many_declared(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    number = published(house)
    declare(house, number, KAMPEN)
    client.get(f"/initiatieven/{number}/memo?gemeente={KAMPEN}")
    few = client.queries
    for code in (URK, DEVENTER, HENGELO):
        declare(house, number, code)
    clock.advance(minutes=1)
    client.get(f"/initiatieven/{number}/memo?gemeente={KAMPEN}")
    assert client.queries == few <= 13
