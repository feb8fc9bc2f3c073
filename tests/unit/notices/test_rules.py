"""When letters go, and what is new among what is asked."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.clock import AMSTERDAM
from gemportal.notices.rules import Frequency, news_of, next_round

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
MOMENTS = st.integers(0, 365 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("frequency", "now", "expected"),
    [
        (Frequency.DAY, NOON, datetime(2026, 3, 5, 7, tzinfo=AMSTERDAM)),
        (Frequency.DAY, datetime(2026, 3, 4, 5, tzinfo=UTC), datetime(2026, 3, 4, 7, tzinfo=AMSTERDAM)),
        (Frequency.WEEK, NOON, datetime(2026, 3, 9, 7, tzinfo=AMSTERDAM)),
        (Frequency.WEEK, datetime(2026, 3, 9, 5, tzinfo=UTC), datetime(2026, 3, 9, 7, tzinfo=AMSTERDAM)),
        (Frequency.WEEK, datetime(2026, 3, 9, 6, tzinfo=UTC), datetime(2026, 3, 16, 7, tzinfo=AMSTERDAM)),
        # The night in which the clocks go forward: seven o'clock stays seven o'clock.
        (Frequency.DAY, datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=AMSTERDAM)),
    ],
)
def test_letters_go_at_seven_on_dutch_clocks(frequency: Frequency, now: datetime, expected: datetime) -> None:
    assert next_round(frequency, now, AMSTERDAM) == expected


@given(MOMENTS, st.sampled_from(Frequency))
def test_the_next_round_is_ahead_and_never_skips_one(now: datetime, frequency: Frequency) -> None:
    found = next_round(frequency, now, AMSTERDAM)
    longest = timedelta(days=7 if frequency is Frequency.WEEK else 1, hours=1)
    assert now < found <= now + longest
    assert found.astimezone(AMSTERDAM).hour == 7
    assert next_round(frequency, found - timedelta(seconds=1), AMSTERDAM) == found


def test_a_question_is_told_reminded_of_and_then_left_alone() -> None:
    asked = {"stem": NOON + timedelta(days=5), "opdracht": None}
    first = news_of(asked, {}, NOON, 2)
    assert (first.new, first.soon) == ({"stem", "opdracht"}, frozenset())
    assert first.next_soon == NOON + timedelta(days=3)
    assert news_of(asked, first.told, NOON, 2).new == frozenset()
    near = news_of(asked, first.told, NOON + timedelta(days=3), 2)
    assert (near.new, near.soon, near.next_soon) == (frozenset(), {"stem"}, None)
    again = news_of(asked, near.told, NOON + timedelta(days=4), 2)
    assert (again.new, again.soon) == (frozenset(), frozenset())


def test_what_is_asked_shortly_before_its_end_is_told_once() -> None:
    asked = {"stem": NOON + timedelta(days=1)}
    first = news_of(asked, {}, NOON, 2)
    assert first.new == first.soon == {"stem"}
    assert not (news_of(asked, first.told, NOON, 2).new | news_of(asked, first.told, NOON, 2).soon)


def test_nobody_is_told_what_stood_there_before_they_were_looked_at() -> None:
    first = news_of({"stem": NOON + timedelta(days=1)}, None, NOON, 2)
    assert (first.new, first.soon, first.told) == (frozenset(), frozenset(), {"stem": True})


def test_zero_days_remind_of_nothing() -> None:
    found = news_of({"stem": NOON}, {"stem": False}, NOON, 0)
    assert (found.soon, found.next_soon) == (frozenset(), None)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.none() | MOMENTS, max_size=4),
    st.lists(MOMENTS, min_size=1, max_size=12).map(sorted),
    st.integers(0, 14),
)
def test_however_often_one_looks_each_is_told_once_and_reminded_of_once(
    asked: dict[str, datetime | None], moments: list[datetime], days: int
) -> None:
    told: dict[str, bool] = {}
    new: list[str] = []
    soon: list[str] = []
    for moment in moments:
        found = news_of(asked, told, moment, days)
        new += found.new
        soon += found.soon
        told = found.told
        assert found.next_soon is None or found.next_soon > moment
    assert sorted(new) == sorted(asked)
    assert len(soon) == len(set(soon))
    ended = {key for key, until in asked.items() if days and until and until - timedelta(days=days) <= moments[-1]}
    assert set(soon) == ended
