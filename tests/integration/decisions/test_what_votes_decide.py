"""The decision that a vote makes by itself says what, what else there was, and who was against."""

from typing import Any

import pytest

from gemportal.decisions import queries
from gemportal.decisions.models import Decision
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE
from tests.support.house import House
from tests.support.time import StoppedClock

CONSENT = {"position": "consent"}
BUDGET = voting.replace(
    voting.PRIORITIES,
    method="equal-shares",
    title="Wat krijgt geld?",
    question="Waar gaat het geld heen?",
    costs={"keuze-1": 60, "keuze-2": 30, "keuze-3": 1000},
    particular={"budget": 90},
)


def decided(house: House, draft: Any, answers: dict[str, Any]) -> Decision | None:
    number = voting.published_vote(house, draft, answers)
    found = house.ask(queries.decision_of_vote, number)
    return house.ask(queries.by_number, found) if found else None


def test_who_was_against_says_why_in_their_own_words(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "for", "Wij doen graag mee.")
    voting.cast(house, number, KAMPEN, "for")
    voting.cast(house, number, URK, "against", "Het kost te veel.")
    clock.set(voting.closing_moment(house, number))
    house.run("tick")
    clock.advance(days=3)
    house.run("tick")
    found = house.ask(queries.by_number, str(house.ask(queries.decision_of_vote, number)))
    assert found.text == f"De leden zeiden ja op deze vraag: {voting.PROPOSAL.question}"
    assert (found.dissent, found.alternatives) == ("Urk: Het kost te veel.", None)
    house.run("register", "verify")


@pytest.mark.parametrize(
    ("draft", "answers", "text", "alternatives"),
    [
        (
            voting.replace(voting.PROPOSAL, method="consent"),
            {ZWOLLE: CONSENT, KAMPEN: {"position": "concern", "reason": "Het wordt duur."}, URK: CONSENT},
            "De leden stemden in met dit voorstel, zonder bezwaar",
            None,
        ),
        (
            BUDGET,
            {ZWOLLE: ["keuze-1", "keuze-2"], KAMPEN: ["keuze-1", "keuze-2"], URK: ["keuze-1", "keuze-2"]},
            "verdeelden de leden het budget over:\n- Een oefening met uitval (30 euro)\n- Een gedeeld loket (60 euro)",
            "- Een lijst van leveranciers",
        ),
        (
            BUDGET,
            {ZWOLLE: ["keuze-3"], KAMPEN: ["keuze-3"], URK: []},
            "gaven de leden aan geen van de keuzes geld.",
            None,
        ),
        (
            voting.PRIORITIES,
            {ZWOLLE: ["keuze-2"], KAMPEN: ["keuze-2", "keuze-1"], URK: []},
            "kozen de leden deze volgorde:\n1. Een oefening met uitval\n2. Een gedeeld loket\n3. Een lijst van leveranciers",
            None,
        ),
        (
            voting.replace(voting.PRIORITIES, particular={"winners": 1}),
            {ZWOLLE: ["keuze-2"], KAMPEN: ["keuze-2"], URK: []},
            "kozen de leden:\n- Een oefening met uitval",
            "- Een gedeeld loket\n- Een lijst van leveranciers",
        ),
    ],
    ids=["consent", "budget", "nothing", "order", "winners"],
)
def test_each_method_decides_in_its_own_words(
    house: House, clock: StoppedClock, draft: Any, answers: dict[str, Any], text: str, alternatives: str | None
) -> None:
    found = decided(house, draft, answers)
    assert found is not None
    assert text in found.text
    assert (found.alternatives, found.dissent) == (alternatives, None)


def test_what_was_rejected_or_had_no_quorum_decides_nothing(house: House, clock: StoppedClock) -> None:
    assert decided(house, voting.PROPOSAL, {ZWOLLE: "for", KAMPEN: "against", URK: "against"}) is None
    assert decided(house, voting.PROPOSAL, {ZWOLLE: "for", KAMPEN: None, URK: None}) is None
    assert decided(house, BUDGET, {ZWOLLE: [], KAMPEN: [], URK: []}) is None
    objection = {"position": "objection", "reason": "Zo niet."}
    consent = voting.replace(voting.PROPOSAL, method="consent")
    assert decided(house, consent, {ZWOLLE: CONSENT, KAMPEN: CONSENT, URK: objection}) is None
