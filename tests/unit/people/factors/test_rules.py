"""Codes, without a database."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.people.factors import rules

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PRESENT = int(NOON.timestamp()) // 30


@pytest.mark.parametrize("written", ["123456", "123 456", " 12 34 56 ", "123-456", "１２３４５６"])
def test_a_code_is_the_same_however_it_is_written(written: str) -> None:
    assert rules.normal_code(written) == "123456"


def test_letters_are_read_for_the_digits_they_look_like() -> None:
    assert rules.normal_code("OIL1-0abc") == "01110abc"


@given(st.integers(-5, 5), st.integers(0, 29))
def test_a_code_holds_one_step_before_and_after(steps: int, seconds: int) -> None:
    code = pyotp.TOTP(SECRET).at(NOON, counter_offset=steps)
    found = rules.step_of(SECRET, code, NOON + timedelta(seconds=seconds), None)
    assert found == (PRESENT + steps if abs(steps) <= 1 else None)


@given(st.integers(-2, 2), st.integers(-2, 2))
def test_a_step_that_was_accepted_never_comes_back(last: int, steps: int) -> None:
    code = pyotp.TOTP(SECRET).at(NOON, counter_offset=steps)
    found = rules.step_of(SECRET, code, NOON, PRESENT + last)
    assert found == (PRESENT + steps if abs(steps) <= 1 and steps > last else None)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_none(text: str) -> None:
    code = rules.normal_code(text)
    assert rules.normal_code(code) == code
    assert rules.is_of_app(code) or rules.step_of(SECRET, code, NOON, None) is None


def test_recovery_codes_are_ten_of_80_bits_that_differ() -> None:
    codes = rules.new_recovery_codes()
    assert len(set(codes)) == 10
    for code in codes:
        assert len(rules.normal_code(code)) == 16
        assert not rules.is_of_app(rules.normal_code(code))


def test_a_handle_is_steady_and_tells_nothing() -> None:
    assert rules.handle_of(7) == rules.handle_of(7) != rules.handle_of(8)
    assert len(rules.handle_of(7)) == 32


def test_what_is_typed_over_stands_in_fours() -> None:
    assert rules.in_groups("JBSWY3DPEH") == "JBSW Y3DP EH"


def test_an_app_is_told_whose_secret_it_is_and_of_whom() -> None:
    told = pyotp.parse_uri(rules.address_for_app(SECRET, "jan@zwolle.example"))
    assert isinstance(told, pyotp.TOTP)
    assert (told.secret, told.name, told.issuer) == (SECRET, "jan@zwolle.example", "gemportal")


@pytest.mark.parametrize(
    ("code", "of_app"),
    [("123456", True), ("12345", False), ("1234567", False), ("abcdef", False), ("１２３４５６", False), ("", False)],
)
def test_a_code_of_an_app_is_six_plain_digits(code: str, of_app: bool) -> None:
    assert rules.is_of_app(code) is of_app
