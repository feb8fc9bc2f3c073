"""What the newspaper of the register says about lessons."""

from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says
from gemportal.sharing.rules import Domain, LessonKind


@says("sharing:share-lesson", "sharing:revise-lesson")
def shared(line: Told) -> Message:
    kind, domain = LessonKind(line.data["kind"]).label, line.data["domain"]
    if domain:
        return _l("Soort les: %(kind)s. Domein: %(domain)s.", kind=kind, domain=Domain(domain).label)
    return _l("Soort les: %(kind)s.", kind=kind)
