"""What the newspaper of the register says about decisions and the agenda."""

from gemportal.decisions.rules import Ground
from gemportal.kernel.figures import Day
from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says

_TOP = 3


@says("decisions:supersede", "decisions:withdraw")
def ended(line: Told) -> Message:
    return _l("In plaats van: %(title)s.", title=line.title_of(line.data["ends"]))


@says("decisions:record", "decisions:record-vote", "decisions:record-consent")
def decided(line: Told) -> Message:
    """How, and until when without a second look; what was decided stands apart from the entry."""
    how, review = Ground(line.data["by"]).label, line.data["review"]
    if review:
        return _l("Besloten %(how)s. Opnieuw bekijken op %(day)s.", how=how, day=Day.read(review))
    return _l("Besloten %(how)s.", how=how)


@says("decisions:set-agenda")
def agenda_set(line: Told) -> Message | None:
    top = "; ".join(str(line.title_of(number)) for number in line.data["order"][:_TOP])
    return _l("Bovenaan staan: %(titles)s.", titles=top) if top else None
