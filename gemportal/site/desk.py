"""The coordinators' desk."""

from dataclasses import dataclass
from datetime import datetime

from gemportal.groups import queries as groups
from gemportal.groups.leading.acts import TERM
from gemportal.groups.policy import END_STEP, LAPSE
from gemportal.groups.queries import deadlines
from gemportal.groups.steps.acts import EVALUATION_ENDS
from gemportal.kernel import clock, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked
from gemportal.kernel.words import Message, _l
from gemportal.notices.asking import asked_of
from gemportal.people.overview import queries as overview
from gemportal.people.overview.rules import Attention
from gemportal.register import words

# The deadlines that a coordinator plans by, in words; others are carried out or shown elsewhere.
DEADLINES = {
    "organisations:merge": _l("de fusie gaat in"),
    "initiatives:close-call": _l("laatste dag van de oproep"),
    LAPSE: _l("laatste dag van een aanbod voor een zetel"),
    TERM: _l("laatste dag van een aanbod om te trekken"),
    END_STEP: _l("laatste dag van een stap"),
    EVALUATION_ENDS: _l("laatste dag om een stap te evalueren"),
    "voting:deadline": _l("laatste dag om te stemmen"),
    "voting:publish": _l("de uitslag wordt vastgesteld"),
}
_MOST = 20


@dataclass(frozen=True)
class Coming:
    """One deadline: what falls then, about which subject with a page of its own, what it is called, and whom or what in it."""

    what: Message
    subject: str
    title: str | Message | None
    detail: str
    at: datetime

    @property
    def last_day(self) -> datetime:
        """A moment on the last day that still counts."""
        return clock.just_before(self.at)


@dataclass(frozen=True)
class Desk:
    """What is asked, which steps are late, how it stands with people, what comes next, and whether more comes after that."""

    asked: list[Asked]
    late: list[groups.LateStep]
    people: dict[Attention, int]
    coming: list[Coming]
    more: bool


def desk(actor: Actor) -> Desk:
    """What is stuck and what is next."""
    due = schedule.ahead(list(DEADLINES), limit=_MOST + 1)
    return Desk(asked_of(actor), groups.late_steps(), overview.counts(), _coming(due[:_MOST]), more=len(due) > _MOST)


def _coming(due: list[schedule.Due]) -> list[Coming]:
    """These deadlines, in words: a query for what is in a group, for each kind of it, and one for what all of it is called."""
    steps = deadlines.of_steps([row.subject for row in due if row.kind in (END_STEP, EVALUATION_ENDS)])
    offers = deadlines.of_offers([row.subject for row in due if row.kind == LAPSE])
    inside = {END_STEP: steps, EVALUATION_ENDS: steps, LAPSE: offers}
    about = [inside.get(row.kind, {}).get(row.subject, (row.subject, "")) for row in due]
    titles = words.titles_of(subject for subject, _ in about)
    return [
        Coming(DEADLINES[row.kind], subject, titles.get(subject), detail, row.at)
        for row, (subject, detail) in zip(due, about, strict=True)
    ]
