"""Consent and double majority: what one objection does, what a reason is, and passing twice."""

from typing import Any

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.consent import LONGEST_REASON
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.result import Result
from tests.unit.voting.making import FEW, ONE, count, rules_for

CONSENT = METHODS["consent"]


def consent(*positions: str, weight: int = 1) -> Result:
    """The result of these positions, the first with a weight."""
    answers = [{"position": position, "reason": "Daarom."} for position in positions]
    return count("consent", [Ballot(answer, weight if at == 0 else 1) for at, answer in enumerate(answers)])


@pytest.mark.parametrize(
    ("positions", "outcome"),
    [
        (("consent",), "adopted"),
        (("concern",), "adopted"),
        (("consent", "concern", "aside"), "adopted"),
        (("consent", "consent", "objection"), "rejected"),
        (("objection",), "rejected"),
        (("aside", "aside"), "rejected"),
        ((), "rejected"),
    ],
)
def test_adopted_when_nobody_objects_and_somebody_consents(positions: tuple[str, ...], outcome: str) -> None:
    result = consent(*positions)
    assert result.outcome == outcome
    assert result.winners == (("a",) if outcome == "adopted" else ())
    assert (result.ranking, result.ties) == ((), ())


def test_one_objection_outweighs_any_weight() -> None:
    result = consent("consent", "objection", weight=1000)
    assert result.outcome == "rejected"
    assert result.totals == {"consent": 1000, "concern": 0, "objection": 1, "aside": 0}
    assert result.detail == {"heads": {"consent": 1, "concern": 0, "objection": 1, "aside": 0}}


def test_without_the_quorum_there_is_no_consent() -> None:
    rules = rules_for("consent", quorum={"at_least": "1/2"})
    cast = [Ballot({"position": "consent"}), Ballot({"position": "aside"})]
    assert CONSENT.tally(ONE, cast, Roll(4, 4), rules, Lot(None)).outcome == "adopted"
    without = CONSENT.tally(ONE, cast, Roll(5, 5), rules, Lot(None))
    assert (without.outcome, without.winners) == ("no-quorum", ())


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ({"position": "consent"}, {"position": "consent"}),
        ({"position": "aside", "reason": " \n "}, {"position": "aside"}),
        ({"position": "consent", "reason": "Goed plan."}, {"position": "consent", "reason": "Goed plan."}),
        (
            {"position": "objection", "reason": " Te duur:\r\ncafe\u0301\t"},
            {"position": "objection", "reason": "Te duur:\ncaf\u00e9"},
        ),
        ({"position": "concern", "reason": "x" * LONGEST_REASON}, {"position": "concern", "reason": "x" * 2000}),
        ({"position": "concern", "reason": "e\u0301" * 2000}, {"position": "concern", "reason": "\u00e9" * 2000}),
    ],
)
def test_a_reason_is_kept_in_one_spelling(answer: dict[str, str], kept: dict[str, str]) -> None:
    assert CONSENT.validate(answer, ONE, rules_for("consent")) == kept
    assert CONSENT.validate(kept, ONE, rules_for("consent")) == kept


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("consent", "Kies of u instemt"),
        ({}, "Kies of u instemt"),
        ({"position": "yes"}, "Kies of u instemt"),
        ({"position": "consent", "remark": "x"}, "Kies of u instemt"),
        ({"position": "concern"}, "waarom"),
        ({"position": "objection", "reason": "  "}, "waarom"),
        ({"position": "objection", "reason": 1}, "geen tekst"),
        ({"position": "objection", "reason": "x" * 2001}, "ten hoogste 2.000 tekens"),
        ({"position": "objection", "reason": "a\x00b"}, "niemand kan lezen"),
        ({"position": "objection", "reason": "a\ud800b"}, "niemand kan lezen"),
    ],
)
def test_a_wrong_answer_is_refused_in_words(answer: object, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        CONSENT.validate(answer, ONE, rules_for("consent"))


@pytest.mark.parametrize("name", ["consent", "double-majority", "majority"])
def test_one_proposal_at_a_time(name: str) -> None:
    METHODS[name].check([], rules_for(name))
    with pytest.raises(RuleBroken, match="één voorstel"):
        METHODS[name].check(FEW[:2], rules_for(name))


def twice(*cast: tuple[str, int], **rules: Any) -> Result:
    """The result of a double majority among positions with weights."""
    return count(
        "double-majority",
        [Ballot(position, weight) for position, weight in cast],
        rules=rules_for("double-majority", **rules),
    )


@pytest.mark.parametrize(
    ("cast", "heads", "weight"),
    [
        ((("for", 1), ("for", 1), ("against", 1)), True, True),
        ((("for", 1), ("for", 1), ("against", 9)), True, False),
        ((("for", 9), ("against", 1), ("against", 1)), False, True),
        ((("for", 9), ("against", 1)), False, True),
        ((("for", 1), ("for", 1), ("against", 2)), True, False),
        ((("against", 1),), False, False),
        ((("abstain", 5),), False, False),
        ((), False, False),
    ],
)
def test_a_double_majority_passes_twice(cast: tuple[tuple[str, int], ...], heads: bool, weight: bool) -> None:
    result = twice(*cast)
    both: Any = result.detail
    assert (both["by_heads"]["passed"], both["by_weight"]["passed"]) == (heads, weight)
    assert result.outcome == ("adopted" if heads and weight else "rejected")
    assert result.winners == (("a",) if heads and weight else ())


def test_a_tie_in_either_count_is_a_rejection_and_is_named() -> None:
    half = {"threshold": {"at_least": "1/2"}}
    for cast in ((("for", 9), ("against", 1)), (("for", 1), ("for", 1), ("against", 2))):
        result = twice(*cast, **half)
        assert result.outcome == "rejected"
        assert result.as_json()["ties"] == [{"between": ["against", "for"], "broken_by": "rejection"}]
    assert twice(("for", 2), ("for", 1), ("against", 1)).ties == ()


def test_both_counts_are_published() -> None:
    result = twice(("for", 3), ("for", 1), ("against", 2), ("blank", 4), base="present", threshold={"at_least": "2/3"})
    assert result.totals == {"for": 4, "against": 2, "abstain": 0, "blank": 4}
    assert result.as_json()["detail"] == {
        "threshold": {"at_least": "2/3"},
        "base": {"present": 10},
        "needed": 7,
        "heads": {"for": 2, "against": 1, "abstain": 0, "blank": 1},
        "by_heads": {"base": 4, "needed": 3, "for": 2, "passed": False},
        "by_weight": {"base": 10, "needed": 7, "for": 4, "passed": False},
    }


def test_of_the_roll_means_of_all_organisations_and_of_their_whole_weight() -> None:
    rules = rules_for("double-majority", base="roll")
    cast = [Ballot("for", 6), Ballot("for", 1)]
    for roll, outcome in ((Roll(3, 12), "adopted"), (Roll(4, 12), "rejected"), (Roll(3, 14), "rejected")):
        assert METHODS["double-majority"].tally(ONE, cast, roll, rules, Lot(None)).outcome == outcome
