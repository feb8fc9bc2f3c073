"""Equal shares from within: numbers of many at once, and that nothing changes for as long as a choice says so."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gemportal.voting.methods.budget import Budget
from gemportal.voting.methods.digits import alike, at_most, by_digit, camps_at, each, highest, less, more
from gemportal.voting.methods.endowments import Stretch, opening_at
from gemportal.voting.methods.equal_shares import buy
from gemportal.voting.methods.method import Ballot
from gemportal.voting.methods.option import Option
from tests.unit.voting.making import LOT, standing

Numbers = list[tuple[int, bool]]  # What each camp has, and whether it is among those that are asked for.
NUMBERS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=12)


def those_of(numbers: Numbers) -> int:
    """The camps that are asked for."""
    return camps_at([at for at, (_, asked) in enumerate(numbers) if asked], len(numbers))


def read(digits: list[int], number: int) -> list[int]:
    """The numbers again, one by one."""
    return [sum((digit >> at & 1) << place for place, digit in enumerate(digits)) for at in range(number)]


@given(NUMBERS)
def test_numbers_are_laid_out_by_digit_and_read_back(numbers: Numbers) -> None:
    values = [value for value, _ in numbers]
    assert read(by_digit(values), len(values)) == values
    assert read(alike(9, those_of(numbers)), len(values)) == [9 if asked else 0 for _, asked in numbers]
    assert [at.bit_length() - 1 for at in each(those_of(numbers))] == [
        at for at, (_, asked) in enumerate(numbers) if asked
    ]


@given(NUMBERS, st.integers(-2, 80))
@example([(7, True), (8, True)], 7)
def test_all_are_compared_at_once(numbers: Numbers, limit: int) -> None:
    digits, camps = by_digit([value for value, _ in numbers]), those_of(numbers)
    under = [at for at, (value, asked) in enumerate(numbers) if asked and value <= limit]
    assert at_most(digits, camps, limit) == camps_at(under, len(numbers))
    assert highest(digits, camps) == max((value for value, asked in numbers if asked), default=0)


@given(NUMBERS, st.integers(0, 80))
def test_the_same_is_taken_from_all_or_given_to_all_at_once(numbers: Numbers, amount: int) -> None:
    digits, camps = by_digit([value for value, _ in numbers]), those_of(numbers)
    rest, lacking = less(digits, camps, amount)
    assert lacking == camps_at(
        [at for at, (value, asked) in enumerate(numbers) if asked and value < amount], len(numbers)
    )
    for at, ((value, asked), left) in enumerate(zip(numbers, read(rest, len(numbers)), strict=True)):
        assert lacking >> at & 1 or left == value - amount * asked
    assert read(more(digits, camps, amount), len(numbers)) == [value + amount * asked for value, asked in numbers]


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Option], list[Ballot[Any]], int]:
    """Up to a dozen options with costs that lie close or are alike, and two dozen ballots, some of which weigh more."""
    costs = draw(st.lists(st.one_of(st.integers(20, 400), st.sampled_from([60, 120])), min_size=2, max_size=12))
    ids = [f"o{at:02}" for at in range(len(costs))]
    excludes = draw(st.sampled_from([(), (), (ids[-1],)]))
    options = [Option(ids[at], ids[at], cost, excludes if at == 0 else ()) for at, cost in enumerate(costs)]
    likely = draw(st.sampled_from([2, 5, 8]))
    voters = draw(st.lists(st.lists(st.integers(0, 9), min_size=len(ids), max_size=len(ids)), min_size=3, max_size=24))
    heavy = draw(st.sampled_from([[1], [1, 1, 2, 7]]))
    ballots = [
        Ballot([name for name, chance in zip(ids, voter, strict=True) if chance < likely], heavy[at % len(heavy)])
        for at, voter in enumerate(voters)
    ]
    return options, ballots, draw(st.integers(sum(costs) // 4, sum(costs)))


@pytest.mark.parametrize("alone", [True, False])
@settings(max_examples=150)
@given(case=crowds(), ahead=st.integers(1, 40))
def test_nothing_changes_for_as_long_as_every_choice_says_so(
    alone: bool, case: tuple[list[Option], list[Ballot[Any]], int], ahead: int
) -> None:
    options, ballots, budget = case
    with standing(alone=alone):
        vote = Budget(options, ballots, LOT)
    endowment = budget // vote.voters
    opening = opening_at(vote, endowment, budget, ())
    stretch = Stretch(vote, opening, endowment + ahead, look=10**6)
    while endowment <= stretch.end:
        sure = stretch.surely(endowment)
        if sure is None:
            assert vote.spent(buy(vote, endowment, ()).bought) > budget
            return
        assert endowment <= sure <= stretch.end
        proven = [stage.option for stage in stretch.stages if stage.option]
        for at in range(endowment, sure + 1):
            bought = list(buy(vote, at, ()).bought)
            chosen = [option for option in bought if option in opening.offer]
            assert bought[len(bought) - len(chosen) :] == chosen
            assert chosen[: len(proven)] == proven
            assert vote.spent(bought) <= budget
        endowment = sure + 1
