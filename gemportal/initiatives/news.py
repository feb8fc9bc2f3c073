"""What the newspaper of the register says about initiatives and who is willing."""

from typing import Any

from gemportal.initiatives.rules import Backing, Level
from gemportal.kernel.figures import Amount, Day, Euros
from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says


@says("initiatives:publish", "initiatives:reopen")
def called(line: Told) -> Message:
    return _l("De oproep staat open tot en met %(day)s.", day=Day.read(line.data["closes_on"]))


@says("initiatives:revise")
def revised(line: Told) -> Message:
    if line.data["asks_confirmation"]:
        return _l("Dit is versie %(version)s. Wie bereid was, bevestigt dat opnieuw.", version=line.data["version"])
    return _l("Dit is versie %(version)s.", version=line.data["version"])


@says("initiatives:declare-willingness")
def declared(line: Told) -> Message:
    values: dict[str, Any] = {"level": Level(line.data["level"]).label, "backing": Backing(line.data["backing"]).label}
    hours, euros = line.data["hours"], line.data["euros"]
    if hours and euros:
        values |= {"hours": Amount(hours), "euros": Euros(euros)}
        return _l(
            "Bereidheid: %(level)s, met %(hours)s uur en %(euros)s per jaar. Gedragen door: %(backing)s.", **values
        )
    if hours:
        values |= {"hours": Amount(hours)}
        return _l("Bereidheid: %(level)s, met %(hours)s uur per jaar. Gedragen door: %(backing)s.", **values)
    if euros:
        values |= {"euros": Euros(euros)}
        return _l("Bereidheid: %(level)s, met %(euros)s per jaar. Gedragen door: %(backing)s.", **values)
    return _l("Bereidheid: %(level)s. Gedragen door: %(backing)s.", **values)


@says("initiatives:confirm-willingness")
def confirmed(line: Told) -> Message:
    level = Level(line.data["level"]).label
    return _l("Bereidheid: %(level)s, ook bij versie %(version)s.", level=level, version=line.data["version"])


@says("initiatives:back-willingness")
def backed(line: Told) -> Message:
    return _l("Nu gedragen door: %(backing)s.", backing=Backing(line.data["backing"]).label)


@says("initiatives:withdraw-willingness")
def withdrawn(line: Told) -> Message:
    return _l("De bereidheid was: %(level)s.", level=Level(line.data["level"]).label)
