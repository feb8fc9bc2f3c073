"""What the newspaper of the register says about members, partners and mergers."""

from gemportal.kernel.figures import Amount, Day
from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says


@says("organisations:admit")
def admitted(line: Told) -> Message:
    return _l("Lid vanaf %(day)s. Grond: %(ground)s.", day=Day.read(line.data["from"]), ground=line.data["ground"])


@says("organisations:give-notice", "organisations:end-membership", "organisations:end-partner")
def ends(line: Told) -> Message:
    return _l("De laatste dag is %(day)s.", day=Day.read(line.data["until"]))


@says("organisations:record-merger")
def merger_recorded(line: Told) -> Message:
    heir = line.title_of(line.data["successor"])
    return _l("Gaat op %(day)s op in %(name)s.", day=Day.read(line.data["on"]), name=heir)


@says("organisations:merge")
def merged(line: Told) -> Message:
    return _l("Ging op in %(name)s.", name=line.title_of(line.data["successor"]))


@says("organisations:load-municipalities")
def loaded(line: Told) -> Message:
    return _l("Op de lijst staan %(n)s gemeenten.", n=Amount(line.data["listed"]))
