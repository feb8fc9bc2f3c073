"""Points: divide a number of points over the options (voting.md, `points`). Going over it is refused, never cut down."""

from collections.abc import Mapping
from dataclasses import dataclass

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.choosing import ChoosingRules, Count, chosen_result, sentences_of, winners_from
from gemportal.voting.methods.lot import Lot, tiers
from gemportal.voting.methods.method import Ballots, Method, Roll
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import amounts, at_least_two, known, number
from gemportal.voting.methods.result import Result


@dataclass(frozen=True)
class PointsRules(ChoosingRules):
    """`points` is what one ballot can spend; spending less is allowed."""

    points: int


def rules_from(rules: Mapping[str, object]) -> PointsRules:
    """Ten points, by default."""
    known(rules, {"quorum", "winners", "points"})
    return PointsRules(quorum_from(rules), winners_from(rules), number(rules, "points", 10, least=1, most=1_000_000))


def validate(answer: object, options: Options, rules: PointsRules) -> dict[str, int]:
    """A map of options to points without the zeros, in order of their id; the empty map is a blank ballot."""
    given = amounts(answer, options, rules.points)
    if sum(given.values()) > rules.points:
        raise RuleBroken(
            _l(
                "U verdeelde %(spent)s punten, en u hebt er %(points)s: haal er ergens af.",
                spent=sum(given.values()),
                points=rules.points,
            )
        )
    return {option: points for option, points in given.items() if points}


def tally(options: Options, ballots: Ballots[dict[str, int]], roll: Roll, rules: PointsRules, lot: Lot) -> Result:
    """Options in order of their points."""
    ids = [option.id for option in options]
    totals = {option: sum(b.weight * b.answer.get(option, 0) for b in ballots) for option in ids}
    heads = {option: sum(b.heads for b in ballots if option in b.answer) for option in ids}
    count = Count(totals, tiers(ids, lambda option: totals[option]), heads, {})
    return chosen_result(count, ballots, roll, rules, lot)


def sentences(rules: PointsRules) -> tuple[Message, ...]:
    """How many points there are to divide."""
    rule = _l(
        "U verdeelt ten hoogste %(points)s punten; de keuze met de meeste punten komt eerst.", points=rules.points
    )
    return sentences_of(rule, rules)


METHOD: Method[PointsRules, dict[str, int]] = Method(
    name="points",
    purpose="priority",
    shape="points",
    title=_l("Punten verdelen"),
    question=_l("Hoe verdeelt u uw punten over deze keuzes?"),
    answer=_l("Verdeel uw punten. Geen punten geven is een blanco stem."),
    blank={},
    rules_from=rules_from,
    check=at_least_two,
    validate=validate,
    tally=tally,
    sentences=sentences,
)
