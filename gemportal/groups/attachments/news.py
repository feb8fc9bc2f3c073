"""What the newspaper of the register says of attachments: what sort of thing, and where; never its name."""

from gemportal.files.rules import Kind, size_in_words
from gemportal.groups.attachments.policy import ADD_FILE, ADD_LINK, HIDE, REMOVE, SHARE
from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says


@says(ADD_FILE)
def file_added(line: Told) -> Message:
    kind, size = Kind(line.data["kind"]).label, size_in_words(line.data["size"])
    if line.data["step"]:
        return _l("Bijlage %(n)s, bij stap %(step)s: %(kind)s, %(size)s.", **_where(line), kind=kind, size=size)
    return _l("Bijlage %(n)s, bij de groep: %(kind)s, %(size)s.", n=line.data["attachment"], kind=kind, size=size)


@says(ADD_LINK)
def link_added(line: Told) -> Message:
    if line.data["step"]:
        return _l("Bijlage %(n)s, bij stap %(step)s: een link.", **_where(line))
    return _l("Bijlage %(n)s, bij de groep: een link.", n=line.data["attachment"])


def _where(line: Told) -> dict[str, int]:
    return {"n": line.data["attachment"], "step": line.data["step"]}


@says(SHARE, HIDE, REMOVE)
def named(line: Told) -> Message:
    return _l("Bijlage %(n)s.", n=line.data["attachment"])
