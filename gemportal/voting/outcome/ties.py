"""How ties were broken, and how anybody draws the public lot again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import rfc8785

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.lot import lot_commitment, lot_seed
from gemportal.voting.methods.plain import Json
from gemportal.voting.outcome.figures import named
from gemportal.voting.outcome.picture import Result, Titles

_HOW = {
    "cost": lambda between: _l("Gelijke stand: %(between)s. De laagste kosten gingen voor.", between=between),
    "votes": lambda between: _l("Gelijke stand: %(between)s. De meeste stemmen gingen voor.", between=between),
    "heads": lambda between: _l(
        "Gelijke stand: %(between)s. Wie van meer organisaties steun kreeg, ging voor.", between=between
    ),
    "lot": lambda between: _l("Gelijke stand: %(between)s. Het openbare lot besliste.", between=between),
}


@dataclass(frozen=True)
class Drawn:
    """One tie that the lot decided: the options with their number in the lot, the lowest first."""

    options: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class PublicLot:
    """All that the lot was drawn with, in hexadecimal, and what it drew."""

    commitment: str
    secret: str
    ballots: str
    seed: str
    drawn: Sequence[Drawn]


def ties(result: Result, titles: Titles) -> list[Message]:
    """Each tie that was broken, and how. That as many for as against is a rejection, the outcome itself says."""
    return [
        _HOW[tie["broken_by"]](named(tie["between"], titles))
        for tie in result["ties"]
        if tie["broken_by"] != "rejection"
    ]


def public_lot(
    result: Result, titles: Titles, *, definition_sha256: str, secret: bytes, counted: Mapping[str, Json]
) -> PublicLot | None:
    """What the lot decided; None where it did not have to. `counted` is as in `lot_seed`."""
    tied = [tie["between"] for tie in result["ties"] if tie["broken_by"] == "lot"]
    if not tied:
        return None
    seed = lot_seed(definition_sha256, secret, counted)
    ballots = rfc8785.dumps([[voter, counted[voter]] for voter in sorted(counted)])
    return PublicLot(
        lot_commitment(secret),
        secret.hex(),
        sha256(ballots).hexdigest(),
        seed.hex(),
        [
            Drawn(
                sorted(
                    ((option, titles[option], sha256(seed + option.encode()).hexdigest()) for option in between),
                    key=lambda drawn: drawn[2],
                )
            )
            for between in tied
        ],
    )
