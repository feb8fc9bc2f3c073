"""Equal shares: everybody holds an equal part of the budget and pays for what they support (voting.md, `equal-shares`).

Source of the rule: Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021),
with the cost of an option as its utility; completed by raising everybody's endowment one euro at a time.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gemportal.kernel.figures import Euros
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.budget import Answer, Budget, BudgetRules, check, rules_from, validate
from gemportal.voting.methods.endowments import last_endowment
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Method, Roll, participation
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.purses import Purses
from gemportal.voting.methods.result import Result, Tie
from gemportal.voting.methods.shop import Shop, on_offer


@dataclass(frozen=True)
class Purchases:
    """What one endowment buys: options in the order of buying with the price per euro of use, and the ties on the way."""

    endowment: int
    bought: Mapping[str, Fraction]
    ties: tuple[Tie, ...]


def buy(vote: Budget, endowment: int, taken: Collection[str]) -> Purchases:
    """Plain equal shares with this endowment for each voter."""
    shop, bought, ties = Shop(vote, Purses(vote, endowment), on_offer(vote, taken)), dict[str, Fraction](), list[Tie]()
    while (choice := shop.choose()) is not None:
        shop.buy(choice)
        bought[choice.option] = choice.price
        ties += choice.ties
    return Purchases(endowment, bought, tuple(ties))


def complete(vote: Budget, budget: int, taken: Collection[str]) -> tuple[Purchases, Purchases]:
    """Plain equal shares, and what raising the endowment by one euro at a time makes of it."""
    first = budget // max(vote.voters, 1)
    return buy(vote, first, taken), buy(vote, last_endowment(vote, first, budget, taken), taken)


def tally(options: Options, ballots: Ballots[Answer], roll: Roll, rules: BudgetRules, lot: Lot) -> Result:
    """What is bought, in the order of buying; the totals are the weights that support each option."""
    quorum = participation(ballots, roll, rules)
    vote = Budget(options, ballots, lot)
    if not quorum["met"]:
        return Result("no-quorum", quorum, vote.votes, (), (), (), {"budget": rules.budget})
    free, ties = vote.free()
    plain, final = complete(vote, rules.budget, free)
    greedy, _ = vote.greedy(rules.budget, free)
    winners = (*free, *final.bought)
    rest = tuple(option for option in vote.costs if option not in winners)
    return Result(
        outcome=None,
        quorum=quorum,
        totals=vote.votes,
        ranking=tuple((option,) for option in winners) + ((rest,) if rest else ()),
        winners=winners,
        ties=(*ties, *final.ties),
        detail={
            "budget": rules.budget,
            "spent": vote.spent(winners),
            "endowment": final.endowment,
            "price": final.bought,
            "heads": vote.heads,
            "free": free,
            "plain": {"endowment": plain.endowment, "winners": list(plain.bought)}
            | {"preferred": vote.prefer(winners, [*free, *plain.bought])},
            "greedy": {"winners": greedy, "preferred": vote.prefer(winners, [*free, *greedy])},
        },
    )


def sentences(rules: BudgetRules) -> tuple[Message, ...]:
    """What happens with the money, and what breaks a tie."""
    return (
        _l(
            "Elke stem krijgt een gelijk deel van %(budget)s en betaalt mee aan wat die stem steunt; gekozen wordt wat voor "
            "zijn steuners het voordeligst is.",
            budget=Euros(rules.budget),
        ),
        _l("Wat niets kost, is gekozen bij steun van meer dan de helft van wie stemt."),
        _l(
            "Bij gelijke stand gaan voor: lagere kosten, meer stemmen, steun van meer organisaties; daarna beslist het "
            "openbare lot."
        ),
        rules.quorum.sentence(),
    )


METHOD: Method[BudgetRules, Answer] = Method(
    name="equal-shares",
    purpose="budget",
    shape="options",
    title=_l("Budget in gelijke delen"),
    question=_l("Aan welke van deze keuzes wilt u meebetalen?"),
    answer=_l("Kruis aan wat u steunt. Niets aankruisen is een blanco stem: uw deel blijft dan ongebruikt."),
    blank=[],
    rules_from=rules_from,
    check=check,
    validate=validate,
    tally=tally,
    sentences=sentences,
)
