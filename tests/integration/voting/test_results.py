"""The page of a counted vote, for every kind: one sentence, bars, tables, the roll call, and how to recount it."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from gemportal.voting import views
from gemportal.voting.rules import Draft, Weights
from tests.factories import voting
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE, coordinator, member
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

pytestmark = pytest.mark.usefixtures("clock")

A, B, C = "keuze-1", "keuze-2", "keuze-3"
BUDGET = replace(
    voting.PRIORITIES, method="equal-shares", costs={A: 900, B: 1200, C: 3000}, particular={"budget": 3000}
)


def of(method: str, **particular: Any) -> Draft:
    """A vote about three options, or about the proposal itself."""
    draft = voting.PROPOSAL if method in ("double-majority", "consent") else voting.PRIORITIES
    return replace(draft, method=method, particular=particular)


@pytest.mark.parametrize(
    ("draft", "answers", "said", "heading"),
    [
        (
            of("double-majority"),
            ["for", "for", "against"],
            "Aangenomen met de steun van 2 organisaties",
            "Naar stemgewicht",
        ),
        (
            of("consent"),
            [{"position": "consent"}, {"position": "concern", "reason": "Het is krap."}, {"position": "aside"}],
            "Aangenomen zonder zwaarwegend bezwaar: 2 stemden in, van wie 1 met een zorg.",
            "Opkomst",
        ),
        (of("approval", winners=1), [[A], [A, B], []], "Gekozen is: Een gedeeld loket.", "Opkomst"),
        (of("score", winners=0), [{A: 5}, {B: 1}, {}], "Bovenaan staat: Een gedeeld loket.", "Opkomst"),
        (of("points", winners=1), [{A: 5}, {B: 1}, {}], "Gekozen is: Een gedeeld loket.", "Opkomst"),
        (of("ranked", winners=0), [[[A], [B]], [[A]], []], "Bovenaan staat: Een gedeeld loket.", "Wie wint van wie"),
        (
            of("irv"),
            [[[A]], [[A], [B]], [[B]]],
            "Gekozen is: Een gedeeld loket, met 2 van de 3",
            "De telling in rondes",
        ),
        (BUDGET, [[A, B], [A], [B]], "Samen kost dat € 2.100 van de € 3.000.", "En als anders was geteld?"),
    ],
    ids=lambda value: value.method if isinstance(value, Draft) else "",
)
def test_a_result_explains_itself(
    client: StrictClient, house: House, draft: Draft, answers: list[Any], said: str, heading: str
) -> None:
    number = voting.closed_vote(house, draft, dict(zip((ZWOLLE, KAMPEN, URK), answers, strict=True)))
    client.get(f"/stemmingen/{number}")
    assert said in client.page.one(".page-top").text
    assert heading in client.page.one("#uitslag").text
    assert "nodig: 2 stemgerechtigden" in client.page.one("#uitslag").text
    assert len(client.page.all("#hoofdelijk tbody tr")) == 3
    client.get("/stemmingen")
    assert said in client.page.main.text
    client.get(f"/en/stemmingen/{number}")
    assert client.response.status_code == 200


def test_the_roll_call_is_drawn_without_colour_alone(client: StrictClient, house: House) -> None:
    number = voting.closed_vote(house, answers={ZWOLLE: "for", KAMPEN: "against", URK: None})
    client.get(f"/stemmingen/{number}")
    drawing = client.page.one("#hoofdelijk .tile-map__drawing")
    assert [use.text for use in drawing.all("title") if "Kampen" in use.text] == ["Kampen: tegen"]
    assert len(drawing.all("use[href='#tile-no']")) == 1
    assert len(drawing.all("use[href='#tile-silent']")) == 1
    assert drawing.all("#tile-no .tile__mark")
    assert "tegen: 1" in client.page.one(".tile-map__legend").text


def test_many_names_fold_away_with_their_statements(client: StrictClient, house: House) -> None:
    many = [f"GM{code:04}" for code in (14, 34, 37, 59, 80, 90, 93, 98, 106, 114)]
    number = voting.closed_vote(house, answers=dict.fromkeys((ZWOLLE, KAMPEN, URK, *many), "for"))
    client.get(f"/stemmingen/{number}")
    assert len(client.page.all("#hoofdelijk details tbody tr")) == 13
    assert client.page.one("#hoofdelijk summary").text == "Alle stemmen op naam"


@pytest.mark.parametrize("statement", ["", "Omdat het werkt."])
def test_statements_have_a_column_where_there_are_any(client: StrictClient, house: House, statement: str) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "for", statement)
    voting.close(house, number)
    client.get(f"/stemmingen/{number}")
    columns = [column.text for column in client.page.all("#hoofdelijk thead th")]
    assert columns == ["Organisatie", "Stem", *(["Stemverklaring"] if statement else []), "Bewijs"]


def test_the_names_of_very_many_are_on_a_page_of_their_own(
    client: StrictClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MANY", 3)
    number = voting.closed_vote(house, BUDGET, {ZWOLLE: [A, B], KAMPEN: [A], URK: [B, C], DEVENTER: []})
    client.get(f"/stemmingen/{number}")
    assert client.page.all("#hoofdelijk .tile-map__drawing")
    assert not client.page.all("#hoofdelijk tbody")
    client.follow("Alle stemmen op naam")
    assert client.page.heading == "Alle stemmen op naam"
    assert "Een gedeeld loket: € 450" in client.page.one("#hoofdelijk tbody").text
    assert len(client.page.all("#hoofdelijk tbody tr")) == 4


@pytest.mark.parametrize("draft", [voting.PROPOSAL, voting.PERSONS], ids=["open", "secret"])
def test_who_voted_what_is_to_be_read_when_it_is_counted_and_never_of_a_secret_vote(
    client: StrictClient, house: House, clock: StoppedClock, draft: Draft
) -> None:
    number = voting.open_vote(house, draft)
    voting.cast(house, number, ZWOLLE, "for") if draft is voting.PROPOSAL else None
    client.get(f"/stemmingen/{number}/hoofdelijk")
    assert client.response.status_code == 404
    voting.close(house, number)
    client.get(f"/stemmingen/{number}/hoofdelijk")
    assert client.response.status_code == (404 if draft is voting.PERSONS else 200)


def test_weights_stand_beside_the_names(client: StrictClient, house: House) -> None:
    given = {ZWOLLE: 1200, KAMPEN: 3, URK: 1}
    number = voting.closed_vote(
        house, answers={ZWOLLE: "for", KAMPEN: "for", URK: "against"}, weights=Weights.GIVEN, given_weights=given
    )
    client.get(f"/stemmingen/{number}")
    assert "1.203 stemmen van 2 organisaties" in client.page.one("#uitslag").text
    assert [cell.text for cell in client.page.all("#hoofdelijk td.number")] == ["3", "1", "1.200"]


def test_what_each_share_paid_for(client: StrictClient, house: House) -> None:
    number = voting.closed_vote(house, BUDGET, {ZWOLLE: [A, B], KAMPEN: [A], URK: [B, C], DEVENTER: []})
    client.get(f"/stemmingen/{number}")
    cells = {row.one("th").text: row.one("td[data-label=Stem]").text for row in client.page.all("#hoofdelijk tbody tr")}
    assert "Een gedeeld loket: € 450" in cells["Kampen"]
    assert "Een lijst van leveranciers: niet gekozen" in cells["Urk"]
    assert cells["Deventer"].startswith("blanco")
    assert "1. Een gedeeld loket gekozen kost € 900" in client.page.one("#uitslag").text


def test_anybody_draws_the_public_lot_again(client: StrictClient, house: House) -> None:
    number = voting.closed_vote(house, of("approval", winners=1), {ZWOLLE: [A], KAMPEN: [B], URK: []})
    client.get(f"/stemmingen/{number}")
    assert "Het openbare lot besliste" in client.page.one("#uitslag").text
    shown = [line.text for line in client.page.one("#lot > ol").all("li")]
    winner = client.page.one(".bars__won .bars__label").text
    assert shown[0].split(" (")[0] in winner
    client.get(f"/stemmingen/{number}/definitie.json")
    sealed = client.response.data
    client.get(f"/stemmingen/{number}/telling.json")
    told = json.loads(client.response.data)
    secret = bytes.fromhex(told["lot"]["secret"])
    assert sha256(secret).hexdigest() == json.loads(sealed)["lot_commitment"]
    ballots = sorted([ballot["organisation"], ballot["answer"]] for ballot in told["ballots"])
    digest = sha256(json.dumps(ballots, separators=(",", ":")).encode()).digest()
    seed = sha256(sha256(sealed).digest() + secret + digest).digest()
    drawn = sorted((sha256(seed + option.encode()).hexdigest(), option) for option in (A, B))
    assert [(option in line, lot in line) for (lot, option), line in zip(drawn, shown, strict=True)] == [
        (True, True)
    ] * 2


def test_a_counted_vote_that_was_annulled_stays_with_its_reason(client: StrictClient, house: House) -> None:
    number = voting.closed_vote(house)
    house.perform(voting.acts.annul, coordinator(house), number, "De vraag klopte niet.")
    client.get(f"/stemmingen/{number}")
    assert "De vraag klopte niet." in client.page.main.text
    assert "Deze telling geldt niet" in client.page.one("#uitslag").text
    client.get("/stemmingen")
    assert "Ongeldig verklaard: De vraag klopte niet." in client.page.main.text


def test_nobody_took_part(client: StrictClient, house: House) -> None:
    for code in (HENGELO, ZWOLLE):
        member(house, code)
    for draft in (voting.PROPOSAL, of("approval"), of("ranked"), of("irv"), BUDGET):
        number = voting.open_vote(house, draft, voters=())
        with_nobody = voting.close(house, number)
        assert with_nobody["result"]["outcome"] == "no-quorum"
        client.get(f"/stemmingen/{number}")
        assert "Geen geldige uitslag: niemand stemde." in client.page.one(".page-top").text
