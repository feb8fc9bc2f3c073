"""Reading attachments. Lists never read the bytes: these are asked for one file at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.files.models import Attachment, FileContent
from gemportal.files.rules import Kind, host_of, size_in_words
from gemportal.kernel import db
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import Message
from gemportal.organisations.models import Organisation


@dataclass(frozen=True)
class AttachmentLine:
    """A file or a link in a list. `held`: its bytes are here (in what was rebuilt from the register, they are not)."""

    number: int
    section: int
    kind: Kind
    name: str
    url: str | None
    size: int | None
    sha256: str | None
    public: bool
    code: str
    added_by: str
    added_at: datetime
    removed_at: datetime | None
    held: bool

    @property
    def size_in_words(self) -> Message | None:
        return size_in_words(self.size) if self.size is not None else None

    @property
    def host(self) -> str | None:
        """Where a link leads to."""
        return host_of(self.url) if self.url else None


@dataclass(frozen=True)
class Held:
    """A file with its bytes."""

    kind: Kind
    name: str
    sha256: str
    body: bytes


# By which an owner says whose attachments it asks for.
COLLECTION = Attachment.collection_id
_CONTENT = sa.and_(FileContent.collection_id == Attachment.collection_id, FileContent.sha256 == Attachment.sha256)


def lines(section: int | None = None) -> sa.Select[*tuple[Any, ...]]:
    """Attachments as the columns of `AttachmentLine`, in order, for an owner to say of which `COLLECTION`; those of one section."""
    query = (
        sa.select(
            Attachment.number,
            Attachment.section,
            Attachment.kind,
            Attachment.name,
            Attachment.url,
            Attachment.size,
            Attachment.sha256,
            Attachment.public,
            Attachment.organisation_code,
            Organisation.name,
            Attachment.added_at,
            Attachment.removed_at,
            sa.exists().where(_CONTENT),
        )
        .join(Organisation, Organisation.code == Attachment.organisation_code)
        .order_by(Attachment.number)
    )
    return query if section is None else query.where(Attachment.section == section)


def held(collection_id: int, number: int) -> Held:
    """One file with its bytes; a link has none, nor has what was removed."""
    query = (
        sa.select(Attachment.kind, Attachment.name, FileContent.sha256, FileContent.body)
        .join(FileContent, _CONTENT)
        .where(Attachment.collection_id == collection_id, Attachment.number == number, Attachment.removed_at.is_(None))
    )
    found = db.session().execute(query).one_or_none()
    if found is None:
        raise NotFound
    return Held(*found)


def attachment(collection_id: int | None, number: int) -> Attachment:
    """The row of one attachment; removed ones too."""
    found = db.session().get(Attachment, (collection_id, number)) if collection_id is not None else None
    if found is None:
        raise NotFound
    return found


def last_number(collection_id: int) -> int:
    """The number of what was attached last; 0 when nothing was."""
    query = sa.select(sa.func.max(Attachment.number)).where(Attachment.collection_id == collection_id)
    return db.session().scalar(query) or 0


def taken_slots(collection_id: int, section: int) -> frozenset[int]:
    """The places of a section that are taken."""
    query = sa.select(Attachment.slot).where(
        Attachment.collection_id == collection_id, Attachment.section == section, Attachment.slot.is_not(None)
    )
    return frozenset(slot for slot in db.session().scalars(query) if slot is not None)


def present(collection_id: int) -> dict[str, int]:
    """The sizes of the files that are there, each once, by their digest."""
    query = sa.select(Attachment.sha256, Attachment.size).where(
        Attachment.collection_id == collection_id, Attachment.removed_at.is_(None), Attachment.size.is_not(None)
    )
    rows = db.session().execute(query.distinct())
    return {sha256: size for sha256, size in rows if sha256 is not None and size is not None}


def has_content(collection_id: int, sha256: str) -> bool:
    """Whether these bytes are in the collection already."""
    return bool(
        db.session().scalar(
            sa.select(sa.exists().where(FileContent.collection_id == collection_id, FileContent.sha256 == sha256))
        )
    )
