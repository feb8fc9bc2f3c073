"""Majority votes: thresholds to the single vote, ties, blanks and abstentions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option
from tests.unit.voting.making import LOT, ballots_for, count, rules_for

MAJORITY = METHODS["majority"]
WORDS = ("for", "against", "abstain", "blank")


def outcome(cast: tuple[int, int, int, int], *, roll: int = 0, **rules: Any) -> str | None:
    """The outcome of so many for, against, abstaining and blank."""
    ballots = [Ballot(word) for word, times in zip(WORDS, cast, strict=True) for _ in range(times)]
    on_roll = roll or len(ballots)
    result = MAJORITY.tally([], ballots, Roll(on_roll, on_roll), rules_for("majority", **rules), LOT)
    return result.outcome


@pytest.mark.parametrize(
    ("cast", "rules", "expected"),
    [
        ((3, 2, 9, 9), {}, "adopted"),
        ((3, 3, 0, 0), {}, "rejected"),
        ((0, 0, 5, 5), {}, "rejected"),
        ((1, 0, 0, 0), {}, "adopted"),
        ((2, 1, 0, 0), {"threshold": {"at_least": "2/3"}}, "adopted"),
        ((19, 10, 0, 0), {"threshold": {"at_least": "2/3"}}, "rejected"),
        ((2, 1, 0, 0), {"threshold": {"more_than": "2/3"}}, "rejected"),
        ((3, 3, 0, 0), {"threshold": {"at_least": "1/2"}}, "rejected"),
        ((3, 0, 3, 0), {"threshold": {"at_least": "1/2"}, "base": "present"}, "adopted"),
        ((3, 2, 0, 1), {"base": "present"}, "rejected"),
        ((4, 2, 0, 1), {"base": "present"}, "adopted"),
        ((5, 0, 0, 0), {"threshold": {"at_least": "1/1"}}, "adopted"),
        ((5, 1, 0, 0), {"threshold": {"at_least": "1/1"}}, "rejected"),
        ((1, 1, 0, 0), {"threshold": {"at_least": "1/2"}}, "rejected"),
        ((1, 0, 0, 0), {"threshold": {"at_least": "1/2"}}, "adopted"),
        ((0, 0, 1, 0), {"threshold": {"at_least": "1/2"}}, "rejected"),
    ],
)
def test_the_threshold(cast: tuple[int, int, int, int], rules: dict[str, Any], expected: str) -> None:
    assert outcome(cast, **rules) == expected


def test_an_absolute_majority_is_of_the_roll() -> None:
    assert outcome((5, 0, 0, 0), roll=10, base="roll") == "rejected"
    assert outcome((6, 0, 0, 0), roll=10, base="roll") == "adopted"


def test_two_thirds_of_a_huge_roll_is_exact_where_floats_are_not() -> None:
    third = 10**17 + 1
    rules = rules_for("majority", threshold={"at_least": "2/3"}, base="roll")
    for votes, expected in ((2 * third, "adopted"), (2 * third - 1, "rejected")):
        assert MAJORITY.tally([], [Ballot("for", votes)], Roll(1, 3 * third), rules, LOT).outcome == expected


def test_a_tie_is_named() -> None:
    result = count("majority", [Ballot("for", 2), Ballot("against"), Ballot("against")])
    assert result.as_json()["ties"] == [{"between": ["against", "for"], "broken_by": "rejection"}]
    assert result.detail["heads"] == {"for": 1, "against": 2, "abstain": 0, "blank": 0}


def test_nobody_for_and_nobody_against_is_no_tie() -> None:
    assert count("majority", [Ballot("abstain")]).ties == ()


def test_an_adopted_proposal_wins() -> None:
    assert count("majority", [Ballot("for")]).winners == ("a",)
    assert count("majority", [Ballot("against")]).winners == ()


@given(ballots=ballots_for("majority"), at=st.integers(0, 7), base=st.sampled_from(["cast", "present", "roll"]))
def test_turning_a_vote_in_favour_never_hurts(ballots: list[Ballot[str]], at: int, base: str) -> None:
    rules = rules_for("majority", base=base, threshold={"at_least": "2/3"})
    if at < len(ballots) and count("majority", ballots, rules=rules).outcome == "adopted":
        ballots[at] = Ballot("for", ballots[at].weight)
        assert count("majority", ballots, rules=rules).outcome == "adopted"


@pytest.mark.parametrize(
    "rules",
    [
        {"threshold": {"more_than": "1/1"}},
        {"threshold": {"at_least": "1/3"}},
        {"threshold": {"at_least": "3/2"}},
        {"threshold": {"at_least": "2/3", "more_than": "1/2"}},
        {"threshold": {}},
        {"threshold": {"at_least": 0.6}},
        {"threshold": {"at_least": "2/0"}},
        {"threshold": "1/2"},
        {"base": "everybody"},
    ],
)
def test_a_threshold_that_is_no_majority_is_refused(rules: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken):
        rules_for("majority", **rules)


def test_one_proposal_at_a_time() -> None:
    rules = rules_for("majority")
    MAJORITY.check([], rules)
    with pytest.raises(RuleBroken, match="één voorstel"):
        MAJORITY.check([Option("a", "A"), Option("b", "B")], rules)


@pytest.mark.parametrize("how", ["more_than", "at_least"])
@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("cast", "van de stemmen voor en tegen samen."),
        ("present", "van alle uitgebrachte stemmen, ook blanco."),
        ("roll", "van de stemmen van alle stemgerechtigden."),
    ],
)
def test_the_rule_in_words(how: str, base: str, words: str) -> None:
    first = str(MAJORITY.sentences(rules_for("majority", threshold={how: "3/5"}, base=base))[0])
    assert first.endswith(f"3/5 deel {words}")
    assert ("meer dan" in first) == (how == "more_than")
