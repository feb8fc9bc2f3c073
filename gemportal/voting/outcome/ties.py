"""How ties were broken, and how anybody draws the public lot again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.lot import counted_digest, lot_commitment, number_drawn, seed_from
from gemportal.voting.methods.plain import Json
from gemportal.voting.outcome.figures import named
from gemportal.voting.outcome.picture import Result, Titles
from gemportal.voting.rules import supported

_HOW = {
    "cost": lambda between: _l("Gelijke stand: %(between)s. De laagste kosten gingen voor.", between=between),
    "votes": lambda between: _l("Gelijke stand: %(between)s. De meeste stemmen gingen voor.", between=between),
    "heads": lambda between: _l(
        "Gelijke stand: %(between)s. Wie van meer organisaties steun kreeg, ging voor.", between=between
    ),
    "round": lambda between: _l(
        "Gelijke stand: %(between)s. Wie in een eerdere ronde meer stemmen had, ging voor.", between=between
    ),
    "revote": lambda between: _l(
        "Gelijke stand: %(between)s. Alleen het lot kan hier kiezen, en dat doet het pas in een nieuwe stemming.",
        between=between,
    ),
    "lot": lambda between: _l("Gelijke stand: %(between)s. Het openbare lot besliste.", between=between),
}


@dataclass(frozen=True)
class PublicLot:
    """All that the lot was drawn with, in hexadecimal, and what it drew: for each tie the number, the id and the title of
    every option, the first one first."""

    commitment: str
    secret: str
    ballots: str
    seed: str
    drawn: Sequence[Sequence[tuple[str, str, str]]]


def ties(result: Result, titles: Titles) -> list[Message]:
    """Each tie that was broken, and how. That as many for as against is a rejection, the outcome itself says."""
    return [
        _surplus_by_lot(tie, result, titles) or _HOW[tie["broken_by"]](named(tie["between"], titles))
        for tie in _broken(result)
        if tie["broken_by"] != "rejection"
    ]


def _surplus_by_lot(tie: Mapping[str, Any], result: Result, titles: Titles) -> Message | None:
    """That the lot decided whose surplus moved first; None where it decided something else.

    All of the tied are elected then. In any other tie of a race one of them drops out.
    """
    between = tie["between"]
    if tie["broken_by"] != "lot" or not set(between) <= set(result["winners"]):
        return None
    moved = (round_.get("transferred") for round_ in result["detail"].get("rounds", ()))
    first = next((option for option in moved if option in between), None)
    return first and _l(
        "Gelijke stand: %(between)s. Het openbare lot bepaalde wiens overschot eerst werd overgedragen: dat van %(first)s.",
        between=named(between, titles),
        first=titles[first],
    )


def _broken(result: Result) -> list[Mapping[str, Any]]:
    """The ties that decided something: between options that nobody supported nothing was decided."""
    return [tie for tie in result["ties"] if supported(result)]


def _by_lot(result: Result) -> list[list[str]]:
    return [tie["between"] for tie in _broken(result) if tie["broken_by"] == "lot"]


def chosen_by_lot(result: Result, named: Collection[str]) -> bool:
    """Whether the lot put one of these options before one that is not among them."""
    return any(0 < len(set(named).intersection(between)) < len(between) for between in _by_lot(result))


def public_lot(
    result: Result, titles: Titles, definition_sha256: str, *, secret: bytes, counted: Mapping[str, Json]
) -> PublicLot | None:
    """What the lot decided; None where it did not have to. `counted` is as in `counted_digest`."""
    tied = _by_lot(result)
    if not tied:
        return None
    ballots = counted_digest(counted)
    seed = seed_from(definition_sha256, secret, ballots)
    drawn = [
        sorted((number_drawn(seed, option).hex(), option, titles[option]) for option in between) for between in tied
    ]
    return PublicLot(lot_commitment(secret), secret.hex(), ballots.hex(), seed.hex(), drawn)
