"""An answer as its voter would say it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.voting.answers import answer_lines
from gemportal.voting.methods import METHODS
from tests.unit.voting.making import answers, options_for, rules_for

TITLES = {"b": "Bonen", "a": "Appels", "c": "Citroenen"}


@pytest.mark.parametrize(
    ("method", "answer", "lines"),
    [
        ("majority", "against", ["tegen"]),
        ("majority", "blank", ["blanco"]),
        ("double-majority", "abstain", ["onthouding"]),
        ("consent", {"position": "aside"}, ["laat het over aan de anderen"]),
        ("consent", {"position": "objection", "reason": "Te duur."}, ["zwaarwegend bezwaar: Te duur."]),
        ("approval", [], ["blanco"]),
        ("approval", ["c", "b"], ["Bonen", "Citroenen"]),
        ("equal-shares", ["a"], ["Appels"]),
        ("score", {"a": 0, "b": 4}, ["Bonen: 4", "Appels: 0"]),
        ("points", {"a": 1, "c": 9}, ["Appels: 1 punt", "Citroenen: 9 punten"]),
        ("points", {}, ["blanco"]),
        ("ranked", [["c"], ["a", "b"]], ["1. Citroenen", "2. gelijk: Bonen, Appels"]),
        ("irv", [["a"], ["c"]], ["1. Appels", "2. Citroenen"]),
        ("stv", [], ["blanco"]),
    ],
)
def test_an_answer_in_words(method: str, answer: Any, lines: list[str]) -> None:
    assert [str(line) for line in answer_lines(method, answer, TITLES)] == lines


@pytest.mark.parametrize("name", sorted(METHODS))
@given(data=st.data())
def test_every_answer_of_every_method_can_be_said(name: str, data: st.DataObject) -> None:
    method, options = METHODS[name], options_for(name)
    answer = method.validate(data.draw(answers(name)), options, rules_for(name))
    assert all(str(line) for line in answer_lines(name, answer, {option.id: option.title for option in options}))
