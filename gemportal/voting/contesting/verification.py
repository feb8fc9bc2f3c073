"""What the register says of contests, held against their rows."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Entry, Part
from gemportal.voting.contesting.models import Contest
from gemportal.voting.contesting.policy import CONTEST, RULE
from gemportal.voting.models import Vote


def differences() -> Iterator[tuple[int, str]]:
    """Each contest and each ruling must stand in its row as it was written; a reason that was erased proves nothing."""
    rows = db.session().execute(sa.select(Vote.number, Contest).join(Contest, Contest.vote_id == Vote.id))
    by_number: dict[str | None, Contest] = {number: row for number, row in rows}  # noqa: C416 - typed rows
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Entry.index, Entry.act, Entry.subject, Entry.body, Part.body)
        .outerjoin(Part, Part.entry_index == Entry.index)
        .where(Entry.act.in_((CONTEST, RULE)))
        .order_by(Entry.index)
    )
    for index, act, number, body, part in db.session().execute(query):
        row, data = by_number.get(number), json.loads(body)["data"]
        if row is None or index != (row.entry if act == CONTEST else row.ruling_entry):
            yield index, f"the contest of {number} is not the one that was written"
        elif act == RULE and row.ruling != data["ruling"]:
            yield index, f"the ruling on {number} is not the one that was given"
        elif part is not None and json.loads(part) != _said(row, act):
            yield index, f"what was said about {number} is not what was written"


def _said(row: Contest, act: str) -> dict[str, str | None]:
    return {"reason": row.reason} if act == CONTEST else {"answer": row.answer}
