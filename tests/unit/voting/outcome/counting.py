"""Votes that were counted in earnest, as a page gets them: the sealed definition and the result as it is stored."""

from typing import Any

from gemportal.voting.definition import Sealed, Voter
from gemportal.voting.methods import method_named
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option

OPTIONS = [Option("a", "Appels", 30), Option("b", "Bonen", 20), Option("c", "Citroenen", 20)]
NO_QUORUM = {"at_least": "0/1", "by": "heads"}


def counted(
    name: str,
    answers: list[Any],
    roll: int = 6,
    *,
    weights: tuple[int, ...] = (),
    options: Any = OPTIONS,
    secrecy: str = "open",
    **rules: Any,
) -> tuple[Sealed, dict[str, Any]]:
    """What these answers came to, given by the first on the roll; the others did not vote. Who has no weight has one vote."""
    method = method_named(name)
    read = method.rules_from(rules)
    offered = () if method.shape in ("position", "consent") and options is OPTIONS else tuple(options)
    weight = [*weights, *([1] * (roll - len(weights)))]
    voters = tuple(Voter(f"GM{at:04}", f"Gemeente {at}", heavy) for at, heavy in enumerate(weight))
    ballots = [
        Ballot(method.validate(answer, offered, read), voter.weight)
        for answer, voter in zip(answers, voters, strict=False)
    ]
    result = method.tally(offered, ballots, Roll(roll, sum(weight)), read, Lot(b"seed"))
    return Sealed({"method": name, "secrecy": secrecy, "rules": read.as_json()}, offered, voters), result.as_json()
