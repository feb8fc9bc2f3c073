"""The text of a proposal, and the differences between two."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.initiatives.proposal import Change, ProposalText, differences
from gemportal.kernel.errors import RuleBroken
from tests.factories.initiatives import TEXT

WORDS = st.text(alphabet="ab \n", max_size=40)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_differences(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == after


def test_differences_go_word_by_word() -> None:
    pieces = [(piece.change.value, piece.text) for piece in differences("een rode fiets", "een blauwe fiets")]
    assert pieces == [("kept", "een "), ("removed", "rode"), ("added", "blauwe"), ("kept", " fiets")]


def test_the_same_text_has_no_differences() -> None:
    assert [piece.change for piece in differences("een fiets", "een fiets")] == [Change.KEPT]
    assert differences("", "") == ()


def test_a_text_is_tidied() -> None:
    text = ProposalText(
        "  Een   titel ", summary=" kort\nen goed ", goal=" doel\r\n\r\nmeer ", means="  ", existing=None
    )
    assert text.checked() == ProposalText("Een titel", "kort en goed", "doel\n\nmeer")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 121},
        {"goal": "x" * 3001},
        {"cost": -1},
        {"cost": 2**40},
        {"hours": -1},
        {"seats": 1},
        {"seats": 21},
    ],
)
def test_a_wrong_text_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RuleBroken):
        replace(TEXT, **wrong).checked()  # type: ignore[arg-type]


def test_changed_fields_are_named_in_their_order() -> None:
    assert replace(TEXT, seats=3, title="Anders").changed_since(TEXT) == ("title", "seats")
    assert TEXT.changed_since(TEXT) == ()
