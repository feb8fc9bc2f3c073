"""Who took part, against what was needed: the quorum in a sentence and as a bar."""

from fractions import Fraction
from math import ceil

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.outcome.picture import Bar, Picture, Result, line_at
from gemportal.voting.rules import part_of


def no_quorum(result: Result) -> Message:
    """That there is no result, and why."""
    quorum = result["quorum"]
    heads, weight = quorum["heads"], quorum["weight"]
    if not heads["present"]:
        return _l("Geen geldige uitslag: niemand stemde.")
    if quorum["by"] == "weight" or (quorum["by"] == "both" and heads["present"] >= _needed(result, "heads")):
        return _l(
            "Geen geldige uitslag: wie meedeed, heeft samen %(present)s van de %(roll)s stemmen, te weinig voor het quorum.",
            present=Amount(weight["present"]),
            roll=Amount(weight["roll"]),
        )
    return _ln(
        "Geen geldige uitslag: %(present)s van de %(roll)s stemgerechtigden deed mee, te weinig voor het quorum.",
        "Geen geldige uitslag: %(present)s van de %(roll)s stemgerechtigden deden mee, te weinig voor het quorum.",
        heads["present"],
        present=Amount(heads["present"]),
        roll=Amount(heads["roll"]),
    )


def quorum_of(result: Result) -> Message:
    """Whether enough took part."""
    if Fraction(result["quorum"]["at_least"]) == 0:
        return _l("Er was geen quorum nodig: de uitslag geldt hoeveel er ook meedoen.")
    return _l("Het quorum is gehaald.") if result["quorum"]["met"] else _l("Het quorum is niet gehaald.")


def picture(result: Result) -> Picture:
    """The turnout as a bar: by heads, by weight where that is asked, with the line of the quorum."""
    quorum = result["quorum"]
    heads, weight = quorum["heads"], quorum["weight"]
    by_heads = Bar(
        _l("stemgerechtigden die meededen"),
        part_of(heads["present"], heads["roll"]),
        _l("%(present)s van de %(roll)s", present=Amount(heads["present"]), roll=Amount(heads["roll"])),
    )
    by_weight = Bar(
        _l("stemmen die zij samen hebben"),
        part_of(weight["present"], weight["roll"]),
        _l("%(present)s van de %(roll)s", present=Amount(weight["present"]), roll=Amount(weight["roll"])),
    )
    bars = [by_heads] if quorum["by"] == "heads" and heads == weight else [by_heads, by_weight]
    at_least = Fraction(quorum["at_least"])
    return Picture(
        bars, line_at(at_least, _needed_words(result)) if at_least else None, _l("Opkomst"), quorum_of(result)
    )


def _needed(result: Result, by: str) -> int:
    roll: int = result["quorum"][by]["roll"]
    return ceil(Fraction(result["quorum"]["at_least"]) * roll)


def _needed_words(result: Result) -> Message:
    by = result["quorum"]["by"]
    heads, weight = Amount(_needed(result, "heads")), Amount(_needed(result, "weight"))
    if by == "heads":
        return _l("nodig: %(heads)s stemgerechtigden", heads=heads)
    if by == "weight":
        return _l("nodig: samen %(weight)s stemmen", weight=weight)
    return _l("nodig: %(heads)s stemgerechtigden, met samen %(weight)s stemmen", heads=heads, weight=weight)
