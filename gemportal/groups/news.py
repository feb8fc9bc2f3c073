"""What the newspaper of the register says about groups, their seats and their steps."""

from collections.abc import Iterable
from typing import Any

from gemportal.groups.rules import SeatRole
from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel.figures import Amount, Day, Euros
from gemportal.kernel.words import Message, _l, _ln
from gemportal.register.words import Told, says


def _names(line: Told, codes: Iterable[Any]) -> str:
    return ", ".join(str(line.title_of(code)) for code in codes)


@says("groups:form")
def formed(line: Told) -> Message:
    asked = _names(line, (offer["org"] for offer in line.data["offers"]))
    return _ln(
        "Er is %(n)s plaats. Gevraagd: %(names)s.",
        "Er zijn %(n)s plaatsen. Gevraagd: %(names)s.",
        line.data["cap"],
        names=asked,
    )


@says("groups:offer-seats")
def offered(line: Told) -> Message:
    return _l("Gevraagd: %(names)s.", names=_names(line, (offer["org"] for offer in line.data["offers"])))


@says("groups:grow")
def grown(line: Told) -> Message:
    asked = _names(line, (offer["org"] for offer in line.data["offers"]))
    return _l(
        "Van %(before)s naar %(after)s plaatsen. Gevraagd: %(names)s.",
        before=line.data["from"],
        after=line.data["to"],
        names=asked,
    )


@says("groups:consent-to-growing")
def consented_to_growing(line: Told) -> Message:
    return _l("Naar %(places)s plaatsen.", places=line.data["places"])


@says("groups:pass-over")
def passed_over(line: Told) -> Message:
    return _l("Overgeslagen: %(name)s. De reden staat bij de groep.", name=line.title_of(line.data["org"]))


@says("groups:accept-offer")
def accepted(line: Told) -> Message:
    return _l(
        "Rol: %(role)s. Toegezegd: %(hours)s uur en %(euros)s.",
        role=SeatRole(line.data["role"]).label,
        hours=Amount(sum(pledge["hours"] for pledge in line.data["pledges"])),
        euros=Euros(sum(pledge["euros"] for pledge in line.data["pledges"])),
    )


@says("groups:lapse-offer")
def lapsed(line: Told) -> Message:
    return _l("%(name)s antwoordde niet op tijd.", name=line.title_of(line.data["org"]))


@says("groups:end-seat")
def seat_ended(line: Told) -> Message:
    name = line.title_of(line.data["org"])
    if line.data["why"] == "vote":
        return _l("De zetel van %(name)s, zo besloten met een stemming.", name=name)
    if line.data["why"] == "consent":
        return _l("De zetel van %(name)s, met instemming van alle anderen in de groep.", name=name)
    return _l("De zetel van %(name)s, omdat het lidmaatschap eindigde.", name=name)


@says("groups:take-over")
def taken_over(line: Told) -> Message:
    return _l("%(heir)s komt in de plaats van %(name)s.", heir=_name_of(line, "org"), name=_name_of(line, "from"))


def _name_of(line: Told, key: str) -> str | Message:
    return line.title_of(line.data[key])


@says("groups:propose-charter")
def charter_proposed(line: Told) -> Message:
    return _l(
        "Budget: %(euros)s, tot en met %(day)s.", euros=Euros(line.data["budget"]), day=Day.read(line.data["ends_on"])
    )


@says("groups:plan-step", "groups:start-step", "groups:end-step", "groups:evaluate-step")
def step_named(line: Told) -> Message:
    return _l("Stap %(step)s.", step=line.data["step"])


@says("groups:conclude-step")
def step_concluded(line: Told) -> Message:
    return _l(
        "Stap %(step)s: %(conclusion)s. Besteed: %(hours)s uur en %(euros)s.",
        step=line.data["step"],
        conclusion=Conclusion(line.data["conclusion"]).label,
        hours=Amount(line.data["hours_spent"]),
        euros=Euros(line.data["euros_spent"]),
    )
