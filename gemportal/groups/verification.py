"""What the register says of seats, held against their rows."""

import json
from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.groups.models import Group, Seat
from gemportal.groups.policy import TAKE_OVER
from gemportal.kernel import db
from gemportal.register.models import Entry


def differences() -> Iterator[tuple[int, str]]:
    """The index of each entry that a seat's row contradicts, with what is wrong there."""
    yield from _changed()
    yield from _lost()


def _lost() -> Iterator[tuple[int, str]]:
    """Every seat that was taken, or taken over, has its row, also when it ended since."""
    query = (
        sa.select(Entry.index, Entry.subject, Entry.organisation)
        .outerjoin(Group, Group.number == Entry.subject)
        .outerjoin(Seat, sa.and_(Seat.group_id == Group.id, Seat.organisation_code == Entry.organisation))
        .where(Entry.act == "groups:accept-offer", Seat.id.is_(None))
        .order_by(Entry.index)
    )
    for index, number, code in db.session().execute(query):
        yield index, f"the seat of {code} in {number} is gone"
    held = {tuple(row) for row in db.session().execute(sa.select(Group.number, Seat.organisation_code).join(Seat))}
    for index, number, body in db.session().execute(
        sa.select(Entry.index, Entry.subject, Entry.body).where(Entry.act == TAKE_OVER).order_by(Entry.index)
    ):
        data = json.loads(body)["data"]
        if data["seat"] and (number, data["org"]) not in held:
            yield index, f"the seat of {data['org']} in {number} is gone"


def _changed() -> Iterator[tuple[int, str]]:
    query = (
        sa.select(Seat.organisation_code, Seat.role, Seat.entry, Group.number, Entry.body)
        .join(Group, Group.id == Seat.group_id)
        .join(Entry, Entry.index == Seat.entry)
    )
    for code, role, index, number, body in db.session().execute(query):
        entry = json.loads(body)
        # The clock acts for nobody: of a seat that was taken over the entry names who took it.
        seated = entry["org"] or entry["data"].get("org")
        if (number, code, role) != (entry["subject"], seated, entry["data"].get("role")):
            yield index, f"the seat of {code} in {number} is not the one that was taken"
