"""Drafts, co-proposing, publishing and new versions."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from gemportal.initiatives import acts, queries
from gemportal.initiatives.models import CoProposer, Initiative, InitiativeVersion
from gemportal.initiatives.rules import InitiativeStatus, Level
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import db
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register.queries import entries_about, number_of_entries
from tests.factories.initiatives import TEXT, closed, declare, draft, in_days, published, revise, status_of
from tests.factories.members import (
    DEVENTER,
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    deputy,
    member,
    municipality,
    partner,
    representative,
)
from tests.support.house import House
from tests.support.time import StoppedClock


def rows(house: House, model: type[db.Base]) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(model)) or 0)


def entries(house: House) -> int:
    return house.ask(number_of_entries)


def test_a_draft_writes_nothing_in_the_register(house: House, clock: StoppedClock) -> None:
    actor, colleague = representative(house), deputy(house)
    before = entries(house)
    draft_id = house.perform(acts.draft, actor, replace(TEXT, goal=""))
    house.perform(acts.edit_draft, colleague, draft_id, TEXT, in_days(3))
    page = house.ask(queries.draft_page, actor, draft_id)
    assert (page.text, page.closes_on, page.version) == (TEXT, in_days(3), 1)
    assert entries(house) == before


def test_only_a_member_drafts(house: House, clock: StoppedClock) -> None:
    code = partner(house)
    for stranger in (coordinator(house), representative(house, code)):
        with pytest.raises(NotAllowed):
            house.perform(acts.draft, stranger, TEXT)
    assert rows(house, Initiative) == rows(house, InitiativeVersion) == 0


def test_to_others_a_draft_does_not_exist(house: House, clock: StoppedClock) -> None:
    draft_id = draft(house)
    for stranger in (representative(house, KAMPEN), coordinator(house)):
        for act, values in [
            (acts.edit_draft, {"text": TEXT}),
            (acts.discard_draft, {}),
            (acts.publish, {}),
            (acts.ask_co_proposer, {"code": URK}),
            (acts.answer_co_proposing, {"agreed": True}),
        ]:
            with pytest.raises(NotFound):
                house.perform(act, stranger, draft_id, **values)
        with pytest.raises(NotFound):
            house.ask(queries.draft_page, stranger, draft_id)
        assert house.ask(queries.drafts_of, stranger) == []


def test_a_discarded_draft_leaves_nothing(house: House, clock: StoppedClock) -> None:
    draft_id = draft(house)
    house.perform(acts.ask_co_proposer, representative(house), draft_id, member(house, KAMPEN))
    house.perform(acts.discard_draft, representative(house), draft_id)
    assert [rows(house, model) for model in (Initiative, InitiativeVersion, CoProposer)] == [0, 0, 0]


def test_a_co_proposer_sees_the_draft_and_is_named_once_it_agreed(house: House, clock: StoppedClock) -> None:
    own, asked, silent = (representative(house, code) for code in (ZWOLLE, KAMPEN, URK))
    draft_id = draft(house)
    for code in (KAMPEN, URK):
        house.perform(acts.ask_co_proposer, own, draft_id, code)
    assert [line.what.singular for line in house.ask(queries.asked_of, asked)] == ["Beslis of u mede-indient"]
    house.perform(acts.answer_co_proposing, asked, draft_id, agreed=True)
    assert house.ask(queries.asked_of, asked) == []
    with pytest.raises(NotAllowed):
        house.perform(acts.edit_draft, asked, draft_id, TEXT)
    with pytest.raises(NotAllowed):
        house.perform(acts.publish, asked, draft_id)
    with pytest.raises(NotAllowed):
        house.perform(acts.answer_co_proposing, own, draft_id, agreed=True)
    assert house.ask(queries.draft_page, silent, draft_id).text == TEXT
    number = house.perform(acts.publish, own, draft_id)
    assert [code for code, _ in house.ask(queries.page_of, number).co_proposers] == [KAMPEN]
    assert house.ask(lambda: entries_about([number])[0].data["co_proposers"]) == [KAMPEN]
    assert [line.number for line in house.ask(queries.lines, queries.Filters(organisation=KAMPEN))] == [number]


def test_a_co_proposer_may_decline_and_asking_can_be_taken_back(house: House, clock: StoppedClock) -> None:
    draft_id = draft(house)
    for code in (KAMPEN, URK):
        house.perform(acts.ask_co_proposer, representative(house), draft_id, member(house, code))
    house.perform(acts.answer_co_proposing, representative(house, KAMPEN), draft_id, agreed=False)
    house.perform(acts.ask_co_proposer, representative(house), draft_id, URK, asked=False)
    assert rows(house, CoProposer) == 0
    for code in (ZWOLLE, municipality(house, DEVENTER)):
        with pytest.raises(RuleBroken):
            house.perform(acts.ask_co_proposer, representative(house), draft_id, code)


def test_publishing_opens_the_call(house: House, clock: StoppedClock) -> None:
    number = published(house, days=14)
    assert number == "I-2026-001"
    page = house.ask(queries.page_of, number)
    assert (page.status, page.text, page.published_at) == (InitiativeStatus.OPEN, TEXT, kernel_clock.now())
    assert page.call_is_running
    (entry,) = house.ask(entries_about, [number])
    assert (entry.act, entry.organisation) == ("initiatives:publish", ZWOLLE)
    assert (entry.data["title"], entry.data["means"], entry.data["existing"]) == (TEXT.title, TEXT.means, None)
    clock.advance(days=14, hours=14)
    assert house.ask(queries.page_of, number).call_is_running
    clock.advance(hours=1)
    assert not house.ask(queries.page_of, number).call_is_running


@pytest.mark.parametrize(
    ("days", "goal"), [(None, "Een doel."), (0, "Een doel."), (-1, "Een doel."), (400, "x"), (14, " ")]
)
def test_publishing_needs_a_goal_and_a_closing_date_ahead(
    house: House, clock: StoppedClock, days: int | None, goal: str
) -> None:
    draft_id = draft(house, days=days, goal=goal)
    before = entries(house)
    with pytest.raises(RuleBroken):
        house.perform(acts.publish, representative(house), draft_id)
    assert entries(house) == before
    assert house.ask(queries.draft_page, representative(house), draft_id).number is None


def test_what_is_published_is_no_draft_any_more(house: House, clock: StoppedClock) -> None:
    draft_id = draft(house)
    house.perform(acts.publish, representative(house), draft_id)
    for act in (acts.publish, acts.discard_draft):
        with pytest.raises(NotFound):
            house.perform(act, representative(house), draft_id)


@pytest.mark.parametrize("change", [{"goal": "Een ander doel."}, {"cost": None}, {"seats": 3}])
def test_a_change_of_goal_cost_or_seats_asks_for_confirmation(
    house: House, clock: StoppedClock, change: dict[str, object]
) -> None:
    number = published(house)
    declare(house, number, KAMPEN)
    since = kernel_clock.now()
    clock.advance(days=1)
    assert revise(house, number, why="Geleerd van gesprekken.", **change) == 2
    page = house.ask(queries.page_of, number)
    assert (page.unconfirmed, page.willingness[0].version, page.willingness[0].ranks) == (1, 1, False)
    asked = [line.what.singular for line in house.ask(queries.asked_of, representative(house, KAMPEN))]
    assert asked == ["Bevestig uw bereidheid: het voorstel is gewijzigd"]
    house.perform(acts.confirm_willingness, deputy(house, KAMPEN), number)
    (line,) = house.ask(queries.page_of, number).willingness
    assert line.ranks
    assert (line.since, line.version, line.confirmed) == (since, 2, True)
    with pytest.raises(RuleBroken):
        house.perform(acts.confirm_willingness, representative(house, KAMPEN), number)


def test_a_change_of_means_asks_nothing(house: House, clock: StoppedClock) -> None:
    number = published(house)
    declare(house, number, KAMPEN)
    revise(house, number, means="Anders, want we leerden iets.", title="Meldingen", hours=3)
    page = house.ask(queries.page_of, number)
    assert (page.version, page.unconfirmed, page.willingness[0].ranks) == (2, 0, True)
    entry = house.ask(entries_about, [number])[-1]
    assert (entry.data["changed"], entry.data["asks_confirmation"]) == (["title", "means", "hours"], False)


def test_versions_stay(house: House, clock: StoppedClock) -> None:
    number = published(house)
    revise(house, number, goal="Twee.", why=" Daarom. ")
    versions = house.ask(lambda: queries.versions_of(queries.by_number(number).id))
    assert [(line.version, line.text.goal, line.why) for line in versions] == [
        (2, "Twee.", "Daarom."),
        (1, TEXT.goal, None),
    ]
    assert house.ask(entries_about, [number])[-1].part == {"why": "Daarom."}


def test_who_may_not_make_a_version(house: House, clock: StoppedClock) -> None:
    number = published(house)
    before = entries(house)
    for stranger in (representative(house, KAMPEN), coordinator(house)):
        before = entries(house)
        with pytest.raises(NotAllowed):
            house.perform(acts.revise, stranger, number, replace(TEXT, goal="Een ander doel."))
    for nothing in (TEXT, replace(TEXT, goal="")):
        with pytest.raises(RuleBroken):
            house.perform(acts.revise, representative(house), number, nothing)
    assert entries(house) == before
    assert rows(house, InitiativeVersion) == 1


def test_in_forming_the_text_stands_still(house: House, clock: StoppedClock) -> None:
    number = closed(house, clock, **{KAMPEN: Level.JOIN})
    house.perform(acts.begin_forming, coordinator(house), number)
    with pytest.raises(RuleBroken):
        revise(house, number, goal="Een ander doel.")
    assert status_of(house, number) is InitiativeStatus.FORMING


def test_numbers_are_given_in_order(house: House, clock: StoppedClock) -> None:
    assert [published(house), published(house, KAMPEN)] == ["I-2026-001", "I-2026-002"]
    clock.advance(days=365)
    house.perform(acts.stop, coordinator(house), "I-2026-001", "Gedaan.")
    assert house.ask(queries.open_numbers) == ["I-2026-002"]
    assert published(house, days=2).startswith("I-2027-")
    assert set(house.ask(queries.titles, ["I-2026-002", "I-2099-001"])) == {"I-2026-002"}
