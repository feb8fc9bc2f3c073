"""Bars: all of a picture on one scale, with the line where it was decided."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.voting import outcome
from tests.unit.voting.outcome.counting import NO_QUORUM, counted

POSITION = st.sampled_from(["for", "against", "abstain", "blank"])


def drawn(name: str, answers: list[Any], **more: Any) -> list[Any]:
    return outcome.pictures(*counted(name, answers, **more))


@given(st.lists(POSITION, max_size=9), st.sampled_from(["cast", "present", "roll"]), st.sampled_from(["1/2", "2/3"]))
def test_for_reaches_the_line_exactly_when_it_is_adopted(answers: list[str], base: str, share: str) -> None:
    sealed, result = counted("majority", answers, 9, base=base, threshold={"more_than": share}, quorum=NO_QUORUM)
    picture = outcome.pictures(sealed, result)[0]
    assert picture.line is not None
    assert sum(bar.share for bar in picture.bars) <= 1
    if answers:
        assert (picture.bars[0].share >= picture.line.share) == (result["outcome"] == "adopted")


@given(st.lists(POSITION, min_size=1, max_size=6), st.lists(st.integers(1, 9), min_size=6, max_size=6))
def test_both_lines_are_reached_exactly_when_it_is_adopted_twice(answers: list[str], weights: list[int]) -> None:
    sealed, result = counted("double-majority", answers, weights=tuple(weights), quorum=NO_QUORUM)
    heads, weight, _turnout = outcome.pictures(sealed, result)
    reached = [picture.bars[0].share >= picture.line.share for picture in (heads, weight) if picture.line]
    assert reached == [result["detail"]["by_heads"]["passed"], result["detail"]["by_weight"]["passed"]]


def test_shares_stand_on_one_scale() -> None:
    """Not "yes 100 %" beside "abstain 100 %"."""
    quarter = Fraction(1, 4)
    picture = drawn("majority", ["for", "abstain", "abstain", "blank"])[0]
    assert [bar.share for bar in picture.bars] == [quarter, 0, 2 * quarter, quarter]


def test_heavy_votes_say_of_how_many_organisations_they_are() -> None:
    picture = drawn("majority", ["for", "for", "against"], weights=(1000, 2, 1))[0]
    assert str(picture.bars[0].figure) == "1.002 stemmen van 2 organisaties"
    assert str(picture.bars[1].figure) == "1 stem"


def test_consent_has_no_line_and_says_why() -> None:
    picture = drawn("consent", [{"position": "consent"}, {"position": "aside"}, {"position": "consent"}])[0]
    assert picture.line is None
    assert [str(bar.figure) for bar in picture.bars] == ["2 stemmen", "0 stemmen", "0 stemmen", "1 stem"]
    assert "één zwaarwegend bezwaar" in str(picture.note)


def test_bars_of_an_order_follow_it() -> None:
    bars = drawn("score", [{"a": 5, "c": 0}, {"b": 3}, {"b": 1}], winners=0)[0].bars
    assert [str(bar.label) for bar in bars] == ["1. Appels", "2. Bonen", "3. Citroenen"]
    assert [bar.share for bar in bars] == [Fraction(5, 15), Fraction(4, 15), 0]
    assert str(bars[1].figure) == "4 punten, uit 2 cijfers"


def test_means_are_drawn_where_a_missing_score_counts_for_nothing() -> None:
    bars = drawn("score", [{"a": 4, "b": 5}, {"a": 5}, {"a": 5}], missing="ignore")[0].bars
    assert [(str(bar.label), bar.share) for bar in bars[:2]] == [("1. Bonen", 1), ("2. Appels", Fraction(14, 15))]
    assert str(bars[1].figure) == "gemiddeld 4,67, van 3 stemmen"


def test_points_are_drawn_of_all_points_that_could_be_given() -> None:
    bars = drawn("points", [{"a": 10}, {"a": 5, "b": 5}, {"c": 1}])[0].bars
    assert [bar.share for bar in bars] == [Fraction(15, 30), Fraction(5, 30), Fraction(1, 30)]


def test_the_line_stands_where_the_last_winner_came() -> None:
    picture = drawn("approval", [["a", "b"], ["a", "b"], ["a", "c"]], winners=2)[0]
    assert picture.line is not None
    assert (picture.line.share, str(picture.line.label)) == (Fraction(2, 3), "de laatste die is gekozen: 2 stemmen")
    assert [bar.won for bar in picture.bars] == [True, True, False]
    assert drawn("approval", [["a"], ["b"], ["a"]], winners=0)[0].line is None


def test_bars_without_a_quorum_have_no_order() -> None:
    picture = drawn("approval", [["b"]], winners=0)[0]
    assert [bar.label for bar in picture.bars] == ["Appels", "Bonen", "Citroenen"]


def test_a_run_off_draws_its_last_round() -> None:
    picture = drawn("irv", [[["a"]], [["b"]], [["b"]], [["c"], ["a"]], [["a"]], []])[0]
    assert [(bar.label, bar.share, bar.won) for bar in picture.bars] == [
        ("Appels", Fraction(3, 5), True),
        ("Bonen", Fraction(2, 5), False),
    ]
    assert (picture.line.share, str(picture.line.label)) == (Fraction(3, 5), "nodig: 3 stemmen")


def test_elected_persons_reach_the_quota() -> None:
    answers = [[["a"], ["b"]]] * 4 + [[["b"]], [["c"]]]
    picture = drawn("stv", answers, seats=2)[0]
    assert str(picture.line.label) == "kiesdeler: 3 stemmen"
    assert [(bar.label, str(bar.figure), bar.won) for bar in picture.bars] == [
        ("Appels", "4 stemmen", True),
        ("Bonen", "2 stemmen", True),
        ("Citroenen", "1 stem", False),
    ]


def test_a_budget_shows_support_cost_and_the_order_of_buying() -> None:
    bars = drawn("equal-shares", [["b"], ["b", "a"], ["b", "a"]], budget=45)[0].bars
    assert [(str(bar.label), str(bar.note), bar.won) for bar in bars] == [
        ("1. Bonen", "kost € 20", True),
        ("Appels", "kost € 30, niet gekozen", False),
        ("Citroenen", "kost € 20, niet gekozen", False),
    ]
    assert [bar.share for bar in bars] == [1, Fraction(2, 3), 0]


@pytest.mark.parametrize(
    ("by", "weights", "label", "bars"),
    [
        ("heads", (), "nodig: 3 stemgerechtigden", ["2 van de 6"]),
        ("weight", (5,), "nodig: samen 5 stemmen", ["2 van de 6", "6 van de 10"]),
        ("both", (5,), "nodig: 3 stemgerechtigden, met samen 5 stemmen", ["2 van de 6", "6 van de 10"]),
    ],
)
def test_the_turnout_is_drawn_with_what_the_quorum_asks(
    by: str, weights: tuple[int, ...], label: str, bars: list[str]
) -> None:
    quorum = {"at_least": "1/2", "by": by}
    picture = drawn("majority", ["for", "for"], weights=weights, quorum=quorum)[-1]
    assert [str(bar.figure) for bar in picture.bars] == bars
    assert (picture.line.share, str(picture.line.label)) == (Fraction(1, 2), label)


def test_without_a_quorum_nothing_was_needed() -> None:
    picture = drawn("majority", ["for"], quorum=NO_QUORUM)[-1]
    assert picture.line is None
    assert "geen quorum nodig" in str(picture.note)
