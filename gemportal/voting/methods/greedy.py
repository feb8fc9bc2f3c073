"""Greedy: the options with the most votes, each that still fits in the budget (what most participatory budgets do)."""

from gemportal.kernel.figures import Euros
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.budget import Answer, Budget, BudgetRules, check, rules_from, validate
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Method, Roll, participation
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.result import Result


def tally(options: Options, ballots: Ballots[Answer], roll: Roll, rules: BudgetRules, lot: Lot) -> Result:
    """What is bought, in order of votes; the totals are the weights that support each option."""
    quorum = participation(ballots, roll, rules)
    vote = Budget(options, ballots, lot)
    if not quorum["met"]:
        return Result("no-quorum", quorum, vote.votes, (), (), (), {"budget": rules.budget})
    free, ties = vote.free()
    bought, more = vote.greedy(rules.budget, free)
    winners = (*free, *bought)
    rest = tuple(option for option in vote.costs if option not in winners)
    return Result(
        outcome=None,
        quorum=quorum,
        totals=vote.votes,
        ranking=tuple((option,) for option in winners) + ((rest,) if rest else ()),
        winners=winners,
        ties=(*ties, *more),
        detail={"budget": rules.budget, "spent": vote.spent(winners), "heads": vote.heads, "free": free},
    )


def sentences(rules: BudgetRules) -> tuple[Message, ...]:
    """What happens with the money, and what breaks a tie."""
    return (
        _l(
            "De keuzes met de meeste steun worden gekozen, zolang zij passen in %(budget)s.", budget=Euros(rules.budget)
        ),
        _l("Wat niets kost, is gekozen bij steun van meer dan de helft van wie stemt."),
        _l("Bij gelijke stand gaan voor: lagere kosten, steun van meer organisaties; daarna beslist het openbare lot."),
        rules.quorum.sentence(),
    )


METHOD: Method[BudgetRules, Answer] = Method(
    name="greedy",
    purpose="budget",
    shape="options",
    title=_l("Budget op volgorde van steun"),
    question=_l("Welke van deze keuzes steunt u?"),
    answer=_l("Kruis aan wat u steunt. Niets aankruisen is een blanco stem."),
    blank=[],
    rules_from=rules_from,
    check=check,
    validate=validate,
    tally=tally,
    sentences=sentences,
    offered=False,
)
