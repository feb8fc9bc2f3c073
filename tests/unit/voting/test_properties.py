"""What every tally promises of any votes at all: made up by Hypothesis, for all methods alike."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import assume, given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.lot import Lot, NoLot, lot_seed
from gemportal.voting.methods.method import Ballot, Roll
from tests.unit.voting.making import LOT, ballots_for, count, options_for, roll_of, rules_for, split

every_method = pytest.mark.parametrize("name", sorted(METHODS))

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.integers()
    | st.sampled_from([10**4000, float("nan"), float("inf"), 1.0, "\ud800", "a\x00", "x" * 3000])
    | st.text(st.characters(), max_size=4)
    | st.sampled_from(["a", "b", "for", "against", "blank", "consent", "objection", "aside"])
)
names = st.sampled_from(["a", "b", "c", "d", "x", "position", "reason", "\udfff"])
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=8,
)


@every_method
@given(answer=anything)
def test_any_answer_is_canonical_or_refused_with_a_sentence(name: str, answer: Any) -> None:
    method, options, rules = METHODS[name], options_for(name), rules_for(name)
    try:
        canonical = method.validate(answer, options, rules)
    except RuleBroken as refused:
        sentence = str(refused)
        assert sentence.endswith(".")
        assert len(sentence.encode()) < 300
    else:
        assert method.validate(canonical, options, rules) == canonical
        assert json.loads(rfc8785.dumps(canonical)) == canonical
        assert len(lot_seed("00" * 32, b"secret", {"GM0193": canonical})) == 32
        count(name, [Ballot(canonical)])


@every_method
@given(data=st.data())
def test_valid_ballots_are_counted_into_plain_json(name: str, data: st.DataObject) -> None:
    result = count(name, data.draw(ballots_for(name))).as_json()
    assert list(result) == ["outcome", "quorum", "totals", "ranking", "winners", "detail", "ties"]
    assert json.loads(rfc8785.dumps(result)) == result


@every_method
@given(data=st.data())
def test_the_order_of_ballots_and_options_changes_nothing(name: str, data: st.DataObject) -> None:
    ballots = data.draw(ballots_for(name))
    result = count(name, ballots)
    options = data.draw(st.permutations(options_for(name)))
    shuffled = count(name, data.draw(st.permutations(ballots)), options=list(options))
    assert shuffled.as_json() == result.as_json()


@every_method
@given(data=st.data())
def test_weight_w_is_w_ballots(name: str, data: st.DataObject) -> None:
    ballots = data.draw(ballots_for(name))
    apart = [single for ballot in ballots for single in split(ballot)]
    assert count(name, apart).as_json() == count(name, ballots).as_json()


@every_method
@given(data=st.data())
def test_the_lot_decides_only_where_the_result_says_so(name: str, data: st.DataObject) -> None:
    ballots = data.draw(ballots_for(name))
    result = count(name, ballots)
    drawn = any(tie.broken_by == "lot" for tie in result.ties)
    method, roll, rules = METHODS[name], roll_of(ballots), rules_for(name)
    if drawn:
        with pytest.raises(NoLot):
            method.tally(options_for(name), ballots, roll, rules, Lot(None))
    elif name != "equal-shares":  # It draws for greedy too, which it shows beside its own result.
        assert method.tally(options_for(name), ballots, roll, rules, Lot(None)) == result


@every_method
@given(data=st.data())
def test_every_option_has_one_place_and_the_winners_come_first(name: str, data: st.DataObject) -> None:
    result = count(name, data.draw(ballots_for(name)))
    if result.ranking:
        order = [option for place in result.ranking for option in place]
        assert sorted(order) == sorted(option.id for option in options_for(name))
        assert sorted(order[: len(result.winners)]) == sorted(result.winners)


@pytest.mark.parametrize("name", sorted(set(METHODS) - {"equal-shares"}))
@given(data=st.data())
def test_a_blank_ballot_changes_no_winner_and_counts_for_the_quorum(name: str, data: st.DataObject) -> None:
    """In equal shares a blank ballot holds a share of the money, so there it may."""
    method, ballots = METHODS[name], data.draw(ballots_for(name))
    blank = Ballot(method.blank, data.draw(st.integers(1, 4)))
    before, after = count(name, ballots), count(name, [*ballots, blank])
    assert (after.winners, after.ranking, after.ties) == (before.winners, before.ranking, before.ties)
    rules, roll = rules_for(name, quorum={"at_least": "1/1"}), roll_of([*ballots, blank])
    assert not method.tally(options_for(name), ballots, roll, rules, LOT).quorum["met"]
    assert method.tally(options_for(name), [*ballots, blank], roll, rules, LOT).quorum["met"]


# What a voter casts who wants one option and nothing else. Borda, irv and stv make no such promise for changing a ballot, but
# one more who wants the winner alone does no harm in borda and irv either.
ALONE: dict[str, Any] = {
    "approval": lambda winner: [winner],
    "borda": lambda winner: [[winner]],
    "double-majority": lambda _: "for",
    "irv": lambda winner: [[winner]],
    "majority": lambda _: "for",
    "points": lambda winner: {winner: 10},
    "ranked": lambda winner: [[winner]],
    "score": lambda winner: {winner: 5},
}


@pytest.mark.parametrize("name", sorted(ALONE))
@given(data=st.data())
def test_one_more_voter_for_the_winner_never_hurts_it(name: str, data: st.DataObject) -> None:
    ballots = data.draw(ballots_for(name))
    before = count(name, ballots)
    assume(before.winners)
    more = Ballot(ALONE[name](before.winners[0]), data.draw(st.integers(1, 4)))
    assert count(name, [*ballots, more]).winners == before.winners


def raised(name: str, answer: Any, winner: str) -> Any:
    """The same answer with the winner higher on it, and nothing else changed."""
    if name in ("majority", "double-majority"):
        return "for"
    if name == "consent":
        return {"position": "consent"}
    if name == "approval":
        return sorted({*answer, winner})
    if name in ("score", "points"):
        return {**answer, winner: 5 if name == "score" else answer.get(winner, 0) + 1}
    return [[winner], *([o for o in tier if o != winner] for tier in answer if tier != [winner])]


@pytest.mark.parametrize(
    "name", ["approval", "borda", "consent", "double-majority", "majority", "points", "ranked", "score"]
)
@given(data=st.data())
def test_more_support_on_a_ballot_never_hurts_the_winner(name: str, data: st.DataObject) -> None:
    """Not so in irv and stv, where more support can change who falls off first; nor in equal shares."""
    ballots = data.draw(ballots_for(name))
    before = count(name, ballots)
    assume(before.winners)
    at = data.draw(st.integers(0, len(ballots) - 1))
    higher = METHODS[name].validate(
        raised(name, ballots[at].answer, before.winners[0]), options_for(name), rules_for(name)
    )
    ballots[at] = Ballot(higher, ballots[at].weight)
    assert count(name, ballots).winners == before.winners


@given(ballots=ballots_for("irv"))
def test_irv_and_stv_with_one_seat_elect_the_same(ballots: list[Ballot[Any]]) -> None:
    assert count("irv", ballots).winners == count("stv", ballots, rules=rules_for("stv", seats=1)).winners


@given(ballots=ballots_for("stv", most=12), seats=st.integers(1, 6))
def test_stv_loses_no_vote_and_fills_every_seat_it_can(ballots: list[Ballot[Any]], seats: int) -> None:
    result = count("stv", ballots, rules=rules_for("stv", seats=seats))
    detail: Any = result.detail
    cast = sum(ballot.weight for ballot in ballots if ballot.answer) * detail["unit"]
    for counted in detail["rounds"]:
        assert counted["exhausted"] >= 0
        assert sum(counted["totals"].values()) + counted["exhausted"] == cast
    named = {option for ballot in ballots for (option,) in ballot.answer}
    assert len(result.winners) == min(seats, len(named))
    assert set(result.winners) <= named
    assert [o for counted in detail["rounds"] for o in counted["elected"]] == list(result.winners)


@given(ballots=ballots_for("stv", most=12), roll=st.integers(0, 60))
def test_a_double_majority_is_two_majorities(ballots: list[Ballot[Any]], roll: int) -> None:
    positions = ["for", "against", "abstain", "blank"]
    cast = [Ballot(positions[len(ballot.answer) % 4], ballot.weight) for ballot in ballots]
    heads = [Ballot(ballot.answer) for ballot in cast]
    on_roll = Roll(len(cast) + roll, sum(ballot.weight for ballot in cast) + roll)
    for base in ("cast", "present", "roll"):
        rules = rules_for("double-majority", base=base)
        both = METHODS["double-majority"].tally([], cast, on_roll, rules, LOT)
        one, other = (
            METHODS["majority"].tally([], some, Roll(on_roll.heads, whole), rules, LOT)
            for some, whole in ((cast, on_roll.weight), (heads, on_roll.heads))
        )
        assert (both.outcome == "adopted") == (one.outcome == other.outcome == "adopted")
        assert both.totals == one.totals
        assert both.detail["needed"] == one.detail["needed"]
