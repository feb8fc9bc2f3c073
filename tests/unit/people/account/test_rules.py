"""Names, and when a link lives."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.people.account import rules

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "name"), [("  An  de\tWit ", "An de Wit"), ("J.-P. O’Brien", "J.-P. O’Brien"), ("n" * 120, "n" * 120)]
)
def test_a_name_stands_on_one_line(typed: str, name: str) -> None:
    assert rules.normal_name(typed) == name


@pytest.mark.parametrize("typed", ["", " \n ", "n" * 121, "An\u202etiW", "An\u200b", "An\0"])
def test_what_is_no_name(typed: str) -> None:
    with pytest.raises(RuleBroken):
        rules.normal_name(typed)


@given(st.text(max_size=200))
def test_a_name_that_passes_is_its_own_normal_form(typed: str) -> None:
    try:
        name = rules.normal_name(typed)
    except RuleBroken:
        return
    assert rules.normal_name(name) == name
    assert name.isprintable()


def test_a_link_lives_until_the_moment_it_expires_or_ends() -> None:
    rules.check_alive(NOW, expires_at=NOW + SECOND, ended_at=None)
    for expires_at, ended_at in ((NOW, None), (NOW - SECOND, None), (NOW + SECOND, NOW)):
        with pytest.raises(RuleBroken):
            rules.check_alive(NOW, expires_at=expires_at, ended_at=ended_at)


def test_three_letters_an_hour() -> None:
    rules.check_number_of_letters(2)
    with pytest.raises(RuleBroken):
        rules.check_number_of_letters(3)
