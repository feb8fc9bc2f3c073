"""Instant run-off and Scottish STV, by hand: rounds, quotas, shares of a surplus, ties, and the seats that stay empty."""

from typing import Any

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.result import Result
from tests.unit.voting.making import LOT, count, rules_for

FIVE = [Option(name, name.upper()) for name in "abcde"]


def cast(*lines: str) -> list[Ballot[Any]]:
    """Ballots from lines such as "5 abc": five organisations with one order; "5x abc" is one organisation of weight five."""
    ballots = []
    for line in lines:
        times, _, order = line.partition(" ")
        heads = 1 if times.endswith("x") else int(times)
        ballots.append(Ballot([[option] for option in order], int(times.rstrip("x")), heads))
    return ballots


def irv(*lines: str, most: int = 5) -> Result:
    """The result of an instant run-off."""
    return count("irv", cast(*lines), options=FIVE[:most])


def stv(seats: int, *lines: str, most: int = 5) -> Result:
    """The result of an STV count."""
    return count("stv", cast(*lines), options=FIVE[:most], rules=rules_for("stv", seats=seats))


def rounds(result: Result) -> list[Any]:
    """The rounds, as they are published."""
    detail: Any = result.as_json()["detail"]
    return list(detail["rounds"])


def test_the_last_one_falls_off_until_one_has_more_than_half() -> None:
    result = irv("4 ab", "3 bc", "2 cb", "1 ", most=3)
    assert rounds(result) == [
        {"totals": {"a": 4, "b": 3, "c": 2}, "exhausted": 0, "eliminated": ["c"]},
        {"totals": {"a": 4, "b": 5}, "exhausted": 0, "eliminated": []},
    ]
    assert result.winners == ("b",)
    assert result.ranking == (("b",), ("a",), ("c",))
    assert result.totals == {"a": 4, "b": 3, "c": 2}
    assert result.detail["blank"] == {"heads": 1, "weight": 1}
    assert (result.outcome, result.ties) == (None, ())


def test_half_is_not_more_than_half() -> None:
    result = irv("3 a", "2 b", "1 cb", most=3)
    assert [counted["eliminated"] for counted in rounds(result)] == [["c"], ["b"], []]
    assert result.winners == ("a",)


def test_an_exhausted_ballot_leaves_the_denominator() -> None:
    """Of eleven ballots five are enough once four are exhausted: five of nine, then of seven."""
    result = irv("5 a", "4 b", "2 c", most=3)
    assert rounds(result)[1] == {"totals": {"a": 5, "b": 4}, "exhausted": 2, "eliminated": []}
    assert result.winners == ("a",)


def test_those_without_a_vote_fall_off_together_and_stand_behind_together() -> None:
    result = irv("3 ad", "3 be", "1 cb", most=5)
    assert rounds(result)[0]["eliminated"] == ["d", "e"]
    assert result.ranking == (("b",), ("a",), ("c",), ("d", "e"))
    assert result.ties == ()


def test_whom_nobody_names_is_in_no_round_and_comes_last() -> None:
    result = irv("3 ab", most=4)
    assert rounds(result) == [{"totals": {"a": 3, "b": 0}, "exhausted": 0, "eliminated": []}]
    assert result.ranking == (("a",), ("b",), ("c", "d"))


def test_a_tie_is_broken_by_the_last_round_in_which_they_differed() -> None:
    """b and c have three each in the second round; in the first one c had fewer."""
    result = irv("4 a", "3 b", "2 cb", "1 dc", most=4)
    assert [counted["eliminated"] for counted in rounds(result)] == [["d"], ["c"], []]
    assert result.as_json()["ties"] == [{"between": ["b", "c"], "broken_by": "round"}]
    assert result.winners == ("b",)


def test_the_most_recent_round_goes_before_an_earlier_one() -> None:
    """b and c have six each in the third round; in the second one c had more, in the first one b."""
    result = irv("7 a", "4 b", "3 c", "2 dc", "2 eb", "1 ec")
    assert [counted["eliminated"] for counted in rounds(result)] == [["d"], ["e"], ["b"], []]
    assert result.as_json()["ties"] == [{"between": ["b", "c"], "broken_by": "round"}]


def test_those_still_running_at_the_end_stand_by_their_votes_and_as_many_together() -> None:
    assert irv("9 a", "1 d", "3 b", "3 c", most=4).ranking == (("a",), ("b", "c"), ("d",))
    assert stv(1, "9 a", "1 d", "3 b", "3 c", most=4).ranking == (("a",), ("b", "c"), ("d",))


def test_then_by_how_many_organisations_lie_with_each() -> None:
    result = irv("3 a", "2x b", "2 c", most=3)
    assert rounds(result)[0]["eliminated"] == ["b"]
    assert result.as_json()["ties"] == [{"between": ["b", "c"], "broken_by": "heads"}]
    as_many = irv("3 a", "2 b", "1 c", "1 cb", most=3)
    assert as_many.as_json()["ties"] == [{"between": ["b", "c"], "broken_by": "lot"}]


def test_then_by_the_lot_whose_first_stays() -> None:
    result = irv("1 a", "1 b", "1 c", most=3)
    drawn = LOT.order("abc")
    assert result.winners == (drawn[0],)
    assert [counted["eliminated"] for counted in rounds(result)] == [[drawn[2]], [drawn[1]], []]
    assert [tie.broken_by for tie in result.ties] == ["lot", "lot"]


def test_a_tie_is_narrowed_step_by_step() -> None:
    """a, b and c have four votes each in the second round; a had more in the first, and the lot decides between b and c."""
    result = irv("10 e", "4 a", "3 b", "3 c", "1 db", "1 dc")
    assert rounds(result)[1]["eliminated"] == [LOT.order("bc")[-1]]
    ties: Any = result.as_json()["ties"]
    assert ties[:2] == [
        {"between": ["a", "b", "c"], "broken_by": "round"},
        {"between": ["b", "c"], "broken_by": "lot"},
    ]


@pytest.mark.parametrize("name", ["irv", "stv"])
def test_two_in_one_place_are_refused_and_not_read_as_the_end(name: str) -> None:
    for wrong in ([["a", "b"]], [["a"], ["b", "c"]]):
        with pytest.raises(RuleBroken, match="op elke plaats één"):
            METHODS[name].validate(wrong, FIVE, rules_for(name))
    with pytest.raises(RuleBroken, match="meer dan één keer"):
        METHODS[name].validate([["a"], ["b"], ["a"]], FIVE, rules_for(name))
    assert METHODS[name].validate([("b",), ("a",)], FIVE, rules_for(name)) == [["b"], ["a"]]


def test_a_surplus_moves_on_in_five_decimals_and_the_rest_is_lost() -> None:
    """Twelve votes for two seats: the quota is five. Of a's seven votes 2/7 = 0.28571 each moves on."""
    result = stv(2, "5 ab", "2 ac", "2 b", "2 c", "1 dc", "3 ", most=4)
    assert (result.detail["quota"], result.detail["seats"], result.detail["unit"]) == (5, 2, 100_000)
    assert rounds(result) == [
        {
            "totals": {"a": 700_000, "b": 200_000, "c": 200_000, "d": 100_000},
            "exhausted": 0,
            "elected": ["a"],
            "eliminated": [],
            "transferred": "a",
        },
        {
            "totals": {"a": 500_000, "b": 342_855, "c": 257_142, "d": 100_000},
            "exhausted": 3,
            "elected": [],
            "eliminated": ["d"],
            "transferred": None,
        },
        {
            "totals": {"a": 500_000, "b": 342_855, "c": 357_142},
            "exhausted": 3,
            "elected": [],
            "eliminated": ["b"],
            "transferred": None,
        },
        {
            "totals": {"a": 500_000, "c": 357_142},
            "exhausted": 342_858,
            "elected": ["c"],
            "eliminated": [],
            "transferred": None,
        },
    ]
    assert result.winners == ("a", "c")
    assert result.ranking == (("a",), ("c",), ("b",), ("d",))
    assert result.totals == {"a": 7, "b": 2, "c": 2, "d": 1}


def test_a_share_moves_on_at_the_value_at_which_it_was_received() -> None:
    """b holds twelve ballots worth a half and four whole ones: of its surplus each takes its part by that value."""
    result = stv(3, "12 abc", "4 bc", "2 d", "1 c", "1 e")
    first, second, third, *_ = rounds(result)
    assert (result.detail["quota"], first["transferred"], second["transferred"]) == (6, "a", "b")
    assert second["totals"]["b"] == 1_000_000
    assert third["totals"] == {"a": 600_000, "b": 600_000, "c": 500_000, "d": 200_000, "e": 100_000}
    assert result.winners == ("a", "b", "c")


def test_the_largest_surplus_moves_first_and_no_elected_receives_any() -> None:
    result = stv(3, "10 abc", "12 bad", "1 c", "1 d", "1 e")
    first, second, third, *_ = rounds(result)
    assert first["elected"] == ["b", "a"]
    assert (first["transferred"], second["transferred"]) == ("b", "a")
    assert second["totals"]["a"] == 1_000_000
    assert third["totals"] == {"a": 700_000, "b": 700_000, "c": 400_000, "d": 599_992, "e": 100_000}


def test_equal_surpluses_move_in_the_order_of_an_earlier_round() -> None:
    """a and b both have twenty in the second round; in the first one b had more."""
    result = stv(3, "16 ac", "17 bd", "4 ea", "3 eb", "14 c", "14 d")
    assert result.detail["quota"] == 18
    assert [counted["transferred"] for counted in rounds(result)] == [None, "b", "a", None, None]
    assert result.as_json()["ties"] == [{"between": ["a", "b"], "broken_by": "round"}]
    assert rounds(result)[3]["totals"] == {"a": 1_800_000, "b": 1_800_000, "c": 1_560_000, "d": 1_570_000}


def test_equal_surpluses_of_the_first_round_go_to_more_organisations_then_to_the_lot() -> None:
    heads = stv(3, "8x ac", "8 bd", "2 c", "2 d", "1 e")
    assert heads.as_json()["ties"][0] == {"between": ["a", "b"], "broken_by": "heads"}  # type: ignore[index,call-overload]
    assert rounds(heads)[0]["transferred"] == "b"
    lot = stv(3, "8 ac", "8 bd", "2 c", "2 d", "1 e")
    assert lot.as_json()["ties"][0] == {"between": ["a", "b"], "broken_by": "lot"}  # type: ignore[index,call-overload]
    assert rounds(lot)[0]["transferred"] == LOT.order("ab")[0]


def test_the_last_seats_go_to_those_who_are_left_without_a_further_transfer() -> None:
    result = stv(2, "9 a", "2 b", "1 c", most=3)
    assert [counted["transferred"] for counted in rounds(result)] == ["a", None, None]
    assert result.winners == ("a", "b")
    one = stv(1, "9 a", "1 b", most=3)
    assert [counted["transferred"] for counted in rounds(one)] == [None]
    full = stv(3, "9 a", "2 b", "1 c", most=3)
    assert rounds(full)[0]["elected"] == ["a", "b", "c"]
    assert len(rounds(full)) == 1


def test_who_are_elected_together_with_as_many_votes_stand_together() -> None:
    result = stv(2, "3 a", "3 b", most=2)
    assert result.ranking == (("a", "b"),)
    assert (result.winners, result.ties) == (("a", "b"), ())


def test_nobody_takes_a_seat_whom_nobody_named() -> None:
    """Rule 52 would seat them, or let a lot choose one of them before somebody whom a ballot does name."""
    result = stv(4, "3 ab", "1 ba", most=5)
    assert result.winners == ("a", "b")
    assert result.ranking == (("a",), ("b",), ("c", "d", "e"))
    assert stv(2, "3 ", most=3).winners == ()
    assert stv(2, "3 ", most=3).ranking == (("a", "b", "c"),)
    assert rounds(stv(2, "3 ", most=3)) == []


def test_without_a_vote_they_fall_off_together_only_where_enough_others_stay() -> None:
    """Of b, c and d, who all have none, two take the seats that are left; so the lot must choose."""
    result = stv(3, "1 abcd", most=4)
    last = LOT.order("bcd")[-1]
    assert rounds(result)[0]["eliminated"] == [last]
    assert set(result.winners) == set("abcd") - {last}
    assert [tie.broken_by for tie in result.ties] == ["lot"]
    enough = stv(3, "3 a", "1 bd", "1 ce")
    assert [counted["eliminated"] for counted in rounds(enough)] == [[], ["d", "e"], []]
    assert enough.ties == ()
    together = stv(2, "9 a", "8 b", "7 c", "1 de", most=5)
    assert rounds(together)[0]["transferred"] is None
    assert [counted["eliminated"] for counted in rounds(together)] == [["e"], ["d"], ["c"], []]


def test_the_order_of_election_is_the_order_of_votes() -> None:
    assert stv(2, "3 a", "9 c", "1 b", most=3).winners == ("c", "a")


def test_a_race_that_no_quorum_allows_is_not_run() -> None:
    method, rules = METHODS["stv"], rules_for("stv", quorum={"at_least": "1/2"}, seats=2)
    result = method.tally(FIVE, cast("1 a"), Roll(3, 3), rules, Lot(None))
    assert (result.outcome, result.winners, result.ranking) == ("no-quorum", (), ())
    assert result.totals == {"a": 1, "b": 0, "c": 0, "d": 0, "e": 0}
    assert result.detail["rounds"] == []


@pytest.mark.parametrize("seats", [0, 51, True, "2", None, 1.0])
def test_seats_are_a_number_from_one_to_fifty(seats: object) -> None:
    with pytest.raises(RuleBroken, match="van 1 tot en met 50"):
        rules_for("stv", seats=seats)
    with pytest.raises(RuleBroken, match="bestaat niet"):
        rules_for("irv", seats=1)


def test_borda_gives_two_points_for_each_below_and_one_for_each_beside() -> None:
    ballots = [Ballot([["a"], ["b", "c"]], 2), Ballot([["d"]]), Ballot([])]
    result = count("borda", ballots)
    assert result.totals == {"a": 14, "b": 8, "c": 8, "d": 6}
    assert result.winners == ("a",)
