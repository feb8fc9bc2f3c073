"""A result in words and bars: what a reader sees must be what was counted."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.voting import outcome
from gemportal.voting.methods import method_named
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option

OPTIONS = [Option("a", "Appels"), Option("b", "Bonen"), Option("c", "Citroenen")]
TITLES = {option.id: option.title for option in OPTIONS}


def counted(name: str, answers: list[Any], roll: int = 6, **rules: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rules and the result, as they are sealed and stored."""
    method = method_named(name)
    read = method.rules_from(rules)
    options = [] if name == "majority" else OPTIONS
    ballots = [Ballot(method.validate(answer, options, read)) for answer in answers]
    result = method.tally(options, ballots, Roll(roll, roll), read, Lot(b"seed"))
    return read.as_json(), result.as_json()


POSITION = st.sampled_from(["for", "against", "abstain", "blank"])


@given(st.lists(POSITION, max_size=9), st.sampled_from(["cast", "present", "roll"]), st.sampled_from(["1/2", "2/3"]))
def test_for_reaches_the_line_exactly_when_it_is_adopted(answers: list[str], base: str, share: str) -> None:
    rules, result = counted(
        "majority", answers, 9, base=base, threshold={"more_than": share}, quorum={"at_least": "0/1", "by": "heads"}
    )
    bars = outcome.bars("majority", rules, result, {})
    line = outcome.threshold("majority", result)
    assert line is not None
    assert sum(bar.share for bar in bars) <= 1
    if answers:
        assert (bars[0].share >= line[0]) == (result["outcome"] == "adopted")


def test_shares_stand_on_one_scale() -> None:
    """Not "yes 100 %" beside "abstain 100 %"."""
    rules, result = counted("majority", ["for", "abstain", "abstain", "blank"])
    assert [bar.share for bar in outcome.bars("majority", rules, result, {})] == [
        Fraction(1, 4),
        0,
        Fraction(1, 2),
        Fraction(1, 4),
    ]


@pytest.mark.parametrize(
    ("name", "answers", "rules", "words"),
    [
        ("majority", ["for"] * 3 + ["against"], {}, "Aangenomen: 3 voor en 1 tegen. Nodig waren 3 stemmen voor."),
        ("majority", ["for", "against", "blank"], {}, "Verworpen: 1 voor en 1 tegen. Nodig waren 2 stemmen voor."),
        (
            "majority",
            ["for"],
            {},
            "Geen geldige uitslag: 1 van de 6 stemgerechtigden deden mee, te weinig voor het quorum.",
        ),
        (
            "approval",
            [["b"], ["b", "a"], []],
            {"winners": 0},
            "De leden zetten “Bonen” bovenaan. De hele volgorde staat hieronder.",
        ),
        ("approval", [["b"], ["b", "a"], []], {"winners": 1}, "Gekozen is: Bonen."),
        ("score", [{"a": 5}, {"b": 3, "a": 1}, {}], {"winners": 2}, "Gekozen zijn: Appels, Bonen."),
    ],
)
def test_the_outcome_in_one_sentence(name: str, answers: list[Any], rules: dict[str, Any], words: str) -> None:
    _, result = counted(name, answers, **rules)
    assert str(outcome.sentence(name, result, TITLES)) == words


def test_bars_of_an_order_follow_it() -> None:
    rules, result = counted("score", [{"a": 5, "c": 0}, {"b": 3}, {"b": 1}], winners=0)
    bars = outcome.bars("score", rules, result, TITLES)
    assert [str(bar.label) for bar in bars] == ["1. Appels", "2. Bonen", "3. Citroenen"]
    assert [bar.share for bar in bars] == [Fraction(5, 15), Fraction(4, 15), 0]
    assert str(bars[1].figure) == "4 punten, uit 2 cijfers"


def test_bars_without_a_quorum_have_no_order() -> None:
    rules, result = counted("approval", [["b"]], winners=0)
    bars = outcome.bars("approval", rules, result, TITLES)
    assert [bar.label for bar in bars] == ["Appels", "Bonen", "Citroenen"]


def test_nobody_voting_is_shown_without_failing() -> None:
    for name in ("majority", "approval", "score"):
        rules, result = counted(name, [], quorum={"at_least": "0/1", "by": "heads"})
        assert all(bar.share == 0 for bar in outcome.bars(name, rules, result, TITLES))
        assert str(outcome.sentence(name, result, TITLES))


def test_ties_say_who_and_how() -> None:
    _, result = counted("approval", [["a", "b"], ["a", "b"], ["c"]], winners=0)
    assert [str(line) for line in outcome.ties(result, TITLES)] == [
        "Gelijke stand: Appels, Bonen. Het openbare lot besliste."
    ]
