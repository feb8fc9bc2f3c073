"""One spelling for every entry."""

import json
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.register.canonical import canonical

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcé", max_size=3), inner, max_size=4),
    max_leaves=12,
)


class Colour(StrEnum):
    GREEN = "groen"


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert (
        canonical({"b": [1, True, None], "a": {"z": "é", "y": -3}})
        == '{"a":{"y":-3,"z":"é"},"b":[1,true,null]}'.encode()
    )


def test_two_ways_to_write_a_letter_become_one() -> None:
    assert canonical({"name": "Su\u0302dwest"}) == canonical({"name": "S\u00fbdwest"})


def test_an_enum_is_written_by_its_value() -> None:
    assert canonical({"colour": Colour.GREEN}) == b'{"colour":"groen"}'


@given(st.dictionaries(st.text("abcé", max_size=3), PLAIN, max_size=5))
def test_spelling_again_changes_nothing(value: dict[str, object]) -> None:
    once = canonical(value)
    assert canonical(json.loads(once)) == once


@pytest.mark.parametrize("value", [1.5, 1.0, float("nan"), b"bytes", {1, 2}, object()])
def test_what_is_no_plain_json_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"outer": [{"inner": value}]})


def test_keys_are_text() -> None:
    with pytest.raises(TypeError):
        canonical({"outer": {1: "one"}})
