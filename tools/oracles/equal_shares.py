"""What pabutools makes of budgets divided by equal shares: the oracle of the tests and the benchmark.

    python tools/oracles/equal_shares.py make     writes tests/data/voting/oracles/equal-shares.json (the same each time)
    python tools/oracles/equal_shares.py count    counts the instance on standard input; prints what it buys and its CPU

Run it with a Python in which pabutools is installed (`python -m venv …; pip install pabutools`); the project itself never
needs it. It counts with pabutools' own fractions (gmpy2).

pabutools differs from our rule in three ways, and is told otherwise: it begins with B/n, not its floor; it stops at an
exhaustive outcome, we only when the next euro would overspend; and it breaks ties by name. Here ties go to the lower cost,
then to more votes; no two options of an instance have both in common, so that no tie is left for a lot. It does not know
weights (a ballot of weight w stands there w times), nor options that exclude one another or cost nothing (there are none).
"""

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.rules.budgetallocation import BudgetAllocation
from pabutools.rules.mes.mes_rule import method_of_equal_shares_scheme
from pabutools.tiebreaking import TieBreakingRule

FILE = Path(__file__).resolve().parents[2] / "tests" / "data" / "voting" / "oracles" / "equal-shares.json"
KINDS = ("sparse", "dense", "alike", "weights", "blanks", "rich")

Case = dict[str, Any]


class Unending(Instance):
    """An instance in which no outcome counts as exhaustive."""

    def is_exhaustive(self, *_: object, **__: object) -> bool:
        return False


TIES = TieBreakingRule(lambda _, profile, project: (project.cost, -profile.approval_score(project)))


def shares(case: Case, *, plain: bool) -> list[str]:
    """What is bought, in order: by plain equal shares, or completed one euro at a time."""
    costs, budget = case["costs"], case["budget"]
    projects = {name: Project(name, cost) for name, cost in costs.items()}
    instance = Unending(projects.values(), budget_limit=budget)
    cast = [
        ApprovalBallot(projects[name] for name in answer) for weight, answer in case["ballots"] for _ in range(weight)
    ]
    if not cast:
        return []
    profile = ApprovalProfile(cast, instance=instance)
    wanted = sum(costs[name] for name in costs if any(name in answer for _, answer in case["ballots"]))
    endowment, step = budget // len(cast), None if plain else 1
    if not plain and wanted <= budget:  # It would go on for ever: everybody can pay for everything.
        endowment, step = max(endowment, wanted), None
    bought = method_of_equal_shares_scheme(
        instance, profile, profile.as_sat_profile(sat_class=Cost_Sat), endowment, BudgetAllocation(), TIES,
        voter_budget_increment=step, binary_sat=True,
    )  # fmt: skip
    return [project.name for project in bought]


def instance(seed: int, kind: str) -> Case:
    """An instance of our own making."""
    draw = random.Random(seed)
    number, voters = draw.randint(2, 12), draw.choice((1, 2, 3, 5, 8, 13, 30))
    names = [f"o{at:02}" for at in range(number)]
    some = [10, 20, 30, 40] if kind == "alike" else range(1, 2000 if kind == "rich" else 120)
    costs = {name: draw.choice(some) for name in names}
    likely = {"dense": 0.7, "sparse": 0.2}.get(kind, 0.4)
    ballots = []
    for _ in range(voters):
        blank = kind == "blanks" and draw.random() < 0.5
        answer = [name for name in names if not blank and draw.random() < likely]
        ballots.append([draw.choice((1, 2, 3, 7)) if kind == "weights" else 1, answer])
    if kind == "alike":
        ballots += ballots[: voters // 2]
    return {
        "kind": kind,
        "costs": costs,
        "ballots": ballots,
        "budget": max(1, sum(costs.values()) // draw.choice((2, 3, 4))),
    }


def told_apart(case: Case) -> bool:
    """Whether no two options have both their cost and their votes in common."""
    votes = {name: sum(weight for weight, answer in case["ballots"] if name in answer) for name in case["costs"]}
    return len({(case["costs"][name], votes[name]) for name in votes}) == len(votes)


def make() -> None:
    """Save the instances with the answers."""
    nobody = {"kind": "no voters", "costs": {"o00": 10, "o01": 20}, "ballots": [], "budget": 20}
    silent = {"kind": "empty ballots", "costs": {"o00": 10}, "ballots": [[1, []], [3, []]], "budget": 9}
    cases = [nobody, silent]
    for kind in KINDS:
        made = (instance(seed, kind) for seed in range(10_000))
        cases += [case for case, _ in zip((case for case in made if told_apart(case)), range(15), strict=False)]
    for case in cases:
        case |= {"plain": shares(case, plain=True), "completed": shares(case, plain=False)}
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(cases)} instances")


def count() -> None:
    """Count one instance; CPU of the count alone, with the data read."""
    case = json.load(sys.stdin)
    began = time.process_time()
    bought = shares(case, plain=False)
    print(json.dumps({"bought": bought, "cpu": time.process_time() - began}))


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)  # pabutools buys recursively.
    {"make": make, "count": count}[sys.argv[1]]()
