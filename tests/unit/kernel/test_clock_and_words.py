"""Days in Amsterdam, moments in UTC, and sentences that wait for their language."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel import clock
from gemportal.kernel.words import Message, _l, _ln


def test_a_stopped_clock_stands_still_and_runs_on_afterwards() -> None:
    moment = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.pinned() == moment
    assert clock.pinned() is None
    assert clock.now() > moment


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001 - the point of the test
        pass


def test_a_day_begins_and_ends_by_the_clocks_of_amsterdam() -> None:
    """In summer, midnight in Amsterdam is ten in the evening in UTC; the night of the change lasts 23 hours."""
    assert clock.end_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert clock.end_of(date(2026, 1, 1)) == datetime(2026, 1, 1, 23, tzinfo=UTC)
    short = date(2026, 3, 29)
    assert clock.end_of(short) - clock.start_of(short) == timedelta(hours=23)


@given(st.dates(date(2020, 1, 1), date(2050, 1, 1)))
def test_the_end_of_a_day_is_the_start_of_the_next(day: date) -> None:
    assert clock.end_of(day) == clock.start_of(day + timedelta(days=1))
    with clock.at(clock.end_of(day) - timedelta(microseconds=1)):
        assert clock.today() == day
    assert clock.day_of(clock.just_before(clock.end_of(day))) == day
    assert clock.day_of(clock.end_of(day)) == day + timedelta(days=1)


def test_a_message_is_its_dutch_sentence_until_somebody_translates() -> None:
    assert str(_l("Nog %(days)s dagen", days=3)) == "Nog 3 dagen"
    assert str(_ln("%(n)s gemeente", "%(n)s gemeenten", 1)) == "1 gemeente"
    assert str(_ln("%(n)s gemeente", "%(n)s gemeenten", 2)) == "2 gemeenten"
    assert str(_l("100% zeker")) == "100% zeker"
    assert _l("Ja") == Message("Ja")


def test_a_whole_number_in_a_sentence_is_read_with_its_thousands_apart() -> None:
    assert str(_l("van %(min)s tot en met %(max)s", min=0, max=10**12)) == "van 0 tot en met 1.000.000.000.000"
    assert str(_ln("%(n)s stem", "%(n)s stemmen", 1234)) == "1.234 stemmen"
    assert str(_l("regel %(line)s", line="1234")) == "regel 1234"
