"""What every method promises about its rules, its words, and the votes at the edges. See also `test_properties.py`."""

import json
import subprocess
import sys
from typing import Any

import pytest
import rfc8785

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.methods import METHODS, method_named
from gemportal.voting.methods.method import Ballot, Roll
from tests.unit.voting.making import LOT, options_for, rules_for

every_method = pytest.mark.parametrize("name", sorted(METHODS))


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
def test_a_blank_ballot_takes_part_and_supports_nothing(name: str) -> None:
    method, options = METHODS[name], options_for(name)
    rules = rules_for(name, quorum={"at_least": "1/2"})
    assert method.validate(method.blank, options, rules) == method.blank
    ballots = [Ballot(method.blank)] * 2
    assert method.tally(options, ballots, Roll(4, 4), rules, LOT).quorum["met"]
    assert not method.tally(options, ballots, Roll(5, 5), rules, LOT).quorum["met"]
    alone = method.tally(options, ballots, Roll(4, 4), rules, LOT)
    assert alone.winners == ()


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
    result = METHODS[name].tally(options_for(name), [], Roll(0, 0), rules_for(name), LOT)
    assert result.winners == ()
    assert json.loads(rfc8785.dumps(result.as_json())) == result.as_json()


def test_what_a_ballot_paper_looks_like_and_which_methods_only_count_files() -> None:
    assert {name: method.shape for name, method in METHODS.items()} == {
        "approval": "options",
        "borda": "order",
        "consent": "consent",
        "double-majority": "position",
        "equal-shares": "options",
        "greedy": "options",
        "irv": "order",
        "majority": "position",
        "points": "points",
        "ranked": "order",
        "score": "scores",
        "stv": "order",
    }
    assert {name for name, method in METHODS.items() if not method.offered} == {"borda", "greedy"}
    assert {name for name, method in METHODS.items() if method.strict} == {"irv", "stv"}


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
        ("equal-shares", {}, "gelijk deel van €\N{NO-BREAK SPACE}70 "),
        ("greedy", {}, "passen in €\N{NO-BREAK SPACE}70."),
        ("points", {"points": 12}, "ten hoogste 12 punten"),
        ("score", {"max": 9}, "van 0 tot en met 9; het hoogste totaal"),
        ("score", {"max": 9, "missing": "ignore"}, "van 0 tot en met 9; het hoogste gemiddelde"),
        ("approval", {}, "alles wat u steunt"),
        ("approval", {"max": 2}, "ten hoogste 2 keuzes"),
        ("approval", {"winners": 0}, "De hele volgorde is de uitslag."),
        ("approval", {"winners": 1}, "De eerste keuze wint."),
        ("approval", {"winners": 3}, "De eerste 3 keuzes winnen."),
        ("double-majority", {}, "Dit geldt twee keer: voor het aantal organisaties en voor hun stemgewicht."),
        ("double-majority", {}, "Aangenomen bij meer dan de helft van de stemmen voor en tegen samen."),
        ("consent", {}, "niemand een zwaarwegend bezwaar heeft en ten minste één organisatie instemt"),
        ("irv", {}, "meer dan de helft van de stemmen die nog meetellen"),
        ("irv", {}, "in de laatste ronde waarin zij verschilden meer stemmen had"),
        ("stv", {}, "er is één plaats."),
        ("stv", {"seats": 3}, "er zijn 3 plaatsen."),
        ("borda", {}, "twee punten voor elke keuze die eronder staat"),
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


DEEP: Any = []
for _ in range(5000):
    DEEP = [DEEP]

HUGE = 10**5000  # Python refuses to write it out, so no sentence may repeat it.


# Not as parameters: pytest would write them out too.
NO_ANSWERS: list[Any] = [
    None,
    HUGE,
    DEEP,
    [HUGE],
    [[HUGE]],
    [[["a"]]],
    ["a", ["b"]],
    ["x" * 100_000],
    [["\ud800"]],
    ["\ud800"],
    {"a": HUGE},
    {"a": -HUGE},
    {"a": True},
    {"a": float("nan")},
    {"a": "1"},
    {"\ud800": 1},
    {HUGE: 1},
    {"position": "\ud800"},
    {"position": ["consent"]},
    {"position": "consent", "reason": "\ud800"},
    {"position": "consent", "reason": HUGE},
    {"position": "consent", "reason": None},
    {"position": "objection", "reason": "x" * 100_000},
    {"position": "consent", "weight": 2},
    "\ud800",
    b"for",
    True,
]


@every_method
def test_what_is_no_answer_anywhere_is_refused_in_one_short_sentence(name: str) -> None:
    for wrong in NO_ANSWERS:
        with pytest.raises(RuleBroken) as refused:
            METHODS[name].validate(wrong, options_for(name), rules_for(name))
        sentence = str(refused.value).encode()
        assert sentence.endswith(b".")
        assert len(sentence) < 250


def test_what_is_not_known_is_repeated_as_far_as_a_page_can_hold_it() -> None:
    for wrong, words in (("e", "“e” is geen keuze"), ("e\ud800", "“e\\?” is geen keuze"), (7, "“\\?” is geen keuze")):
        with pytest.raises(RuleBroken, match=words):
            METHODS["approval"].validate([wrong], options_for("approval"), rules_for("approval"))


def test_an_unknown_method_or_rule_is_repeated_only_where_it_can_be() -> None:
    for name in ("\ud800", HUGE, "x" * 100_000, DEEP):
        with pytest.raises(RuleBroken) as refused:
            method_named(name)
        assert len(str(refused.value).encode()) < 250
    for name in ("\ud800", "x" * 100_000):
        with pytest.raises(RuleBroken) as refused:
            METHODS["majority"].rules_from({name: 1})
        assert len(str(refused.value).encode()) < 250


@every_method
def test_an_option_twice_is_refused(name: str) -> None:
    method, options = METHODS[name], options_for(name)
    with pytest.raises(RuleBroken):
        method.check([*options, options[0]], rules_for(name))
