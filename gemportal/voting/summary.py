"""When something is decided, in one sentence, for whoever prepares a vote and for whoever votes. Pure.

The whole of the rules, ties and blanks included, stands in the sentences of the method.
"""

from collections.abc import Callable
from typing import Any

from gemportal.kernel.figures import Euros
from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.methods.majority import ONE_CANDIDATE
from gemportal.voting.methods.method import Method
from gemportal.voting.methods.quorum import Quorum
from gemportal.voting.methods.reading import part


def summary(method: Method[Any, Any], rules: Any, roll_word: Message) -> Message:
    """The rule and the quorum as one sentence. `rules` are as the method reads them; `roll_word` names those who vote, in
    the plural: "leden", "deelnemers".
    """
    clause = None if method is ONE_CANDIDATE else _CLAUSES.get(method.name)
    rule = clause(rules, roll_word) if clause else str(method.sentences(rules)[0]).rstrip(".")
    if clause and _all_must_agree(rules):
        return _l("Aangenomen als alle %(voters)s voor stemmen.", voters=roll_word)
    return _with_quorum(rule, rules.quorum, roll_word)


def _with_quorum(rule: Message | str, quorum: Quorum, roll_word: Message) -> Message:
    values = {"rule": rule, "part": part(quorum.at_least), "voters": roll_word}
    if quorum.at_least == 0:
        return _l("%(rule)s, hoeveel %(voters)s er ook meedoen.", **values)
    if quorum.at_least == 1:
        return _l("%(rule)s, als alle %(voters)s meedoen.", **values)
    if quorum.by == "heads":
        return _l("%(rule)s, als ten minste %(part)s van de %(voters)s meedoet.", **values)
    if quorum.by == "weight":
        return _l("%(rule)s, als ten minste %(part)s van het stemgewicht meedoet.", **values)
    return _l("%(rule)s, als ten minste %(part)s van de %(voters)s en van het stemgewicht meedoet.", **values)


def _all_must_agree(rules: Any) -> bool:
    """Nobody can stay away then, whatever the quorum is."""
    return getattr(rules, "base", "") == "roll" and rules.passes[1] == 1


def _majority(rules: Any, roll_word: Message) -> Message:
    how, share = rules.passes
    values = {"base": _base(rules.base, roll_word), "part": part(share)}
    if share == 1:
        return _l("Aangenomen bij alleen stemmen voor, geteld over %(base)s", base=values["base"])
    if how == "more_than":
        return _l("Aangenomen bij meer dan %(part)s van %(base)s", **values)
    return _l("Aangenomen bij ten minste %(part)s van %(base)s", **values)


def _double_majority(rules: Any, roll_word: Message) -> Message:
    values = {"rule": _majority(rules, roll_word), "voters": roll_word}
    return _l("%(rule)s, zowel naar stemgewicht als naar aantal %(voters)s", **values)


def _base(base: str, roll_word: Message) -> Message:
    if base == "cast":
        return _l("de stemmen voor en tegen samen")
    if base == "present":
        return _l("alle stemmen, ook blanco en onthouding")
    return _l("de stemmen van alle %(voters)s", voters=roll_word)


def _consent(rules: Any, roll_word: Message) -> Message:
    return _l("Aangenomen als bij de sluiting geen zwaarwegend bezwaar staat")


def _first(most: Message) -> Callable[[Any, Message], Message]:
    """Whoever has the most of something comes first; how many win, if not the whole order is the result."""

    def clause(rules: Any, roll_word: Message) -> Message:
        if rules.winners:
            return _ln("De keuze met %(most)s wint", "De %(n)s keuzes met %(most)s winnen", rules.winners, most=most)
        return _l("De keuze met %(most)s komt eerst", most=most)

    return clause


def _score(rules: Any, roll_word: Message) -> Message:
    most = _l("het hoogste totaal van de cijfers") if rules.missing == "zero" else _l("het hoogste gemiddelde cijfer")
    return _first(most)(rules, roll_word)


def _ranked(rules: Any, roll_word: Message) -> Message:
    if rules.winners:
        return _ln(
            "De keuze die twee aan twee van de andere wint, is gekozen",
            "De %(n)s keuzes die twee aan twee van de andere winnen, zijn gekozen",
            rules.winners,
        )
    return _l("De keuze die twee aan twee van de andere wint, komt eerst")


def _run_off(rules: Any, roll_word: Message) -> Message:
    return _l("Gekozen is wie, terwijl de laatste telkens afvalt, meer dan de helft van de stemmen krijgt")


def _seats(rules: Any, roll_word: Message) -> Message:
    return _ln(
        "Er is %(n)s plaats, voor wie de meeste stemmen krijgt",
        "De %(n)s plaatsen worden verdeeld in verhouding tot de stemmen",
        rules.seats,
    )


def _equal_shares(rules: Any, roll_word: Message) -> Message:
    return _l(
        "Elke stem krijgt een gelijk deel van %(budget)s en betaalt mee aan wat die stem steunt",
        budget=Euros(rules.budget),
    )


_CLAUSES: dict[str, Callable[[Any, Message], Message]] = {
    "majority": _majority,
    "double-majority": _double_majority,
    "consent": _consent,
    "approval": _first(_l("de meeste steun")),
    "score": _score,
    "points": _first(_l("de meeste punten")),
    "ranked": _ranked,
    "irv": _run_off,
    "stv": _seats,
    "equal-shares": _equal_shares,
}
