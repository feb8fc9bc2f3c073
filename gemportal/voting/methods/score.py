"""Score: a number for each option (voting.md, `score`).

An option without a score is missing, not 0. With `missing: zero` the order follows the totals, and a missing score adds
nothing. With `missing: ignore` the order follows the mean of the scores that were given, an exact fraction, so that an
option that few know is not punished for it; options that nobody scored come last. The totals are sums in both cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.choosing import ChoosingRules, Count, chosen_result, sentences_of, winners_from
from gemportal.voting.methods.lot import Lot, tiers
from gemportal.voting.methods.method import Ballots, Method, Roll
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import amounts, at_least_two, known, number, one_of
from gemportal.voting.methods.result import Result

Missing = Literal["zero", "ignore"]


@dataclass(frozen=True)
class ScoreRules(ChoosingRules):
    """`max` is the highest score; `missing` says how an option without a score counts."""

    max: int
    missing: Missing


def rules_from(rules: Mapping[str, object]) -> ScoreRules:
    """Scores from 0 to 5, and a missing score adds nothing, by default."""
    known(rules, {"quorum", "winners", "max", "missing"})
    words: tuple[Missing, ...] = ("zero", "ignore")
    most = number(rules, "max", 5, least=1, most=1000)
    return ScoreRules(quorum_from(rules), winners_from(rules), most, one_of(rules, "missing", words, "zero"))


def validate(answer: object, options: Options, rules: ScoreRules) -> dict[str, int]:
    """A map of options to scores, in order of their id; the empty map is a blank ballot."""
    return amounts(answer, options, rules.max)


def tally(options: Options, ballots: Ballots[dict[str, int]], roll: Roll, rules: ScoreRules, lot: Lot) -> Result:
    """Options by total, or by mean when missing scores are ignored. Who scored above 0 stands behind an option."""
    ids = [option.id for option in options]
    totals = {option: sum(b.weight * b.answer.get(option, 0) for b in ballots) for option in ids}
    scored = {option: sum(b.weight for b in ballots if option in b.answer) for option in ids}
    heads = {option: sum(b.heads for b in ballots if b.answer.get(option)) for option in ids}
    means = {option: Fraction(totals[option], scored[option]) for option in ids if scored[option]}
    tied = tiers(ids, lambda option: totals[option] if rules.missing == "zero" else means.get(option, Fraction(-1)))
    count = Count(totals, tied, heads, {"scored": scored, "mean": {option: means.get(option) for option in ids}})
    return chosen_result(count, ballots, roll, rules, lot)


def sentences(rules: ScoreRules) -> tuple[Message, ...]:
    """The scores, and what a missing one means."""
    zero = _l(
        "U geeft elke keuze een cijfer van 0 tot en met %(max)s; het hoogste totaal komt eerst, en geen cijfer telt als 0.",
        max=rules.max,
    )
    ignore = _l(
        "U geeft elke keuze een cijfer van 0 tot en met %(max)s; het hoogste gemiddelde van de gegeven cijfers komt eerst, "
        "en geen cijfer telt niet mee.",
        max=rules.max,
    )
    return sentences_of(zero if rules.missing == "zero" else ignore, rules)


METHOD: Method[ScoreRules, dict[str, int]] = Method(
    name="score",
    purpose="priority",
    shape="scores",
    title=_l("Cijfers geven"),
    question=_l("Hoe belangrijk vindt u elk van deze keuzes?"),
    answer=_l("Geef elke keuze een cijfer. Geen enkel cijfer geven is een blanco stem."),
    blank={},
    rules_from=rules_from,
    check=at_least_two,
    validate=validate,
    tally=tally,
    sentences=sentences,
)
