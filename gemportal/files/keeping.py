"""Putting files and links in a collection and taking them out, inside the act of whoever owns it."""

from dataclasses import dataclass

import sqlalchemy as sa

from gemportal.files import queries
from gemportal.files.models import Attachment, FileCollection, FileContent
from gemportal.files.rules import COUNT, SIZE, TOTAL, Accepted, Kind, Link, check_size, check_total, free_slot
from gemportal.kernel import clock, db
from gemportal.settings.queries import values


@dataclass(frozen=True)
class Place:
    """Where something will stand: its number in the collection, and the place it takes in its section."""

    collection_id: int
    number: int
    section: int
    slot: int


def new_collection() -> int:
    """An empty collection; its owner keeps its number."""
    made = FileCollection()
    db.session().add(made)
    db.session().flush()
    return made.id


def find_place(collection_id: int, section: int, file: Accepted | None = None) -> Place:
    """A free place in the section, with room for the file; refused when there is none."""
    chosen = values()
    if file is not None:
        check_size(file.size, chosen[SIZE.key])
        others = queries.present(collection_id)
        others.pop(file.sha256, None)
        check_total(file.size, sum(others.values()), chosen[TOTAL.key])
    slot = free_slot(queries.taken_slots(collection_id, section), chosen[COUNT.key])
    return Place(collection_id, queries.last_number(collection_id) + 1, section, slot)


def put(place: Place, what: Accepted | Link, code: str, *, public: bool, entry: int) -> None:
    """Attach a file or a link, as the register's `entry` tells; equal bytes are kept once."""
    session = db.session()
    row = Attachment(
        collection_id=place.collection_id,
        number=place.number,
        section=place.section,
        slot=place.slot,
        public=public,
        organisation_code=code,
        added_at=clock.now(),
        entry=entry,
    )
    if isinstance(what, Link):
        row.kind, row.name, row.url = Kind.LINK, what.title, what.url
    else:
        row.kind, row.name, row.size, row.sha256 = what.kind, what.name, what.size, what.sha256
        if not queries.has_content(place.collection_id, what.sha256):
            session.add(FileContent(collection_id=place.collection_id, sha256=what.sha256, body=what.content))
    session.add(row)


def remove(row: Attachment) -> None:
    """Take something out: its bytes go, unless something else in the collection has the same; that it was there remains."""
    session = db.session()
    row.removed_at, row.slot, row.url = clock.now(), None, None
    session.flush()
    if row.sha256 is not None and row.sha256 not in queries.present(row.collection_id):
        session.execute(
            sa.delete(FileContent).where(
                FileContent.collection_id == row.collection_id, FileContent.sha256 == row.sha256
            )
        )
