"""Caps, the agenda's order, what a group needs to begin, and what answers must hold: pure."""

from datetime import UTC, datetime, timedelta

import pytest

from gemportal.groups import rules
from gemportal.groups.rules import GroupStatus, OfferStatus, SeatRole, YearPledged
from gemportal.groups.steps import rules as steps
from gemportal.groups.steps.rules import Conclusion
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


def test_coordination_load_grows_with_the_square() -> None:
    assert [rules.coordination_load(people) for people in (0, 1, 2, 8)] == [0, 0, 1, 28]


def test_a_budget_stays_within_pledges_and_ceiling() -> None:
    assert rules.budget_by_consent(2000, 50_000) == 2000
    assert rules.budget_by_consent(90_000, 50_000) == 50_000


@pytest.mark.parametrize("pledges", [[], [YearPledged(2030, 1, 0)], [YearPledged(2026, rules.MOST + 1, 0)]])
def test_pledges_that_cannot_be(pledges: list[YearPledged]) -> None:
    with pytest.raises(RuleBroken):
        rules.check_pledges(pledges, 2026)


def test_the_group_chooses_by_most_advices_and_the_lead_breaks_a_tie() -> None:
    stop, share = Conclusion.STOP, Conclusion.SHARE
    assert steps.choices_of([stop, stop, share]) == {stop}
    assert steps.choices_of([stop, share]) == {stop, share}
    assert steps.choices_of([]) == set(Conclusion)
    steps.check_conclusion(stop, [stop], missing=True, term_is_over=True)
    with pytest.raises(RuleBroken):
        steps.check_conclusion(stop, [stop], missing=True, term_is_over=False)
    with pytest.raises(RuleBroken):
        steps.check_conclusion(share, [stop], missing=False, term_is_over=False)


def test_the_spread_counts_each_score() -> None:
    assert steps.spread([3, 4, 3]) == (0, 0, 0, 2, 1)


def test_every_state_has_words() -> None:
    for kind in (GroupStatus, SeatRole, OfferStatus, steps.StepStatus, Conclusion):
        assert all(str(member.label) for member in kind)
