"""What the newspaper of the register says about decisions and the agenda."""

from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says

_LONGEST, _TOP = 240, 3


@says("decisions:record", "decisions:record-vote", "decisions:supersede", "decisions:withdraw")
def decided(line: Told) -> Message:
    text = " ".join(line.data["text"].split())
    return Message(
        "%(text)s", None, {"text": text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"}
    )


@says("decisions:set-agenda")
def agenda_set(line: Told) -> Message | None:
    top = "; ".join(str(line.title_of(number)) for number in line.data["order"][:_TOP])
    return _l("Bovenaan staan: %(titles)s.", titles=top) if top else None
