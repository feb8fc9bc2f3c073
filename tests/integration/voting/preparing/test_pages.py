"""Preparing a vote: from what one wants to know, over one page with only the fields it needs, to what the voters will see."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from gemportal.voting import queries
from gemportal.voting.models import Vote
from gemportal.voting.preparing import budget
from gemportal.voting.preparing.rules import Kind
from gemportal.voting.rules import Secrecy, Weights
from tests.factories import groups, voting
from tests.factories.initiatives import published
from tests.factories.members import URK, ZWOLLE, coordinator, email_of, member, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

ASKED = {
    "title": "Wat eerst?",
    "question": "Wat moet het eerst?",
    "explanation": "Wij kunnen niet alles tegelijk.",
    "closes_on": "2026-03-09",
    "early_close": False,
}
BUDGET = {"budget": "10.000", "title-1": "Een loket", "cost-1": "6.000", "title-2": "Een oefening", "cost-2": "4000"}
KINDS: dict[Kind, dict[str, Any]] = {
    Kind.PROPOSAL: {"threshold": "present"},
    Kind.PRIORITY: {"method": "score", "written": "Een gedeeld loket\nEen oefening"},
    Kind.BUDGET: BUDGET,
    Kind.PERSONS: {"seats": "1", "written": "Ada Voorbeeld\nBen Voorbeeld"},
    Kind.CONSENT: {},
}
PB = """META
key; value
description; Samen vooruit
budget; 5000
PROJECTS
project_id; cost; name
1; 2000; Een loket
2; 3500; Een oefening
"""


@pytest.fixture
def office(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    coordinator(house)
    member(house, ZWOLLE)
    return signed_in(app, "coordinator@gemportal.example")


def only_vote(house: House) -> Vote:
    (vote,) = house.ask(queries.all_prepared)
    return vote


def test_the_kinds_lead_to_a_page_of_their_own(office: StrictClient) -> None:
    office.get("/stemmingen/nieuw")
    for kind in Kind:
        office.follow(str(kind.label))
        assert office.page.heading == str(kind.label)
        office.follow("Een stemming voorbereiden")
    office.get("/stemmingen/nieuw?soort=anders")
    assert "Wat wilt u van de leden weten?" in office.page.main.text


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_prepared_looked_at_changed_and_opened(office: StrictClient, house: House, kind: Kind) -> None:
    office.get(f"/stemmingen/nieuw?soort={kind}")
    office.submit("main form", ASKED | KINDS[kind])
    assert office.page.one("fieldset[disabled]")
    assert "als ten minste de helft van de leden meedoet" in office.page.main.text
    before = house.ask(lambda: vars(queries.all_prepared()[0]) | {"_sa_instance_state": None})
    office.follow("Wijzigen")
    office.submit("main form")
    assert house.ask(lambda: vars(queries.all_prepared()[0]) | {"_sa_instance_state": None}) == before
    office.submit(".confirm form:not([action])", button="Open de stemming")
    assert office.address == "/stemmingen/S-2026-001"


def test_the_kind_leads_to_the_method(office: StrictClient, house: House) -> None:
    for kind, more, method in (
        (Kind.PROPOSAL, {}, "majority"),
        (Kind.PROPOSAL, {"weights": "population"}, "double-majority"),
        (Kind.PRIORITY, {"method": "ranked"}, "ranked"),
        (Kind.BUDGET, {}, "equal-shares"),
        (Kind.PERSONS, {"seats": "2"}, "stv"),
        (Kind.PERSONS, {"written": "Ada Voorbeeld"}, "majority"),
        (Kind.PERSONS, {}, "irv"),
        (Kind.CONSENT, {}, "consent"),
    ):
        office.get(f"/stemmingen/nieuw?soort={kind}")
        office.submit("main form", ASKED | KINDS[kind] | more)
        vote = only_vote(house)
        assert (vote.method, vote.secrecy is Secrecy.SECRET) == (method, kind is Kind.PERSONS)
        office.submit('form[action$="/weg"]')
    assert office.address == "/stemmingen"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("changed", "status"), [({"closes_on": ""}, 422), ({"title": ""}, 422), ({"closes_on": "2026-03-01"}, 409)]
)
def test_what_was_typed_is_kept_when_something_is_wrong(
    office: StrictClient, kind: Kind, changed: dict[str, str], status: int
) -> None:
    office.get(f"/stemmingen/nieuw?soort={kind}")
    typed = ASKED | KINDS[kind] | {"quorum": "1/3"}
    office.submit("main form", typed | changed)
    assert office.response.status_code == status
    assert office.page.all("#fouten li")
    assert office.page.one("textarea[name=question]").raw.strip() == ASKED["question"]
    assert office.page.one("select[name=quorum] option[selected]")["value"] == "1/3"
    for name in typed.keys() & {"budget", "title-2", "cost-1", "seats"}:
        assert office.page.one(f'input[name="{name}"]')["value"] == typed[name]
    if "written" in typed:
        assert office.page.one("textarea[name=written]").raw.strip() == typed["written"]


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        (Kind.PRIORITY, {"written": "Eén"}, "ten minste twee keuzes"),
        (Kind.PRIORITY, {"sets_agenda": True}, "volgorde van initiatieven"),
        (Kind.PRIORITY, {"weights": "given", "given_weights": "Zwolle drie"}, "heel getal"),
        (Kind.PRIORITY, {"weights": "given", "given_weights": "Atlantis 3"}, "niet bekend"),
        (Kind.PRIORITY, {"quorum_by": "both"}, "verschillend wegen"),
        (Kind.BUDGET, {"cost-2": ""}, "wat dit kost"),
        (Kind.BUDGET, {"title-2": ""}, "waar dit geld voor is"),
        (Kind.BUDGET, {"cost-2": "veel"}, "heel getal"),
        (Kind.BUDGET, {"budget": "0"}, "heel bedrag"),
        (Kind.PERSONS, {"seats": "0"}, "1 tot en met 50"),
        (Kind.PROPOSAL, {"effect": "decisions:supersede"}, "nummer in van het besluit"),
        (Kind.CONSENT, {"effect": "initiatives:stop"}, "initiatief dat stopt"),
    ],
)
def test_what_makes_no_sense_is_said(office: StrictClient, kind: Kind, wrong: dict[str, Any], said: str) -> None:
    office.get(f"/stemmingen/nieuw?soort={kind}")
    office.submit("main form", ASKED | KINDS[kind] | wrong)
    assert office.response.status_code in (409, 422)
    assert said in office.page.one("#fouten").text


@pytest.mark.parametrize("name", ["force", "quorum", "threshold", "weights", "effect", "group_number"])
def test_an_answer_that_was_not_offered_is_refused(office: StrictClient, house: House, name: str) -> None:
    office.get("/stemmingen/nieuw?soort=voorstel")
    token = office.page.one("main input[name=csrf_token]")["value"]
    filled_in = ASKED | {"soort": "voorstel", "quorum": "1/2", "force": "consultation", "threshold": "simple"}
    office.post("/stemmingen/nieuw", data=filled_in | {name: "anders", "csrf_token": token})
    assert office.response.status_code in (409, 422)
    assert house.ask(queries.all_prepared) == []


def test_initiatives_bring_their_costs_and_letters_exclude(office: StrictClient, house: House) -> None:
    known, unknown = published(house, title="Bekend", cost=2500), published(house, title="Onbekend", cost=None)
    office.get("/stemmingen/nieuw?soort=budget")
    assert office.page.one(f'input[name="cost-{known}"]')["value"] == "2500"
    chosen = {f"chosen-{known}": True, f"letter-{known}": "A", f"chosen-{unknown}": True}
    office.submit("main form", ASKED | BUDGET | chosen)
    assert "Vul in wat dit kost" in office.page.one("#fouten").text
    office.submit("main form", {f"cost-{unknown}": "100", "letter-2": "a", "letter-1": "b"})
    options = {one.key: (one.cost, one.excludes) for one in house.ask(lambda: queries.options_of(only_vote(house).id))}
    assert options == {
        known: (2500, ["keuze-2"]),
        unknown: (100, []),
        "keuze-1": (6000, []),
        "keuze-2": (4000, [known]),
    }
    office.follow("Wijzigen")
    assert office.page.one(f'input[name="letter-{known}"]')["value"] == "A"
    assert office.page.one('input[name="letter-2"]')["value"] == "A"


def test_more_lines_are_there_when_asked_for(office: StrictClient, house: House) -> None:
    office.get("/stemmingen/nieuw?soort=budget")
    office.submit("main form", ASKED | BUDGET, button="Nog vijf regels")
    assert office.page.one('input[name="title-1"]')["value"] == "Een loket"
    office.submit("main form", {"title-10": "Een lijst", "cost-10": "1"})
    titles = [option.title for option in house.ask(lambda: queries.options_of(only_vote(house).id))]
    assert titles == ["Een loket", "Een oefening", "Een lijst"]


@pytest.mark.parametrize("pasted", [True, False])
def test_a_pabulib_file_fills_in_options_and_budget(office: StrictClient, house: House, *, pasted: bool) -> None:
    office.get("/stemmingen/nieuw?soort=budget")
    typed = {"question": "Waaraan?", "closes_on": "2026-03-09", "title-4": "Zelf bedacht", "cost-4": "7"}
    given = {"pasted": PB} if pasted else {"file": (BytesIO(PB.encode()), "stad.pb")}
    office.submit("main form", typed | given, button="Vul de keuzes in")
    assert office.response.status_code == 200
    assert office.page.one("input[name=budget]")["value"] == "5000"
    assert office.page.one("input[name=title]")["value"] == "Samen vooruit"
    office.submit("main form")
    options = [(one.title, one.cost) for one in house.ask(lambda: queries.options_of(only_vote(house).id))]
    assert sorted(options) == [("Een loket", 2000), ("Een oefening", 3500), ("Zelf bedacht", 7)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PB.replace("3500", "veel"), "regel 8"),
        ("", "Kies een bestand"),
        ("onzin", "regel 1"),
    ],
)
def test_a_malformed_file_says_where_and_loses_nothing(office: StrictClient, content: str, said: str) -> None:
    office.get("/stemmingen/nieuw?soort=budget")
    office.submit("main form", ASKED | BUDGET | {"pasted": content}, button="Vul de keuzes in")
    assert office.response.status_code == 422
    assert said in office.page.one("#fouten").text
    assert office.page.one('input[name="title-1"]')["value"] == "Een loket"
    assert office.page.one("textarea[name=pasted]").raw.strip() == content.strip()


def test_files_that_are_no_text_or_too_large_are_refused(office: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_BYTES", 10)
    for content, said in ((b"\xff\xfe\x00", "UTF-8"), (b"x" * 11, "te groot")):
        office.get("/stemmingen/nieuw?soort=budget")
        office.submit("main form", ASKED | {"file": (BytesIO(content), "stad.pb")}, button="Vul de keuzes in")
        assert said in office.page.one("#fouten").text


def test_weights_that_are_given_are_kept(office: StrictClient, house: House) -> None:
    office.get("/stemmingen/nieuw?soort=volgorde")
    office.submit("main form", ASKED | KINDS[Kind.PRIORITY] | {"weights": "given", "given_weights": "zwolle: 3"})
    vote = only_vote(house)
    assert (vote.weights, vote.given_weights) == (Weights.GIVEN, {ZWOLLE: 3})
    office.follow("Wijzigen")
    assert office.page.one("textarea[name=given_weights]").raw.strip() == "Zwolle 3"


def test_the_lines_of_a_page_cost_no_query_each(office: StrictClient, house: House) -> None:
    published(house, title="Eén")
    office.get("/stemmingen/nieuw?soort=budget")
    few = office.queries
    for name in ("Twee", "Drie", "Vier"):
        published(house, title=name)
    office.get("/stemmingen/nieuw?soort=budget")
    assert office.queries == few


def test_a_vote_of_a_group_is_prepared_for_it(app: Flask, house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    coordinator(house)
    office = signed_in(app, "coordinator@gemportal.example")
    office.get(f"/stemmingen/nieuw?soort=instemming&groep={group}")
    office.submit("main form", {**ASKED, "closes_on": "2026-05-09"})
    assert only_vote(house).group_number == group
    assert "als ten minste de helft van de deelnemers meedoet" in office.page.main.text


def test_who_may_not_prepare(app: Flask, house: House, office: StrictClient) -> None:
    representative(house, URK)
    vote_id = voting.prepared_vote(house)
    urk = signed_in(app, email_of(URK))
    for path in ("/stemmingen/nieuw", f"/stemmingen/concept/{vote_id}", f"/stemmingen/concept/{vote_id}/wijzigen"):
        urk.get(path)
        assert urk.response.status_code == 403, path
