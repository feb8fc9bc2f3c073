"""The outcome in one sentence, for every method and for what goes wrong in each."""

from typing import Any

import pytest

from gemportal.voting import outcome
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.option import Option
from tests.unit.voting.outcome.counting import NO_QUORUM, counted

CONSENT, ASIDE = {"position": "consent"}, {"position": "aside"}
CONCERN, OBJECTION = ({"position": position, "reason": "Te duur."} for position in ("concern", "objection"))
FREE = [Option("a", "Appels", 30), Option("g", "Gratis", 0)]
MANY = [Option(f"o{at}", f"Optie {at}", 1) for at in range(7)]


def said(name: str, answers: list[Any], **more: Any) -> str:
    sealed, result = counted(name, answers, **more)
    return str(outcome.sentence(sealed.method, result, sealed.titles)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("answers", "rules", "words"),
    [
        (["for"] * 3 + ["against"], {}, "Aangenomen: 3 voor en 1 tegen. Nodig waren 3 stemmen voor."),
        (["for", "blank", "blank"], {}, "Aangenomen: 1 voor en 0 tegen. Nodig was 1 stem voor."),
        (["for", "against", "against"], {}, "Verworpen: 1 voor en 2 tegen. Nodig waren 2 stemmen voor."),
        (
            ["for", "against", "blank"],
            {},
            "Verworpen: 1 voor en evenveel tegen. Bij evenveel stemmen is een voorstel verworpen.",
        ),
        (["blank", "abstain", "blank"], {}, "Verworpen: niemand stemde voor of tegen."),
        ([], {"quorum": NO_QUORUM}, "Verworpen: niemand stemde voor of tegen."),
        ([], {}, "Geen geldige uitslag: niemand stemde."),
        (
            ["for"],
            {},
            "Geen geldige uitslag: 1 van de 6 stemgerechtigden deed mee, te weinig voor het quorum.",
        ),
        (
            ["for"] * 5,
            {"weights": (1, 1, 1, 1, 1, 1200), "quorum": {"at_least": "1/2", "by": "both"}},
            "Geen geldige uitslag: wie meedeed, heeft samen 5 van de 1.205 stemmen, te weinig voor het quorum.",
        ),
        (
            ["for"] * 4,
            {"weights": (1000, 500, 20, 3)},
            "Aangenomen: 1.523 voor en 0 tegen. Nodig waren 762 stemmen voor.",
        ),
    ],
)
def test_for_or_against(answers: list[str], rules: dict[str, Any], words: str) -> None:
    assert said("majority", answers, **rules) == words


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["for"] * 3 + ["against"], "Gekozen is: Ada Visser, met 3 voor en 1 tegen. Nodig waren 3 stemmen voor."),
        (["for", "blank", "blank"], "Gekozen is: Ada Visser, met 1 voor en 0 tegen. Nodig was 1 stem voor."),
        (["for", "against", "against"], "Niet gekozen: 1 voor en 2 tegen. Nodig waren 2 stemmen voor."),
        (
            ["for", "against", "blank"],
            "Niet gekozen: 1 voor en evenveel tegen. Bij evenveel stemmen is een kandidaat niet gekozen.",
        ),
        (["blank", "abstain", "blank"], "Niet gekozen: niemand stemde voor of tegen."),
        (["for"], "Geen geldige uitslag: 1 van de 6 stemgerechtigden deed mee, te weinig voor het quorum."),
    ],
)
def test_for_or_against_one_candidate(answers: list[str], words: str) -> None:
    assert said("majority", answers, options=[Option("keuze-1", "Ada Visser")], secrecy="secret") == words


@pytest.mark.parametrize(
    ("answers", "weights", "words"),
    [
        (
            ["for", "for", "against"],
            (5, 5, 1),
            "Aangenomen met de steun van 2 organisaties (nodig: 2), samen goed voor 10 stemmen (nodig: 6).",
        ),
        (
            ["for", "for", "against"],
            (1, 1, 9),
            "Verworpen: voor waren genoeg organisaties, maar samen hebben zij te weinig stemmen: 2, en nodig waren er 6.",
        ),
        (
            ["for", "against", "against"],
            (9, 1, 1),
            "Verworpen: de stemmen voor wegen zwaar genoeg, maar komen van te weinig organisaties: 1, en nodig waren er 2.",
        ),
        (
            ["for", "against", "against"],
            (1, 1, 1),
            "Verworpen: voor waren te weinig organisaties (1, nodig: 2) met te weinig stemmen (1, nodig: 2).",
        ),
        (["blank", "blank", "abstain"], (1, 1, 1), "Verworpen: niemand stemde voor of tegen."),
    ],
)
def test_by_heads_and_by_weight(answers: list[str], weights: tuple[int, ...], words: str) -> None:
    assert said("double-majority", answers, weights=weights) == words


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([CONSENT, CONSENT, ASIDE], "Aangenomen zonder bezwaar: 2 organisaties stemden in."),
        ([CONSENT, ASIDE, ASIDE], "Aangenomen zonder bezwaar: 1 organisatie stemde in."),
        (
            [CONSENT, CONSENT, CONCERN],
            "Aangenomen zonder zwaarwegend bezwaar: 3 stemden in, van wie 1 met een zorg.",
        ),
        ([CONSENT, CONSENT, OBJECTION], "Niet aangenomen: er staat 1 zwaarwegend bezwaar."),
        ([OBJECTION, CONSENT, OBJECTION], "Niet aangenomen: er staan 2 zwaarwegende bezwaren."),
        ([ASIDE, ASIDE, ASIDE], "Niet aangenomen: niemand stemde in."),
    ],
)
def test_consent(answers: list[dict[str, str]], words: str) -> None:
    assert said("consent", answers) == words


@pytest.mark.parametrize(
    ("name", "answers", "rules", "words"),
    [
        ("approval", [["b"], ["b", "a"], []], {"winners": 0}, "Bovenaan staat: Bonen."),
        ("approval", [["b"], ["b", "a"], []], {"winners": 1}, "Gekozen is: Bonen."),
        ("approval", [["a"], ["b"], []], {"winners": 1}, "Gekozen is: Appels. Het openbare lot besliste."),
        ("approval", [["a"], ["b"], []], {"winners": 0}, "Bovenaan staat: Appels. Het openbare lot besliste."),
        ("approval", [["a"], ["b"], []], {"winners": 2}, "Gekozen zijn: Appels, Bonen."),
        ("approval", [["a"], ["a"], ["b"], ["c"]], {"winners": 1}, "Gekozen is: Appels."),
        ("approval", [[], [], []], {"winners": 1}, "Niets is gekozen: alle stemmen waren blanco."),
        ("approval", [], {"quorum": NO_QUORUM}, "Niets is gekozen: niemand stemde."),
        ("score", [{"a": 5}, {"b": 3, "a": 1}, {}], {"winners": 2}, "Gekozen zijn: Appels, Bonen."),
        ("score", [{"a": 0}, {"b": 0}, {}], {}, "Niets is gekozen: geen enkele keuze kreeg steun."),
        ("points", [{"a": 5}, {"b": 6}, {}], {}, "Gekozen is: Bonen."),
        ("ranked", [[["a"], ["b"]], [["a"]], []], {"winners": 0}, "Bovenaan staat: Appels."),
        (
            "irv",
            [[["a"]], [["b"]], [["b"]], [["c"], ["a"]], [["a"]]],
            {},
            "Gekozen is: Appels, in ronde 2, met 3 van de 5 stemmen die nog telden.",
        ),
        ("irv", [[["a"]], [["a"]], [["b"]]], {}, "Gekozen is: Appels, met 2 van de 3 stemmen die nog telden."),
        ("irv", [[], [], []], {}, "Niets is gekozen: alle stemmen waren blanco."),
        ("stv", [[["a"], ["b"]]] * 3, {"seats": 2}, "Gekozen zijn: Appels, Bonen."),
        ("stv", [[["a"], ["b"]]] * 3, {"seats": 3}, "Gekozen zijn: Appels, Bonen. Eén plaats blijft leeg."),
        ("stv", [[], [], []], {"seats": 2}, "Niets is gekozen: alle stemmen waren blanco."),
    ],
)
def test_orders_and_elections(name: str, answers: list[Any], rules: dict[str, Any], words: str) -> None:
    assert said(name, answers, **rules) == words


@pytest.mark.parametrize(
    ("answers", "rules", "words"),
    [
        (
            [["b"], ["b", "c"], ["b"]],
            {"budget": 45},
            "Gekozen zijn: Bonen, Citroenen. Samen kost dat € 40 van de € 45.",
        ),
        ([["b"], ["b"], ["b"]], {"budget": 1000}, "Gekozen is: Bonen. Dat kost € 20 van de € 1.000."),
        (
            [["a"], ["b"], ["c"]],
            {"budget": 15},
            "Niets is gekozen: geen enkele keuze kreeg genoeg geld of steun bij elkaar.",
        ),
        ([[], [], []], {"budget": 15}, "Niets is gekozen: alle stemmen waren blanco."),
        ([["g"], ["g"], ["g"]], {"budget": 15, "options": FREE}, "Gekozen is: Gratis. Dat kost € 0 van de € 15."),
        (
            [[option.id for option in MANY[:6]]] * 3,
            {"budget": 6, "options": MANY},
            "Gekozen zijn 6 van de 7 keuzes. Samen kost dat € 6 van de € 6.",
        ),
    ],
)
def test_budgets(answers: list[list[str]], rules: dict[str, Any], words: str) -> None:
    assert said("equal-shares", answers, **rules) == words
    assert said("greedy", answers, **rules) == words


def test_a_tie_that_waits_for_a_new_vote() -> None:
    _, result = counted("approval", [["a"], ["b"], ["a", "b"]])
    told = outcome.sentence(METHODS["approval"], result | {"outcome": "tied"}, {})
    assert str(told) == "Gelijke stand: er is nog niemand gekozen. Er komt een nieuwe stemming."


def test_every_method_that_is_offered_can_be_told() -> None:
    assert set(outcome.KINDS) >= {name for name, method in METHODS.items() if method.offered}


@pytest.mark.parametrize("answers", [[], [[], []]], ids=["nobody voted", "all were blank"])
@pytest.mark.parametrize("method", ["approval", "ranked"])
def test_what_nobody_supported_stands_in_no_order_and_is_no_tie(method: str, answers: list[Any]) -> None:
    sealed, result = counted(method, answers, quorum=NO_QUORUM)
    assert [tie["broken_by"] for tie in result["ties"]] == ["lot"]
    assert outcome.ties(result, sealed.titles) == []
    assert outcome.public_lot(result, sealed.titles, "0" * 64, secret=b"", counted={}) is None
    assert [str(bar.label) for bar in outcome.pictures(sealed, result)[0].bars] == ["Appels", "Bonen", "Citroenen"]
