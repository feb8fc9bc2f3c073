"""Names of people, and of organisations: one line each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel import names as rules
from gemportal.kernel.errors import RuleBroken
from gemportal.organisations.rules import check_name


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


def test_an_organisation_is_called_on_one_line() -> None:
    assert check_name(" Stichting\r\nBcc: x@y.nl ") == "Stichting Bcc: x@y.nl"


@pytest.mark.parametrize("typed", ["Stichting \u202ekniL", "Stich\u200bting", "S" * 121])
def test_an_organisation_is_called_by_what_can_be_seen(typed: str) -> None:
    with pytest.raises(RuleBroken, match="geen naam"):
        check_name(typed)
