"""The pages that span rooms: what they answer at their top, what they lead to, and what they cost."""

import pytest
from flask import Flask

from gemportal.groups.observing.acts import invite_observer
from gemportal.initiatives.rules import Domain, Level
from gemportal.kernel import policy
from gemportal.site import health
from gemportal.site.views import CHAPTERS
from tests.factories import files, groups, initiatives, lessons, voting
from tests.factories.decisions import agreed, recorded
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    member,
    municipality,
    representative,
)
from tests.factories.people import person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

NO_QUERIES_MORE = "an extra row may not cost an extra query"


@pytest.fixture
def group(house: House, clock: StoppedClock) -> str:
    return groups.running_step(house, clock)


def test_home_tells_what_is_open_at_work_and_decided(client: StrictClient, house: House, group: str) -> None:
    initiatives.published(house, ZWOLLE, title="Samen beter zoeken")
    recorded(house, title="Wij delen alles")
    assert client.get("/").status_code == 200
    text = client.page.main.text
    for word in ("Samen beter zoeken", "Wij delen alles", "Samen meldingen doen", "zijn lid"):
        assert word in text
    client.follow("Samen beter zoeken")
    assert client.page.heading == "Samen beter zoeken"


def test_home_leaves_out_calls_that_have_closed(client: StrictClient, house: House, clock: StoppedClock) -> None:
    initiatives.published(house, ZWOLLE, title="Te laat", days=3)
    clock.advance(days=5)
    client.get("/")
    assert "Te laat" not in [card.text for card in client.page.all("main .card__title")]


def test_an_empty_portal_says_what_there_will_be(client: StrictClient) -> None:
    for address in ("/", "/agenda", "/besluiten", "/groepen", "/initiatieven", "/stemmingen", "/register"):
        assert client.get(address).status_code == 200


def test_an_initiative_shows_its_group_its_life_and_the_way_to_the_proof(client: StrictClient, group: str) -> None:
    client.get(f"/groepen/{group}")
    number = client.page.one("nav ol li:last-child a, nav a[href*='/initiatieven/I-']")["href"].rsplit("/", 1)[-1]
    client.get(f"/initiatieven/{number}")
    assert f"Samenwerkingsgroep {group}" in client.page.main.text
    assert "publiceert een initiatief" in client.page.main.text
    client.follow("Alles hierover in het register")
    assert client.page.heading == "Register"


def test_a_group_says_which_step_runs_until_when(client: StrictClient, group: str) -> None:
    client.get(f"/groepen/{group}")
    assert "Stap 1 loopt tot en met" in client.page.main.text
    assert "Getrokken door Zwolle" in client.page.main.text


def test_a_municipality_stands_with_what_it_said_and_did(client: StrictClient, group: str, house: House) -> None:
    client.get(f"/gemeenten/{KAMPEN}")
    text = client.page.main.text
    assert "Lid van de coöperatie sinds" in text
    assert "meedoen" in text
    assert "deelnemer" in text
    client.get(f"/gemeenten/{municipality(house, URK)}")
    assert "nu geen lid" in client.page.main.text


@pytest.mark.parametrize("address", ["/initiatieven/I-2026-999", "/groepen/G-2026-999", "/gemeenten/GM9999"])
def test_what_does_not_exist_is_not_found(client: StrictClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_mine_asks_for_what_waits_with_its_deadline(app: Flask, house: House) -> None:
    number = initiatives.published(house, ZWOLLE, title="Doe mee")
    member(house, KAMPEN)
    vote = voting.open_vote(house)
    visitor = signed_in(app, person_with_mandate(app, KAMPEN))
    visitor.get("/mijn")
    asked = [card["href"] for card in visitor.page.all("article a")]
    assert f"/initiatieven/{number}/bereidheid" in asked
    assert f"/stemmingen/{vote}/stem" in asked


def test_mine_asks_for_signing_in_first(client: StrictClient) -> None:
    response = client.get("/mijn")
    assert (response.status_code, response.location) == (303, "/aanmelden?naar=/mijn")


def test_every_chapter_of_the_policy_is_shown(client: StrictClient) -> None:
    assert set(CHAPTERS) == set(policy.CHAPTERS)
    client.get("/wie-mag-wat")
    rows = sum(len(chapter.rows) for chapter in policy.CHAPTERS.values())
    assert len(client.page.all("tbody tr")) == rows


def test_pages_that_span_rooms_cost_the_same_with_more_rows(app: Flask, house: House, clock: StoppedClock) -> None:
    """What a page asks at most, for the public and for a voter; of a group that learned from a step, and of an open vote."""
    group = groups.learned(house, clock)
    vote = voting.open_vote(house)
    public, voter = app.test_client(), signed_in(app, person_with_mandate(app, KAMPEN))
    most = {
        "/": (9, 10),
        f"/gemeenten/{ZWOLLE}": (14, 16),
        f"/groepen/{group}": (8, 10),
        "/initiatieven": (4, 7),
        "/initiatieven/I-2026-001": (8, 11),
        f"/stemmingen/{vote}": (4, 8),
    }
    few = {address: (queries(public, address), queries(voter, address)) for address in most}
    for day in range(6):
        clock.advance(minutes=2)
        initiative = initiatives.published(house, ZWOLLE, title=f"Nog iets {day}")
        for code in (KAMPEN, DEVENTER, HENGELO):
            member(house, code)
            initiatives.declare(house, initiative, code, Level.FOLLOW)
        recorded(house, title=f"Besluit {day}")
        voting.open_vote(house, title=f"Nog een stemming {day}")
    voting.cast(house, vote, ZWOLLE, "for")
    voting.give(house, vote, URK, KAMPEN)
    voter.get("/mijn")  # so that the session is in use before its pages are counted
    assert {address: (queries(public, address), queries(voter, address)) for address in most} == few, NO_QUERIES_MORE
    assert all(few[address][reader] <= most[address][reader] for address in most for reader in (0, 1)), few


def test_a_group_and_an_initiative_of_which_there_is_all_to_show(app: Flask, house: House, clock: StoppedClock) -> None:
    """What a group has by exception is asked where it has it: proposals and attachments; what waits for it costs nothing."""
    lessons.shared(house, KAMPEN)
    group = groups.working(house, clock, domain=Domain.PUBLIC_SPACE)
    most = {f"/groepen/{group}": (10, 12), "/initiatieven/I-2026-001": (8, 11)}
    public, member_of_it = app.test_client(), signed_in(app, person_with_mandate(app, KAMPEN))
    for code, reader in ((ZWOLLE, URK), (KAMPEN, UTRECHT)):
        files.attach(house, group, code, 0, public=True)
        agreed(house, group, ZWOLLE, KAMPEN)
        house.perform(invite_observer, representative(house, ZWOLLE), group, member(house, reader))
        lessons.shared(house, KAMPEN)
        member_of_it.get("/mijn")  # so that the session is in use before its pages are counted
        assert {address: (queries(public, address), queries(member_of_it, address)) for address in most} == most
        clock.advance(minutes=2)
    public.get(f"/groepen/{group}")
    for word in ("plan.pdf", "Voorstel 1", "Uitgenodigd om mee te kijken"):
        assert word in public.page.main.text
    public.get("/initiatieven/I-2026-001")
    assert "Andere gemeenten leerden hier iets over" in public.page.main.text


def queries(visitor: StrictClient, address: str) -> int:
    assert visitor.get(address).status_code == 200
    return visitor.queries


def test_a_public_page_is_asked_for_once_for_each_version(
    client: StrictClient, house: House, clock: StoppedClock
) -> None:
    """The page of home moves with the register and with the days, and with nothing else."""
    first = client.get("/")
    again = client.get("/")
    assert client.queries == 1
    assert first.headers["ETag"] == again.headers["ETag"]
    recorded(house)
    changed = client.get("/")
    assert changed.headers["ETag"] != first.headers["ETag"]
    clock.advance(days=1)
    assert client.get("/").headers["ETag"] != changed.headers["ETag"]


def test_who_watches_learns_that_it_lives_and_is_ready(client: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/gezond").text == "gezond\n"
    assert client.queries == 0
    assert client.get("/gereed").status_code == 200
    monkeypatch.setattr(health, "newest_migration", lambda folder: "another")
    client.expects_failure = True
    assert client.get("/gereed").status_code == 503
