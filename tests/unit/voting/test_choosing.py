"""Approval, score, points and ranked votes: totals, orders, ties and refusals, by hand and by Hypothesis."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.lot import Lot, NoLot, complete_order, lot_commitment, lot_seed
from gemportal.voting.methods.method import Ballot, Roll
from tests.unit.voting.making import FEW, LOT, ballots_for, count, rules_for


def order(name: str, *cast: Any, **rules: Any) -> list[str]:
    """The order that these answers give."""
    result = count(name, [Ballot(answer) for answer in cast], rules=rules_for(name, **rules))
    return [option for place in result.ranking for option in place]


def test_approval_orders_by_support() -> None:
    result = count("approval", [Ballot(["a", "b"]), Ballot(["b"], 3), Ballot([]), Ballot(["d"], 2)])
    assert result.totals == {"a": 1, "b": 4, "c": 0, "d": 2}
    assert result.ranking == (("b",), ("d",), ("a",), ("c",))
    assert result.winners == ("b",)
    assert result.detail["blank"] == {"heads": 1, "weight": 1}
    assert result.ties == ()


def test_zero_votes_never_win() -> None:
    result = count("approval", [Ballot(["a"])], rules=rules_for("approval", winners=3))
    assert result.winners == ("a",)


def test_the_order_alone_can_be_what_was_asked() -> None:
    result = count("approval", [Ballot(["a"])], rules=rules_for("approval", winners=0))
    assert result.winners == ()
    assert len(result.ranking) == len(FEW)
    assert "volgorde" in str(METHODS["approval"].sentences(rules_for("approval", winners=0))[1])


@pytest.mark.parametrize(
    ("name", "answer", "sentence"),
    [
        ("approval", ["a", "b", "c"], "ten hoogste 2"),
        ("approval", ["a", "a"], "meer dan één keer"),
        ("approval", ["x"], "geen keuze"),
        ("approval", "a", "kies uit de lijst"),
        ("score", {"a": 6}, "van 0 tot en met 5"),
        ("score", {"a": True}, "heel getal"),
        ("score", {"a": -1}, "heel getal"),
        ("score", {"x": 1}, "geen keuze"),
        ("points", {"a": 6, "b": 5}, "11 punten"),
        ("points", ["a"], "per keuze"),
        ("ranked", [["a"], ["a"]], "meer dan één keer"),
        ("ranked", [["a"], []], "op volgorde"),
        ("ranked", ["a"], "op volgorde"),
    ],
)
def test_a_wrong_answer_is_refused_in_words(name: str, answer: object, sentence: str) -> None:
    rules = rules_for(name, max=2) if name == "approval" else rules_for(name)
    with pytest.raises(RuleBroken, match=sentence):
        METHODS[name].validate(answer, FEW, rules)


def test_a_missing_score_is_zero_or_ignored_as_the_rule_says() -> None:
    cast = ({"a": 5}, {"a": 1, "b": 4}, {"b": 3}, {"c": 5})
    assert order("score", *cast) == ["b", "a", "c", "d"]
    assert order("score", *cast, missing="ignore") == ["c", "b", "a", "d"]


def test_what_nobody_scored_comes_after_a_mean_of_zero() -> None:
    assert order("score", {"b": 0, "d": 0}, missing="ignore")[2:] == order("score", {"a": 1, "c": 1})[:2]


def test_a_mean_is_a_fraction() -> None:
    result = count("score", [Ballot({"a": 5}, 2), Ballot({"a": 0})], rules=rules_for("score", missing="ignore"))
    assert result.as_json()["detail"] == {
        "heads": {"a": 1, "b": 0, "c": 0, "d": 0},
        "blank": {"heads": 0, "weight": 0},
        "scored": {"a": 3, "b": 0, "c": 0, "d": 0},
        "mean": {"a": "10/3", "b": None, "c": None, "d": None},
    }


def test_points_add_up_and_zeros_are_left_out() -> None:
    assert METHODS["points"].validate({"b": 0, "a": 10}, FEW, rules_for("points")) == {"a": 10}
    assert order("points", {"a": 3, "d": 7}, {"a": 5}, {"c": 2}) == ["a", "d", "c", "b"]


def test_ranked_follows_the_duels_and_not_the_first_places() -> None:
    cast = [Ballot([["a"], ["b"]], 4), Ballot([["c"], ["b"]], 3), Ballot([["b"], ["c"]], 2)]
    result = count("ranked", cast)
    assert result.totals == {"a": 4, "b": 2, "c": 3, "d": 0}
    assert result.winners == ("b",)


def test_ranked_a_cycle_as_in_the_paper() -> None:
    """Example 1 of Schulze's paper: five options, forty-five voters, order e > a > c > b > d."""
    cast = "acbed*5 adecb*5 bedac*8 cabed*3 caebd*7 cbade*2 dceba*7 ebadc*8"
    ballots = [Ballot([[o] for o in line[:5]], int(line[6:])) for line in cast.split()]
    five = [type(FEW[0])(o, o) for o in "abcde"]
    result = count("ranked", ballots, options=five)
    assert result.ranking == (("e",), ("a",), ("c",), ("b",), ("d",))
    assert result.detail["preferred"]["a"] == {"b": 20, "c": 26, "d": 30, "e": 22}  # type: ignore[index]


@given(ballots=ballots_for("ranked"))
def test_ranked_a_condorcet_winner_wins(ballots: list[Ballot[Any]]) -> None:
    result = count("ranked", ballots)
    pairs: Any = result.detail["preferred"]
    for a in pairs:
        if all(pairs[a][b] > pairs[b][a] for b in pairs[a]):
            assert result.ranking[0] == (a,)


@given(ballots=ballots_for("score"), at=st.integers(0, 7), missing=st.sampled_from(["zero", "ignore"]))
def test_a_higher_score_never_hurts(ballots: list[Ballot[Any]], at: int, missing: str) -> None:
    rules = rules_for("score", missing=missing)
    before = count("score", ballots, rules=rules)
    if before.winners and at < len(ballots) and before.winners[0] in ballots[at].answer:
        (winner,) = before.winners
        ballots[at] = Ballot(ballots[at].answer | {winner: 5}, ballots[at].weight)
        assert count("score", ballots, rules=rules).winners == (winner,)


def test_a_tie_goes_to_more_organisations() -> None:
    result = count("approval", [Ballot(["a"], 2), Ballot(["b"]), Ballot(["b"])], options=FEW[:2])
    assert result.ranking == (("b",), ("a",))
    assert result.as_json()["ties"] == [{"between": ["a", "b"], "broken_by": "heads"}]


def test_then_to_the_public_lot_as_anyone_can_draw_it() -> None:
    result = count("approval", [Ballot(["c", "a", "b"])], options=FEW[:3])
    by_hand = sorted("abc", key=lambda option: sha256(b"a seed for the tests" + option.encode()).hexdigest())
    assert result.ranking == tuple((option,) for option in by_hand)
    assert result.as_json()["ties"] == [{"between": ["a", "b", "c"], "broken_by": "lot"}]


def test_each_tie_within_a_tie_is_named() -> None:
    order_, ties = complete_order([["a", "b", "c"]], {"a": 1, "b": 2, "c": 1}, LOT)
    assert order_[0] == "b"
    assert [(tie.between, tie.broken_by) for tie in ties] == [(("a", "b", "c"), "heads"), (("a", "c"), "lot")]


def test_no_lot_is_drawn_before_its_secret_is_there() -> None:
    approval, rules = METHODS["approval"], rules_for("approval")
    with pytest.raises(NoLot):
        approval.tally(FEW, [Ballot(["a"])], Roll(1, 1), rules, Lot(None))
    assert approval.tally(FEW[:2], [Ballot(["a"])], Roll(1, 1), rules, Lot(None)).winners == ("a",)


def test_the_seed_hangs_on_the_definition_the_secret_and_every_ballot() -> None:
    seeds = {
        lot_seed(definition, secret, counted)
        for definition in ("00" * 32, "ff" * 32)
        for secret in (b"one", b"two")
        for counted in ({"GM0193": ["a"]}, {"GM0193": ["b"]}, {"GM0193": ["a"], "GM0363": []})
    }
    assert len(seeds) == 12
    ballots = b'[["GM0193",["a"]],["GM0363",[]]]'
    by_hand = sha256(bytes(32) + b"one" + sha256(ballots).digest()).digest()
    assert lot_seed("00" * 32, b"one", {"GM0363": [], "GM0193": ["a"]}) == by_hand


def test_the_commitment_is_what_anyone_can_compute_once_the_secret_is_there() -> None:
    assert lot_commitment(b"one") == sha256(b"one").hexdigest()
