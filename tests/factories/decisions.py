"""Decisions by consent and by vote, and the members' agenda, made by the acts that make them in earnest."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gemportal.decisions import acts, queries
from gemportal.decisions.rules import Wording
from gemportal.groups.room import acts as room
from gemportal.groups.room.rules import Changing, Proposal
from gemportal.kernel.actor import Actor
from gemportal.voting.rules import SETS_AGENDA
from tests.factories import initiatives, voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, representative
from tests.support.house import House

WORDING = Wording(
    title="Eén lijst van leveranciers",
    text="De coöperatie houdt één lijst van leveranciers bij.",
    rationale="Nu houdt iedere gemeente een eigen lijst bij.",
    alternatives="Een lijst voor elke regio; dat scheelt te weinig werk.",
    dissent="Urk wilde eerst een proef.",
)


BUILD = Proposal("Bouwen in de broncode", "Wij bouwen in de bestaande code.", "Een eigen versie kost te veel.")
FILLED_IN = {
    "title": BUILD.title,
    "text": BUILD.text,
    "rationale": BUILD.rationale,
    "alternatives": "",
    "review_on": "",
}


def recorded(house: House, actor: Actor | None = None, group: str | None = None, **changes: Any) -> str:
    """A decision by consent, of the cooperative unless a group is named; gives its number."""
    return house.perform(acts.record_decision, actor or coordinator(house), replace(WORDING, **changes), group)


def agreed(house: House, group: str, *codes: str, changing: Changing | None = None) -> str:
    """A decision of a group, that may change an earlier one: the first of these proposes it, and the others consent; gives
    its number."""
    proposal = Proposal(WORDING.title, WORDING.text, WORDING.rationale, WORDING.alternatives)
    proposer, *others = [representative(house, code) for code in codes]
    ordinal = house.perform(room.propose_decision, proposer, group, proposal, changing)
    for actor in others:
        house.perform(room.consent_to_motion, actor, group, ordinal)
    return house.ask(queries.decisions_about, [group])[0].number


def superseded(house: House, number: str, actor: Actor | None = None, **changes: Any) -> str:
    """The number of the decision that takes the place of `number`."""
    return house.perform(acts.supersede, actor or coordinator(house), number, replace(WORDING, **changes))


def withdrawn(house: House, number: str, actor: Actor | None = None, **changes: Any) -> str:
    """The number of the decision that takes `number` back."""
    return house.perform(acts.withdraw, actor or coordinator(house), number, replace(WORDING, **changes))


def voted(house: House, answers: Mapping[str, Any] | None = None, **changes: Any) -> str:
    """The number of the decision that a published vote made by itself."""
    vote = voting.published_vote(house, voting.PROPOSAL, answers, **changes)
    return next(
        line.number
        for line in house.ask(queries.lines)
        if house.ask(queries.by_number, line.number).vote_number == vote
    )


def agenda_voted(house: House, first: str, *others: str) -> str:
    """A priority vote over these open initiatives, published, that puts `first` on top; gives its number."""
    draft = replace(voting.PRIORITIES, written=(), initiatives=(first, *others), effect=SETS_AGENDA)
    return voting.published_vote(house, draft, {ZWOLLE: [first], KAMPEN: [first], URK: list(others) or [first]})


def open_initiatives(house: House, *titles: str, days: int = 60) -> list[str]:
    """Open initiatives with these titles; gives their numbers."""
    return [initiatives.published(house, ZWOLLE, days=days, title=title) for title in titles]
