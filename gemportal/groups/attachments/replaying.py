"""What the register tells of attachments: that they were there, for whom, and what they were; never their bytes."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from gemportal.files import keeping
from gemportal.files import queries as files
from gemportal.files.models import Attachment
from gemportal.files.rules import MOST_PLACES, Kind, free_slot
from gemportal.groups import queries as groups
from gemportal.groups.attachments import queries
from gemportal.groups.attachments.models import GroupFiles
from gemportal.groups.attachments.policy import ADD_FILE, ADD_LINK, HIDE, REMOVE, SHARE
from gemportal.groups.models import Group
from gemportal.kernel import db
from gemportal.kernel.personal import ERASED_TEXT
from gemportal.register.replaying.telling import Shown, Told, day, keeps, replays, shows


@replays(ADD_FILE, ADD_LINK)
def added(told: Told) -> None:
    group_id, section, part = groups.group(told.subject).id, told.data["step"] or 0, told.part or {}
    collection = queries.collection_of(group_id)
    if collection is None:
        collection = keeping.new_collection()
        db.session().add(GroupFiles(group_id=group_id, collection_id=collection))
    db.session().add(
        Attachment(
            collection_id=collection,
            number=told.data["attachment"],
            section=section,
            slot=free_slot(files.taken_slots(collection, section), MOST_PLACES),
            kind=Kind(told.data.get("kind", Kind.LINK)),
            name=told.words("name"),
            url=part.get("url"),
            size=told.data.get("size"),
            sha256=told.data.get("sha256", part.get("sha256")),
            public=told.data["public"],
            organisation_code=told.organisation,
            added_at=told.at,
            entry=told.index,
        )
    )


def _row(told: Told) -> Attachment:
    return files.attachment(queries.collection_of(groups.group(told.subject).id), told.data["attachment"])


@replays(SHARE)
def shared(told: Told) -> None:
    row = _row(told)
    row.public, row.sha256 = True, told.data.get("sha256")


@replays(HIDE)
def hidden(told: Told) -> None:
    _row(told).public = False


@replays(REMOVE)
def removed(told: Told) -> None:
    row = _row(told)
    row.removed_at, row.slot, row.url = told.at, None, None


def _rows() -> Iterator[tuple[str, Attachment]]:
    query = (
        sa.select(Group.number, Attachment)
        .join(GroupFiles, GroupFiles.group_id == Group.id)
        .join(Attachment, Attachment.collection_id == GroupFiles.collection_id)
    )
    for number, row in db.session().execute(query):
        yield f"{number} attachment {row.number}", row


def _identity(row: Attachment) -> dict[str, Any]:
    # With the words of whoever was erased goes what stood beside them in the register.
    known = row.name != ERASED_TEXT or row.public
    return {"name": row.name, "url": row.url, "sha256": row.sha256 if known else None}


@shows("attachment")
def attachments() -> Iterator[tuple[str, Shown]]:
    for key, row in _rows():
        yield (
            key,
            {
                "step": row.section,
                "kind": row.kind,
                "size": row.size,
                "public": row.public,
                "by": row.organisation_code,
                "added": day(row.added_at),
                "removed": day(row.removed_at),
                **(_identity(row) if row.public else {}),
            },
        )


@keeps("attachment of the group")
def of_the_group() -> Iterator[tuple[str, Shown]]:
    """What only the group sees."""
    for key, row in _rows():
        if not row.public:
            yield key, _identity(row)
