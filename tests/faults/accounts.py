"""What must be true after a fault, whatever it was: what was acknowledged is there once, and nothing else is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Entry
from gemportal.voting import queries
from gemportal.voting.formats.tally import read_document, recount, result_differs
from gemportal.voting.policy import CAST
from tests.factories import voting
from tests.support.crowd import Answer
from tests.support.house import House


@dataclass(frozen=True)
class Kept:
    """A ballot that was acknowledged, by the answer that came at last."""

    answer: str
    statement: str
    receipt: Answer

    @property
    def index(self) -> int:
        """The entry that the receipt is about."""
        return int(self.receipt.location.rpartition("/")[2])


def entries_of(house: House, number: str, act: str) -> list[tuple[int, str | None]]:
    """Index and organisation of every entry of an act about this vote."""
    query = sa.select(Entry.index, Entry.organisation).where(Entry.subject == number, Entry.act == act)
    return house.ask(lambda: [tuple(row) for row in db.session().execute(query.order_by(Entry.index))])


def assert_all_is_there(house: House, number: str, kept: Mapping[str, Sequence[Kept]]) -> None:
    """Every acknowledged ballot has its one entry and no other entry exists; the last of each voter counts."""
    acknowledged = sorted((ballot.index, code) for code, ballots in kept.items() for ballot in ballots)
    assert entries_of(house, number, CAST) == acknowledged
    there = house.ask(lambda: queries.ballots_of(queries.by_number(number).id))
    last = {code: (ballots[-1].answer, ballots[-1].statement) for code, ballots in kept.items() if ballots}
    assert {ballot.organisation: (ballot.answer, ballot.statement) for ballot in there} == last
    house.run("register", "verify")


def closed(house: House, number: str) -> dict[str, Any]:
    """The clock closes the vote; gives what is published, which anybody recounts to the same result."""
    document: dict[str, Any] = read_document(json.dumps(voting.close(house, number)))
    assert not result_differs(document, recount(document))
    assert len(entries_of(house, number, "voting:close")) == 1
    return document
