"""What can happen to attachments: added, made public or for the group alone, removed.

The register tells what kind of thing was added and how large it is. Its name, its address and (for the group alone) its digest
stand apart: names hold words of people, and who has a file could find out by its digest whether the group has it too.
"""

from gemportal.files import keeping
from gemportal.files import queries as files
from gemportal.files import rules as files_rules
from gemportal.files.models import Attachment
from gemportal.files.rules import Accepted, Kind
from gemportal.groups import queries as groups
from gemportal.groups.attachments import queries
from gemportal.groups.attachments.models import GroupFiles
from gemportal.groups.attachments.policy import ADD_FILE, ADD_LINK, HIDE, REMOVE, SHARE, AboutAttachment
from gemportal.groups.models import Group
from gemportal.groups.steps.queries import step_row
from gemportal.kernel import db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import disclose, record


@act(
    ADD_FILE,
    _l("voegt een bestand toe"),
    holds=holds(
        "attachment", "step", "kind", "size", "public",
        sometimes=("sha256",), apart=("name", "sha256"), opens_later=True,
    ),
)  # fmt: skip
def add_file(actor: Actor, number: str, section: int, file: Accepted, *, public: bool) -> int:
    """Attach a file to a step, or with section 0 to the group; returns its number."""
    group = _may_add(actor, ADD_FILE, number, section)
    place = keeping.find_place(_collection(group), section, file)
    told = {
        "attachment": place.number,
        "step": section or None,
        "kind": file.kind,
        "size": file.size,
        "public": public,
        **({"sha256": file.sha256} if public else {}),
    }
    entry = record(number, told, private={"name": file.name, "sha256": file.sha256})
    return _keep(actor, group, place, file, public=public, entry=entry)


@act(
    ADD_LINK,
    _l("voegt een link toe"),
    holds=holds("attachment", "step", "public", apart=("name", "url"), opens_later=True),
)
def add_link(actor: Actor, number: str, section: int, title: str, url: str, *, public: bool) -> int:
    """Attach a link in the same way. Nobody here follows it."""
    group = _may_add(actor, ADD_LINK, number, section)
    link = files_rules.check_link(title, url)
    place = keeping.find_place(_collection(group), section)
    told = {"attachment": place.number, "step": section or None, "public": public}
    entry = record(number, told, private={"name": link.title, "url": link.url})
    return _keep(actor, group, place, link, public=public, entry=entry)


def _may_add(actor: Actor, permission: str, number: str, section: int) -> Group:
    group = groups.group(number)
    policy.require(actor, permission, groups.about(group))
    if section:
        step_row(group.id, section)
    return group


def _collection(group: Group) -> int:
    found = queries.collection_of(group.id)
    if found is None:
        found = keeping.new_collection()
        db.session().add(GroupFiles(group_id=group.id, collection_id=found))
    return found


def _keep(
    actor: Actor, group: Group, place: keeping.Place, what: Accepted | files_rules.Link, *, public: bool, entry: int
) -> int:
    code = groups.seat_of(group.id, actor.organisation).organisation_code
    keeping.put(place, what, code, public=public, entry=entry)
    if public:
        disclose([entry])
    return place.number


def _present(actor: Actor, permission: str, number: str, item: int) -> Attachment:
    """The attachment, if the actor may do this with it and it was not removed."""
    group = groups.group(number)
    row = files.attachment(queries.collection_of(group.id), item)
    about = groups.about(group)
    subject = AboutAttachment(about.number, about.status, about.organisations, row.organisation_code)
    policy.require(actor, permission, subject)
    if row.removed_at is not None:
        raise RuleBroken(_l("Deze bijlage is al verwijderd."))
    return row


@act(SHARE, _l("maakt een bijlage openbaar"), holds=holds("attachment", sometimes=("sha256",)))
def share_attachment(actor: Actor, number: str, item: int) -> None:
    """Let everybody see it from now on, its name and address in the register too."""
    row = _present(actor, SHARE, number, item)
    if row.public:
        raise RuleBroken(_l("Deze bijlage is al openbaar."))
    row.public = True
    record(number, {"attachment": item, **({} if row.kind is Kind.LINK else {"sha256": row.sha256})})
    disclose([row.entry])


@act(HIDE, _l("maakt een bijlage alleen voor de groep"), holds=holds("attachment"))
def hide_attachment(actor: Actor, number: str, item: int) -> None:
    """Let only the group see it from now on. What was public may have been copied, and its name stays in the register."""
    row = _present(actor, HIDE, number, item)
    if not row.public:
        raise RuleBroken(_l("Deze bijlage is al alleen voor de groep."))
    row.public = False
    record(number, {"attachment": item})


@act(REMOVE, _l("verwijdert een bijlage"), holds=holds("attachment"))
def remove_attachment(actor: Actor, number: str, item: int) -> None:
    """Take it away: the bytes of a file, or the address of a link, are gone. That it was there remains."""
    row = _present(actor, REMOVE, number, item)
    record(number, {"attachment": item})
    keeping.remove(row)
