"""Approval: pick every option you support (voting.md, `approval`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.methods.choosing import ChoosingRules, Count, chosen_result, sentences_of, winners_from
from gemportal.voting.methods.lot import Lot, tiers
from gemportal.voting.methods.method import Ballots, Method, Roll
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import at_least_two, chosen, known, number
from gemportal.voting.methods.result import Result

NO_LIMIT = 0


@dataclass(frozen=True)
class ApprovalRules(ChoosingRules):
    """`max` is the most options one ballot may name; 0 is no limit."""

    max: int


def rules_from(rules: Mapping[str, object]) -> ApprovalRules:
    """As many as one likes, by default."""
    known(rules, {"quorum", "winners", "max"})
    most = number(rules, "max", NO_LIMIT, least=0, most=1000)
    return ApprovalRules(quorum_from(rules), winners_from(rules), most)


def validate(answer: object, options: Options, rules: ApprovalRules) -> list[str]:
    """A list of different options, in order of their id; the empty list is a blank ballot."""
    picked = chosen(answer, options)
    if rules.max and len(picked) > rules.max:
        raise RuleBroken(
            _ln(
                "Kies er één; u koos er %(chosen)s.",
                "Kies er ten hoogste %(n)s; u koos er %(chosen)s.",
                rules.max,
                chosen=len(picked),
            )
        )
    return picked


def tally(options: Options, ballots: Ballots[list[str]], roll: Roll, rules: ApprovalRules, lot: Lot) -> Result:
    """Options in order of the weight that supports them."""
    ids = [option.id for option in options]
    totals = {option: sum(b.weight for b in ballots if option in b.answer) for option in ids}
    heads = {option: sum(b.heads for b in ballots if option in b.answer) for option in ids}
    count = Count(totals, tiers(ids, lambda option: totals[option]), heads, {})
    return chosen_result(count, ballots, roll, rules, lot)


def sentences(rules: ApprovalRules) -> tuple[Message, ...]:
    """How many one may pick, and what is counted."""
    limited = _ln(
        "U kiest één keuze die u steunt; de keuze met de meeste steun komt eerst.",
        "U kiest ten hoogste %(n)s keuzes die u steunt; de keuze met de meeste steun komt eerst.",
        rules.max,
    )
    free = _l("U kiest alles wat u steunt; de keuze met de meeste steun komt eerst.")
    return sentences_of(limited if rules.max else free, rules)


METHOD: Method[ApprovalRules, list[str]] = Method(
    name="approval",
    purpose="priority",
    shape="options",
    title=_l("Steun aankruisen"),
    question=_l("Welke van deze keuzes steunt u?"),
    answer=_l("Kruis aan wat u steunt. Niets aankruisen is een blanco stem."),
    blank=[],
    rules_from=rules_from,
    check=at_least_two,
    validate=validate,
    tally=tally,
    sentences=sentences,
)
