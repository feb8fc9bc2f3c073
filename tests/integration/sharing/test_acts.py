"""Lessons: shared, put better, taken back and recognised, each by whoever may, and told by the register."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gemportal.groups.lessons.acts import take_lesson
from gemportal.groups.queries import page_of as group_page
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.groups.voted import conclude_step_as_voted
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.queries import page_of as initiative_page
from gemportal.initiatives.voted import stop_as_voted
from gemportal.kernel import words
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import act, under_ground
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register.queries import entries_about
from gemportal.sharing import acts, queries
from gemportal.sharing.models import Lesson, LessonEndorsement, LessonVersion
from gemportal.sharing.queries import Filters
from gemportal.sharing.rules import Domain, LessonKind, LessonStatus, Source
from tests.factories.groups import evaluate, learned, running_step
from tests.factories.lessons import shared, wording
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    member,
    municipality,
    partner,
    representative,
)
from tests.support.house import House
from tests.support.replaying import differences, verified
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock

STOP: dict[str, Any] = {"conclusion": Conclusion.STOP, "outcome": "Het bleek anders."}


def told(house: House) -> None:
    assert differences(house) == []
    assert verified(house) == []


def evaluated(house: House, time: StoppedClock, advice: Conclusion) -> str:
    group = running_step(house, time)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "Klaar")
    for code in (ZWOLLE, KAMPEN):
        evaluate(house, group, code, advice=advice)
    return group


def of_group(house: House, group: str) -> list[queries.LessonLine]:
    return house.ask(queries.lines, Filters(group=group))


def test_a_member_shares_what_it_learned_by_itself(house: House) -> None:
    number = shared(house)
    page = house.ask(queries.page_of, number)
    assert (number, page.line.names, page.line.domain) == ("L-2026-001", "Zwolle", Domain.PUBLIC_SPACE)
    assert (page.line.initiative_number, page.line.group_number) == (None, None)
    told(house)


def test_nobody_speaks_for_another(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    number = house.ask(group_page, group).initiative_number
    sources = [Source((KAMPEN,)), Source((DEVENTER,), number, group, 1), Source((DEVENTER,), number)]
    for source in sources:
        with pytest.raises(NotAllowed):
            house.perform(acts.share_lesson, representative(house, DEVENTER), wording(), source)
    with pytest.raises(NotAllowed):
        house.perform(acts.share_lesson, coordinator(house), wording(), Source(("",)))
    outside = partner(house)
    with pytest.raises(NotAllowed):
        house.perform(acts.share_lesson, representative(house, outside), wording(), Source((outside,)))


def test_a_lesson_is_put_better_and_the_old_text_stays(house: House) -> None:
    number, own = shared(house), representative(house, ZWOLLE)
    assert house.perform(acts.revise_lesson, own, number, wording(title="Tel de melders, vooraf", domain=None)) == 2
    page = house.ask(queries.page_of, number)
    assert [one.wording.title for one in page.versions] == ["Tel de melders, vooraf", "Tel eerst de melders"]
    assert page.line.title == page.wording.title
    with pytest.raises(RuleBroken, match="niets gewijzigd"):
        house.perform(acts.revise_lesson, own, number, page.wording)
    with pytest.raises(NotAllowed):
        house.perform(acts.revise_lesson, representative(house, URK), number, wording())
    told(house)


def test_a_lesson_is_taken_back_with_a_reason_and_stays_at_its_address(house: House) -> None:
    number, own = shared(house), representative(house, ZWOLLE)
    with pytest.raises(RuleBroken, match="reden"):
        house.perform(acts.withdraw_lesson, own, number, "  ")
    house.perform(acts.withdraw_lesson, own, number, "Het klopte niet.")
    page = house.ask(queries.page_of, number)
    assert (page.status, page.reason) == (LessonStatus.WITHDRAWN, "Het klopte niet.")
    assert house.ask(queries.lines) == []
    assert house.ask(queries.number_of) == 0
    for function, *values in ((acts.revise_lesson, wording(title="Toch")), (acts.withdraw_lesson, "Weer")):
        with pytest.raises(RuleBroken, match="ingetrokken"):
            house.perform(function, own, number, *values)
    told(house)


def test_a_member_recognises_a_lesson_once(house: House) -> None:
    number, other = shared(house), representative(house, URK)
    house.perform(acts.endorse_lesson, other, number)
    with pytest.raises(RuleBroken, match="herkent deze les al"):
        house.perform(acts.endorse_lesson, other, number)
    with pytest.raises(RuleBroken, match="deelde deze les zelf"):
        house.perform(acts.endorse_lesson, representative(house, ZWOLLE), number)
    assert house.ask(queries.lines)[0].endorsed == 1
    told(house)
    house.perform(acts.withdraw_endorsement, other, number)
    with pytest.raises(RuleBroken, match="zei niet"):
        house.perform(acts.withdraw_endorsement, other, number)
    assert house.ask(queries.lines)[0].endorsed == 0
    told(house)


def test_the_database_itself_holds_one_endorsement_of_each(house: House) -> None:
    number = shared(house)
    house.perform(acts.endorse_lesson, representative(house, URK), number)
    lesson = house.ask(queries.row_of, number)
    values = {"lesson_id": lesson.id, "organisation_code": URK, "endorsed_at": lesson.shared_at}
    with pytest.raises(IntegrityError):
        behind_its_back(house, sa.insert(LessonEndorsement).values(values))


def test_a_lesson_is_taken_from_an_evaluation(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    own = house.perform(take_lesson, representative(house, KAMPEN), group, 1, KAMPEN, wording())
    by_lead = house.perform(take_lesson, representative(house, ZWOLLE), group, 1, KAMPEN, wording(title="Anders"))
    found = {line.number: (line.names, line.step) for line in of_group(house, group)}
    assert found == {own: ("Kampen", 1), by_lead: ("Zwolle", 1)}, (
        "who kept its evaluation inside is not named by another"
    )
    (entry,) = house.ask(entries_about, [own])
    assert (entry.act, entry.data["group"], entry.data["organisations"]) == ("sharing:share-lesson", group, [KAMPEN])
    told(house)


def test_others_take_no_lesson_from_an_evaluation(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    for code, of in ((KAMPEN, ZWOLLE), (DEVENTER, KAMPEN)):
        with pytest.raises(NotAllowed):
            house.perform(take_lesson, representative(house, code), group, 1, of, wording())
    with pytest.raises(NotFound):
        house.perform(take_lesson, representative(house, ZWOLLE), group, 1, DEVENTER, wording())


def test_what_is_written_inside_stays_there_until_the_step_is_concluded(house: House, clock: StoppedClock) -> None:
    group = evaluated(house, clock, Conclusion.CONTINUE)
    with pytest.raises(RuleBroken, match="wordt geëvalueerd"):
        house.perform(take_lesson, representative(house, KAMPEN), group, 1, KAMPEN, wording())


def test_the_lesson_of_a_conclusion_is_shared_with_everybody(house: House, clock: StoppedClock) -> None:
    group = evaluated(house, clock, Conclusion.CONTINUE)
    values: dict[str, Any] = {"conclusion": Conclusion.CONTINUE, "outcome": "Negentig"}
    lead = representative(house, ZWOLLE)
    house.perform(steps.conclude_step, lead, group, 1, **values, lesson="Begin klein. Dat scheelt.")
    (line,) = of_group(house, group)
    assert (line.title, line.text, line.kind) == ("Begin klein", "Begin klein. Dat scheelt.", LessonKind.WORKED)
    assert (line.names, line.step) == ("Kampen, Zwolle", 1)
    (entry,) = house.ask(entries_about, [line.number])
    (conclusion,) = [one for one in house.ask(entries_about, [group]) if one.act == "groups:conclude-step"]
    assert entry.data["cause"] == conclusion.index
    told(house)


def test_without_a_lesson_a_group_does_not_stop(house: House, clock: StoppedClock) -> None:
    group = evaluated(house, clock, Conclusion.STOP)
    lead = representative(house, ZWOLLE)
    with pytest.raises(RuleBroken, match="anderen hiervan kunnen leren"):
        house.perform(steps.conclude_step, lead, group, 1, **STOP)
    house.perform(steps.conclude_step, lead, group, 1, **STOP, lesson="Vraag het eerst.")
    assert [(line.title, line.kind) for line in of_group(house, group)] == [
        ("Vraag het eerst", LessonKind.DID_NOT_WORK)
    ]
    number = house.ask(group_page, group).initiative_number
    assert house.ask(initiative_page, number).reason == STOP["outcome"]
    own = house.perform(take_lesson, representative(house, KAMPEN), group, 1, KAMPEN, wording())
    assert house.ask(queries.page_of, own).line.names == "Kampen", "also after the group ended"
    told(house)


def test_stopping_after_a_step_had_run_asks_a_lesson(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    number = house.ask(group_page, group).initiative_number
    for who in (coordinator(house), representative(house, ZWOLLE)):
        with pytest.raises(RuleBroken, match="anderen hiervan kunnen leren"):
            house.perform(initiatives.stop, who, number, "De wet is veranderd.", " ")
    house.perform(initiatives.stop, coordinator(house), number, "De wet is veranderd.", "Wacht op de wet.")
    (line,) = of_group(house, group)
    assert (line.title, line.names, line.step) == ("Wacht op de wet", "", 1), "no office speaks for the group"
    told(house)


def test_who_works_in_a_step_shares_the_lesson_of_stopping_it(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    number = house.ask(group_page, group).initiative_number
    house.perform(initiatives.stop, representative(house, ZWOLLE), number, "De wet is veranderd.", "Wacht op de wet.")
    assert [line.names for line in of_group(house, group)] == ["Kampen, Zwolle"]
    told(house)


@act("trial:vote-to-stop", words.Message("stemt"), holds=None)
def as_voted(actor: Actor, function: Any, *values: Any, **texts: str) -> None:
    under_ground("S-2026-009", function, clock_for("voting:publish"), *values, **texts)


def test_a_vote_that_wrote_no_lesson_is_carried_out_all_the_same(house: House, clock: StoppedClock) -> None:
    group = evaluated(house, clock, Conclusion.STOP)
    house.perform(as_voted, clock_for("voting:publish"), conclude_step_as_voted, group, 1, "stop")
    assert of_group(house, group) == []
    other = running_step(house, clock)
    number = house.ask(group_page, other).initiative_number
    house.perform(as_voted, clock_for("voting:publish"), stop_as_voted, number, lesson="Vraag het eerst.")
    assert [line.title for line in of_group(house, other)] == ["Vraag het eerst"]
    told(house)


def test_what_was_learned_before_counts_other_groups_of_the_domain(house: House, clock: StoppedClock) -> None:
    assert house.ask(queries.learned_about, None) is None
    assert house.ask(queries.learned_about, Domain.CARE) is None
    group = learned(house, clock)
    initiative = house.ask(group_page, group).initiative_number
    for title in ("Eén", "Twee"):
        house.perform(take_lesson, representative(house, KAMPEN), group, 1, KAMPEN, wording(title=title))
    shared(house, title="Drie")
    shared(house, title="Zorg", domain=Domain.CARE)
    found = house.ask(queries.learned_about, Domain.PUBLIC_SPACE)
    assert found is not None
    assert (found.groups, found.lessons, [line.title for line in found.latest]) == (1, 3, ["Drie", "Twee", "Eén"])
    own, elsewhere = house.ask(queries.learned_by, initiative, Domain.PUBLIC_SPACE)
    assert elsewhere is not None
    assert ([line.title for line in own], elsewhere.groups, elsewhere.lessons) == (["Twee", "Eén"], 0, 1)


CHANGES: list[tuple[type, dict[str, Any], str]] = [
    (
        Lesson,
        {"step": None, "reason": None, "version": 2},
        "lesson of L-2026-001 differs from what the register tells: version",
    ),
    (
        LessonVersion,
        {"kind": LessonKind.WORKED},
        "text of lesson of L-2026-001 version 1 differs from what the register tells: kind",
    ),
]


def test_rows_that_were_changed_are_named(house: House) -> None:
    shared(house)
    behind_its_back(house, *(sa.update(model).values(new) for model, new, _ in CHANGES))
    found = verified(house)
    assert [sentence for *_, sentence in CHANGES if sentence not in found] == []


def test_only_members_recognise(house: House) -> None:
    number = shared(house)
    member(house, HENGELO)
    municipality(house, "GM0363")
    with pytest.raises(NotAllowed):
        house.perform(acts.endorse_lesson, coordinator(house), number)
    outside = partner(house)
    with pytest.raises(NotAllowed):
        house.perform(acts.endorse_lesson, representative(house, outside), number)
