"""How long what is kept, and what stands in the place of who was erased."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gemportal.kernel.errors import RuleBroken
from gemportal.people.privacy import rules
from gemportal.people.rules import normal_email

moments = some.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2099, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001 - the zone is beside it


@given(moments, some.integers(1, 120))
def test_so_many_months_before_is_that_month(moment: datetime, months: int) -> None:
    before = rules.months_before(moment, months)
    assert (moment.year - before.year) * 12 + moment.month - before.month == months
    assert before.day == min(moment.day, 28)


def test_the_turn_of_a_year_and_a_short_month() -> None:
    assert rules.months_before(datetime(2026, 1, 31, tzinfo=UTC), 1) == datetime(2025, 12, 28, tzinfo=UTC)
    assert rules.months_before(datetime(2026, 12, 5, tzinfo=UTC), 24) == datetime(2024, 12, 5, tzinfo=UTC)


@given(moments, some.integers(rules.IDLE.minimum, rules.IDLE.maximum))
def test_whoever_is_erased_had_the_whole_term_with_the_notice_in_it(moment: datetime, months: int) -> None:
    told = rules.idle_since(moment, months)
    assert told < moment
    assert told - rules.months_before(moment, months) == rules.NOTICE == timedelta(days=30)


@given(some.integers(1, 10**9))
def test_what_stands_in_the_place_of_an_address_is_none(person_id: int) -> None:
    found = rules.erased_address(person_id)
    assert found == found.lower()
    with pytest.raises(RuleBroken):
        normal_email(found)
