"""Proxies in a vote during which municipalities merge: what lapses, what stands, and what the record says of it."""

import json
from pathlib import Path

import pytest

from gemportal.kernel.errors import NotAllowed
from gemportal.register import keys
from gemportal.register.verify import verify
from gemportal.voting import queries
from tests.factories import voting
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE
from tests.factories.merging import merged
from tests.support.house import House
from tests.support.time import StoppedClock

FOUR = (ZWOLLE, KAMPEN, URK, DEVENTER)


def said(house: House, number: str) -> dict[str, tuple[str, str | None]]:
    """What counts for each line, and whose proxy it came by."""
    ballots = house.ask(lambda: queries.ballots_of(queries.by_number(number).id))
    return {ballot.organisation: (ballot.answer, ballot.by_proxy_of) for ballot in ballots}


def holds(house: House, number: str) -> set[tuple[str, str]]:
    return {(line.giver, line.holder) for line in house.ask(queries.page_of, number).proxies}


def counted(house: House, number: str, folder: Path) -> dict[str, str]:
    """Count, and let anybody count again and verify; gives the proxies of the record, by giver."""
    document = voting.close(house, number)
    kept = folder / "telling.json"
    kept.write_text(json.dumps(document))
    assert json.loads(house.run("tally", str(kept), "--json").stdout) == document["result"]
    assert house.ask(lambda: verify(keys.signer().verifier)).differences == []
    return {line["giver"]: line["holder"] for line in document["proxies"]}


def test_a_giver_that_merges_into_its_holder(house: House, clock: StoppedClock, tmp_path: Path) -> None:
    number = voting.open_vote(house, voters=FOUR)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "against", line=KAMPEN)
    merged(house, clock, KAMPEN, ZWOLLE)
    assert (said(house, number), holds(house, number)) == ({KAMPEN: ("against", ZWOLLE)}, set())
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    assert said(house, number) == {KAMPEN: ("for", None)}
    voting.give(house, number, URK, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "for", line=URK)
    voting.cast(house, number, ZWOLLE, "for")
    assert counted(house, number, tmp_path) == {URK: ZWOLLE}


def test_a_holder_that_merges_into_its_giver(house: House, clock: StoppedClock, tmp_path: Path) -> None:
    number = voting.open_vote(house, voters=FOUR)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "against", line=KAMPEN)
    merged(house, clock, ZWOLLE, KAMPEN)
    assert (said(house, number), holds(house, number)) == ({KAMPEN: ("against", ZWOLLE)}, set())
    voting.cast(house, number, KAMPEN, "for", line=ZWOLLE)
    voting.give(house, number, KAMPEN, URK)
    voting.cast(house, number, URK, "abstain", line=KAMPEN)
    assert said(house, number) == {ZWOLLE: ("for", None), KAMPEN: ("abstain", URK)}
    assert counted(house, number, tmp_path) == {KAMPEN: URK}


def test_a_successor_takes_no_proxy_over(house: House, clock: StoppedClock, tmp_path: Path) -> None:
    number = voting.open_vote(house, voters=FOUR)
    voting.give(house, number, URK, KAMPEN)
    merged(house, clock, KAMPEN, ZWOLLE)
    with pytest.raises(NotAllowed):
        voting.cast(house, number, ZWOLLE, "against", line=URK)
    voting.cast(house, number, URK, "for")
    assert counted(house, number, tmp_path) == {}
