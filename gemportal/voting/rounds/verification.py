"""What the register says of objections, held against their rows."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Entry, Part
from gemportal.voting.models import Vote
from gemportal.voting.rounds.models import Objection
from gemportal.voting.rounds.policy import SETTLE, WITHDRAW


def differences() -> Iterator[tuple[int, str]]:
    """What became of each objection must stand in its row as it was written."""
    rows = db.session().execute(sa.select(Vote.number, Objection).join(Objection, Objection.vote_id == Vote.id))
    found = {(number, row.organisation_code): row for number, row in rows}
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Entry.index, Entry.subject, Entry.body, Part.body)
        .outerjoin(Part, Part.entry_index == Entry.index)
        .where(Entry.act.in_((SETTLE, WITHDRAW)))
        .order_by(Entry.index)
    )
    for index, number, body, part in db.session().execute(query):
        data = json.loads(body)["data"]
        row = found.get((number, data["line"]))
        same = row is not None and (row.entry, row.state.value) == (index, data["state"])
        if row is None or not same or (part is not None and json.loads(part) != {"text": row.text}):
            yield index, f"what became of the objection of {data['line']} in {number} is not what was written"
