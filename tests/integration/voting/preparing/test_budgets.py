"""Preparing the division of a budget: costs, letters, more lines, and options from a Pabulib file."""

from io import BytesIO

import pytest

from gemportal.voting import queries
from gemportal.voting.preparing import budget
from tests.factories.initiatives import published
from tests.integration.voting.preparing.asked import ASKED, BUDGET, only_vote
from tests.support.client import StrictClient
from tests.support.house import House

PB = """META
key; value
description; Samen vooruit
budget; 5000
PROJECTS
project_id; cost; name
1; 2000; Een loket
2; 3500; Een oefening
"""


def test_initiatives_bring_their_costs_and_letters_exclude(office: StrictClient, house: House) -> None:
    known, unknown = published(house, title="Bekend", cost=2500), published(house, title="Onbekend", cost=None)
    office.get("/stemmingen/nieuw?soort=budget")
    assert office.page.one(f'input[name="cost-{known}"]')["value"] == "2500"
    chosen = {f"chosen-{known}": True, f"letter-{known}": "A", f"chosen-{unknown}": True}
    office.submit("main form", ASKED | BUDGET | chosen)
    assert f"Vul in wat “{unknown} Onbekend” kost" in office.page.one("#fouten").text
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


def test_the_lines_of_a_page_cost_no_query_each(office: StrictClient, house: House) -> None:
    published(house, title="Eén")
    office.get("/stemmingen/nieuw?soort=budget")
    few = office.queries
    for name in ("Twee", "Drie", "Vier"):
        published(house, title=name)
    office.get("/stemmingen/nieuw?soort=budget")
    assert office.queries == few
