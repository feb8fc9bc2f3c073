"""Equal shares against what pabutools bought, kept beside the tests; `tools/oracles/equal_shares.py` made it and says how."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gemportal.voting.methods.method import Ballot
from gemportal.voting.methods.option import Option
from tests.unit.voting.making import count, rules_for

CASES = json.loads((Path(__file__).parents[2] / "data/voting/oracles/equal-shares.json").read_text(encoding="utf-8"))


def test_there_are_enough_instances_of_every_kind() -> None:
    kinds = Counter(case["kind"] for case in CASES)
    assert len(CASES) >= 60
    assert set(kinds) >= {"sparse", "dense", "alike", "weights", "blanks", "rich", "no voters", "empty ballots"}
    assert any(len(case["ballots"]) == 1 for case in CASES)


@pytest.mark.parametrize("case", CASES)
def test_the_same_is_bought_in_the_same_order(case: dict[str, Any]) -> None:
    options = [Option(name, name, cost) for name, cost in case["costs"].items()]
    ballots = [Ballot(answer, weight) for weight, answer in case["ballots"]]
    result = count("equal-shares", ballots, rules=rules_for("equal-shares", budget=case["budget"]), options=options)
    assert list(result.winners) == case["completed"]
    assert result.as_json()["detail"]["plain"]["winners"] == case["plain"]  # type: ignore[call-overload,index]


def test_ties_are_among_the_instances() -> None:
    broken = set()
    for case in CASES:
        options = [Option(name, name, cost) for name, cost in case["costs"].items()]
        ballots = [Ballot(answer, weight) for weight, answer in case["ballots"]]
        result = count("equal-shares", ballots, rules=rules_for("equal-shares", budget=case["budget"]), options=options)
        broken |= {tie.broken_by for tie in result.ties}
    assert "cost" in broken
