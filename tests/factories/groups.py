"""Initiatives with a closed call, and groups at every stage of their life."""

from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa

from gemportal.groups import acts
from gemportal.groups.models import Group, Offer, Place, Seat
from gemportal.groups.rules import OfferStatus, YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion, Judging, Plan
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.rules import Declaration, Domain, Level
from gemportal.kernel import clock, db
from gemportal.people.queries import holders_of
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.time import StoppedClock

LEAD, JOIN = Level.LEAD, Level.JOIN
FOUR = {ZWOLLE: LEAD, KAMPEN: JOIN, DEVENTER: JOIN, HENGELO: JOIN}


def closed_call(
    house: House,
    time: StoppedClock,
    levels: Mapping[str, Level] | None = None,
    *,
    title: str = "Samen meldingen doen",
    domain: Domain | None = None,
    seats: int = 4,
) -> str:
    """An initiative whose call has closed; each organisation declared its level a minute after the one before."""
    levels = FOUR if levels is None else levels
    proposer = representative(house, next(iter(levels)))
    text = ProposalText(
        title, "Kort gezegd.", "Een melding kost een minuut.", "Stap voor stap.", domain=domain, seats=seats
    )
    draft = house.perform(initiatives.draft, proposer, text, clock.today() + timedelta(days=14))
    number = house.perform(initiatives.publish, proposer, draft)
    for code, level in levels.items():
        time.advance(minutes=1)
        house.perform(initiatives.declare_willingness, representative(house, code), number, Declaration(level))
    time.advance(days=15)
    return number


def forming(house: House, time: StoppedClock, levels: Mapping[str, Level] | None = None) -> str:
    """A group whose seats have just been offered."""
    return house.perform(acts.form, coordinator(house), closed_call(house, time, levels))


def accept(house: House, group: str, code: str, *, willing_to_lead: bool = False, euros: int = 5000) -> None:
    """The organisation takes the seat it was offered, with its representative and a pledge for this year."""
    people = [line.person_id for line in house.ask(holders_of, code)][:2]
    house.perform(
        acts.accept_offer,
        representative(house, code),
        group,
        pledges=[YearPledged(clock.today().year, 40, euros)],
        participants=people,
        willing_to_lead=willing_to_lead,
    )


def working(house: House, time: StoppedClock, *, domain: Domain | None = None) -> str:
    """A group at work: Zwolle leads, Kampen takes part, the charter is in force."""
    group = house.perform(acts.form, coordinator(house), closed_call(house, time, domain=domain))
    accept(house, group, ZWOLLE)
    accept(house, group, KAMPEN)
    charter(house, group)
    house.perform(acts.consent_to_charter, representative(house, KAMPEN), group, 1)
    house.perform(acts.begin, representative(house, ZWOLLE), group)
    return group


def three(house: House, time: StoppedClock) -> str:
    """A group at work in which Zwolle leads, and Kampen and Deventer take part."""
    group = forming(house, time)
    for code in (ZWOLLE, KAMPEN, DEVENTER):
        accept(house, group, code)
    charter(house, group)
    for code in (KAMPEN, DEVENTER):
        house.perform(acts.consent_to_charter, representative(house, code), group, 1)
    house.perform(acts.begin, representative(house, ZWOLLE), group)
    return group


def charter(house: House, group: str, *, budget: int = 8000) -> int:
    """The charter that Zwolle proposes."""
    return house.perform(
        acts.propose_charter,
        representative(house, ZWOLLE),
        group,
        scope="Keuze van software en planning.",
        budget=budget,
        ends_on=clock.today() + timedelta(days=300),
    )


def plan(**changes: object) -> Plan:
    """A plan for a step of six weeks."""
    today = clock.today()
    values = {
        "aim": "Twee wijken melden mee",
        "expectation": "Honderd meldingen in een maand",
        "measure": "Tellen in het systeem",
        "starts_on": today,
        "due_on": today + timedelta(weeks=6),
        "hours": 80,
        "euros": 1000,
    }
    return Plan(**{**values, **changes})  # type: ignore[arg-type]


def running_step(house: House, time: StoppedClock) -> str:
    """A group whose first step runs."""
    group = working(house, time)
    house.perform(steps.plan_step, representative(house, ZWOLLE), group, plan())
    house.perform(steps.start_step, representative(house, ZWOLLE), group, 1)
    return group


def judging(came_true: int = 3, *, advice: Conclusion = Conclusion.CONTINUE) -> Judging:
    """What an organisation says of a step."""
    return Judging(
        came_true, 4, "Snel begonnen", "Te veel overleg", "Steun van het college", "Begin klein", 30, 500, advice
    )


def evaluate(
    house: House, group: str, code: str, *, advice: Conclusion = Conclusion.CONTINUE, in_public: bool = False
) -> None:
    """The organisation gives its judgement of the first step."""
    house.perform(
        steps.evaluate_step, representative(house, code), group, 1, judging(advice=advice), in_public=in_public
    )


def learned(house: House, time: StoppedClock) -> str:
    """A group whose first step went well and was evaluated by both seats; Deventer let its offer lapse, and waits."""
    group = running_step(house, time)
    lead = representative(house, ZWOLLE)
    time.advance(days=8)
    house.run("tick")
    house.perform(steps.end_step, lead, group, 1, "Eerder klaar.")
    for code in (ZWOLLE, KAMPEN):
        evaluate(house, group, code)
    house.perform(steps.conclude_step, lead, group, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig meldingen")
    return group


def standing(house: House, group: str) -> tuple[set[str], set[str], int]:
    """Who has a seat, who has an open offer, and how many places there are."""

    def read() -> tuple[set[str], set[str], int]:
        of_group = sa.select(Group.id).where(Group.number == group).scalar_subquery()
        session = db.session()
        seats = session.scalars(
            sa.select(Seat.organisation_code).where(Seat.group_id == of_group, Seat.until.is_(None))
        )
        offers = session.scalars(
            sa.select(Offer.organisation_code).where(Offer.group_id == of_group, Offer.status == OfferStatus.OPEN)
        )
        places = session.scalar(sa.select(sa.func.count()).select_from(Place).where(Place.group_id == of_group))
        return set(seats), set(offers), places or 0

    return house.ask(read)
