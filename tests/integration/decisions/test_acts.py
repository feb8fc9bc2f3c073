"""Decisions: recorded by consent, never edited, replaced or taken back by another decision."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.decisions import acts, queries
from gemportal.decisions.models import WORDING as COLUMNS
from gemportal.decisions.models import Decision
from gemportal.decisions.rules import DecisionStatus, Ground
from gemportal.groups.room.rules import LONGEST_DECISION
from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Actor, Office, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register import queries as register
from tests.factories import groups
from tests.factories.decisions import WORDING, agreed, recorded, superseded, voted, withdrawn
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, officer, representative
from tests.support.house import House
from tests.support.time import StoppedClock

FIRST, SECOND, THIRD = "B-2026-001", "B-2026-002", "B-2026-003"
IN_FORCE, SUPERSEDED, WITHDRAWN = DecisionStatus.IN_FORCE, DecisionStatus.SUPERSEDED, DecisionStatus.WITHDRAWN


def decision(house: House, number: str) -> Decision:
    return house.ask(queries.by_number, number)


def entry(house: House, number: str) -> register.EntryLine:
    (found,) = house.ask(register.entries_about, [number])
    return found


def nothing_was_decided(house: House) -> bool:
    return house.ask(queries.lines) == [] and house.ask(register.entries_about, [FIRST]) == []


def test_a_coordinator_records_what_was_decided_by_consent(house: House, clock: StoppedClock) -> None:
    assert recorded(house, review_on=date(2027, 1, 1)) == FIRST
    found, written = decision(house, FIRST), entry(house, FIRST)
    assert (found.status, found.ground, found.decided_at) == (IN_FORCE, Ground.CONSENT, clock.now)
    assert (found.title, found.dissent, found.entry) == (WORDING.title, WORDING.dissent, written.index)
    assert (written.act, written.office, written.organisation) == ("decisions:record", "coordinator", None)
    assert written.data == {
        "title": WORDING.title, "by": "consent", "vote": None, "group": None, "ends": None, "review": "2027-01-01",
    }  # fmt: skip
    assert written.part == {
        "text": WORDING.text,
        "rationale": WORDING.rationale,
        "alternatives": WORDING.alternatives,
        "dissent": WORDING.dissent,
    }


@pytest.mark.parametrize("name", ["text", "rationale", "alternatives", "dissent"])
def test_an_officer_writes_no_more_than_the_form_takes(house: House, name: str) -> None:
    first = recorded(house, **{name: "x" * LONGEST_DECISION})
    too_long = {name: "x" * (LONGEST_DECISION + 1)}
    with pytest.raises(RuleBroken, match="te lang"):
        recorded(house, **too_long)
    with pytest.raises(RuleBroken, match="te lang"):
        superseded(house, first, **too_long)


def test_the_chair_records_too_and_numbers_follow(house: House) -> None:
    assert recorded(house).endswith("-001")
    assert recorded(house, officer(house, Office.CHAIR), alternatives=None, dissent=None).endswith("-002")


def test_what_a_group_consented_to_is_its_decision(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    assert agreed(house, group, ZWOLLE, KAMPEN) == FIRST
    found, written = decision(house, FIRST), entry(house, FIRST)
    assert (found.group_number, written.data["group"], written.organisation) == (group, group, KAMPEN)
    assert [line.number for line in house.ask(queries.decisions_about, [group])] == [FIRST]
    assert house.ask(queries.decisions_about, ["G-2026-999"]) == []


def test_abuse_16_nobody_else_records_a_decision(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    others = [officer(house, office) for office in (Office.BOARD, Office.AUDITOR, Office.ADMINISTRATOR)]
    for actor in (NOBODY, clock_for("voting:publish"), representative(house, URK), *others):
        with pytest.raises(NotAllowed):
            recorded(house, actor)
    for actor in (*(representative(house, code) for code in (ZWOLLE, KAMPEN, URK)), *others):
        with pytest.raises(NotAllowed):
            recorded(house, actor, group)
    with pytest.raises(NotAllowed):
        recorded(house, representative(house, ZWOLLE))
    with pytest.raises(NotAllowed):
        recorded(house, representative(house, ZWOLLE), "G-2026-999")
    assert nothing_was_decided(house)


def test_a_group_that_does_not_exist_decides_nothing(house: House) -> None:
    with pytest.raises(NotFound):
        recorded(house, group="G-2026-999")
    assert nothing_was_decided(house)


@pytest.mark.parametrize(
    "changes",
    [{"review_on": date(2026, 3, 2)}, {"text": "Mail piet@voorbeeld.nl"}, {"title": "Mail piet@voorbeeld.nl"}],
)
def test_what_is_refused_leaves_no_trace_and_takes_no_number(
    house: House, clock: StoppedClock, changes: dict[str, Any]
) -> None:
    with pytest.raises(RuleBroken):
        recorded(house, **changes)
    assert nothing_was_decided(house)
    assert recorded(house) == FIRST


def test_one_decision_takes_the_place_of_another_and_a_third_takes_it_back(house: House) -> None:
    recorded(house)
    assert superseded(house, FIRST, title="Toch twee lijsten") == SECOND
    assert withdrawn(house, SECOND, title="Geen lijst") == THIRD
    assert [decision(house, number).status for number in (FIRST, SECOND, THIRD)] == [SUPERSEDED, WITHDRAWN, IN_FORCE]
    assert [decision(house, number).ends_number for number in (FIRST, SECOND, THIRD)] == [None, FIRST, SECOND]
    assert decision(house, FIRST).title == WORDING.title
    assert house.ask(queries.ended_by, FIRST).number == SECOND
    assert house.ask(queries.ended_by, SECOND).number == THIRD
    assert house.ask(queries.ended_by, THIRD) is None
    assert [entry(house, number).act for number in (SECOND, THIRD)] == ["decisions:supersede", "decisions:withdraw"]
    assert [entry(house, number).data["ends"] for number in (SECOND, THIRD)] == [FIRST, SECOND]


@pytest.mark.parametrize("end", [superseded, withdrawn])
def test_a_decision_ends_once(house: House, end: Callable[[House, str], str]) -> None:
    recorded(house)
    withdrawn(house, FIRST)
    with pytest.raises(RuleBroken, match="ingetrokken"):
        end(house, FIRST)
    with pytest.raises(NotFound):
        end(house, "B-2026-999")
    assert [line.number for line in house.ask(queries.lines)] == [SECOND, FIRST]


@pytest.mark.parametrize("end", [superseded, withdrawn])
def test_nobody_ends_the_decision_of_a_group_alone(
    house: House, clock: StoppedClock, end: Callable[[House, str, Actor], str]
) -> None:
    group = groups.working(house, clock)
    lead, member = representative(house, ZWOLLE), representative(house, KAMPEN)
    agreed(house, group, ZWOLLE, KAMPEN)
    recorded(house)
    for actor, number in ((lead, SECOND), (officer(house, Office.AUDITOR), SECOND), (NOBODY, FIRST)):
        with pytest.raises(NotAllowed):
            end(house, number, actor)
    for actor in (lead, member):
        with pytest.raises(RuleBroken, match="nog niet iedereen"):
            end(house, FIRST, actor)
    assert [decision(house, number).status for number in (FIRST, SECOND)] == [IN_FORCE, IN_FORCE]
    assert decision(house, end(house, FIRST, coordinator(house))).group_number == group


@pytest.mark.parametrize("end", [superseded, withdrawn])
def test_what_the_members_voted_no_officer_changes(house: House, end: Callable[[House, str], str]) -> None:
    number = voted(house)
    with pytest.raises(RuleBroken, match="nieuwe stemming"):
        end(house, number)
    assert decision(house, number).status is IN_FORCE


@pytest.mark.parametrize("act", [acts.supersede, acts.withdraw])
def test_the_acts_that_end_need_their_own_permission(house: House, act: Callable[..., str]) -> None:
    recorded(house)
    with pytest.raises(NotAllowed):
        house.perform(act, representative(house, URK), FIRST, WORDING)
    house.perform(act, coordinator(house), FIRST, WORDING)


CHANGED = {
    "vote_number": "S-2026-001", "group_number": "G-2026-001", "ends_number": "B-2026-009", "entry": 0, "ground": "vote",
    "decided_at": datetime(2020, 1, 1, tzinfo=UTC), "review_on": date(2030, 1, 1),
}  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_the_database_itself_refuses_to_edit_a_decision(house: House, column: str) -> None:
    recorded(house)
    change = sa.update(Decision).values({column: CHANGED.get(column, "herschreven")})
    with pytest.raises(sa.exc.DBAPIError, match="a decision is never edited"):
        straight_to_the_database(house, change)
    assert getattr(decision(house, FIRST), column) != CHANGED.get(column, "herschreven")


def test_the_database_itself_refuses_to_remove_a_decision(house: House) -> None:
    recorded(house)
    with pytest.raises(sa.exc.DBAPIError, match="a decision is never edited"):
        straight_to_the_database(house, sa.delete(Decision))
    assert decision(house, FIRST).title == WORDING.title


def straight_to_the_database(house: House, statement: sa.UpdateBase) -> None:
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        connection.execute(statement)


def test_every_column_that_says_something_is_kept(house: House) -> None:
    assert {column.name for column in Decision.__table__.columns} - set(COLUMNS) == {"id", "status"}


def test_whatever_way_letters_are_typed_the_row_agrees_with_the_register(house: House) -> None:
    """Keyboards of some phones send an é as two signs; the register spells it as one."""
    typed = unicodedata.normalize("NFD", "Eén coöperatie")
    recorded(house, title=typed, rationale=typed)
    assert decision(house, FIRST).title == unicodedata.normalize("NFC", typed)
    assert "everything agrees" in house.run("register", "verify").output
