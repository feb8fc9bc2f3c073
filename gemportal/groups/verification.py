"""What the register says of seats, held against their rows."""

import json
from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.groups.models import Group, Seat
from gemportal.kernel import db
from gemportal.register.models import Entry


def differences() -> Iterator[tuple[int, str]]:
    """The index of each entry that a seat's row contradicts, with what is wrong there."""
    query = (
        sa.select(Seat.organisation_code, Seat.role, Seat.entry, Group.number, Entry.body)
        .join(Group, Group.id == Seat.group_id)
        .join(Entry, Entry.index == Seat.entry)
    )
    for code, role, index, number, body in db.session().execute(query):
        entry = json.loads(body)
        if (number, code, role) != (entry["subject"], entry["org"], entry["data"].get("role")):
            yield index, f"the seat of {code} in {number} is not the one that was taken"
