"""What the methods share that put options in an order: their rules, and how an order becomes a result."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.methods.lot import Lot, complete_order
from gemportal.voting.methods.method import Ballots, Roll, Rules, participation
from gemportal.voting.methods.reading import number
from gemportal.voting.methods.result import Result


@dataclass(frozen=True)
class ChoosingRules(Rules):
    """`winners` is how many options are chosen; 0 where the order of all of them is what was asked."""

    winners: int


def winners_from(rules: Mapping[str, object]) -> int:
    """How many win: one by default."""
    return number(rules, "winners", 1, least=0, most=1000)


def blanks(ballots: Ballots[Any]) -> dict[str, int]:
    """The blank ballots, for the detail of a result. An empty answer is a blank one."""
    blank = [ballot for ballot in ballots if not ballot.answer]
    return {"heads": sum(ballot.heads for ballot in blank), "weight": sum(ballot.weight for ballot in blank)}


@dataclass(frozen=True)
class Count:
    """What a method counted: totals to show, tiers from first to last, and how many organisations stand behind each.

    An option with no organisation behind it never wins, however few the others are.
    """

    totals: Mapping[str, int]
    tiers: Iterable[Collection[str]]
    heads: Mapping[str, int]
    detail: Mapping[str, object]


def chosen_result(count: Count, ballots: Ballots[Any], roll: Roll, rules: ChoosingRules, lot: Lot) -> Result:
    """The result with its complete order; without a quorum there is no order, and no lot is drawn."""
    quorum = participation(ballots, roll, rules)
    order, ties = complete_order(count.tiers, count.heads, lot) if quorum["met"] else ((), ())
    return Result(
        outcome=None if quorum["met"] else "no-quorum",
        quorum=quorum,
        totals=count.totals,
        ranking=tuple((option,) for option in order),
        winners=tuple(option for option in order[: rules.winners] if count.heads[option]),
        ties=ties,
        detail={"heads": count.heads, "blank": blanks(ballots), **count.detail},
    )


def sentences_of(rule: Message, rules: ChoosingRules) -> tuple[Message, ...]:
    """The method's own sentence, then who wins, how ties are broken, and the quorum."""
    order = _l("De hele volgorde is de uitslag.")
    return (
        rule,
        _ln("De eerste keuze wint.", "De eerste %(n)s keuzes winnen.", rules.winners) if rules.winners else order,
        _l("Bij gelijke stand gaat voor wie van meer organisaties steun kreeg; daarna beslist het openbare lot."),
        rules.quorum.sentence(),
    )
