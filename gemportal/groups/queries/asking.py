"""What groups ask of somebody: to answer an offer, to evaluate, to lead, and to form the next one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Charter, Group, Offer, PassingOver, Seat
from gemportal.groups.queries.lists import present_text, with_title
from gemportal.groups.rules import DECIDING, GroupStatus, OfferStatus, SeatRole
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.models import Step
from gemportal.groups.steps.rules import StepStatus
from gemportal.initiatives.models import Initiative, InitiativeVersion
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Acting, Actor, acting_for
from gemportal.kernel.asked import Asked, asks, who_could
from gemportal.kernel.words import Message, _l


def asked_of(*actors: Actor) -> list[Asked]:
    """What groups ask of these actors: to answer, to evaluate, to lead; of a coordinator: to form."""
    return [*_answers(*actors), *_evaluations(*actors), *_leading(*actors), *_to_form(*actors)]


def _about(*columns: Any) -> sa.Select[Any]:
    return with_title(*columns).where(Group.status != GroupStatus.ENDED).order_by(Group.id)


@asks(acting_for)
def _answers(acting: Acting) -> list[Asked]:
    query = _about(Offer.expires_at, Offer.organisation_code).join(Offer, Offer.group_id == Group.id)
    query = query.where(
        Offer.organisation_code.in_(acting), Offer.status == OfferStatus.OPEN, Offer.expires_at > clock.now()
    )
    passed = _about(PassingOver.organisation_code).join(PassingOver, PassingOver.group_id == Group.id)
    passed = passed.where(PassingOver.organisation_code.in_(acting), PassingOver.answered_at.is_(None))
    session = db.session()
    return [
        *(
            Asked(actor, _l("Antwoord op een aanbod voor een zetel"), title, "groups.offer", {"number": number}, until)
            for number, title, until, code in session.execute(query)
            for actor in acting[code]
        ),
        *(
            Asked(actor, _l("U bent overgeslagen. Reageer als u wilt"), title, "groups.answer", {"number": number})
            for number, title, code in session.execute(passed)
            for actor in acting[code]
        ),
    ]


@asks(acting_for)
def _evaluations(acting: Acting) -> list[Asked]:
    return [
        Asked(
            actor,
            _l("Evalueer de stap"),
            waiting.aim,
            "groups.evaluate_step",
            {"number": waiting.number, "ordinal": waiting.ordinal},
            waiting.until,
        )
        for waiting in steps.waiting_for(acting)
        for actor in acting[waiting.code]
    ]


@asks(acting_for)
def _leading(acting: Acting) -> list[Asked]:
    """What the next thing is for a lead, in each group."""
    charter = sa.select(sa.func.count(), sa.func.count(Charter.accepted_at)).where(Charter.group_id == Group.id)
    proposed = charter.with_only_columns(sa.func.count()).scalar_subquery()
    accepted = charter.with_only_columns(sa.func.count(Charter.accepted_at)).scalar_subquery()
    deciding = (
        sa.select(sa.func.count())
        .select_from(Seat)
        .where(Seat.group_id == Group.id, Seat.until.is_(None), Seat.role.in_(DECIDING))
    )
    led = sa.orm.aliased(Seat)
    query = (
        _about(
            led.organisation_code,
            Group.status,
            proposed,
            accepted,
            deciding.scalar_subquery(),
            Step.ordinal,
            *steps.TIMES,
        )
        .join(led, led.group_id == Group.id)
        .outerjoin(Step, steps.present())
        .where(led.organisation_code.in_(acting), led.until.is_(None), led.role == SeatRole.LEAD)
    )
    rows: Any = db.session().execute(query)
    return [
        Asked(actor, what, title, endpoint, {"number": number, **values}, until)
        for number, title, code, *standing in rows
        for what, endpoint, values, until in _next_for_lead(*standing)
        for actor in acting[code]
    ]


Next = tuple[Message, str, dict[str, Any], datetime | None]


def _next_for_lead(
    status: GroupStatus, versions: int, valid: int, seats: int, ordinal: int | None, *step: Any
) -> Iterator[Next]:
    """What is next in a group, if anything: the words, the page with what it asks beside the group, and the deadline."""
    if not versions:
        yield _l("Stel de groepsopdracht voor"), "groups.charter", {}, None
    elif status is GroupStatus.FORMING:
        if valid and seats > 1:
            yield _l("Laat de groep beginnen"), "groups.begin", {}, None
    elif ordinal is not None:
        yield from _next_in({"ordinal": ordinal}, *step)
    elif status is GroupStatus.WORKING:
        yield _l("Plan een stap"), "groups.plan_step", {}, None


def _next_in(values: dict[str, Any], status: StepStatus, *times: Any) -> Iterator[Next]:
    """What the present step asks of the lead; what is late says so, and no longer names a day to come."""
    late = steps.delay(status, *times)
    if status is StepStatus.EVALUATING:
        what = _l("Rond de stap af: %(late)s", late=late.short) if late else _l("Rond de stap af")
        yield what, "groups.conclude_step", values, None if late else times[-1]
    elif status is StepStatus.PLANNED:
        what = _l("Start de stap, of pas het plan aan: %(late)s", late=late.short) if late else _l("Start de stap")
        yield what, "groups.start_step", values, None


@asks(who_could("groups:form"))
def _to_form(coordinators: list[Actor]) -> list[Asked]:
    query = (
        sa.select(Initiative.number, InitiativeVersion.title)
        .join(InitiativeVersion, present_text())
        .where(Initiative.status == InitiativeStatus.OPEN, Initiative.closes_on < clock.today())
        .order_by(Initiative.closes_on)
    )
    return [
        Asked(actor, _l("Vorm een groep: de oproep is gesloten"), title, "groups.ranking", {"number": number})
        for number, title in db.session().execute(query)
        for actor in coordinators
    ]
