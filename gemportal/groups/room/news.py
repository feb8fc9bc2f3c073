"""What the newspaper of the register says of proposals within groups. What they say can be erased, so it names their number."""

from typing import Any

from gemportal.groups.room.policy import ANSWER, CONSENT, OBJECT, PROPOSE, PROPOSE_ENDING, WITHDRAW
from gemportal.groups.room.rules import Change
from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says


@says(PROPOSE)
def decision_proposed(line: Told) -> Message:
    if line.data.get("how") == Change.SUPERSEDE:
        return _l("Voorstel %(motion)s, in plaats van %(decision)s.", **_named(line))
    if line.data.get("how") == Change.WITHDRAW:
        return _l("Voorstel %(motion)s, om %(decision)s in te trekken.", **_named(line))
    return _l("Voorstel %(motion)s.", motion=line.data["motion"])


def _named(line: Told) -> dict[str, Any]:
    return {"motion": line.data["motion"], "decision": line.data["ends"]}


@says(OBJECT, WITHDRAW, ANSWER)
def motion_named(line: Told) -> Message:
    return _l("Voorstel %(motion)s.", motion=line.data["motion"])


@says(PROPOSE_ENDING)
def ending_proposed(line: Told) -> Message:
    return _l(
        "Voorstel %(motion)s: de zetel van %(name)s.", motion=line.data["motion"], name=line.title_of(line.data["org"])
    )


@says(CONSENT)
def consented(line: Told) -> Message:
    if line.data["agreed"]:
        return _l("Voorstel %(motion)s. Iedereen die erover gaat stemde in.", motion=line.data["motion"])
    return _l("Voorstel %(motion)s.", motion=line.data["motion"])
