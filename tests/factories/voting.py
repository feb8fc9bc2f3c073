"""Votes at every point of their life, made by the acts that make them in earnest."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from gemportal.kernel import clock
from gemportal.kernel.actor import clock_for
from gemportal.settings.acts import change_setting
from gemportal.voting import acts, queries
from gemportal.voting.preparing import acts as preparing_acts
from gemportal.voting.proxies.acts import give_proxy, revoke_proxy
from gemportal.voting.rules import DAYS_TO_CONTEST, GRACE, Draft, Secrecy
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, UTRECHT, ZWOLLE, coordinator, member, representative
from tests.support.house import House

MORE = (DEVENTER, HENGELO, UTRECHT)

PROPOSAL = Draft(
    title="Samen een bereikbaarheidsdienst",
    question="Zetten wij samen een bereikbaarheidsdienst op?",
    explanation="Elke gemeente betaalt naar inwonertal.",
    method="majority",
    closes_on=clock.today(),
    early_close=False,
)
PRIORITIES = replace(
    PROPOSAL,
    title="Wat eerst?",
    question="Wat moet het eerst?",
    method="approval",
    written=("Een gedeeld loket", "Een oefening met uitval", "Een lijst van leveranciers"),
)
PERSONS = replace(
    PROPOSAL,
    title="Een nieuw bestuurslid",
    question="Wie wordt bestuurslid?",
    method="approval",
    written=("Ada Visser", "Bram de Wit", "Chris Mol"),
    particular={"winners": 1},
    secrecy=Secrecy.SECRET,
)
# One draft for each method, by its name.
_CHOICES = {f"keuze-{at}": cost for at, cost in enumerate((40_000, 15_000, 25_000), 1)}
DRAFTS = {
    "majority": PROPOSAL,
    "double-majority": replace(PROPOSAL, method="double-majority"),
    "consent": replace(PROPOSAL, method="consent"),
    "approval": PRIORITIES,
    "score": replace(PRIORITIES, method="score"),
    "points": replace(PRIORITIES, method="points", particular={"points": 10}),
    "ranked": replace(PRIORITIES, method="ranked"),
    "irv": replace(PRIORITIES, method="irv"),
    "stv": replace(PRIORITIES, method="stv", particular={"seats": 2}),
    "equal-shares": replace(PRIORITIES, method="equal-shares", costs=_CHOICES, particular={"budget": 60_000}),
}


def prepared_vote(house: House, draft: Draft = PROPOSAL, *, days: int = 7, **changes: Any) -> int:
    """A vote that is not open yet; gives its id."""
    draft = replace(draft, closes_on=clock.today() + timedelta(days=days), **changes)
    return house.perform(preparing_acts.prepare, coordinator(house), draft)


def open_vote(
    house: House,
    draft: Draft = PROPOSAL,
    *,
    voters: tuple[str, ...] = (ZWOLLE, KAMPEN, URK),
    days: int = 7,
    **changes: Any,
) -> str:
    """An open vote with these members on its roll, besides those who are members already; gives its number."""
    for code in voters:
        member(house, code)
    return house.perform(acts.open_vote, coordinator(house), prepared_vote(house, draft, days=days, **changes))


def cast(house: House, number: str, code: str, answer: Any, statement: str = "", line: str | None = None) -> int:
    """The ballot of one organisation, or the one that it casts for `line`; gives the index of its entry."""
    return house.perform(acts.cast, representative(house, code), number, answer, statement, line)


def give(house: House, number: str, giver: str, holder: str) -> None:
    """One organisation gives its proxy to another."""
    house.perform(give_proxy, representative(house, giver), number, holder)


def revoke(house: House, number: str, giver: str) -> None:
    """It takes the proxy back."""
    house.perform(revoke_proxy, representative(house, giver), number)


def close(house: House, number: str) -> dict[str, Any]:
    """The clock closes the vote; gives what is published of the count."""
    with clock.at(closing_moment(house, number)):
        house.perform(acts.close, clock_for("voting:close"), number)
    return house.ask(queries.tally_document, number)


def closing_moment(house: House, number: str) -> Any:
    """The first moment at which the clock may close the vote."""
    return house.ask(lambda: queries.by_number(number).closes_at) + timedelta(seconds=GRACE.default)


def closed_vote(house: House, draft: Draft = PROPOSAL, answers: Mapping[str, Any] | None = None, **changes: Any) -> str:
    """A counted vote of those who answered, under a clock that the test has stopped; gives its number."""
    answers = answers or {ZWOLLE: "for", KAMPEN: "for", URK: "against"}
    number = open_vote(house, draft, voters=tuple(answers), **changes)
    for code, answer in answers.items():
        if answer is not None:
            cast(house, number, code, answer)
    with clock.at(closing_moment(house, number)):
        house.perform(acts.close, clock_for("voting:close"), number)
    return number


def published_vote(
    house: House, draft: Draft = PROPOSAL, answers: Mapping[str, Any] | None = None, **changes: Any
) -> str:
    """A vote whose result is final; gives its number."""
    number = closed_vote(house, draft, answers, **changes)
    with clock.at(closing_moment(house, number) + timedelta(days=DAYS_TO_CONTEST.default)):
        house.perform(acts.publish, clock_for("voting:publish"), number)
    return number


def without_days_to_contest(house: House) -> None:
    """Results are final as soon as they are counted."""
    house.perform(change_setting, coordinator(house), DAYS_TO_CONTEST.key, 0, "voor deze proef")
