"""Casting by every method, without a script: the ballot, its summary, the receipt, and changing it."""

from typing import Any, NamedTuple

import pytest
from flask import Flask, render_template_string

from gemportal.voting import queries
from gemportal.voting.methods import METHODS
from gemportal.voting.papers import ballot_form
from tests.factories import voting
from tests.factories.members import ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.page import Page
from tests.support.time import StoppedClock


class Case(NamedTuple):
    """What is typed, how the summary says it and the method keeps it; then what is wrong, and what is said of that."""

    typed: dict[str, Any]
    said: list[str]
    kept: Any
    wrong: dict[str, Any]
    sentence: str


POSITION = Case({"answer": "abstain"}, ["onthouding"], "abstain", {}, "Kies voor, tegen, onthouding of blanco.")
ONE, TWO, THREE = "Een gedeeld loket", "Een oefening met uitval", "Een lijst van leveranciers"
PLACES = {"answer-0": "3", "answer-1": "1", "answer-2": ""}
IN_ORDER = [["keuze-2"], ["keuze-1"]]
SAME_PLACE = {"answer-0": "2", "answer-1": "2", "answer-2": "1"}
CASES = {
    "majority": POSITION,
    "double-majority": POSITION,
    "consent": Case(
        {"answer": "objection", "answer_reason": "Er is geen geld."},
        ["zwaarwegend bezwaar: Er is geen geld."],
        {"position": "objection", "reason": "Er is geen geld."},
        {"answer": "concern", "answer_reason": " "},
        "Schrijf uw argument op.",
    ),
    "approval": Case(
        {"answer": ["keuze-1", "keuze-3"]},
        [ONE, THREE],
        ["keuze-1", "keuze-3"],
        {"answer": ["keuze-1", "keuze-2", "keuze-3"]},
        "Kies er ten hoogste 2; u koos er 3.",
    ),
    "equal-shares": Case({"answer": ["keuze-2"]}, [TWO], ["keuze-2"], {}, ""),
    "score": Case({"answer-0": "4", "answer-1": "0"}, [f"{ONE}: 4", f"{TWO}: 0"], {"keuze-1": 4, "keuze-2": 0}, {}, ""),
    "points": Case(
        {"answer-0": "7", "answer-2": "3"},
        [f"{ONE}: 7 punten", f"{THREE}: 3 punten"],
        {"keuze-1": 7, "keuze-3": 3},
        {"answer-0": "7", "answer-1": "5"},
        "U verdeelde 12 punten, en u hebt er 10: haal er ergens af.",
    ),
    "ranked": Case(
        {"answer-0": "2", "answer-1": "1", "answer-2": "2"},
        [f"1. {TWO}", f"2. gelijk: {ONE}, {THREE}"],
        [["keuze-2"], ["keuze-1", "keuze-3"]],
        {},
        "",
    ),
    "irv": Case(
        PLACES, [f"1. {TWO}", f"2. {ONE}"], IN_ORDER, SAME_PLACE, f"U zette “{ONE}” en “{TWO}” samen op plaats 2."
    ),
    "stv": Case(
        PLACES, [f"1. {TWO}", f"2. {ONE}"], IN_ORDER, SAME_PLACE, f"U zette “{ONE}” en “{TWO}” samen op plaats 2."
    ),
}
every_method = pytest.mark.parametrize("name", CASES)


@pytest.fixture
def zwolle(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    representative(house, ZWOLLE)
    return signed_in(app, email_of(ZWOLLE))


def vote(house: House, name: str) -> str:
    draft = voting.DRAFTS[name]
    return voting.open_vote(house, voting.replace(draft, particular={"max": 2}) if name == "approval" else draft)


def filled_in(page: StrictClient) -> dict[str, list[str]]:
    """What the paper on the page holds now."""
    found: dict[str, list[str]] = {}
    for control in page.page.all("main form [name^=answer]"):
        name = control["name"]
        if control.get("type") in ("radio", "checkbox"):
            found.setdefault(name, []).extend([control["value"]] if control.has("checked") else [])
        elif control.name == "select":
            found[name] = [option["value"] for option in control.all("option[selected]")]
        else:
            found[name] = [control.get("value") if control.name == "input" else control.raw.strip()]  # type: ignore[list-item]
    return found


def holds(page: StrictClient, typed: dict[str, Any]) -> bool:
    now = filled_in(page)
    return all(now[name] == (value if isinstance(value, list) else [value.strip()]) for name, value in typed.items())


def test_every_method_that_is_offered_is_cast_here() -> None:
    assert set(CASES) == {name for name, method in METHODS.items() if method.offered} == set(voting.DRAFTS)


@every_method
def test_a_ballot_is_filled_in_summed_up_sent_and_changed(zwolle: StrictClient, house: House, name: str) -> None:
    case, number = CASES[name], vote(house, name)
    zwolle.get(f"/stemmingen/{number}/stem")
    zwolle.submit("main form", case.typed)
    assert zwolle.page.heading == "Controleer uw stem"
    summary = zwolle.page.one(".confirm dl").text
    assert all(line in summary for line in case.said)
    assert [line.text for line in zwolle.page.all(".confirm .answer li")] == (case.said if len(case.said) > 1 else [])
    assert "U koos niets" not in zwolle.page.main.text
    zwolle.submit("main form", button="Wijzigen")
    assert holds(zwolle, case.typed)
    zwolle.submit("main form")
    zwolle.submit("main form", button="Stem uitbrengen")
    assert zwolle.page.heading == "Uw stem is ontvangen"
    vote_id = house.ask(queries.by_number, number).id
    assert house.ask(queries.ballots_of, vote_id)[0].answer == case.kept
    zwolle.get(f"/stemmingen/{number}")
    zwolle.follow("Wijzig uw stem")
    zwolle.submit("main form")
    assert all(line in zwolle.page.one(".confirm dl").text for line in case.said)
    assert "vervangt de stem" in zwolle.page.main.text


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.sentence])
def test_what_is_wrong_is_said_and_stays(zwolle: StrictClient, house: House, name: str) -> None:
    case, number = CASES[name], vote(house, name)
    zwolle.get(f"/stemmingen/{number}/stem")
    statement = {} if name == "consent" else {"statement": "Dit schreef ik al."}
    zwolle.submit("main form", {**case.wrong, **statement})
    assert zwolle.response.status_code == 422
    assert case.sentence in zwolle.page.one("#fouten").text
    assert holds(zwolle, case.wrong)
    if statement:
        assert zwolle.page.one("textarea[name=statement]").raw.strip() == "Dit schreef ik al."
    assert house.ask(queries.page_of, number).turnout == 0


@pytest.mark.parametrize("name", ["approval", "equal-shares", "score", "points", "ranked", "irv", "stv"])
def test_an_empty_ballot_is_a_blank_one_and_says_so_before_it_is_sent(
    zwolle: StrictClient, house: House, name: str
) -> None:
    number = vote(house, name)
    zwolle.get(f"/stemmingen/{number}/stem")
    assert "blanco stem" in zwolle.page.one("main form").text
    zwolle.submit("main form")
    assert "U koos niets: dat is een blanco stem." in zwolle.page.main.text
    zwolle.submit("main form", button="Stem uitbrengen")
    assert house.ask(queries.page_of, number).turnout == 1


@every_method
def test_what_is_asked_and_how_it_is_counted_stands_on_the_ballot(
    zwolle: StrictClient, house: House, name: str
) -> None:
    number = vote(house, name)
    method = METHODS[name]
    zwolle.get(f"/stemmingen/{number}/stem")
    text = zwolle.page.main.text
    sealed = house.ask(queries.page_of, number).sealed
    assert str(method.question) in text
    assert all(" ".join(str(sentence).split()) in text for sentence in method.sentences(sealed.rules))


def test_costs_and_the_budget_stand_on_the_ballot(zwolle: StrictClient, house: House) -> None:
    number = vote(house, "equal-shares")
    zwolle.get(f"/stemmingen/{number}/stem")
    text = zwolle.page.one("main form").text
    assert "Er is € 60.000 te verdelen." in text
    assert "Kosten: € 40.000." in text


@every_method
def test_a_preview_shows_the_paper_and_takes_nothing(app: Flask, house: House, clock: StoppedClock, name: str) -> None:
    number = vote(house, name)
    sealed = house.ask(queries.page_of, number).sealed
    with app.test_request_context():
        shown = render_template_string(
            '{% from "voting/papers/_paper.html" import paper %}{{ paper(form, preview=True) }}',
            form=ballot_form(sealed),
        )
    paper = Page(shown).one("fieldset[disabled]")
    assert str(sealed.method.question) in paper.text
    assert all(title in paper.text for title in sealed.titles.values())
    assert len(paper.all("[name^=answer]")) == len(Page(shown).all("[name^=answer]")) > 0


def test_a_script_comes_only_where_it_helps(zwolle: StrictClient, house: House) -> None:
    for name in CASES:
        zwolle.get(f"/stemmingen/{vote(house, name)}/stem")
        scripts = [script for script in zwolle.page.all("script") if "ballot" in script["src"]]
        assert bool(scripts) == (name in {"points", "ranked", "irv", "stv"}), name


@pytest.mark.parametrize("name", ["consent", "points", "ranked"])
def test_the_roll_call_and_the_municipality_say_the_answer(
    client: StrictClient, house: House, clock: StoppedClock, name: str
) -> None:
    case = CASES[name]
    number = voting.closed_vote(house, voting.DRAFTS[name], {ZWOLLE: case.kept})
    # The sentence of a result is not this page's business: what consent came to stands in its own tests.
    for address in ([f"/stemmingen/{number}"] if name != "consent" else []) + [f"/gemeenten/{ZWOLLE}"]:
        client.get(address)
        assert all(line in client.page.main.text for line in case.said)
