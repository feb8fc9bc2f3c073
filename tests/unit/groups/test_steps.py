"""Rules of steps: one at a time, short, what is late, how far opinions lie apart, and what was pledged."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.rules import YearPledged
from gemportal.groups.steps import rules
from gemportal.groups.steps.rules import UNDER_WAY, Conclusion, Delay, Opinions, StepStatus
from gemportal.groups.tasks.rules import LONGEST, MOST, Wanted, check_room
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.texts import LONGEST_TEXT

TODAY = date(2026, 3, 17)
WEEKS = 12
PLANNED, RUNNING, EVALUATING, CONCLUDED = StepStatus


@dataclass
class Life:
    """A group's steps as the acts move them: each asks the rules first, and changes nothing when these refuse."""

    today: date = TODAY
    steps: list[list[object]] = field(default_factory=list)

    def plan(self, days: int) -> None:
        rules.check_due(self.today, self.today + timedelta(days=days), WEEKS)
        plan = [PLANNED, self.today, self.today + timedelta(days=days)]
        if self.steps and self.steps[-1][0] is PLANNED:
            self.steps[-1] = plan
        else:
            self.steps.append(plan)

    def start(self, at: int) -> None:
        if at < len(self.steps) and self.steps[at][0] is PLANNED:
            due = self.steps[at][2]
            assert isinstance(due, date)
            rules.check_start(self.statuses, due, self.today)
            self.steps[at][0] = RUNNING

    def move(self, before: StepStatus, after: StepStatus) -> None:
        for step in self.steps:
            if step[0] is before:
                step[0] = after

    @property
    def statuses(self) -> list[StepStatus]:
        return [StepStatus(str(step[0])) for step in self.steps]


MOVES = st.one_of(
    st.tuples(st.just("plan"), st.integers(-5, 120)),
    st.tuples(st.just("start"), st.integers(0, 6)),
    st.tuples(st.sampled_from(["end", "conclude"]), st.just(0)),
    st.tuples(st.just("wait"), st.integers(0, 100)),
)


@given(st.lists(MOVES, max_size=40))
def test_whatever_happens_steps_go_one_at_a_time_and_are_short(moves: list[tuple[str, int]]) -> None:
    life = Life()
    for name, value in moves:
        before = life.statuses
        try:
            match name:
                case "plan":
                    life.plan(value)
                case "start":
                    life.start(value)
                case "end":
                    life.move(RUNNING, EVALUATING)
                case "conclude":
                    life.move(EVALUATING, CONCLUDED)
                case _:
                    life.today += timedelta(days=value)
        except RuleBroken:
            assert life.statuses == before
        begun = [status for status in life.statuses if status is not PLANNED]
        assert sum(status in UNDER_WAY for status in begun) <= 1
        # A step begins only after all before it were concluded: what is under way is the last that began.
        assert begun[:-1] == [CONCLUDED] * len(begun[:-1])
        assert life.statuses == begun + [PLANNED] * (len(life.statuses) - len(begun))
        for _, first, last in life.steps:
            assert isinstance(first, date)
            assert isinstance(last, date)
            assert timedelta(0) <= last - first <= timedelta(weeks=WEEKS)


@pytest.mark.parametrize("others", [[RUNNING], [CONCLUDED, EVALUATING]])
def test_no_step_starts_before_the_last_is_concluded(others: list[StepStatus]) -> None:
    rules.check_start([CONCLUDED, CONCLUDED, PLANNED], TODAY, TODAY)
    with pytest.raises(RuleBroken, match="loopt nog een stap"):
        rules.check_start([*others, PLANNED], TODAY, TODAY)


def test_no_step_starts_after_its_last_day() -> None:
    with pytest.raises(RuleBroken, match="einddatum"):
        rules.check_start([PLANNED], TODAY - timedelta(days=1), TODAY)


def test_evaluating_ends_with_the_first_moment_outside_its_term() -> None:
    until = datetime(2026, 3, 17, tzinfo=UTC)
    rules.check_term(until, until - timedelta(microseconds=1))
    with pytest.raises(RuleBroken, match="De termijn is voorbij"):
        rules.check_term(until, until)


@pytest.mark.parametrize(
    ("status", "words", "asked"),
    [
        (PLANNED, "zou op 1 maart 2026 starten, 16 dagen geleden", "past het plan aan"),
        (RUNNING, "laatste dag van de stap was 10 maart 2026, 7 dagen geleden", "begint vanzelf"),
        (EVALUATING, "kon tot en met 16 maart 2026, 1 dag geleden", "zonder wie niet evalueerde"),
    ],
)
def test_a_step_that_is_late_says_since_when_and_who_is_asked_what(status: StepStatus, words: str, asked: str) -> None:
    late = delay(status)
    assert late is not None
    assert words in str(late.sentence)
    assert asked in str(late.asked)
    assert str(late.days) in str(late.short)
    assert "in pauze" in str(replace(late, paused=True).asked)


def delay(status: StepStatus, *, today: date = TODAY) -> Delay | None:
    return rules.delay_of(
        status, starts_on=date(2026, 3, 1), due_on=date(2026, 3, 10), evaluated_by=date(2026, 3, 16), today=today
    )


@given(st.sampled_from(StepStatus), st.integers(-30, 30))
def test_nothing_is_late_on_its_last_day_and_everything_the_day_after(status: StepStatus, days: int) -> None:
    last = {PLANNED: date(2026, 3, 1), RUNNING: date(2026, 3, 10), EVALUATING: date(2026, 3, 16)}
    if status not in last:
        assert delay(status) is None
        return
    late = delay(status, today=last[status] + timedelta(days=days))
    assert (late is not None) == (days > 0)
    assert late is None or late.days == days


@pytest.mark.parametrize(
    ("scores", "opinions"),
    [
        ([], Opinions.NONE),
        ([4], Opinions.ONE),
        ([3, 3, 3], Opinions.SAME),
        ([3, 2, 3], Opinions.CLOSE),
        ([1, 3], Opinions.APART),
        ([0, 4, 4], Opinions.APART),
    ],
)
def test_a_spread_says_in_words_whether_opinions_differ(scores: list[int], opinions: Opinions) -> None:
    assert rules.opinions(rules.spread(scores)) is opinions


@given(st.lists(st.integers(0, 4), max_size=30))
def test_a_spread_counts_everybody_once_whatever_their_order(scores: list[int]) -> None:
    assert sum(rules.spread(scores)) == len(scores)
    assert rules.opinions(rules.spread(scores)) is rules.opinions(rules.spread(reversed(scores)))


def test_advices_are_counted_in_the_order_of_the_form() -> None:
    assert rules.counted([]) == []
    counted = rules.counted([Conclusion.STOP, Conclusion.CONTINUE, Conclusion.STOP])
    assert [count for _, count in counted] == [1, 0, 2, 0]


def test_what_was_pledged_is_that_of_the_years_of_the_step() -> None:
    pledges = [YearPledged(2025, 1, 10), YearPledged(2026, 2, 20), YearPledged(2027, 4, 40)]
    one = rules.years_of(date(2026, 1, 1), date(2026, 2, 1))
    two = rules.years_of(date(2026, 12, 1), date(2027, 1, 10))
    assert rules.pledged_in(one, pledges) == (2, 20)
    assert rules.pledged_in(two, pledges) == (6, 60)


def test_a_picture_of_nothing_still_has_a_measure() -> None:
    assert rules.Figure(0, 0, None).most == 1
    assert rules.Figure(10, 30, 20).most == 30


@pytest.mark.parametrize("name", ["went_well", "went_wrong", "at_home", "learned"])
def test_an_evaluation_says_no_more_than_its_form_takes(name: str) -> None:
    judging = rules.Judging(3, 3, "", "", "", "Dit.", 0, 0, Conclusion.CONTINUE)
    replace(judging, **{name: "x" * LONGEST_TEXT}).check()
    with pytest.raises(RuleBroken, match="te lang"):
        replace(judging, **{name: "x" * (LONGEST_TEXT + 1)}).check()


WORKING = {("GM0193", 1), ("GM0193", 2), ("GM0166", None)}


def test_a_task_is_for_who_has_a_seat_and_works_in_it() -> None:
    assert Wanted("  Bellen ", "GM0193", 2).checked(WORKING) == Wanted("Bellen", "GM0193", 2)
    assert Wanted("Bellen", "GM0166").checked(WORKING).person_id is None
    for wrong in (
        Wanted("  ", "GM0193"),
        Wanted("x" * (LONGEST + 1), "GM0193"),
        Wanted("Bellen", "GM0150"),
        Wanted("Bellen", "GM0166", 1),
    ):
        with pytest.raises(RuleBroken):
            wrong.checked(WORKING)


def test_a_step_has_room_for_a_handful_of_tasks() -> None:
    check_room(MOST - 1)
    with pytest.raises(RuleBroken, match="kleiner"):
        check_room(MOST)
