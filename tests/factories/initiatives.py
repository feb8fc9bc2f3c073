"""Initiatives at every point of their life, and declarations on them, made by the acts that make them in earnest."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gemportal.initiatives import acts, queries
from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.rules import Declaration, Domain, Driver, InitiativeStatus, Level
from gemportal.kernel import clock
from tests.factories.members import ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.time import StoppedClock

TEXT = ProposalText(
    title="Meldingen over de buurt in één open systeem",
    summary="Inwoners melden een losse stoeptegel overal op dezelfde manier.",
    goal="Een inwoner meldt binnen een minuut en krijgt binnen twee dagen bericht.",
    means="We verbeteren bestaande open software, stap voor stap.",
    existing=None,
    driver=Driver.RESIDENTS,
    domain=Domain.PUBLIC_SPACE,
    cost=48000,
    hours=None,
    seats=4,
)


def in_days(days: int) -> date:
    """The day that is so many days after today."""
    return clock.today() + timedelta(days=days)


def draft(house: House, code: str = ZWOLLE, *, days: int | None = 14, **changes: Any) -> int:
    """A draft of `code`, whose call would close in so many days (None: not chosen yet); gives its id."""
    closes_on = None if days is None else in_days(days)
    return house.perform(acts.draft, representative(house, code), replace(TEXT, **changes), closes_on)


def published(house: House, code: str = ZWOLLE, *, days: int = 14, **changes: Any) -> str:
    """An open initiative, proposed by `code`, whose call closes in so many days; gives its number."""
    draft_id = draft(house, code, days=days, **changes)
    return house.perform(acts.publish, representative(house, code), draft_id)


def declare(house: House, number: str, code: str, level: Level = Level.JOIN, **offer: Any) -> None:
    """The declaration of one organisation; considering lasts two weeks unless said otherwise."""
    if level is Level.CONSIDERING:
        offer.setdefault("considering_until", in_days(14))
    house.perform(acts.declare_willingness, representative(house, code), number, Declaration(level, **offer))


def revise(house: House, number: str, code: str = ZWOLLE, why: str | None = None, **changes: Any) -> int:
    """A new version of the present text, by its proposer; gives its number."""
    before = house.ask(lambda: queries.page_of(number).text)
    return house.perform(acts.revise, representative(house, code), number, replace(before, **changes), why)


def begin_forming(house: House, number: str) -> None:
    """The coordinator begins to form a group; the call must have closed."""
    house.perform(acts.begin_forming, coordinator(house), number)


def closed(house: House, stopped: StoppedClock, code: str = ZWOLLE, **declared: Level) -> str:
    """An open initiative whose call has just closed, on which these codes declared these levels in time; gives its number.

    The clock goes on by fifteen days.
    """
    number = published(house, code, days=14)
    for declarer, level in declared.items():
        declare(house, number, declarer, level)
    stopped.advance(days=15)
    return number


def status_of(house: House, number: str) -> InitiativeStatus:
    """Where the initiative stands."""
    return house.ask(lambda: queries.by_number(number).status)
