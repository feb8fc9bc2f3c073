"""One candidate for one seat is counted like a proposal, and told in the words of an election, wherever it is told."""

import json
from pathlib import Path

from gemportal.decisions import queries as decisions
from gemportal.voting import queries
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

ADA = voting.replace(voting.PERSONS, method="majority", written=("Ada Visser",), particular={})
ELECTED = "Gekozen is: Ada Visser, met 2 voor en 1 tegen. Nodig waren 2 stemmen voor."
OF_PROPOSALS = ("angenomen", "erworpen", "voorstel")


def read(visitor: StrictClient, address: str) -> str:
    """What stands on this page."""
    visitor.get(address)
    return visitor.page.main.text


def test_the_ballot_asks_about_a_candidate_and_says_when_that_one_is_elected(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, ADA)
    representative(house, ZWOLLE)
    voter = signed_in(house.app, email_of(ZWOLLE))
    ballot = read(voter, f"/stemmingen/{number}/stem")
    assert "Bent u voor of tegen deze kandidaat?" in ballot
    assert "U wilt dat deze kandidaat wordt gekozen." in ballot
    assert "De kandidaat is gekozen bij meer dan de helft" in ballot
    assert not [word for word in OF_PROPOSALS if word in ballot]


def test_pages_lists_and_a_recount_say_that_the_candidate_was_elected(
    house: House, client: StrictClient, clock: StoppedClock, tmp_path: Path
) -> None:
    number = voting.closed_vote(house, ADA)
    page = read(client, f"/stemmingen/{number}")
    assert ELECTED in page
    assert not [word for word in OF_PROPOSALS if word in page]
    assert ELECTED in read(client, "/stemmingen")
    assert "Elected: Ada Visser, with 2 for and 1 against." in read(client, f"/en/stemmingen/{number}")
    file = tmp_path / "telling.json"
    file.write_text(json.dumps(house.ask(queries.tally_document, number)), encoding="utf-8")
    told = house.run("tally", str(file)).output
    assert ELECTED in told
    assert not [word for word in OF_PROPOSALS if word in told]


def test_who_was_not_elected_is_not_said_to_be_rejected(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    number = voting.closed_vote(house, ADA, {ZWOLLE: "against", KAMPEN: "for", URK: "against"})
    assert "Niet gekozen: 1 voor en 2 tegen. Nodig waren 2 stemmen voor." in read(client, "/stemmingen")
    assert "Not elected: 1 for and 2 against. 2 votes in favour were needed." in read(
        client, f"/en/stemmingen/{number}"
    )


def test_the_decision_names_who_was_elected(house: House, clock: StoppedClock) -> None:
    number = voting.published_vote(house, ADA)
    found = house.ask(decisions.by_number, str(house.ask(decisions.decision_of_vote, number)))
    assert found.text == f"Op de vraag “{ADA.question}” kozen de leden:\n- Ada Visser"
    assert ELECTED in found.rationale
    assert found.alternatives is None
