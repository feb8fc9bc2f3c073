"""Votes of our own making against what independent tools say comes out of them (`tools/oracles/methods.py` made the files)."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gemportal.voting.methods import METHODS
from gemportal.voting.methods.method import Ballot
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.result import Result
from tests.unit.voting.making import count, rules_for

DATA = Path(__file__).parents[2] / "data" / "voting" / "oracles"

Instance = dict[str, Any]


def instances(name: str) -> list[Instance]:
    """The votes that were made for a method."""
    found: list[Instance] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["instances"]
    return found


def counted(name: str, instance: Instance, **rules: Any) -> Result:
    """What we make of it. Each weight is one organisation's."""
    method, options = METHODS[name], [Option(option, option) for option in instance["options"]]
    read = rules_for(name, **instance.get("rules", {}), **rules)
    ballots = [Ballot(method.validate(answer, options, read), weight) for weight, answer in instance["ballots"]]
    return count(name, ballots, rules=read, options=options)


def schulze(instance: Instance) -> None:
    """Who is above whom is as the tool says, for every pair, and the order keeps to it."""
    result = counted("ranked", instance)
    paths: Any = result.detail["paths"]
    above = sorted(a + b for a in paths for b in paths[a] if paths[a][b] > paths[b][a])
    assert above == instance["defeats"]
    order = [option for place in result.ranking for option in place]
    assert all(order.index(a) < order.index(b) for a, b in above)
    assert set(result.winners) <= set(instance["pref_voting"])
    assert instance["schulze-condorcet"] == instance["pref_voting"]


def runoff(instance: Instance) -> None:
    """The winner is one that can win; where the tools know only one, it is that one."""
    result = counted("irv", instance)
    assert set(result.winners) <= set(instance["pref_voting"])
    assert list(result.winners) == instance.get("pyrankvote", list(result.winners))
    if not result.ties:
        assert len(instance["pref_voting"]) == 1


def scottish(instance: Instance) -> None:
    """The elected are some that can be elected. The statute also seats people whom nobody named, by lot; we do not."""
    result = counted("stv", instance)
    named = {option for _, answer in instance["ballots"] for (option,) in answer}
    possible = [sorted(named.intersection(elected)) for elected in instance["pref_voting"]]
    assert sorted(result.winners) in possible
    if len(named) <= instance["rules"]["seats"]:
        assert set(result.winners) == named
    elif not result.ties:
        assert all(elected == possible[0] for elected in possible)
        assert sorted(result.winners) == instance.get("votekit", possible[0])


def borda(instance: Instance) -> None:
    """Our points are the symmetric scores, moved up by the same amount for every option."""
    result = counted("borda", instance)
    named = sum(weight for weight, answer in instance["ballots"] if answer)
    lift = named * (len(instance["options"]) - 1)
    assert {option: points - lift for option, points in result.totals.items()} == instance["pref_voting"]


def approval(instance: Instance) -> None:
    """The winners are one of the best committees, without those whom nobody supports."""
    result = counted("approval", instance)
    supported = {option for _, answer in instance["ballots"] for option in answer}
    assert sorted(result.winners) in [sorted(supported.intersection(c)) for c in instance["abcvoting"]]


def score(instance: Instance) -> None:
    """Sums, and the best by sum and by mean. Options that nobody scored the tool leaves out."""
    known = instance["pref_voting"]
    for missing in ("zero", "ignore"):
        result = counted("score", instance, missing=missing)
        assert {option: result.totals[option] for option in known["sums"]} == known["sums"]
        first = result.ranking[0][0]
        if any(known["sums"].values()):
            assert first in known[missing]
    means: Any = result.detail["mean"]
    assert {o for o in known["sums"] if means[o] == max(m for m in means.values() if m is not None)} == set(
        known["ignore"]
    )
    assert all(mean is None or isinstance(mean, Fraction) for mean in means.values())


def points(instance: Instance) -> None:
    """The totals, and who has the most."""
    result = counted("points", instance)
    assert result.totals == instance["votekit"]
    assert result.totals[result.winners[0]] == max(instance["votekit"].values())


AGREES: dict[str, Callable[[Instance], None]] = {
    "ranked": schulze,
    "irv": runoff,
    "stv": scottish,
    "borda": borda,
    "approval": approval,
    "score": score,
    "points": points,
}


@pytest.mark.parametrize("name", AGREES)
def test_an_independent_tool_agrees(name: str) -> None:
    for at, instance in enumerate(instances(name)):
        try:
            AGREES[name](instance)
        except AssertionError as wrong:
            pytest.fail(f"{name}.json, instance {at}: {json.dumps(instance)}\n{wrong}")


def test_there_are_enough_of_each() -> None:
    """Ties, weights, blanks, short ballots and single voters are all among them."""
    every = [instance for name in AGREES for instance in instances(name)]
    assert len(every) >= 240
    for name in AGREES:
        made = instances(name)
        assert any(len(instance["ballots"]) == 1 for instance in made)
        assert any(not answer for instance in made for _, answer in instance["ballots"])
        assert any(weight > 1 for instance in made for weight, _ in instance["ballots"])
        assert sum(bool(counted(name, instance).ties) for instance in made) >= 5
    assert any(not instance["ballots"] for instance in every)
