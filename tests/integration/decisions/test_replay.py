"""Decisions and the agenda are in the register: told to an empty database they are what they were."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from gemportal.decisions import queries
from gemportal.decisions.models import AgendaLine, Decision
from gemportal.decisions.rules import DecisionStatus
from gemportal.kernel.personal import ERASED_TEXT
from gemportal.register.models import Part
from gemportal.register.queries import entries_about
from tests.factories import groups, voting
from tests.factories.decisions import (
    WORDING,
    agenda_voted,
    agreed,
    open_initiatives,
    recorded,
    superseded,
    voted,
    withdrawn,
)
from tests.factories.members import KAMPEN, URK, ZWOLLE
from tests.support.guards import behind_the_guards
from tests.support.house import House
from tests.support.replaying import differences, rebuilt
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock

FIRST, SECOND, THIRD = "B-2026-001", "B-2026-002", "B-2026-003"


def three(house: House) -> None:
    """A decision, one in its place, and one that takes that back."""
    recorded(house, review_on=date(2027, 1, 1))
    superseded(house, FIRST, title="Toch twee lijsten", alternatives=None)
    withdrawn(house, SECOND, title="Geen lijst", dissent=None)


def test_decisions_by_consent_are_told_whatever_became_of_them(house: House) -> None:
    three(house)
    assert differences(house) == []


def test_the_decisions_of_groups_and_votes_and_the_agenda_are_told(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    agreed(house, group, ZWOLLE, KAMPEN)
    voted(house, {ZWOLLE: "for", KAMPEN: "for", URK: "against"})
    clock.advance(days=30)
    first, second = open_initiatives(house, "een", "twee")
    agenda_voted(house, first, second)
    agenda_voted(house, second, first)
    assert differences(house) == []
    with rebuilt(house) as other:
        assert House(other).ask(queries.agenda_order) == (second, first)
    behind_its_back(house, sa.delete(AgendaLine).where(AgendaLine.initiative_number == first))
    told = [line for line in differences(house) if line.startswith("agenda")]
    assert told == [f"agenda of agenda S-2026-00{n} differs from what the register tells: order" for n in (2, 3)]


def test_what_was_changed_behind_its_back_is_named(house: House) -> None:
    three(house)
    forged = house.ask(queries.by_number, FIRST)
    values = {column: getattr(forged, column.name) for column in Decision.__table__.columns}
    other = {"id": 666, "number": "B-2026-666", "entry": 0, "decided_at": forged.decided_at - timedelta(days=9)}
    values = {column.name: sa.literal(other.get(column.name, it), column.type) for column, it in values.items()}
    decision = sa.update(Decision)
    behind_the_guards(
        house,
        "decision",
        decision.where(Decision.number == FIRST).values(status="in_force", text="Iets anders.", review_on=None),
        decision.where(Decision.number == SECOND).values(title="Iets anders.", rationale="Zomaar."),
        sa.delete(Decision).where(Decision.number == THIRD),
        sa.insert(Decision).values(values),
    )
    unlike = "differs from what the register tells"
    assert differences(house) == [
        f"decision of {FIRST} {unlike}: review, status, text",
        f"decision of {SECOND} {unlike}: rationale, title",
        f"decision of {THIRD} is gone: the register tells of it",
        "decision of B-2026-666 was never recorded: the register does not tell of it",
    ]
    failed = house.app.test_cli_runner().invoke(args=["register", "verify"])
    assert failed.exit_code == 1
    assert f"entry {forged.entry}: decision of {FIRST} {unlike}" in failed.output


def test_a_part_that_is_gone_leaves_the_rest_whole(house: House) -> None:
    three(house)
    (entry,) = house.ask(entries_about, [FIRST])
    behind_its_back(house, sa.delete(Part).where(Part.entry_index == entry.index))
    assert differences(house) == [
        f"decision of {FIRST} differs from what the register tells: alternatives, dissent, rationale, text"
    ]
    with rebuilt(house) as other:
        found = House(other).ask(queries.by_number, FIRST)
    assert (found.title, found.status) == (WORDING.title, DecisionStatus.SUPERSEDED)
    assert {found.text, found.rationale, found.alternatives, found.dissent} == {ERASED_TEXT}


def test_who_was_chosen_stands_apart(house: House, clock: StoppedClock) -> None:
    """Options of a vote may be people, and what was decided names who won."""
    name = "Kanarie de Vries"
    draft: Any = voting.replace(voting.PRIORITIES, particular={"winners": 1}, written=(name, "Ander", "Nog een"))
    vote = voting.published_vote(house, draft, {ZWOLLE: ["keuze-1"], KAMPEN: ["keuze-1"], URK: []})
    number = house.ask(queries.decision_of_vote, vote)
    assert name in house.ask(queries.by_number, str(number)).text
    (entry,) = house.ask(entries_about, [str(number)])
    assert entry.part is not None
    assert name in entry.part["text"]
    assert name not in str(entry.data)
