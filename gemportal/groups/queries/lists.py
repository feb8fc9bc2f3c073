"""Lists of groups, and what is asked of somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Charter, CharterConsent, Group, Offer, Participant, PassingOver, Place, Pledge, Seat
from gemportal.groups.rules import DECIDING, GroupStatus, OfferStatus, SeatRole
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.models import Step
from gemportal.groups.steps.rules import StepStatus
from gemportal.initiatives.models import Initiative, InitiativeVersion
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.asked import Asked
from gemportal.kernel.words import _l
from gemportal.organisations.models import Organisation
from gemportal.people.models import Person

PAGE = 30


@dataclass(frozen=True)
class GroupLine:
    """A group in a list. `aim` is what the present step wants."""

    id: int
    number: str
    initiative_number: str
    title: str
    status: GroupStatus
    formed_at: datetime
    lead: str | None
    seats: int
    cap: int
    aim: str | None


def present_text() -> sa.ColumnElement[bool]:
    """The condition that joins an initiative to its present text."""
    return sa.and_(InitiativeVersion.initiative_id == Initiative.id, InitiativeVersion.version == Initiative.version)


def lines(
    *,
    status: GroupStatus | None = None,
    code: str | None = None,
    initiative: str | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[GroupLine]:
    """Groups, the latest first: in one state, of one organisation, for one initiative, before a key; one query."""
    lead = (
        sa.select(Organisation.name)
        .join(Seat, Seat.organisation_code == Organisation.code)
        .where(Seat.group_id == Group.id, Seat.role == SeatRole.LEAD, Seat.until.is_(None))
    )
    held = sa.select(sa.func.count()).where(
        Seat.group_id == Group.id, Seat.until.is_(None), Seat.role != SeatRole.OBSERVER
    )
    places = sa.select(sa.func.count()).where(Place.group_id == Group.id)
    aim = sa.select(Step.aim).where(Step.group_id == Group.id, Step.status.in_(steps.UNDER_WAY))
    query = (
        sa.select(
            Group.id,
            Group.number,
            Group.initiative_number,
            InitiativeVersion.title,
            Group.status,
            Group.formed_at,
            lead.scalar_subquery(),
            held.scalar_subquery(),
            places.scalar_subquery(),
            aim.scalar_subquery(),
        )
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(InitiativeVersion, present_text())
        .order_by(Group.id.desc())
        .limit(limit)
    )
    if status is not None:
        query = query.where(Group.status == status)
    if code is not None:
        query = query.where(sa.exists().where(Seat.group_id == Group.id, Seat.organisation_code == code))
    if initiative is not None:
        query = query.where(Group.initiative_number == initiative)
    if before is not None:
        query = query.where(Group.id < before)
    return [GroupLine(*row) for row in db.session().execute(query)]


@dataclass(frozen=True)
class SeatHeld:
    """What an organisation does in one group: for "gezegd en gedaan"."""

    number: str
    title: str
    status: GroupStatus
    role: SeatRole
    since: datetime
    until: datetime | None
    hours: int
    euros: int
    code: str
    entry: int


def seats_of_organisation(*codes: str) -> list[SeatHeld]:
    """The seats that these organisations have or had, the latest first, with everything pledged in them."""

    def pledged(column: Any) -> Any:
        total = sa.select(sa.func.coalesce(sa.func.sum(column), 0)).where(Pledge.seat_id == Seat.id)
        return total.scalar_subquery()

    query = (
        sa.select(
            Group.number,
            InitiativeVersion.title,
            Group.status,
            Seat.role,
            Seat.since,
            Seat.until,
            pledged(Pledge.hours),
            pledged(Pledge.euros),
            Seat.organisation_code,
            Seat.entry,
        )
        .join(Group, Group.id == Seat.group_id)
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(InitiativeVersion, present_text())
        .where(Seat.organisation_code.in_(codes))
        .order_by(Seat.id.desc())
    )
    return [SeatHeld(*row) for row in db.session().execute(query)]


def titled(numbers: Collection[str]) -> sa.Select[Any, Any]:
    """The query for (number, title) of these groups: each goes by the title of its initiative."""
    return (
        sa.select(Group.number, InitiativeVersion.title)
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(InitiativeVersion, present_text())
        .where(Group.number.in_(numbers))
    )


def groups_about(numbers: Collection[str]) -> set[str]:
    """The numbers of the groups that work or worked on these initiatives."""
    return set(db.session().scalars(sa.select(Group.number).where(Group.initiative_number.in_(numbers))))


def participant_names(number: str) -> dict[str, list[str]]:
    """Who works in each seat held now, by organisation. Names are for signed-in readers only."""
    query = (
        sa.select(Seat.organisation_code, Person.name)
        .join(Participant, Participant.seat_id == Seat.id)
        .join(Person, Person.id == Participant.person_id)
        .join(Group, Group.id == Seat.group_id)
        .where(Group.number == number, Seat.until.is_(None))
        .order_by(Person.name)
    )
    found: dict[str, list[str]] = {}
    for code, name in db.session().execute(query):
        found.setdefault(code, []).append(name)
    return found


def asked_of(actor: Actor) -> list[Asked]:
    """What groups ask of this actor: to answer, to consent, to evaluate, to lead; of a coordinator: to form."""
    if actor.organisation is not None:
        code = actor.organisation
        return [*_answers(code), *_consents(code), *_evaluations(code), *_leading(code)]
    return _to_form() if actor.office is Office.COORDINATOR else []


def _about(*columns: Any) -> sa.Select[Any]:
    return (
        sa.select(Group.number, InitiativeVersion.title, *columns)
        .select_from(Group)
        .join(Initiative, Initiative.number == Group.initiative_number)
        .join(InitiativeVersion, present_text())
        .where(Group.status != GroupStatus.ENDED)
        .order_by(Group.id)
    )


def _answers(code: str) -> list[Asked]:
    query = _about(Offer.expires_at).join(Offer, Offer.group_id == Group.id)
    query = query.where(
        Offer.organisation_code == code, Offer.status == OfferStatus.OPEN, Offer.expires_at > clock.now()
    )
    passed = _about(PassingOver.reason).join(PassingOver, PassingOver.group_id == Group.id)
    passed = passed.where(PassingOver.organisation_code == code, PassingOver.answered_at.is_(None))
    session = db.session()
    return [
        *(
            Asked(_l("Antwoord op een aanbod voor een zetel"), title, "groups.offer", {"number": number}, until)
            for number, title, until in session.execute(query)
        ),
        *(
            Asked(_l("U bent overgeslagen. Reageer als u wilt"), title, "groups.answer", {"number": number})
            for number, title, _ in session.execute(passed)
        ),
    ]


def _consents(code: str) -> list[Asked]:
    later = sa.orm.aliased(Charter)
    consent = sa.exists().where(
        CharterConsent.group_id == Charter.group_id,
        CharterConsent.version == Charter.version,
        CharterConsent.organisation_code == code,
    )
    query = (
        _about(Charter.version)
        .join(Charter, Charter.group_id == Group.id)
        .join(Seat, Seat.group_id == Group.id)
        .where(
            Seat.organisation_code == code,
            Seat.until.is_(None),
            Seat.role.in_(DECIDING),
            Charter.accepted_at.is_(None),
            ~consent,
            ~sa.exists().where(later.group_id == Charter.group_id, later.version > Charter.version),
        )
    )
    return [
        Asked(_l("Lees de opdracht en stem in"), title, "groups.consent", {"number": number})
        for number, title, _ in db.session().execute(query)
    ]


def _evaluations(code: str) -> list[Asked]:
    return [
        Asked(
            _l("Evalueer de stap"),
            waiting.aim,
            "groups.evaluate_step",
            {"number": waiting.number, "ordinal": waiting.ordinal},
            waiting.until,
        )
        for waiting in steps.waiting_for(code)
    ]


def _leading(code: str) -> list[Asked]:
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
            Group.status, proposed, accepted, deciding.scalar_subquery(), Step.ordinal, Step.status, Step.evaluate_until
        )
        .join(led, led.group_id == Group.id)
        .outerjoin(Step, sa.and_(Step.group_id == Group.id, Step.status != StepStatus.CONCLUDED))
        .where(led.organisation_code == code, led.until.is_(None), led.role == SeatRole.LEAD)
        .order_by(Step.ordinal)
    )
    asked: dict[str, Asked] = {}
    for number, title, status, versions, valid, seats, ordinal, step, until in db.session().execute(query):
        values = {"number": number}
        if not versions:
            asked[number] = Asked(_l("Stel de groepsopdracht voor"), title, "groups.charter", values)
        elif status is GroupStatus.FORMING:
            if valid and seats > 1:
                asked[number] = Asked(_l("Laat de groep beginnen"), title, "groups.begin", values)
        elif step is StepStatus.EVALUATING:
            asked[number] = Asked(
                _l("Rond de stap af"), title, "groups.conclude_step", {**values, "ordinal": ordinal}, until
            )
        elif step is StepStatus.PLANNED and number not in asked:
            asked[number] = Asked(_l("Start de stap"), title, "groups.start_step", {**values, "ordinal": ordinal})
        elif step is None and status is GroupStatus.WORKING:
            asked[number] = Asked(_l("Plan een stap"), title, "groups.plan_step", values)
    return list(asked.values())


def _to_form() -> list[Asked]:
    query = (
        sa.select(Initiative.number, InitiativeVersion.title)
        .join(InitiativeVersion, present_text())
        .where(Initiative.status == InitiativeStatus.OPEN, Initiative.closes_on < clock.today())
        .order_by(Initiative.closes_on)
    )
    return [
        Asked(_l("Vorm een groep: de oproep is gesloten"), title, "groups.ranking", {"number": number})
        for number, title in db.session().execute(query)
    ]
