"""The pages of votes: what a member votes, and what everybody reads."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from flask import Flask

from gemportal.voting import acts, queries
from gemportal.voting.rules import Force
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


@pytest.fixture
def office(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    coordinator(house)
    return signed_in(app, "coordinator@gemportal.example")


@pytest.fixture
def zwolle(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    representative(house, ZWOLLE)
    return signed_in(app, email_of(ZWOLLE))


@pytest.mark.parametrize(
    ("draft", "given", "said"),
    [
        (voting.PROPOSAL, {"answer": "against"}, "tegen"),
        (voting.PRIORITIES, {"answer": ["keuze-1", "keuze-3"]}, "Een lijst van leveranciers"),
        (
            voting.replace(voting.PRIORITIES, method="score"),
            {"answer-0": "4", "answer-1": "0"},
            "Een gedeeld loket: 4",
        ),
    ],
)
def test_a_member_votes_by_ballot_summary_and_receipt(
    zwolle: StrictClient, house: House, draft: voting.Draft, given: dict[str, str], said: str
) -> None:
    number = voting.open_vote(house, draft)
    zwolle.get(f"/stemmingen/{number}")
    zwolle.follow("Breng uw stem uit")
    zwolle.submit("main form", {**given, "statement": "Wij willen dit."})
    assert zwolle.page.heading == "Controleer uw stem"
    assert said in zwolle.page.main.text
    assert house.ask(queries.page_of, number).turnout == 0
    zwolle.submit("main form", button="Wijzigen")
    assert zwolle.page.one("textarea[name=statement]").raw.strip() == "Wij willen dit."
    zwolle.submit("main form")
    zwolle.submit("main form", button="Stem uitbrengen")
    assert zwolle.page.heading == "Uw stem is ontvangen"
    assert len(zwolle.page.all("code.digest")) == 2
    receipt = zwolle.address
    zwolle.get(f"/stemmingen/{number}")
    assert "Uw organisatie heeft gestemd" in zwolle.page.main.text
    zwolle.follow("Wijzig uw stem")
    assert "Uw organisatie heeft al gestemd" in zwolle.page.main.text
    representative(house, KAMPEN)
    kampen = signed_in(house.app, email_of(KAMPEN))
    kampen.get(receipt)
    assert kampen.response.status_code == 404


def test_a_blank_ballot_of_each_kind_can_be_cast(zwolle: StrictClient, house: House) -> None:
    for draft, given in (
        (voting.PROPOSAL, {"answer": "blank"}),
        (voting.PRIORITIES, {}),
        (voting.replace(voting.PRIORITIES, method="score"), {}),
    ):
        number = voting.open_vote(house, draft)
        zwolle.get(f"/stemmingen/{number}/stem")
        zwolle.submit("main form", given)
        assert "blanco" in zwolle.page.main.text
        zwolle.submit("main form", button="Stem uitbrengen")
        assert house.ask(queries.page_of, number).turnout == 1


def test_an_empty_majority_ballot_says_what_to_do(zwolle: StrictClient, house: House) -> None:
    number = voting.open_vote(house)
    zwolle.get(f"/stemmingen/{number}/stem")
    zwolle.submit("main form", {"statement": "Een verklaring zonder stem."})
    assert zwolle.response.status_code == 422
    assert "Kies voor, tegen, onthouding of blanco." in zwolle.page.one("#fouten").text
    assert zwolle.page.one("textarea[name=statement]").raw.strip() == "Een verklaring zonder stem."


def test_after_the_deadline_no_tick_is_needed_to_say_so(
    zwolle: StrictClient, client: StrictClient, house: House, clock: StoppedClock
) -> None:
    number = voting.open_vote(house)
    zwolle.get(f"/stemmingen/{number}/stem")
    zwolle.submit("main form", {"answer": "for"})
    clock.set(house.ask(lambda: queries.by_number(number).closes_at))
    client.get(f"/stemmingen/{number}")
    assert "wordt geteld" in client.page.main.text
    client.get("/stemmingen?status=open")
    assert number not in client.page.main.text
    zwolle.submit("main form", button="Stem uitbrengen")
    assert zwolle.response.status_code in (401, 409) or zwolle.address.startswith("/aanmelden")
    assert house.ask(queries.page_of, number).turnout == 0


def test_the_public_reads_the_result_and_counts_again(client: StrictClient, house: House, clock: StoppedClock) -> None:
    number = voting.closed_vote(house)
    client.get(f"/stemmingen/{number}")
    text = client.page.main.text
    assert "Aangenomen: 2 voor en 1 tegen. Nodig waren 2 stemmen voor." in text
    assert "nodig: 2 stemmen voor" in text
    assert "Het quorum is gehaald." in text
    assert "flask tally" in text
    assert len(client.page.all("#hoofdelijk tbody tr")) == 3
    digest = client.page.one("code.digest").text
    client.follow("De vastgelegde stemming (JSON)")
    assert hashlib.sha256(client.response.data).hexdigest() == digest
    client.get(f"/stemmingen/{number}/telling.json")
    assert json.loads(client.response.data)["vote"]["definition_sha256"] == digest
    client.get(f"/en/stemmingen/{number}")
    assert client.response.status_code == 200


@pytest.mark.parametrize("annulled", [False, True])
def test_abuse_13_nothing_public_tells_how_an_open_vote_stands(
    client: StrictClient, house: House, clock: StoppedClock, annulled: bool
) -> None:
    number = voting.open_vote(house)
    index = voting.cast(house, number, ZWOLLE, "against", "Kanarie in de mijn")
    if annulled:
        house.perform(voting.acts.annul, coordinator(house), number, "De vraag klopte niet.")
    addresses = [
        "/",
        "/stemmingen",
        f"/stemmingen/{number}",
        f"/stemmingen/{number}/definitie.json",
        f"/stemmingen/{number}/telling.json",
        "/register",
        f"/register/{index}",
        f"/register/{index}.json",
        f"/gemeenten/{ZWOLLE}",
    ]
    for address in addresses:
        client.get(address)
        body = client.response.get_data(as_text=True)
        assert "Kanarie" not in body, address
        assert '"against"' not in body, address
    client.get(f"/stemmingen/{number}/telling.json")
    assert client.response.status_code == 404
    assert "zodra de stemming gesloten" in client.page.main.text


def test_an_annulled_vote_shows_its_reason(office: StrictClient, client: StrictClient, house: House) -> None:
    number = voting.open_vote(house)
    office.get(f"/stemmingen/{number}")
    office.follow("Deze stemming ongeldig verklaren")
    office.submit("main form", {})
    assert office.response.status_code == 422
    office.submit("main form", {"reason": "De vraag klopte niet."})
    client.get(f"/stemmingen/{number}")
    assert "De vraag klopte niet." in client.page.main.text
    office.get(f"/stemmingen/{number}/ongeldig")
    assert office.response.status_code == 409


def test_who_may_not_enter(app: Flask, zwolle: StrictClient, office: StrictClient, house: House) -> None:
    number, vote_id = voting.open_vote(house), voting.prepared_vote(house)
    for path in ("/stemmingen/nieuw", f"/stemmingen/concept/{vote_id}", f"/stemmingen/{number}/ongeldig"):
        zwolle.get(path)
        assert zwolle.response.status_code == 403, path
    office.get(f"/stemmingen/{number}/stem")
    assert office.response.status_code == 403
    public = app.test_client()
    public.get(f"/stemmingen/{number}/stem")
    assert public.get(f"/stemmingen/{number}/stem").status_code == 303
    for path in (
        "/stemmingen/S-2026-999",
        "/stemmingen/S-2026-999/telling.json",
        "/stemmingen/S-2026-999/definitie.json",
    ):
        assert public.get(path).status_code == 404


def test_pages_ask_the_same_number_of_questions_at_many_rows(
    client: StrictClient, house: House, clock: StoppedClock
) -> None:
    first = voting.closed_vote(house)
    client.get("/stemmingen")
    few = client.queries
    client.get(f"/stemmingen/{first}")
    few_on_one = client.queries
    assert few <= 6
    assert few_on_one <= 8
    many = voting.closed_vote(
        house, answers=dict.fromkeys((ZWOLLE, KAMPEN, URK, *voting.MORE), "for"), title="Met veel stemmen"
    )
    for _n in range(6):
        voting.open_vote(house, voters=())
        clock.advance(seconds=1)
    client.get("/stemmingen")
    assert client.queries == few
    client.get(f"/stemmingen/{many}")
    assert client.queries == few_on_one


def test_the_vote_that_was_opened_last_stands_on_top(client: StrictClient, house: House, clock: StoppedClock) -> None:
    """Also when it was written down before another: a new round waits for its proposal to be changed."""
    waits = voting.prepared_vote(house, title="Eerst geschreven")
    voting.open_vote(house, title="Eerst geopend")
    house.perform(acts.open_vote, coordinator(house), waits)
    client.get("/stemmingen")
    titles = [title.text for title in client.page.all("main h3 a")]
    assert titles == ["Eerst geschreven", "Eerst geopend"]


def test_the_list_pages_by_key(
    client: StrictClient, house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gemportal.voting.views.PAGE", 2)
    numbers = [voting.open_vote(house) for _n in range(3)]
    client.get("/stemmingen")
    assert numbers[2] in client.page.main.text
    assert numbers[0] not in client.page.main.text
    client.follow(".pagination__next")
    assert numbers[0] in client.page.main.text
    clock.advance(days=30, seconds=timedelta(seconds=31).seconds)
    client.get("/stemmingen?status=gesloten")
    assert "wordt geteld" in client.page.main.text


def test_what_a_choice_costs_and_excludes_can_be_read_without_voting(client: StrictClient, house: House) -> None:
    excluding = {"keuze-1": ("keuze-2",), "keuze-2": ("keuze-1",)}
    number = voting.open_vote(house, voting.DRAFTS["equal-shares"], excludes=excluding)
    client.get(f"/stemmingen/{number}")
    assert "Een gedeeld loket € 40.000 Kan niet samen met “Een oefening met uitval”." in client.page.main.text


def test_a_vote_that_closes_before_it_can_count_for_its_meeting_sends_nobody_back(
    client: StrictClient, house: House, clock: StoppedClock
) -> None:
    meeting = {"force": Force.MEETING, "meeting_on": date(2026, 6, 1)}
    number = voting.open_vote(house, days=7, **meeting)
    client.get(f"/stemmingen/{number}")
    assert "dat kan pas vanaf 2 mei 2026" in client.page.main.text
    assert "Breng haar daarna opnieuw uit" not in client.page.main.text
