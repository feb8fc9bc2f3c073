"""Counting by equal shares, in CPU, against pabutools: `python benchmarks/equal_shares.py ORACLE [ROUNDS] [LIMIT]`.

ORACLE is a Python in which pabutools is installed, in an environment of its own (`python -m venv …; pip install pabutools`):
the oracle is never a dependency of the project. Without ORACLE only our own count is measured. Both count the same
instances in the same run, one after the other, and what they buy is compared; quote the ratios, not the seconds. An oracle
that needs more than LIMIT seconds (300) is stopped, and its ratio is a lower bound.

One run on two busy cores, against pabutools: Amsterdam 49 and 4 times quicker (the latter in half a thousandth of a second),
Assen 279, Świecie 284, and 70 to 177 times where 342 voters approve of 60 options at random; all bought the same. Of 42 random
instances of 342 × 60 the median took 0.13 s, the slowest 0.28 s, and ten more than 0.2 s: those in which each approves of a tenth
to a third. Where some options are liked by many, of 24 the median took 0.18 s, the slowest 0.30 s, and ten more than 0.2 s.

The tool of equalshares.net is not measured: it is published neither on PyPI nor on npm (`equalshares`, `equal-shares` and
`method-of-equal-shares` were asked for in November 2026), and an imitation would measure the imitation.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from math import exp, log
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gemportal.voting.formats import pabulib
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.result import Result

REAL = ROOT.parent / "shared" / "data" / "votes"
ORACLE = ROOT / "tools" / "oracles" / "equal_shares.py"
TARGET = 0.2  # Seconds of CPU for 342 × 60.
COUNTED_BY_US_ALONE = 20_000  # Voters; beyond these the oracle is not even tried.

Case = tuple[list[Option], list[Ballot[list[str]]], int]


def real() -> Iterator[tuple[str, Case]]:
    """The real files, where they are."""
    for file in sorted(REAL.glob("*.pb")):
        vote = pabulib.read(file.read_text(encoding="utf-8"), "equal-shares")
        yield file.stem, (list(vote.options), list(vote.ballots), vote.rules.budget)


def members(likely: float, seed: int = 1) -> Case:
    """342 voters and 60 options, each approved with the same likelihood, with a third of what all would cost."""
    draw = random.Random(seed)  # noqa: S311 - the same for everybody
    names = [f"o{at:02}" for at in range(60)]
    options = [Option(name, name, draw.randint(1_000, 100_000)) for name in names]
    ballots = [Ballot([name for name in names if draw.random() < likely]) for _ in range(342)]
    return options, ballots, sum(option.cost or 0 for option in options) // 3


def favourites(approvals: int, seed: int = 1) -> Case:
    """342 voters and 60 options, some of them liked by many and most by few, and with costs of which half are small."""
    draw = random.Random(seed)  # noqa: S311 - the same for everybody
    names = [f"o{at:02}" for at in range(60)]
    popular = [1 / (at + 1) ** 0.7 for at in range(60)]
    draw.shuffle(popular)
    options = [Option(name, name, int(exp(draw.uniform(log(5_000), log(200_000))))) for name in names]
    ballots = [Ballot(sorted(set(draw.choices(names, popular, k=draw.randint(1, 2 * approvals))))) for _ in range(342)]
    return options, ballots, sum(option.cost or 0 for option in options) // 3


def city(voters: int = 90_000, seed: int = 1) -> Case:
    """As large as Łódź: 160 options of ten thousand to two million, a few of them popular, some ten approvals for each voter."""
    draw = random.Random(seed)  # noqa: S311 - the same for everybody
    names = [f"o{at:03}" for at in range(160)]
    popular = [1 / (at + 1) ** 0.8 for at in range(160)]
    draw.shuffle(popular)
    options = [Option(name, name, int(exp(draw.uniform(log(10_000), log(2_000_000))))) for name in names]
    ballots = [
        Ballot(sorted(set(draw.choices(names, popular, k=max(1, round(draw.gauss(12, 3))))))) for _ in range(voters)
    ]
    return options, ballots, 45_000_000


def ours(case: Case) -> tuple[Result, float]:
    """The result, and seconds of CPU."""
    options, ballots, budget = case
    method, roll = METHODS["equal-shares"], Roll(len(ballots), len(ballots))
    rules = method.rules_from({"quorum": {"at_least": "0/1"}, "budget": budget})
    began = time.process_time()
    result = method.tally(options, ballots, roll, rules, Lot(b"benchmark"))
    return result, time.process_time() - began


def theirs(python: str, case: Case, limit: int) -> tuple[list[str] | None, float]:
    """What pabutools buys, and seconds of CPU; None when it was stopped."""
    options, ballots, budget = case
    asked = {
        "costs": {option.id: option.cost for option in options},
        "ballots": [[ballot.weight, ballot.answer] for ballot in ballots],
        "budget": budget,
    }
    try:
        ran = subprocess.run(  # noqa: S603 - a Python that the caller names
            [python, str(ORACLE), "count"],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return None, limit
    found: dict[str, Any] = json.loads(ran.stdout)
    return found["bought"], found["cpu"]


def spread(seeds: int = 6) -> None:
    """How long 342 voters with 60 options take, with more and with fewer approvals: each instance its best of three."""
    for name, make, chances in (
        ("at random", members, (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)),
        ("with favourites", favourites, (5, 10, 15, 20)),
    ):
        cases = [make(chance, seed) for chance in chances for seed in range(1, seeds + 1)]
        spent = [min(ours(case)[1] for _ in range(3)) for case in cases]
        over = f"{sum(each > TARGET for each in spent)} of {len(spent)} over {TARGET}"
        print(f"342 × 60 {name}: median {median(spent):.3f} s, most {max(spent):.3f}; {over}")


def main(python: str | None = None, rounds: str = "3", limit: str = "300") -> None:
    cases = [*real(), *((f"342 × 60, p = {p}", members(p)) for p in (0.1, 0.3, 0.5, 0.7)), ("city", city())]
    print(f"{'instance':28} {'ours, s':>9} {'theirs, s':>10} {'ratio':>7}  the same?")
    for name, case in cases:
        own, other, same = list[float](), list[float](), "not compared"
        for _ in range(1 if name == "city" else int(rounds)):
            result, spent = ours(case)
            own.append(spent)
            if python and len(case[1]) <= COUNTED_BY_US_ALONE and same != "stopped":
                bought, spent = theirs(python, case, int(limit))
                other.append(spent)
                same = "stopped" if bought is None else "yes" if set(bought) == set(result.winners) else "NO"
        usual, their = median(own), median(other) if other else None
        print(
            f"{name:28} {usual:9.3f} " + (f"{their:10.2f} {their / usual:6.0f}×  {same}" if their else ""), flush=True
        )
    spread()


if __name__ == "__main__":
    main(*sys.argv[1:])
