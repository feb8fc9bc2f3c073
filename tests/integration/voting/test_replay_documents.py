"""Whoever rebuilds the votes from the register alone reads the same pages and documents as here, byte for byte.

But for the order of names in an object of `telling.json`, which says nothing: PostgreSQL keeps one of its own.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from gemportal.app import create_app
from gemportal.kernel import db
from gemportal.voting.contesting.acts import contest
from tests.factories import voting
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, representative
from tests.integration.voting.test_replay import BALLOTS, FOUR
from tests.support.house import House
from tests.support.replaying import rebuilt
from tests.support.stores import configuration_for_tests
from tests.support.time import StoppedClock

PAGES = ("", "/definitie.json", "/telling.json", "/hoofdelijk", "/export")


@pytest.fixture
def numbers(house: House, clock: StoppedClock) -> list[str]:
    """Votes of several kinds: one open, one contested, one final, and one in secret that is tied."""
    still_open = voting.open_vote(house, voters=FOUR)
    voting.give(house, still_open, KAMPEN, ZWOLLE)
    voting.cast(house, still_open, ZWOLLE, "for", "Voor Kampen.", line=KAMPEN)
    final = [
        voting.published_vote(house, voting.DRAFTS[method], BALLOTS[method])
        for method in ("consent", "equal-shares", "stv")
    ]
    persons = {ZWOLLE: ["keuze-1"], KAMPEN: ["keuze-2"], URK: ["keuze-1"], DEVENTER: ["keuze-2"]}
    tied = voting.closed_vote(house, voting.PERSONS, persons)
    contested = voting.closed_vote(house, voting.PROPOSAL, {ZWOLLE: "for", KAMPEN: "for", URK: "against"})
    clock.set(voting.closing_moment(house, contested))
    house.perform(contest, representative(house, URK), contested, "De vraag noemde een ander bedrag.")
    return [still_open, *final, tied, contested]


def read(response: TestResponse) -> Any:
    return json.loads(response.text) if response.is_json else response.data


def test_pages_and_documents_are_the_same_from_a_rebuilt_database(
    house: House, numbers: list[str], tmp_path: Path
) -> None:
    with rebuilt(house) as other:
        there = create_app(configuration_for_tests(other.config["SQLALCHEMY_DATABASE_URI"], tmp_path))
        here, reader = house.app.test_client(), there.test_client()
        for address in [f"/stemmingen/{number}{page}" for number in numbers for page in PAGES] + ["/stemmingen"]:
            said, told = here.get(address), reader.get(address)
            assert (told.status_code, read(told)) == (said.status_code, read(said)), address
        with there.app_context():
            for engine in db.db.engines.values():
                engine.dispose()
