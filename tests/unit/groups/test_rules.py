"""Caps, the agenda's order, what a group needs to begin, and what answers must hold: pure."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gemportal.groups import rules
from gemportal.groups.rules import GroupStatus, OfferStatus, SeatRole, YearPledged
from gemportal.groups.steps import rules as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.rules import Domain
from gemportal.kernel.errors import RuleBroken

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEAD, MEMBER, PARTNER = SeatRole.LEAD, SeatRole.MEMBER, SeatRole.PARTNER


@pytest.mark.parametrize(("members", "seats", "cap"), [(8, 4, 3), (9, 4, 4), (9, 3, 3), (342, 20, 4), (4, 2, 2)])
def test_the_cap_follows_the_size_of_the_cooperative_and_the_proposal(members: int, seats: int, cap: int) -> None:
    assert rules.first_cap(members, seats, cap=4, small_cap=3, small_below=9) == cap


def test_what_the_agenda_puts_first() -> None:
    agenda = ["I-1", "I-2", "I-3"]
    assert rules.comes_first(agenda, {"I-1", "I-3"}, "I-3") == ("I-1",)
    assert rules.comes_first(agenda, {"I-2", "I-3"}, "I-9") == ("I-2", "I-3")
    assert rules.comes_first(agenda, {"I-1"}, "I-1") == ()
    assert rules.comes_first([], {"I-1"}, "I-2") == ()


@pytest.mark.parametrize(
    ("roles", "charter", "missing"),
    [
        ([LEAD, MEMBER], True, 0),
        ([LEAD], True, 1),
        ([MEMBER, MEMBER], True, 1),
        ([LEAD, PARTNER], False, 2),
        ([], False, 3),
    ],
)
def test_what_is_missing_to_begin(roles: list[SeatRole], charter: bool, missing: int) -> None:
    assert len(rules.missing_to_begin(roles, charter_is_valid=charter)) == missing


def test_what_is_missing_is_said_in_sentences() -> None:
    said = " ".join(str(sentence) for sentence in rules.missing_to_begin([], charter_is_valid=False))
    assert "nog geen trekker" in said
    assert "nog geen twee organisaties" in said
    assert "groepsopdracht geldt nog niet" in said


def test_a_group_pauses_and_goes_on_with_its_seats() -> None:
    assert rules.status_with(GroupStatus.WORKING, [MEMBER, MEMBER]) is GroupStatus.PAUSED
    assert rules.status_with(GroupStatus.PAUSED, [LEAD, MEMBER]) is GroupStatus.WORKING
    assert rules.status_with(GroupStatus.FORMING, []) is GroupStatus.FORMING
    assert rules.status_with(GroupStatus.ENDED, [LEAD, MEMBER]) is GroupStatus.ENDED


def test_an_offer_is_judged_by_the_moment_of_arrival() -> None:
    rules.check_offer(OfferStatus.OPEN, NOW + timedelta(seconds=1), NOW)
    for status, expires in (
        (OfferStatus.OPEN, NOW),
        (OfferStatus.LAPSED, NOW + timedelta(days=1)),
        (OfferStatus.DECLINED, NOW + timedelta(days=1)),
    ):
        with pytest.raises(RuleBroken):
            rules.check_offer(status, expires, NOW)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(OfferStatus.LAPSED, "termijn van dit aanbod is voorbij"), (OfferStatus.DECLINED, "het is afgeslagen")],
)
def test_a_refused_answer_says_what_became_of_the_offer(status: OfferStatus, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        rules.check_offer(status, NOW + timedelta(days=1), NOW)


def test_coordination_load_grows_with_the_square() -> None:
    assert [rules.coordination_load(people) for people in (0, 1, 2, 8)] == [0, 0, 1, 28]
    assert isinstance(rules.coordination_load(8), int)


def test_a_budget_stays_within_pledges_and_ceiling() -> None:
    assert rules.budget_by_consent(2000, 50_000) == 2000
    assert rules.budget_by_consent(90_000, 50_000) == 50_000


@pytest.mark.parametrize(
    "pledges",
    [
        [YearPledged(2026, 1, 0)],
        [YearPledged(2026, 0, 1)],
        [YearPledged(2029, rules.MOST, rules.MOST)],
        [YearPledged(2026, 0, 0), YearPledged(2027, 40, 0)],
    ],
)
def test_something_is_pledged_from_this_year_to_three_years_on(pledges: list[YearPledged]) -> None:
    rules.check_pledges(pledges, 2026)


@pytest.mark.parametrize(
    ("pledges", "sentence"),
    [
        ([], "uren of euro’s"),
        ([YearPledged(2026, 0, 0)], "uren of euro’s"),
        ([YearPledged(2025, 1, 0)], "per kalenderjaar"),
        ([YearPledged(2030, 1, 0)], "per kalenderjaar"),
        ([YearPledged(2026, 1, 0), YearPledged(2026, 2, 0)], "per kalenderjaar"),
        ([YearPledged(2026, rules.MOST + 1, 0)], "tot en met 10.000.000"),
        ([YearPledged(2026, -1, 1)], "tot en met 10.000.000"),
    ],
)
def test_pledges_that_cannot_be(pledges: list[YearPledged], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        rules.check_pledges(pledges, 2026)


def a_plan(**changes: Any) -> steps.Plan:
    usual = steps.Plan(" Doel ", " Verwachting ", " Maat ", NOW.date(), NOW.date() + timedelta(weeks=12), 0, rules.MOST)
    return replace(usual, **changes)


def test_a_plan_is_kept_as_written_without_loose_white_space() -> None:
    assert a_plan().checked(12) == a_plan(aim="Doel", expectation="Verwachting", measure="Maat")
    assert a_plan(due_on=NOW.date()).checked(12).due_on == NOW.date()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_on": NOW.date() - timedelta(days=1)}, "na de start"),
        ({"due_on": NOW.date() + timedelta(weeks=12, days=1)}, "hoogstens 12 weken"),
        ({"hours": -1}, "tot en met 10.000.000"),
        ({"euros": rules.MOST + 1}, "tot en met 10.000.000"),
        ({"aim": " "}, "doel"),
        ({"expectation": ""}, "verwacht"),
        ({"measure": ""}, "zien"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        a_plan(**changes).checked(12)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, None),
        ({"came_true": 0, "cooperation": 4}, None),
        ({"came_true": 5}, "0 tot en met 4"),
        ({"cooperation": -1}, "0 tot en met 4"),
        ({"hours": -1}, "tot en met 10.000.000"),
        ({"euros": -1}, "tot en met 10.000.000"),
        ({"learned": " "}, "wat u leerde"),
    ],
)
def test_an_evaluation_gives_scores_and_says_what_was_learned(changes: dict[str, Any], sentence: str | None) -> None:
    judging = replace(steps.Judging(4, 0, "", "", "", "Veel.", 0, 0, Conclusion.STOP), **changes)
    with pytest.raises(RuleBroken, match=sentence) if sentence else nullcontext():
        judging.check()


def test_the_group_chooses_by_most_advices_and_the_lead_breaks_a_tie() -> None:
    stop, share = Conclusion.STOP, Conclusion.SHARE
    assert steps.choices_of([stop, stop, share]) == {stop}
    assert steps.choices_of([stop, share]) == {stop, share}
    assert steps.choices_of([]) == set(Conclusion)
    steps.check_conclusion(stop, [stop], missing=True, term_is_over=True)
    with pytest.raises(RuleBroken, match="Nog niet iedereen"):
        steps.check_conclusion(stop, [stop], missing=True, term_is_over=False)
    with pytest.raises(RuleBroken, match="adviseren iets anders"):
        steps.check_conclusion(share, [stop], missing=False, term_is_over=False)


def test_the_spread_counts_each_score() -> None:
    assert steps.spread([3, 4, 3]) == (0, 0, 0, 2, 1)


def test_every_state_has_words() -> None:
    for kind in (GroupStatus, SeatRole, OfferStatus, steps.StepStatus, Conclusion):
        assert all(str(member.label) for member in kind)


DELIVERED = (
    ("I-2026-001", "Meldingen", Domain.SERVICES),
    ("I-2026-002", "Brieven", Domain.CARE),
    ("I-2026-003", "Iets", None),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ProposalText("Nieuw"), []),
        (ProposalText("Nieuw", domain=Domain.CARE), [("I-2026-002", False)]),
        (
            ProposalText("Nieuw", domain=Domain.CARE, existing="Zie I-2026-003 en I-2026-0012."),
            [("I-2026-003", True), ("I-2026-002", False)],
        ),
        (ProposalText("Nieuw", means="Wij bouwen op I-2026-001, I-2026-009."), [("I-2026-001", True)]),
        (ProposalText("Nieuw", domain=Domain.DATA, existing="Er is nog niets."), []),
    ],
)
def test_what_was_delivered_may_answer_what_names_it_or_shares_its_domain(
    text: ProposalText, found: list[tuple[str, bool]]
) -> None:
    assert [(one.number, one.named) for one in rules.answered_by(text, DELIVERED)] == found
