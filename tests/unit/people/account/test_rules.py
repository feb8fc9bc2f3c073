"""When a link lives, and how many go out."""

from datetime import UTC, datetime, timedelta

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.people.account import rules

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_link_lives_until_the_moment_it_expires_or_ends() -> None:
    rules.check_alive(NOW, expires_at=NOW + SECOND, ended_at=None)
    for expires_at, ended_at in ((NOW, None), (NOW - SECOND, None), (NOW + SECOND, NOW)):
        with pytest.raises(RuleBroken):
            rules.check_alive(NOW, expires_at=expires_at, ended_at=ended_at)


def test_three_letters_an_hour() -> None:
    rules.check_number_of_letters(2)
    with pytest.raises(RuleBroken):
        rules.check_number_of_letters(3)
