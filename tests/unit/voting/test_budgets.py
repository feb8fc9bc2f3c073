"""Dividing a budget: equal shares by hand, its promises, its ties, and greedy beside it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.budget import Budget
from gemportal.voting.methods.equal_shares import complete
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.payments import payments
from gemportal.voting.methods.result import Result
from tests.unit.voting import slow_shares
from tests.unit.voting.making import FEW, LOT, ballots_for, count, rules_for, standing

SHARES = METHODS["equal-shares"]


def divide(budget: int, options: list[Option], *cast: list[str], method: str = "equal-shares") -> Result:
    """The result of these answers under this budget."""
    rules = rules_for(method, budget=budget)
    METHODS[method].check(options, rules)
    return count(method, [Ballot(answer) for answer in cast], rules=rules, options=options)


def test_a_minority_gets_its_share_where_greedy_gives_it_nothing() -> None:
    options = [Option("m1", "M1", 50), Option("m2", "M2", 50), Option("k", "K", 40)]
    cast = [["m1", "m2"]] * 3 + [["k"]] * 2
    result = divide(100, options, *cast)
    assert len(result.winners) == 2
    assert "k" in result.winners
    assert divide(100, options, *cast, method="greedy").winners in (("m1", "m2"), ("m2", "m1"))
    assert result.detail["greedy"]["preferred"] == {"this": 2, "other": 3, "same": 0}  # type: ignore[index]


def test_the_endowment_rises_until_the_next_euro_would_overspend() -> None:
    options = [Option("a", "A", 60), Option("b", "B", 60)]
    result = divide(100, options, ["a"], ["b"])
    assert result.detail["plain"]["winners"] == []  # type: ignore[index]
    assert (result.winners, result.detail["endowment"]) == ((), 59)


def test_it_does_not_stop_early_at_an_exhaustive_outcome_nor_top_up() -> None:
    options = [Option("a", "A", 30), Option("b", "B", 80)]
    result = divide(100, options, ["a"], ["a"], ["b"])
    assert (result.winners, result.detail["endowment"], result.detail["spent"]) == (("a",), 79, 30)


def test_when_all_fits_all_is_bought() -> None:
    assert divide(1000, FEW, ["a", "b"], ["c"], ["d"]).detail["spent"] == 115


@pytest.mark.parametrize("method", ["equal-shares", "greedy"])
def test_what_is_not_bought_shares_the_last_place_and_there_is_none_when_all_is_bought(method: str) -> None:
    assert divide(1000, FEW[:2], ["a", "b"], method=method).ranking == (("b",), ("a",))
    assert divide(40, FEW[:2], ["a", "b"], method=method).ranking == (("b",), ("a",))
    assert divide(1, FEW[:2], ["a", "b"], method=method).ranking == (("a", "b"),)


def test_a_voter_prefers_what_spends_one_euro_more_on_what_they_support() -> None:
    vote = Budget([Option("a", "A", 10), Option("b", "B", 11)], [Ballot(["a", "b"], 3)], LOT)
    assert vote.prefer(["b"], ["a"]) == {"this": 3, "other": 0, "same": 0}
    assert vote.prefer(["a"], ["b"]) == {"this": 0, "other": 3, "same": 0}
    assert vote.prefer(["a"], ["a"]) == {"this": 0, "other": 0, "same": 3}


@pytest.mark.parametrize("method", ["equal-shares", "greedy"])
def test_without_quorum_the_totals_and_the_budget_are_still_told(method: str) -> None:
    rules = rules_for(method, quorum={"at_least": "1/1"})
    result = METHODS[method].tally(FEW[:2], [Ballot(["a"], 2)], Roll(2, 3), rules, LOT)
    assert (result.outcome, result.totals, result.detail) == ("no-quorum", {"a": 2, "b": 0}, {"budget": 70})


def test_a_blank_ballot_holds_a_share() -> None:
    options = [Option("a", "A", 60), Option("b", "B", 60)]
    alone = divide(60, options, ["a"]).detail["plain"]
    beside_blank = divide(60, options, ["a"], []).detail["plain"]
    assert (alone["winners"], beside_blank["winners"]) == (["a"], [])  # type: ignore[index]


def test_the_poor_pay_what_they_have_and_the_price_is_exact() -> None:
    options = [Option("a", "A", 10), Option("b", "B", 11)]
    result = divide(21, options, ["a", "b"], ["a", "b"], ["b"])
    assert result.as_json()["detail"]["price"] == {"b": "1/3", "a": "1/2"}  # type: ignore[call-overload,index]
    assert result.winners == ("b", "a")


def test_what_costs_nothing_needs_more_than_half() -> None:
    options = [Option("a", "A", 0), Option("b", "B", 0), Option("c", "C", 10)]
    result = divide(10, options, ["a", "b"], ["a"], ["c"], ["c", "b"], ["a"])
    assert (result.winners, result.detail["free"]) == (("a", "c"), ["a"])
    assert divide(10, options).winners == ()


def test_options_can_exclude_one_another() -> None:
    options = [Option("a", "A", 10), Option("b", "B", 10, ("a",)), Option("c", "C", 10)]
    assert set(divide(30, options, ["a", "b"], ["a", "b"], ["a"], ["c"]).winners) == {"a", "c"}
    assert set(divide(30, options, ["a", "b"], ["a"], ["c"], method="greedy").winners) == {"a", "c"}
    free = [Option("a", "A", 0, ("b",)), Option("b", "B", 10)]
    assert divide(30, free, ["a", "b"]).winners == ("a",)
    assert divide(30, free, ["a", "b"]).detail["greedy"]["winners"] == []  # type: ignore[index]
    assert divide(30, free, ["a", "b"], method="greedy").winners == ("a",)


def test_equal_prices_go_to_the_lower_cost_then_to_the_lot() -> None:
    options = [Option("a", "A", 30), Option("b", "B", 20)]
    assert divide(60, options, ["a", "b"]).as_json()["ties"] == [{"between": ["a", "b"], "broken_by": "cost"}]
    same = [Option("a", "A", 20), Option("b", "B", 20)]
    assert divide(60, same, ["a", "b"]).as_json()["ties"] == [{"between": ["a", "b"], "broken_by": "lot"}]


@pytest.mark.parametrize("method", ["equal-shares", "greedy"])
@given(ballots=ballots_for("equal-shares"))
def test_the_budget_is_never_overspent_on_what_nobody_wants(method: str, ballots: list[Ballot[Any]]) -> None:
    result = count(method, ballots)
    costs = {option.id: option.cost or 0 for option in FEW}
    assert sum(costs[option] for option in result.winners) == result.detail["spent"]
    assert result.detail["spent"] <= 70  # type: ignore[operator]
    assert all(result.totals[option] for option in result.winners)


@st.composite
def small_budgets(draw: st.DrawFn) -> tuple[list[Option], list[Ballot[Any]], int]:
    """Options with costs that are often alike or nothing, some excluding others, and ballots of some weight, some blank."""
    some_costs = draw(st.sampled_from([[0, 5, 10], [10, 20, 30], list(range(1, 60))]))
    costs = draw(st.lists(st.sampled_from(some_costs), min_size=1, max_size=7))
    ids = [f"o{at}" for at in range(len(costs))]
    options = [Option(ids[at], ids[at], cost) for at, cost in enumerate(costs)]
    if len(ids) > 1 and draw(st.booleans()):
        options[0] = replace(options[0], excludes=(ids[1],))
    answers = st.lists(st.sampled_from(ids), unique=True).map(sorted)
    ballots = draw(st.lists(st.builds(Ballot, answers, st.sampled_from([1, 1, 1, 2, 5])), max_size=9))
    return options, ballots, draw(st.integers(1, max(1, sum(costs))))


@pytest.mark.parametrize("alone", [True, False])
@settings(max_examples=150)
@given(case=small_budgets())
def test_leaping_over_endowments_finds_what_counting_each_of_them_slowly_finds(
    alone: bool, case: tuple[list[Option], list[Ballot[Any]], int]
) -> None:
    options, ballots, budget = case
    with standing(alone=alone):
        vote = Budget(options, ballots, LOT)
    free, _ = vote.free()
    for found, slow in zip(
        complete(vote, budget, free), slow_shares.complete(options, ballots, budget, free), strict=True
    ):
        assert (found.endowment, list(found.bought.items())) == (slow.endowment, list(slow.bought.items()))
        assert found.ties == slow.ties


def test_voters_stand_alone_unless_there_are_too_many_of_them() -> None:
    alone, together = ([Ballot(["a"], 2), Ballot(["a", "b"])], [Ballot(["a"], 20_000), Ballot(["a", "b"])])
    assert [Budget(FEW, cast, LOT).everybody.bit_count() for cast in (alone, together)] == [3, 2]
    for cast, votes in ((alone, 3), (together, 20_001)):
        vote = Budget(FEW, cast, LOT)
        assert (vote.votes["a"], vote.heads["a"], vote.weigh(vote.supporters["a"])) == (votes, 2, votes)


def test_a_few_voters_with_a_large_budget_are_counted_at_once() -> None:
    """Counting each of these 167,400 endowments took three quarters of a minute."""
    options = [Option(str(at), str(at), 20_000 + 7_001 * at) for at in range(8)]
    cast = [[str((at + step) % 8) for step in (0, 1, 3)] for at in range(8)]
    result = divide(200_000, options, *cast)
    assert result.detail["spent"] <= 200_000  # type: ignore[operator]


def test_bids_for_options_of_millions_stop_rising() -> None:
    """From such a cost on, a bid is rounded by more than a part of a euro, and raising it must still come to an end."""
    options = [Option(str(at), str(at), 50_000_003 + 7_000_001 * at) for at in range(4)]
    cast = [[str((at + step) % 4) for step in range(1 + at % 3)] for at in range(5)]
    assert divide(120_000_000, options, *cast).detail["spent"] <= 120_000_000  # type: ignore[operator]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "niets om"),
        ([Option("a", "A")], "wat het kost"),
        ([Option("a", "A", -1)], "wat het kost"),
        ([Option("a", "A", 1, ("x",))], "geen andere keuze"),
        ([Option("a", "A", 1, ("a",))], "geen andere keuze"),
    ],
)
def test_options_that_cannot_be_divided_are_refused(options: list[Option], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        SHARES.check(options, rules_for("equal-shares"))


def test_a_budget_is_needed() -> None:
    with pytest.raises(RuleBroken, match="budget"):
        SHARES.rules_from({})


@given(small_budgets())
def test_what_was_paid_adds_up(case: tuple[list[Option], list[Ballot[Any]], int]) -> None:
    options, ballots, budget = case
    result = count("equal-shares", ballots, rules=rules_for("equal-shares", budget=budget), options=options)
    endowment = result.detail["endowment"]
    assert isinstance(endowment, int)
    made = payments(options, ballots, endowment, result.winners)
    for option in options:
        paid = sum(payment.paid.get(option.id, 0) for payment in made)
        assert paid == (option.cost if option.id in result.winners else 0)
    for ballot, payment in zip(ballots, made, strict=True):
        assert payment.endowment == ballot.weight * endowment
        assert set(payment.paid) <= set(ballot.answer)
        assert all(payment.paid.values())
        assert 0 <= payment.left <= payment.endowment


@given(small_budgets())
def test_everybody_pays_what_the_slow_count_says(case: tuple[list[Option], list[Ballot[Any]], int]) -> None:
    options, ballots, budget = case
    single = [replace(ballot, weight=1) for ballot in ballots]
    _, slow = slow_shares.complete(options, single, budget, [])
    made = payments(options, single, slow.endowment, slow.bought)
    assert [payment.paid for payment in made] == [{o: e for o, e in paid.items() if e} for paid in slow.paid]


def test_what_was_not_bought_cannot_be_paid_for() -> None:
    with pytest.raises(ValueError, match="nobody can pay for a"):
        payments([Option("a", "A", 10)], [Ballot(["a"])], 9, ["a"])
