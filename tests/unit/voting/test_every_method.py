"""What every tally promises, whatever its method."""

import json
import subprocess
import sys
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.methods import METHODS, method_named
from gemportal.voting.methods.method import Ballot, Roll
from tests.unit.voting.making import LOT, answers, ballots_for, count, options_for, rules_for, split

every_method = pytest.mark.parametrize("name", sorted(METHODS))

junk = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text("abcdfor", max_size=3) | st.floats(0, 5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcdx"), inner, max_size=4),
    max_leaves=8,
)


def test_an_unknown_method_is_refused() -> None:
    for name in ("loudest", None, ["majority"]):
        with pytest.raises(RuleBroken, match="stemmethode"):
            method_named(name)


def test_a_tally_needs_neither_web_nor_database() -> None:
    code = (
        "import sys, gemportal.voting.commands; "
        "print([m for m in sys.modules if m.split('.')[0] in ('flask', 'sqlalchemy', 'werkzeug', 'babel')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.strip() == "[]"


@every_method
@given(data=st.data())
def test_valid_ballots_are_counted_into_plain_json(name: str, data: st.DataObject) -> None:
    result = count(name, data.draw(ballots_for(name))).as_json()
    assert list(result) == ["outcome", "quorum", "totals", "ranking", "winners", "detail", "ties"]
    assert json.loads(rfc8785.dumps(result)) == result


@every_method
@given(answer=junk)
def test_an_answer_is_canonical_or_refused_with_a_sentence(name: str, answer: Any) -> None:
    method, options, rules = METHODS[name], options_for(name), rules_for(name)
    try:
        canonical = method.validate(answer, options, rules)
    except RuleBroken as refused:
        sentence = str(refused)
    else:
        sentence = "."
        assert method.validate(canonical, options, rules) == canonical
        count(name, [Ballot(canonical)])
    assert sentence.endswith(".")


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
def test_a_blank_ballot_takes_part_and_supports_nothing(name: str, data: st.DataObject) -> None:
    method, options = METHODS[name], options_for(name)
    rules = rules_for(name, quorum={"at_least": "1/2"})
    assert method.validate(method.blank, options, rules) == method.blank
    ballots = [Ballot(method.blank)] * 2
    assert method.tally(options, ballots, Roll(4, 4), rules, LOT).quorum["met"]
    assert not method.tally(options, ballots, Roll(5, 5), rules, LOT).quorum["met"]
    alone = method.tally(options, ballots, Roll(4, 4), rules, LOT)
    assert alone.winners == ()
    assert data.draw(answers(name)) is not None


@every_method
def test_without_quorum_nothing_is_decided_and_no_lot_is_drawn(name: str) -> None:
    method, rules = METHODS[name], rules_for(name, quorum={"at_least": "1/2", "by": "both"})
    result = method.tally(options_for(name), [Ballot(method.blank, 9)], Roll(4, 12), rules, LOT)
    assert (result.outcome, result.winners, result.ranking, result.ties) == ("no-quorum", (), (), ())
    assert result.quorum == {
        "at_least": "1/2",
        "by": "both",
        "heads": {"present": 1, "roll": 4},
        "weight": {"present": 9, "roll": 12},
        "met": False,
    }


@every_method
def test_no_ballots_and_no_roll_is_a_result_too(name: str) -> None:
    assert METHODS[name].tally(options_for(name), [], Roll(0, 0), rules_for(name), LOT).winners == ()


@every_method
def test_rules_come_back_from_what_was_sealed(name: str) -> None:
    rules = rules_for(name)
    sealed = rules.as_json()
    assert json.loads(rfc8785.dumps(sealed)) == sealed
    assert METHODS[name].rules_from(sealed) == rules


@every_method
@pytest.mark.parametrize(
    "wrong",
    [
        {"qourum": {}},
        {"quorum": {"at_least": "3/2"}},
        {"quorum": {"at_least": 0.5}},
        {"quorum": {"by": "noise"}},
        {"quorum": "half"},
    ],
)
def test_a_rule_that_is_not_understood_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match=r"\.$"):
        rules_for(name, **wrong)


@every_method
def test_every_method_says_its_rules_in_sentences(name: str) -> None:
    method = METHODS[name]
    for by in ("heads", "weight", "both"):
        said = [str(sentence) for sentence in method.sentences(rules_for(name, quorum={"at_least": "2/3", "by": by}))]
        assert all(sentence.endswith((".", ")")) for sentence in said)
        assert "twee derde" in said[-1]
    assert str(method.question).endswith("?")


@pytest.mark.parametrize(
    ("name", "rules", "words"),
    [
        ("equal-shares", {}, "gelijk deel van € 70 "),
        ("greedy", {}, "passen in € 70."),
        ("points", {"points": 12}, "ten hoogste 12 punten"),
        ("score", {"max": 9}, "van 0 tot en met 9; het hoogste totaal"),
        ("score", {"max": 9, "missing": "ignore"}, "van 0 tot en met 9; het hoogste gemiddelde"),
        ("approval", {}, "alles wat u steunt"),
        ("approval", {"max": 2}, "ten hoogste 2 keuzes"),
        ("approval", {"winners": 0}, "De hele volgorde is de uitslag."),
        ("approval", {"winners": 1}, "De eerste keuze wint."),
        ("approval", {"winners": 3}, "De eerste 3 keuzes winnen."),
        ("majority", {"quorum": {"at_least": "0/1"}}, "geen quorum"),
        ("majority", {"quorum": {"by": "heads"}}, "ten minste de helft van de stemgerechtigden meedoet."),
        ("majority", {"quorum": {"by": "weight"}}, "ten minste de helft van het stemgewicht meedoet."),
        (
            "majority",
            {"quorum": {"by": "both"}},
            "stemgerechtigden meedoet, met ten minste de helft van het stemgewicht.",
        ),
    ],
)
def test_the_sentences_tell_the_rules_by_which_it_is_counted(name: str, rules: dict[str, Any], words: str) -> None:
    assert words in " ".join(str(sentence) for sentence in METHODS[name].sentences(rules_for(name, **rules)))


@every_method
def test_an_option_twice_is_refused(name: str) -> None:
    method, options = METHODS[name], options_for(name)
    with pytest.raises(RuleBroken):
        method.check([*options, options[0]], rules_for(name))
