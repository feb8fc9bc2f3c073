"""What is kept of whoever attached something: the name they gave it. The file itself is their organisation's."""

from typing import Any

import sqlalchemy as sa

from gemportal.files.models import Attachment
from gemportal.groups.attachments.models import GroupFiles
from gemportal.groups.models import Group
from gemportal.kernel import db
from gemportal.kernel.personal import ERASED_TEXT, Kept, keep
from gemportal.kernel.words import _l
from gemportal.people.privacy import queries


def _attached(person_id: int) -> list[dict[str, Any]]:
    query = (
        sa.select(Group.number, Attachment.number, Attachment.name, Attachment.added_at, Attachment.public)
        .join(GroupFiles, GroupFiles.group_id == Group.id)
        .join(Attachment, Attachment.collection_id == GroupFiles.collection_id)
        .where(Attachment.entry.in_(queries.entries_by(person_id)))
        .order_by(Attachment.entry)
    )
    return [
        {"groep": group, "bijlage": number, "naam": name, "op": at, "openbaar": public}
        for group, number, name, at, public in db.session().execute(query)
    ]


def _erase_names(person_id: int) -> None:
    """As in the register, the name goes, and with it the address of a link; the bytes of a file are not this person's words."""
    db.session().execute(
        sa.update(Attachment)
        .where(Attachment.entry.in_(queries.entries_by(person_id)))
        .values(name=ERASED_TEXT, url=None)
    )


keep(
    Kept(
        "attachments",
        what=_l("De namen van bestanden en links die u bij een groep of een stap zette."),
        why=_l("Om te weten wat het is. Wie het toevoegde, staat er niet bij: wel namens welke organisatie."),
        how_long=_l("Tot u zich laat wissen. Het bestand blijft van de groep."),
        tables=("attachment",),
        export=_attached,
        erase=_erase_names,
        seen_by=_l("De groep. Iedereen, als de bijlage openbaar is."),
    )
)
