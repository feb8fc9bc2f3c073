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
    """One deadline: what falls then, about which subject with a page of its own, and about whom or what in it."""

    what: Message
    subject: str
    detail: str
    at: datetime

    @property
    def last_day(self) -> datetime:
        """A moment on the last day that still counts."""
        return clock.just_before(self.at)


@dataclass(frozen=True)
class Desk:
    """What is asked, which steps are late, how it stands with people, and what comes next."""

    asked: list[Asked]
    late: list[groups.LateStep]
    people: dict[Attention, int]
    coming: list[Coming]


def desk(actor: Actor) -> Desk:
    """What is stuck and what is next."""
    return Desk(asked_of(actor), groups.late_steps(), overview.counts(), _coming())


def _coming() -> list[Coming]:
    """The next deadlines, the first on top: one query, and one more for what is in a group."""
    due = schedule.ahead(list(DEADLINES), limit=_MOST)
    steps = deadlines.of_steps([row.subject for row in due if row.kind in (END_STEP, EVALUATION_ENDS)])
    offers = deadlines.of_offers([row.subject for row in due if row.kind == LAPSE])
    inside = {END_STEP: steps, EVALUATION_ENDS: steps, LAPSE: offers}
    return [
        Coming(DEADLINES[row.kind], *inside.get(row.kind, {}).get(row.subject, (row.subject, "")), row.at)
        for row in due
    ]
