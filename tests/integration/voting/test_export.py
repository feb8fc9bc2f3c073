"""A counted vote as a file for other tools, for everybody."""

from flask import Flask

from gemportal.voting import queries
from gemportal.voting.formats import pabulib
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def test_everybody_can_take_a_counted_vote_along(app: Flask, house: House, clock: StoppedClock) -> None:
    vote = voting.prepared_vote(house, voting.PRIORITIES)
    options = [option.key for option in house.ask(queries.options_of, vote)]
    answers = {ZWOLLE: options[:2], KAMPEN: options[1:], URK: []}
    number = voting.closed_vote(house, voting.PRIORITIES, answers)
    client = StrictClient(app)
    for _from in ("the tables", "the shelf"):
        client.get(f"/stemmingen/{number}/export")
        assert client.response.headers["Content-Disposition"] == f"attachment; filename={number}.pb"
        assert client.response.mimetype == "text/plain"
    read = pabulib.read(client.response.text, "approval")
    assert sorted(read.result().totals.values()) == [1, 1, 2]
    assert f"{ZWOLLE};" in client.response.text


def test_before_the_count_and_for_a_proposal_there_is_no_file(app: Flask, house: House, clock: StoppedClock) -> None:
    client = StrictClient(app)
    still = voting.open_vote(house, voting.PRIORITIES)
    client.get(f"/stemmingen/{still}/export")
    assert client.response.status_code == 404
    assert "zodra de stemming gesloten en geteld is" in client.response.text
    counted = voting.closed_vote(house)
    client.get(f"/stemmingen/{counted}/export")
    assert client.response.status_code == 404
    assert "neem de telling zelf" in client.response.text
