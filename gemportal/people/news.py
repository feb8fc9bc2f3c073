"""What the newspaper of the register says about people: in which role and until when, never who."""

from gemportal.kernel.actor import MandateRole
from gemportal.kernel.figures import Day
from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says


@says("people:begin-mandate", "people:begin-office")
def begun(line: Told) -> Message:
    first, last = Day.read(line.data["from"]), line.data["until"]
    if "role" not in line.data:
        return (
            _l("Van %(day)s tot en met %(last)s.", day=first, last=Day.read(last))
            if last
            else _l("Vanaf %(day)s.", day=first)
        )
    role = MandateRole(line.data["role"]).label
    if last:
        return _l("Een %(role)s, van %(day)s tot en met %(last)s.", role=role, day=first, last=Day.read(last))
    return _l("Een %(role)s, vanaf %(day)s.", role=role, day=first)


@says("people:end-mandate", "people:end-office")
def ended(line: Told) -> Message:
    last = Day.read(line.data["until"])
    if "role" not in line.data:
        return _l("De laatste dag is %(day)s.", day=last)
    return _l("Een %(role)s. De laatste dag is %(day)s.", role=MandateRole(line.data["role"]).label, day=last)
