"""What a group attached, for whoever looks: one query for all of it, which reads no file."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from gemportal.files import queries as files
from gemportal.files.queries import AttachmentLine
from gemportal.files.rules import Kind
from gemportal.groups.attachments.models import GroupFiles
from gemportal.groups.attachments.policy import ADD_FILE, HIDE, READ, REMOVE, SHARE, AboutAttachment
from gemportal.groups.models import Group
from gemportal.groups.queries import GroupPage
from gemportal.groups.queries.standing import seated
from gemportal.kernel import db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import NotFound


@dataclass(frozen=True)
class Shown:
    """An attachment as somebody sees it, with what they can do with it."""

    line: AttachmentLine
    may_share: bool
    may_hide: bool
    may_remove: bool


@dataclass(frozen=True)
class Attachments:
    """What is attached to a step, or with `section` 0 to the group: what the reader sees, and how much there is beside that.

    What was called what before it was removed is read by the group alone: a name can be the reason that it had to go.
    """

    section: int
    shown: tuple[Shown, ...]
    for_group_only: int
    reads_all: bool
    may_add: bool

    @property
    def is_empty(self) -> bool:
        return not self.shown and not self.for_group_only and not self.may_add


def collection_of(group_id: int) -> int | None:
    """The group's collection; None until something is attached."""
    return db.session().scalar(sa.select(GroupFiles.collection_id).where(GroupFiles.group_id == group_id))


def _lines(number: str, section: int | None = None) -> list[AttachmentLine]:
    query = (
        files.lines(section)
        .join(GroupFiles, GroupFiles.collection_id == files.COLLECTION)
        .join(Group, Group.id == GroupFiles.group_id)
        .where(Group.number == number)
    )
    return [AttachmentLine(*row) for row in db.session().execute(query)]


def about(group: GroupPage, code: str) -> AboutAttachment:
    """What policy judges of an attachment that this organisation added."""
    return AboutAttachment(group.number, group.status, group.about.organisations, code)


def attached(actor: Actor, group: GroupPage, section: int = 0) -> Attachments:
    """What is attached to a step of the group, as this actor sees it."""
    lines = _lines(group.number, section) if group.has_files else []
    reads = policy.may(actor, READ, group.about)
    seen = [line for line in lines if line.public or reads]
    return Attachments(
        section,
        tuple(_shown(actor, group, line) for line in seen),
        sum(line.removed_at is None for line in lines if line not in seen),
        reads,
        policy.may(actor, ADD_FILE, group.about),
    )


def _shown(actor: Actor, group: GroupPage, line: AttachmentLine) -> Shown:
    subject = about(group, line.code)
    here = line.removed_at is None
    return Shown(
        line,
        may_share=here and not line.public and policy.may(actor, SHARE, subject),
        may_hide=here and line.public and policy.may(actor, HIDE, subject),
        may_remove=here and policy.may(actor, REMOVE, subject),
    )


def one(number: str, item: int) -> AttachmentLine:
    """One attachment of a group that was not removed; that of another group does not exist here."""
    for line in _lines(number):
        if line.number == item and line.removed_at is None:
            return line
    raise NotFound


def file_of(number: str, item: int) -> files.Held:
    """The file with its bytes."""
    query = sa.select(GroupFiles.collection_id).join(Group).where(Group.number == number)
    collection = db.session().scalar(query)
    if collection is None or one(number, item).kind is Kind.LINK:
        raise NotFound
    return files.held(collection, item)


def reads_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, str]]:
    """The groups in which the actor's organisation has a seat of any role, or had one to the end: `groups:reads-attachments`."""
    return seated(actors, lambda seat: seat.is_held or seat.to_the_end)
