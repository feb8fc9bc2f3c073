"""What each member's share of the budget paid for, for the page of a vote that was counted by equal shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gemportal.voting.methods.budget import Answer, Budget
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.purses import Purses
from gemportal.voting.methods.shop import Shop, first_bid


@dataclass(frozen=True)
class Payment:
    """What one ballot held, what it paid for each option that was bought with it, and what is left: exact euros.

    `endowment` is `left` and all that was `paid` together. Only what the ballot supports is in `paid`.
    """

    endowment: Fraction
    paid: Mapping[str, Fraction]

    @property
    def left(self) -> Fraction:
        return self.endowment - sum(self.paid.values())


def payments(
    options: Sequence[Option], ballots: Ballots[Answer], endowment: int, bought: Iterable[str]
) -> tuple[Payment, ...]:
    """The payment of each ballot, in the order of the ballots. A ballot of weight w holds and pays as w voters do.

    `endowment` and `bought` are those of the counted result: `detail["endowment"]`, and `winners` in their order. What
    is free among these is paid by nobody.
    """
    vote = Budget(options, ballots, Lot(None))
    shop, left = Shop(vote, Purses(vote, endowment), {}), [Fraction(endowment)] * len(vote.answers)
    paid: list[dict[str, Fraction]] = [{} for _ in vote.answers]
    for option in bought:
        if not vote.costs[option]:
            continue
        each = shop.repeat(option, first_bid(vote, option))
        for at, (answer, _) in enumerate(vote.answers):
            if option in answer:
                paid[at][option] = min(left[at], each)
                left[at] -= paid[at][option]
    at_answer = {answer: at for at, (answer, _) in enumerate(vote.answers)}
    return tuple(_of(ballot.weight, endowment, paid[at_answer[frozenset(ballot.answer)]]) for ballot in ballots)


def _of(weight: int, endowment: int, paid: Mapping[str, Fraction]) -> Payment:
    return Payment(Fraction(weight * endowment), {option: weight * euros for option, euros in paid.items() if euros})
