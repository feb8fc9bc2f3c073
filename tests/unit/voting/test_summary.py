"""The rule and the quorum in one sentence, for every method, threshold and quorum."""

from typing import Any

import pytest

from gemportal.kernel.words import _l
from gemportal.voting.methods import METHODS, method_named
from gemportal.voting.preparing.rules import offered
from gemportal.voting.rules import THRESHOLDS, Scope
from gemportal.voting.summary import summary

MEMBERS = _l("leden")
HALF = {"quorum": {"at_least": "1/2", "by": "heads"}}
OWN: dict[str, dict[str, Any]] = {"equal-shares": {"budget": 1250000}, "greedy": {"budget": 10}, "stv": {"seats": 3}}


def said(name: str, *, secret: bool = False, **rules: Any) -> str:
    method = method_named(name, secret=secret)
    read = method.rules_from(HALF | OWN.get(name, {}) | rules)
    return str(summary(method, read, MEMBERS))


def test_of_one_candidate_it_says_when_that_one_is_elected() -> None:
    assert said("majority", secret=True) == (
        "De kandidaat is gekozen bij meer dan de helft van de stemmen voor en tegen samen, "
        "als ten minste de helft van de leden meedoet."
    )


def of(threshold: str) -> dict[str, Any]:
    share, base = THRESHOLDS[threshold]
    return {"threshold": share, "base": base}


@pytest.mark.parametrize(
    ("threshold", "sentence"),
    [
        ("simple", "bij meer dan de helft van de stemmen voor en tegen samen, als"),
        ("present", "bij meer dan de helft van alle stemmen, ook blanco en onthouding, als"),
        ("absolute", "bij meer dan de helft van de stemmen van alle leden, als"),
        ("qualified", "bij ten minste twee derde van de stemmen voor en tegen samen, als"),
        ("unanimous", "als alle leden voor stemmen."),
    ],
)
def test_every_threshold_has_its_sentence(threshold: str, sentence: str) -> None:
    assert f"Aangenomen {sentence}" in said("majority", **of(threshold))


def test_every_threshold_says_something_else() -> None:
    for method in ("majority", "double-majority"):
        assert len({said(method, **of(threshold)) for threshold in THRESHOLDS}) == len(THRESHOLDS)


@pytest.mark.parametrize(
    ("quorum", "sentence"),
    [
        ({"at_least": "1/2"}, ", als ten minste de helft van de leden meedoet."),
        ({"at_least": "1/3", "by": "weight"}, ", als ten minste een derde van het stemgewicht meedoet."),
        (
            {"at_least": "2/3", "by": "both"},
            ", als ten minste twee derde van de leden en van het stemgewicht meedoet.",
        ),
        ({"at_least": "0/1"}, ", hoeveel leden er ook meedoen."),
        ({"at_least": "1/1"}, ", als alle leden meedoen."),
    ],
)
@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_says_its_quorum(method: str, quorum: dict[str, str], sentence: str) -> None:
    assert said(method, quorum=quorum).endswith(sentence)


def test_each_method_that_is_offered_has_a_sentence_of_its_own() -> None:
    rules = {said(method).partition(", als ten minste")[0] for method in offered()}
    assert len(rules) == len(offered())
    assert all(len(rule.split()) > 3 and "." not in rule.rstrip(".").replace("1.250.000", "") for rule in rules)


@pytest.mark.parametrize(
    ("method", "rules", "sentence"),
    [
        ("double-majority", {}, "zowel naar stemgewicht als naar aantal leden"),
        ("consent", {}, "geen zwaarwegend bezwaar"),
        ("approval", {"winners": 0}, "De keuze met de meeste steun komt eerst, als"),
        ("approval", {"winners": 1}, "De keuze met de meeste steun wint, als"),
        ("points", {"winners": 2}, "De 2 keuzes met de meeste punten winnen, als"),
        ("score", {"missing": "zero"}, "het hoogste totaal van de cijfers"),
        ("score", {"missing": "ignore"}, "het hoogste gemiddelde cijfer"),
        ("ranked", {"winners": 0}, "twee aan twee van de andere wint, komt eerst"),
        ("ranked", {"winners": 2}, "De 2 keuzes"),
        ("equal-shares", {}, "€\N{NO-BREAK SPACE}1.250.000"),
        ("stv", {}, "De 3 plaatsen"),
        ("stv", {"seats": 1}, "Er is 1 plaats"),
    ],
)
def test_the_rule_is_in_it(method: str, rules: dict[str, Any], sentence: str) -> None:
    assert sentence in said(method, **rules)


def test_a_group_votes_by_its_participants() -> None:
    assert [str(scope.label) for scope in Scope] == ["leden", "deelnemers"]
