"""Reading the deadlines that everybody may know, and whose calendar an address is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from gemportal.decisions.models import Decision
from gemportal.decisions.rules import DecisionStatus
from gemportal.groups.models import Charter, Group, Offer
from gemportal.groups.queries.lists import present_text, with_title
from gemportal.groups.rules import GroupStatus, OfferStatus
from gemportal.groups.steps.models import Step
from gemportal.groups.steps.rules import StepStatus
from gemportal.initiatives.models import Initiative, InitiativeVersion
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Capacity
from gemportal.kernel.asked import Asked
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l
from gemportal.notices.asking import asked_of
from gemportal.notices.calendar.models import CalendarKey
from gemportal.notices.calendar.rules import Marked
from gemportal.people.models import Person
from gemportal.people.standing import choices
from gemportal.register.models import Entry
from gemportal.voting.models import Vote
from gemportal.voting.rules import VoteStatus

# How far back a calendar goes: who looks up a day of last quarter finds it.
BACK = timedelta(days=90)
MOST = 500


def public() -> list[Marked]:
    """Every deadline that everybody may know, from a quarter ago on; each room's in one query."""
    found = [mark for marks in (_calls, _votes, _offers, _steps, _charters, _reviews) for mark in marks()]
    return sorted(found, key=lambda mark: (mark.day, mark.uid))


def _calls() -> Iterator[Marked]:
    query = (
        sa.select(Initiative.number, InitiativeVersion.title, Initiative.closes_on)
        .join(InitiativeVersion, present_text())
        .where(
            Initiative.number.is_not(None),
            Initiative.status.not_in((InitiativeStatus.WITHDRAWN, InitiativeStatus.STOPPED)),
            Initiative.closes_on >= clock.today() - BACK,
        )
        .order_by(Initiative.closes_on.desc())
        .limit(MOST)
    )
    rows: Any = db.session().execute(query)
    for number, title, day in rows:
        what, values = _l("laatste dag van de oproep"), {"number": number}
        yield Marked(f"call-{number}", day, what, title, number, "site.initiative", values)


def _votes() -> Iterator[Marked]:
    query = (
        sa.select(Vote.number, Vote.title, Vote.closes_at)
        .where(
            Vote.number.is_not(None),
            Vote.status != VoteStatus.ANNULLED,
            Vote.closes_at >= clock.now() - BACK,
        )
        .order_by(Vote.closes_at.desc())
        .limit(MOST)
    )
    for number, title, end in db.session().execute(query):
        what, values = _l("laatste dag om te stemmen"), {"number": number}
        yield Marked(
            f"vote-{number}",
            clock.day_of(clock.just_before(end)),
            what,
            title,
            str(number),
            "voting.show",
            values,
        )


def _of_groups(*columns: Any) -> sa.Select[Any]:
    return with_title(*columns).where(Group.status != GroupStatus.ENDED).limit(MOST)


def _offers() -> Iterator[Marked]:
    """The terms of offers, without to whom: how many wait is on the group's page."""
    query = _of_groups(Offer.expires_at).join(Offer, Offer.group_id == Group.id).where(Offer.status == OfferStatus.OPEN)
    days = {(number, title, clock.day_of(clock.just_before(end))) for number, title, end in db.session().execute(query)}
    for number, title, day in days:
        what = _l("laatste dag van een aanbod voor een zetel")
        yield Marked(f"offer-{number}-{day:%Y%m%d}", day, what, title, number, "site.group", {"number": number})


def _steps() -> Iterator[Marked]:
    query = (
        _of_groups(Step.ordinal, Step.aim, Step.status, Step.due_on, Step.evaluate_until)
        .join(Step, Step.group_id == Group.id)
        .where(Step.status.in_((StepStatus.RUNNING, StepStatus.EVALUATING)))
    )
    for number, _, ordinal, aim, status, due_on, until in db.session().execute(query):
        values = {"number": number, "ordinal": ordinal}
        uid = f"step-{number}-{ordinal}"
        yield Marked(f"{uid}-due", due_on, _l("laatste dag van een stap"), aim, number, "groups.step", values)
        if status is StepStatus.EVALUATING and until:
            day, what = clock.day_of(clock.just_before(until)), _l("laatste dag om een stap te evalueren")
            yield Marked(f"{uid}-evaluation", day, what, aim, number, "groups.step", values)


def _charters() -> Iterator[Marked]:
    """The last day of the charter in force: the latest that was accepted."""
    later = sa.orm.aliased(Charter)
    replaced = sa.exists().where(
        later.group_id == Charter.group_id, later.version > Charter.version, later.accepted_at.is_not(None)
    )
    query = _of_groups(Charter.ends_on).join(Charter, Charter.group_id == Group.id)
    for number, title, day in db.session().execute(query.where(Charter.accepted_at.is_not(None), ~replaced)):
        what, values = _l("laatste dag van de groepsopdracht"), {"number": number}
        yield Marked(f"charter-{number}", day, what, title, number, "site.group", values)


def _reviews() -> Iterator[Marked]:
    query = (
        sa.select(Decision.number, Decision.title, Decision.review_on)
        .where(Decision.status == DecisionStatus.IN_FORCE, Decision.review_on.is_not(None))
        .order_by(Decision.review_on)
        .limit(MOST)
    )
    for number, title, day in db.session().execute(query):
        if day is not None:
            what, values = _l("dag waarop een besluit opnieuw wordt bekeken"), {"number": number}
            yield Marked(f"review-{number}", day, what, title, number, "decisions.show", values)


@dataclass(frozen=True)
class Owner:
    """Whose calendar it is, and in which language they are written to."""

    person_id: int
    language: str


def owner_of(token_digest: bytes) -> Owner:
    """Whose calendar stands at this secret address; NotFound for one that was replaced or ended."""
    query = (
        sa.select(CalendarKey.person_id, Person.language)
        .join(Person, Person.id == CalendarKey.person_id)
        .where(CalendarKey.token_hash == token_digest)
    )
    row = db.session().execute(query).one_or_none()
    if row is None:
        raise NotFound
    return Owner(*row)


def made_at(person_id: int | None) -> datetime | None:
    """When this person made the address that works now; None when there is none."""
    return db.session().scalar(sa.select(CalendarKey.made_at).where(CalendarKey.person_id == person_id))


def asked_of_person(person_id: int) -> list[Marked]:
    """What is asked, with a last day, of the organisations for which this person acts today."""
    mandates = [own.actor for own in choices(person_id, proven=True) if own.actor.capacity is Capacity.MANDATE]
    found = [_asked(line) for line in asked_of(*mandates) if line.last_day]
    return sorted(found, key=lambda mark: (mark.day, mark.uid))


def _asked(line: Asked) -> Marked:
    day = clock.day_of(line.last_day or clock.now())
    uid = "-".join(
        ["asked", str(line.actor.organisation), line.endpoint, *(str(value) for value in line.values.values())]
    )
    values = dict(line.values)
    return Marked(uid, day, line.what, line.title, str(values.get("number", "")), line.endpoint, values)


def last_changes(marks: Iterable[Marked]) -> dict[str, datetime]:
    """When something was last recorded about the subject of each of these, by subject."""
    subjects = {mark.subject for mark in marks if mark.subject}
    query = sa.select(Entry.subject, sa.func.max(Entry.at)).where(Entry.subject.in_(subjects)).group_by(Entry.subject)
    return dict(db.session().execute(query).all())
