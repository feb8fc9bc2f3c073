"""A tie for a place in a vote for persons: first a new vote, and only in that one the lot."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.formats.countable import MalformedTally
from gemportal.voting.formats.tally import recount, result_differs
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.persons import Ties, counted, ties_named
from gemportal.voting.methods.result import Result

PERSONS = [Option(name, name.upper()) for name in "abcd"]


def result_of(method: str, answers: list[Any], ties: Ties = "revote", seed: bytes = b"seed", **rules: Any) -> Result:
    way = METHODS[method]
    read = way.rules_from({"quorum": {"at_least": "0/1", "by": "heads"}} | rules)
    ballots = [Ballot(way.validate(answer, PERSONS, read)) for answer in answers]
    roll = Roll(len(ballots), len(ballots))
    return counted(lambda lot: way.tally(PERSONS, ballots, roll, read, lot), Lot(seed), ties)


def order(names: str) -> list[list[str]]:
    return [[name] for name in names]


def test_a_tie_for_the_only_place_chooses_nobody() -> None:
    result = result_of("approval", [["a"], ["b"], ["a", "b"], ["c"]], winners=1)
    assert (result.outcome, result.winners, result.ranking) == ("tied", (), ())
    assert [tie.as_json() for tie in result.ties] == [{"between": ["a", "b"], "broken_by": "revote"}]
    assert result.totals == {"a": 2, "b": 2, "c": 1, "d": 0}


def test_in_the_new_vote_the_lot_decides() -> None:
    result = result_of("approval", [["a"], ["b"]], "lot", winners=1)
    assert result.outcome is None
    assert result.winners in (("a",), ("b",))


@pytest.mark.parametrize(
    ("answers", "winners", "chosen"),
    [
        ([["a"], ["a"], ["b"], ["c"]], 1, {"a"}),
        ([["a", "b"], ["a", "b"], ["c"]], 2, {"a", "b"}),
        ([["a", "b"], ["a", "b"], ["c"], ["d"]], 2, {"a", "b"}),
    ],
    ids=["for second place", "between two who both get a seat", "behind the last seat"],
)
def test_a_tie_that_is_about_no_place_asks_for_nothing(answers: list[Any], winners: int, chosen: set[str]) -> None:
    result = result_of("approval", answers, winners=winners)
    assert (result.outcome, set(result.winners)) == (None, chosen)
    assert "revote" not in {tie.broken_by for tie in result.ties}


def test_three_for_two_seats() -> None:
    result = result_of("approval", [["a", "b", "c"], ["a", "b", "c"], ["d"]], winners=2)
    assert (result.outcome, [tie.between for tie in result.ties]) == ("tied", [("a", "b", "c")])


def test_who_leaves_first_may_be_drawn_by_lot_where_it_changes_nothing() -> None:
    ballots = [order("a")] * 5 + [order("b")] * 3 + [order("ca"), order("da")]
    result = result_of("irv", ballots)
    assert (result.outcome, result.winners) == (None, ("a",))


def test_who_leaves_first_may_not_be_drawn_by_lot_where_it_chooses() -> None:
    """B or C leaves, and each would hand its votes to the other."""
    ballots = [order("a")] * 4 + [order("bc")] * 3 + [order("cb")] * 3
    result = result_of("irv", ballots)
    assert (result.outcome, result.winners) == ("tied", ())
    assert ("b", "c") in [tie.between for tie in result.ties]
    rounds: Any = result.detail["rounds"]
    assert all(not {"b", "c"} & set(one["eliminated"]) for one in rounds), "what the lot would have done is not told"


def test_a_seat_in_stv_is_not_drawn_by_lot_either() -> None:
    result = result_of("stv", [order("a")] * 3 + [order("b")] * 2 + [order("c")] * 2, seats=2)
    assert (result.outcome, result.winners) == ("tied", ())


@given(st.lists(st.lists(st.sampled_from("abcd"), unique=True), max_size=6), st.integers(1, 3), st.binary(max_size=4))
def test_no_seed_of_the_lot_ever_chooses(answers: list[list[str]], winners: int, seed: bytes) -> None:
    """Whatever the lot, the first vote comes out the same; and where it chooses, the second chooses the same people."""
    first = result_of("approval", answers, winners=winners)
    assert set(first.winners) == set(result_of("approval", answers, seed=seed, winners=winners).winners)
    if first.outcome != "tied":
        assert set(result_of("approval", answers, "lot", seed, winners=winners).winners) == set(first.winners)


@given(
    st.lists(
        st.permutations("abcd").flatmap(lambda p: st.integers(0, 4).map(lambda n: order("".join(p[:n])))), max_size=6
    )
)
def test_no_seed_chooses_by_elimination(answers: list[Any]) -> None:
    assert len({result_of("irv", answers, seed=bytes([seed])).winners for seed in range(8)}) == 1


def document() -> dict[str, Any]:
    """What is published of a tied vote for persons."""
    ballots = [{"tracker": f"tracker-{at}", "answer": [name]} for at, name in enumerate("ab")]
    found: dict[str, Any] = {
        "format": "gemportal-tally/1",
        "vote": {
            "number": "S-2026-001", "title": "Wie?", "method": "approval", "secrecy": "secret", "ties": "revote",
            "rules": {"quorum": {"at_least": "0/1", "by": "heads"}, "winners": 1, "max": 0},
            "definition_sha256": "00" * 32,
        },
        "options": [{"id": option.id, "title": option.title} for option in PERSONS],
        "roll": [{"organisation": code, "name": code, "weight": 1} for code in ("GM0001", "GM0002", "GM0003")],
        "proxies": [],
        "voted": ["GM0001", "GM0003"],
        "ballots": ballots,
        "lot": {"secret": "11" * 32},
    }  # fmt: skip
    found["result"] = recount(found).as_json()
    return found


def test_anybody_recounts_a_tie_from_the_published_file() -> None:
    published = document()
    assert published["result"]["outcome"] == "tied"
    published["vote"]["ties"] = "lot"
    assert result_differs(published, recount(published))
    assert recount(published).winners


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d["vote"].update(ties="chair"), "vote.ties"),
        (lambda d: d["voted"].append("GM0002"), "voted"),
        (lambda d: d["voted"].append("GM0001"), "voted[2]"),
        (lambda d: d["voted"].append("GM9999"), "voted[2]"),
        (lambda d: d.update(voted="GM0001"), "voted"),
        (lambda d: d["ballots"].append(d["ballots"][0]), "ballots[2]"),
        (lambda d: d["ballots"][0].pop("tracker"), "ballots[0].tracker"),
    ],
)
def test_a_published_file_that_cannot_be_right_is_refused(change: Any, where: str) -> None:
    wrong = copy.deepcopy(document())
    change(wrong)
    with pytest.raises(MalformedTally) as refused:
        recount(wrong)
    assert refused.value.where == where


def test_ties_have_two_names() -> None:
    assert (ties_named("lot"), ties_named("revote")) == ("lot", "revote")
    with pytest.raises(RuleBroken):
        ties_named(["lot"])
