"""Make `tests/data/voting/oracles/*.json`: votes of our own making, and what independent tools say comes out of them.

The tools are no part of the project. In a virtual environment of their own:

    python -m venv oracles
    oracles/bin/pip install pref_voting==1.18.2 schulze-condorcet==2.0.1 pyrankvote==2.0.6 abcvoting==2.19.2 votekit==3.5.0
    oracles/bin/python tools/oracles/methods.py

| Method   | Tool                | What it answers                                                                     |
|----------|---------------------|-------------------------------------------------------------------------------------|
| ranked   | pref_voting         | all winners, and of each pair who is above the other (beat path, strength = support) |
|          | schulze-condorcet   | all winners (winning votes)                                                         |
| irv      | pref_voting         | all winners over every way to break ties (parallel universes)                       |
|          | pyrankvote          | the winner, where there is but one                                                  |
| stv      | pref_voting         | the elected by the Scottish rules, over twenty-four draws of its lot                |
|          | votekit             | the elected where that lot makes no difference (exact shares, all surpluses at once)   |
| borda    | pref_voting         | symmetric scores, unranked last together                                            |
| approval | abcvoting           | all committees of `winners` options (approval voting)                               |
| score    | pref_voting         | sums, means of the grades given, and all winners by each                            |
| points   | votekit             | the totals, as a rating with a budget                                               |

For a majority, a double majority and consent there is no such tool; their rules are held by examples and properties in the tests.
The same votes come out each time: every method draws them from a seed of its own.
"""

import json
import random
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyrankvote
from abcvoting import abcrules
from abcvoting.preferences import Profile, Voter
from pref_voting.grade_methods import score_voting
from pref_voting.grade_profiles import GradeProfile
from pref_voting.iterative_methods import instant_runoff_put
from pref_voting.margin_based_methods import beat_path, beat_path_defeat
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_scottish
from pref_voting.scoring_methods import symmetric_borda_scores
from schulze_condorcet import schulze_evaluate
from schulze_condorcet.strength import winning_votes
from votekit.ballot import RankBallot, ScoreBallot
from votekit.elections import STV, GeneralRating
from votekit.pref_profile import RankProfile, ScoreProfile

HERE = Path(__file__).parents[2] / "tests" / "data" / "voting" / "oracles"

Instance = dict[str, Any]
Ballots = list[tuple[int, Any]]


def weights(draw: random.Random, most: int) -> list[int]:
    """The weights of a handful of voters; often all the same, so that ties come about."""
    voters = draw.choice([1, 2, 3, 4, 5, 6, 8, 12])
    heaviest = 1 if draw.random() < 0.4 else most
    return [draw.randint(1, heaviest) for _ in range(voters)]


def order(draw: random.Random, ids: list[str], *, tiers: bool) -> list[list[str]]:
    """An order, now and then short, blank, or with options in one tier."""
    named = draw.sample(ids, draw.choice([0, 1, 2, len(ids), len(ids), draw.randint(0, len(ids))]) % (len(ids) + 1))
    found: list[list[str]] = []
    for option in named:
        if tiers and found and draw.random() < 0.25:
            found[-1].append(option)
        else:
            found.append([option])
    return [sorted(tier) for tier in found]


def orders(name: str, amount: int, *, tiers: bool, most: int) -> Iterator[tuple[list[str], Ballots, random.Random]]:
    """So many votes in which somebody names somebody."""
    draw = random.Random(name)
    while amount:
        ids = [chr(ord("a") + at) for at in range(draw.randint(2, 7))]
        ballots = [(weight, order(draw, ids, tiers=tiers)) for weight in weights(draw, most)]
        if any(answer for _, answer in ballots):
            amount -= 1
            yield ids, ballots, draw


def complete(ids: list[str], answer: list[list[str]]) -> list[list[str]]:
    """The order with those it leaves out last together."""
    rest = [option for option in ids if not any(option in tier for tier in answer)]
    return [*answer, rest] if rest else answer


def profile_with_ties(ids: list[str], ballots: Ballots, *, whole: bool) -> Any:
    """The ballots for pref_voting, without the blank ones; `whole` puts who is left out last together."""
    cast = [(weight, complete(ids, answer) if whole else answer) for weight, answer in ballots if answer]
    rankings = [{ids.index(o): place for place, tier in enumerate(answer) for o in tier} for _, answer in cast]
    found = ProfileWithTies(rankings, [weight for weight, _ in cast], candidates=list(range(len(ids))))
    found.use_extended_strict_preference()
    return found


def ranked() -> Iterator[Instance]:
    """Schulze: all winners by two tools, and by one of them who is above whom.

    The order that schulze-condorcet gives below its winners is another one than the paper's: it counts anew among the rest.
    """
    none = [(["a", "b", "c"], cast, random.Random()) for cast in ([], [(1, [])], [(3, []), (1, [])])]
    for ids, ballots, _ in [*none, *orders("ranked", 70, tiers=True, most=9)]:
        votes = [">".join("=".join(t) for t in complete(ids, a)) for weight, a in ballots for _ in range(weight)]
        first = schulze_evaluate(votes, ids, strength=winning_votes).split(">")[0]
        profile = profile_with_ties(ids, ballots, whole=True)
        winners = beat_path(profile, strength_function=profile.support)
        defeats = beat_path_defeat(profile, strength_function=profile.support).edges
        yield {
            "options": ids,
            "ballots": ballots,
            "schulze-condorcet": sorted(first.split("=")),
            "pref_voting": sorted(ids[int(winner)] for winner in winners),
            "defeats": sorted(ids[int(a)] + ids[int(b)] for a, b in defeats),
        }


def irv() -> Iterator[Instance]:
    """Instant run-off: every possible winner; and by another tool the only one."""
    for ids, ballots, _ in orders("irv", 70, tiers=False, most=9):
        winners = instant_runoff_put(profile_with_ties(ids, ballots, whole=False))
        possible = sorted(ids[int(winner)] for winner in winners)
        found: Instance = {"options": ids, "ballots": ballots, "pref_voting": possible}
        if len(possible) == 1:
            people = {option: pyrankvote.Candidate(option) for option in ids}
            cast = [
                pyrankvote.Ballot([people[option] for (option,) in answer])
                for weight, answer in ballots
                for _ in range(weight)
                if answer
            ]
            result = pyrankvote.instant_runoff_voting(list(people.values()), cast)
            found["pyrankvote"] = [winner.name for winner in result.get_winners()]
        yield found


def stv() -> Iterator[Instance]:
    """Scottish STV: who can be elected, over draws of the tool's own lot."""
    for ids, ballots, draw in orders("stv", 90, tiers=False, most=40):
        seats = draw.randint(1, len(ids) - 1)
        profile = profile_with_ties(ids, ballots, whole=False)
        found = {
            tuple(sorted(ids[int(c)] for c in stv_scottish(profile, num_seats=seats, rng=random.Random(seed))))
            for seed in range(24)
        }
        made: Instance = {"options": ids, "rules": {"seats": seats}, "ballots": ballots, "pref_voting": sorted(found)}
        if len(found) == 1:
            cast = [RankBallot(ranking=answer, weight=weight) for weight, answer in ballots if answer]
            count = STV(
                RankProfile(ballots=cast, candidates=ids), n_seats=seats, exact=True, tiebreak="random", rng_seed=1
            )
            made["votekit"] = sorted(option for elected in count.get_elected() for option in elected)
        yield made


def borda() -> Iterator[Instance]:
    """Symmetric Borda scores."""
    for ids, ballots, _ in orders("borda", 40, tiers=True, most=9):
        scores = symmetric_borda_scores(profile_with_ties(ids, ballots, whole=True))
        yield {
            "options": ids,
            "ballots": ballots,
            "pref_voting": {ids[int(option)]: int(score) for option, score in scores.items()},
        }


def approval() -> Iterator[Instance]:
    """All committees of a size that have the most support."""
    draw = random.Random("approval")
    for _ in range(40):
        ids = [chr(ord("a") + at) for at in range(draw.randint(2, 6))]
        cast = [(w, sorted(draw.sample(ids, draw.randint(0, len(ids))))) for w in weights(draw, 9)]
        winners = draw.randint(1, len(ids))
        profile = Profile(len(ids))
        for weight, answer in cast:
            profile.add_voter(Voter([ids.index(option) for option in answer], weight=weight))
        found = abcrules.compute("av", profile, committeesize=winners)
        committees = sorted(sorted(ids[option] for option in committee) for committee in found)
        yield {"options": ids, "rules": {"winners": winners}, "ballots": cast, "abcvoting": committees}


def score() -> Iterator[Instance]:
    """Sums and means of the grades given, and who is best by each."""
    draw = random.Random("score")
    for _ in range(40):
        ids = [chr(ord("a") + at) for at in range(draw.randint(2, 6))]
        cast = [
            (weight, {o: draw.randint(0, 5) for o in sorted(draw.sample(ids, draw.randint(0, len(ids))))})
            for weight in weights(draw, 9)
        ]
        cast[0] = (cast[0][0], cast[0][1] or {ids[0]: 3})
        grades = list(range(6))
        profile = GradeProfile([answer for _, answer in cast], grades, [w for w, _ in cast], candidates=ids)
        graded = [option for option in ids if any(option in answer for _, answer in cast)]
        yield {
            "options": ids,
            "ballots": cast,
            "pref_voting": {
                "sums": {option: int(profile.sum(option)) for option in graded},
                "zero": sorted(score_voting(profile, evaluation_method="sum")),
                "ignore": sorted(score_voting(profile, evaluation_method="mean")),
            },
        }


def points() -> Iterator[Instance]:
    """The totals of points out of a budget."""
    draw = random.Random("points")
    for _ in range(30):
        ids = [chr(ord("a") + at) for at in range(draw.randint(2, 6))]
        cast = []
        for weight in weights(draw, 9):
            answer: dict[str, int] = {}
            for _point in range(draw.randint(0, 10)):
                option = draw.choice(ids)
                answer[option] = answer.get(option, 0) + 1
            cast.append((weight, dict(sorted(answer.items()))))
        cast[0] = (cast[0][0], cast[0][1] or {ids[0]: 3})
        ballots = [ScoreBallot(scores=answer, weight=weight) for weight, answer in cast if answer]
        election = GeneralRating(
            ScoreProfile(ballots=ballots, candidates=ids),
            n_seats=1,
            per_candidate_limit=10,
            budget=10,
            tiebreak="random",
            rng_seed=1,
        )
        totals = election.election_states[0].scores
        yield {"options": ids, "ballots": cast, "votekit": {o: int(totals.get(o, 0)) for o in ids}}


MADE: dict[Callable[[], Iterator[Instance]], tuple[str, ...]] = {
    ranked: ("schulze-condorcet", "pref_voting"),
    irv: ("pref_voting", "pyrankvote"),
    stv: ("pref_voting", "votekit"),
    borda: ("pref_voting",),
    approval: ("abcvoting",),
    score: ("pref_voting",),
    points: ("votekit",),
}


def main() -> None:
    """Write a file for each method, one vote on a line."""
    HERE.mkdir(parents=True, exist_ok=True)
    for make, tools in MADE.items():
        made = list(make())
        used = json.dumps({tool: version(tool) for tool in tools})
        lines = ",\n".join(json.dumps(instance, separators=(",", ":")) for instance in made)
        file = HERE / f"{make.__name__}.json"
        file.write_text(f'{{"tools": {used}, "instances": [\n{lines}\n]}}\n', encoding="utf-8")
        print(f"{make.__name__}: {len(made)}")


if __name__ == "__main__":
    main()
