"""From a kind of question to its method, what makes no sense together, and the letters by which options exclude each other."""

from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.voting import rules
from gemportal.voting.methods import METHODS
from gemportal.voting.preparing.rules import (
    WAYS,
    Kind,
    check,
    election_for,
    exclusions,
    kind_named,
    kind_of,
    letters_for,
    majority_for,
    offered,
    weights_in,
)
from gemportal.voting.rules import Draft, Effect, Secrecy, Weights

BUDGET = {"method": "equal-shares", "particular": {"budget": 10}}
PERSONS = {"method": "irv", "secrecy": Secrecy.SECRET, "written": ("Ada", "Ben")}


def a_draft(**changes: Any) -> Draft:
    return Draft(**({"title": "T", "question": "V?", "method": "majority", "closes_on": date(2026, 3, 9)} | changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, None),
        ({"title": " "}, "titel en een vraag"),
        ({"question": ""}, "titel en een vraag"),
        ({"method": "greedy"}, "aangeboden manieren"),
        ({"method": "nothing"}, "aangeboden manieren"),
        ({"threshold": "nearly"}, "aangeboden drempels"),
        ({"effect": rules.SETS_AGENDA}, "volgorde van initiatieven"),
        ({"effect": rules.SETS_AGENDA, "method": "approval", "written": ("Iets",)}, "volgorde van initiatieven"),
        ({"effect": rules.SETS_AGENDA, "method": "ranked"}, None),
        ({"effect": rules.SETS_AGENDA, "method": "approval", "group_number": "G-2026-001"}, "stemmen alle leden"),
        ({"effect": Effect("initiatives:stop", {"number": "I-2026-001"})}, None),
        ({"method": "approval", "written": ("Iets",), "group_number": "G-2026-001"}, None),
        ({"title": "T" * 151}, "hoogstens 150 tekens"),
        ({"question": "V" * 1001}, "hoogstens 1.000 tekens"),
        ({"explanation": "E" * 5001}, "hoogstens 5.000 tekens"),
        ({"method": "score", "written": ("O" * 150, "Iets")}, None),
        ({"method": "score", "written": ("Iets", "O" * 151)}, "“" + "O" * 40 + "…” is te lang. Gebruik"),
        ({"title": "a@b"}, "teken @"),
        ({"question": "a@b"}, "teken @"),
        ({"method": "score", "written": ("Iets", "a@b")}, "teken @"),
        ({"method": "score", "written": ("Iets", "Iets")}, "“Iets” staat er twee keer"),
        ({"method": "score", "written": ("Café", "Cafe\u0301")}, "twee keer"),
        ({"method": "score", "written": ("Loket", "LOKET ")}, "twee keer"),
        ({"method": "score", "written": ("Loket", "Lo\u200bket")}, "twee keer"),
        ({"method": "score", "written": ("Loket", "\u202eLoket")}, "twee keer"),
        ({"method": "score", "written": ("Loket", "\u200b")}, "eigen omschrijving"),
        ({"title": "\u200b"}, "titel en een vraag"),
        (PERSONS | {"written": ("Ada", "ada\u00a0")}, "twee keer"),
        ({"method": "approval", "written": tuple(map(str, range(200)))}, None),
        ({"method": "approval", "written": tuple(map(str, range(201)))}, "hoogstens 200"),
        ({"method": "ranked", "written": tuple(map(str, range(60)))}, None),
        ({"method": "ranked", "written": tuple(map(str, range(61)))}, "hoogstens 60"),
        (PERSONS | {"written": tuple(map(str, range(61)))}, "hoogstens 60"),
        ({"method": "ranked", "written": ("a",), "initiatives": tuple(map(str, range(60)))}, "hoogstens 60"),
        ({"written": ("Iets",)}, "de vraag zelf"),
        ({"method": "consent", "written": ("Iets",)}, "de vraag zelf"),
        ({"method": "consent", "weights": Weights.POPULATION}, "even zwaar"),
        ({"method": "double-majority", "weights": Weights.POPULATION, "quorum_by": "both"}, None),
        ({"quorum_by": "weight"}, "verschillend wegen"),
        ({"quorum_by": "both"}, "verschillend wegen"),
        (BUDGET | {"written": ("Iets",), "costs": {"keuze-1": 3}}, None),
        (BUDGET | {"written": ("Iets",), "costs": {"keuze-1": 10**9}}, None),
        (BUDGET | {"written": ("Iets",), "costs": {"keuze-1": 10**9 + 1}}, "tot en met 1.000.000.000"),
        (BUDGET | {"written": ("Iets",), "costs": {"keuze-1": -1}}, "van 0 tot en met"),
        ({"method": "score", "written": ("Iets", "Niets"), "costs": {"keuze-1": 3}}, "hebben keuzes kosten"),
        (PERSONS, None),
        (PERSONS | {"written": ("Ada",), "method": "majority"}, None),
        (PERSONS | {"weights": Weights.POPULATION}, "even zwaar"),
        ({"method": "score", "secrecy": Secrecy.SECRET}, "alleen voor personen"),
    ],
)
def test_what_makes_no_sense_together_is_refused_before_a_vote_opens(
    changes: dict[str, Any], sentence: str | None
) -> None:
    with pytest.raises(RuleBroken, match=sentence) if sentence else nullcontext():
        check(a_draft(**changes))


def test_every_method_on_offer_answers_a_kind_of_question() -> None:
    assert {kind_of(method) for method in offered()} == set(Kind)
    assert offered() == {name for name, method in METHODS.items() if method.offered}
    assert not offered() & {"greedy", "borda"}
    assert set(WAYS) == {way for way in offered() if kind_of(way) is Kind.PRIORITY}


def test_what_is_asked_in_secret_is_about_persons() -> None:
    assert kind_of("majority") is Kind.PROPOSAL
    assert kind_of("majority", Secrecy.SECRET) is Kind.PERSONS


def test_an_address_names_a_kind_or_none() -> None:
    assert [kind_named(kind.value) for kind in Kind] == list(Kind)
    assert kind_named("anders") is kind_named(None) is None
    assert all(str(kind.label) and str(kind.explanation) for kind in Kind)


def test_weights_seats_and_candidates_choose_the_method() -> None:
    assert majority_for(Weights.EQUAL) == "majority"
    assert majority_for(Weights.POPULATION) == majority_for(Weights.GIVEN) == "double-majority"
    assert [election_for(1, 1), election_for(1, 2), election_for(2, 3)] == ["majority", "irv", "stv"]


def test_the_same_letter_excludes() -> None:
    letters = {"a": "X", "b": "x", "c": " x ", "d": "", "e": "Y", "f": "  "}
    assert exclusions(letters) == {"a": ("b", "c"), "b": ("a", "c"), "c": ("a", "b")}


def test_letters_come_back_from_what_excludes_what() -> None:
    found = exclusions({"a": "K", "b": "K", "c": "L", "d": "L", "e": ""})
    letters = letters_for([*found.items(), ("e", ())])
    assert letters == {"a": "A", "b": "A", "c": "B", "d": "B"}
    assert exclusions(letters) == found
    assert letters_for([("a", ("b",)), ("b", ("c",))]) == {"a": "A", "b": "A", "c": "A"}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Zwolle 3", "GM0166: 2"], {"GM0193": 3, "GM0166": 2}),
        (["zwolle;3", "Bergen (NH.)\t1"], {"GM0193": 3, "GM0373": 1}),
        (["'s-Hertogenbosch | 12"], {"GM0796": 12}),
        (["Zwolle"], "heel getal"),
        (["Zwolle 3,5"], "heel getal"),
        (["Zwolle -3"], "heel getal"),
        (["3"], "heel getal"),
        (["Atlantis 3"], "niet bekend"),
        (["Zwolle 3", "GM0193 3"], "twee keer"),
        ([], {}),
    ],
)
def test_weights_are_read_from_lines(lines: list[str], found: dict[str, int] | str) -> None:
    codes = {"Zwolle": "GM0193", "Kampen": "GM0166", "Bergen (NH.)": "GM0373", "'s-Hertogenbosch": "GM0796"}
    if isinstance(found, dict):
        assert weights_in(lines, codes) == found
    else:
        with pytest.raises(RuleBroken, match=found):
            weights_in(lines, codes)
