"""What is filled in for a vote of each kind."""

from typing import Any

from gemportal.voting import queries
from gemportal.voting.models import Vote
from gemportal.voting.preparing.rules import Kind
from tests.support.house import House

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


def only_vote(house: House) -> Vote:
    (vote,) = house.ask(queries.all_prepared)
    return vote
