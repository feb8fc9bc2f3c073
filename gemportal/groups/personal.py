"""What this room keeps of people: who works in which seat, and the words that stand in rows beside the register."""

from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group, Offer, Participant, PassingOver, Seat
from gemportal.groups.room.personal import WITH_WORDS, erase_words
from gemportal.groups.rules import OfferStatus
from gemportal.groups.steps.models import Step
from gemportal.groups.tasks import queries as tasks
from gemportal.groups.tasks.models import Task
from gemportal.kernel import db
from gemportal.kernel.personal import Kept, keep, remain, wipe
from gemportal.kernel.words import _l
from gemportal.people.privacy import queries
from gemportal.people.privacy.queries import Done

FORM, GIVE_UP, LEAVE, DECLINE = "groups:form", "groups:give-up", "groups:leave-seat", "groups:decline-offer"
PASS_OVER, ANSWER, END_STEP = "groups:pass-over", "groups:answer-passing-over", "groups:end-step"
_WITH_WORDS = (FORM, GIVE_UP, LEAVE, DECLINE, PASS_OVER, ANSWER, END_STEP)


def _worked(person_id: int) -> list[dict[str, Any]]:
    query = (
        sa.select(Group.number, Seat.organisation_code, Seat.role, Seat.since, Seat.until)
        .join(Seat, Seat.group_id == Group.id)
        .join(Participant, Participant.seat_id == Seat.id)
        .where(Participant.person_id == person_id)
        .order_by(Seat.id)
    )
    return [
        {"groep": number, "namens": code, "rol": str(role.label), "van": since, "tot": until}
        for number, code, role, since, until in db.session().execute(query)
    ]


def _erase_words(person_id: int) -> None:
    """A row keeps that something happened; why, in this person's words, goes as it does from the register."""
    done: dict[str, list[Done]] = {act: [] for act in _WITH_WORDS}
    for line in queries.done_by(person_id, _WITH_WORDS):
        done[line.act].append(line)
    ids = {line.subject for lines in done.values() for line in lines}
    groups = dict(db.session().execute(sa.select(Group.number, Group.id).where(Group.number.in_(ids))).all())

    erase_words(queries.done_by(person_id, WITH_WORDS))

    def of_groups(act: str) -> set[int]:
        return {groups[line.subject] for line in done[act]}

    def of_organisations(act: str) -> set[tuple[int, str | None]]:
        return {(groups[line.subject], line.data.get("org", line.organisation)) for line in done[act]}

    wipe(Group.out_of_order_reason, Group.id.in_(of_groups(FORM)))
    wipe(Group.anew_reason, Group.id.in_(of_groups(FORM)))
    wipe(Group.end_reason, Group.id.in_(of_groups(GIVE_UP)))
    with_the_group = sa.and_(Seat.group_id == Group.id, Seat.until == Group.ended_at, Group.id.in_(of_groups(GIVE_UP)))
    wipe(Seat.end_reason, Seat.id.in_(sa.select(Seat.id).join(Group, with_the_group)))
    wipe(Seat.end_reason, sa.tuple_(Seat.group_id, Seat.organisation_code).in_(of_organisations(LEAVE)))
    declined = sa.tuple_(Offer.group_id, Offer.organisation_code).in_(of_organisations(DECLINE))
    wipe(Offer.reason, sa.and_(declined, Offer.status == OfferStatus.DECLINED))
    place = sa.tuple_(PassingOver.group_id, PassingOver.organisation_code)
    wipe(PassingOver.reason, place.in_(of_organisations(PASS_OVER)))
    wipe(PassingOver.answer, place.in_(of_organisations(ANSWER)))
    steps = {(groups[line.subject], line.data["step"]) for line in done[END_STEP]}
    wipe(Step.end_reason, sa.tuple_(Step.group_id, Step.ordinal).in_(steps))


def _tasks(person_id: int) -> list[dict[str, Any]]:
    return [
        {"groep": number, "stap": ordinal, "taak": what, "tot en met": until, "gedaan": done}
        for number, ordinal, what, until, done in tasks.of_person(person_id)
    ]


def _leave_tasks(person_id: int) -> None:
    """The task stays with the organisation."""
    db.session().execute(sa.update(Task).where(Task.person_id == person_id).values(person_id=None))


keep(
    Kept(
        "tasks",
        what=_l("Welke taken in een stap op uw naam staan."),
        why=_l("Zo weet de groep wie wat doet."),
        how_long=_l("De taak blijft bij uw organisatie staan, zonder uw naam."),
        tables=("step_task",),
        export=_tasks,
        erase=_leave_tasks,
        seen_by=_l("Wie een zetel heeft in de groep."),
    ),
    Kept(
        "participants",
        what=_l("In welke samenwerkingsgroepen u meewerkt of meewerkte."),
        why=_l("Om te weten wie er in een groep aan het werk zijn."),
        how_long=_l("De plaats in de groep blijft bewaard, zonder uw naam."),
        tables=("participant",),
        export=_worked,
        erase=_erase_words,
        seen_by=_l("Wie is aangemeld."),
    ),
)
remain(
    _l("De opdracht, het plan en de conclusie van een stap zijn van de hele groep. Anderen werken ermee verder."),
    "groups:propose-charter",
    "groups:plan-step",
    "groups:conclude-step",
)
remain(
    _l("Een evaluatie is het oordeel van uw organisatie. De conclusie van de groep berust erop."),
    "groups:evaluate-step",
)
