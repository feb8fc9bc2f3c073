"""The documents of a vote that anyone can check: the sealed definition, and `telling.json` (voting.md). Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from gemportal.kernel.words import Message
from gemportal.register.canonical import canonical
from gemportal.voting.formats.tally import FORMAT
from gemportal.voting.methods import method_named
from gemportal.voting.methods.lot import Lot, lot_seed
from gemportal.voting.methods.method import Ballot, Method, Roll
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.persons import Ties, counted, ties_named
from gemportal.voting.methods.plain import Json
from gemportal.voting.methods.result import Result
from gemportal.voting.rules import Scope, Secrecy

DEFINITION_FORMAT = "gemportal-vote/1"

# What it says of a vote under the name of its column, besides the number, options, roll, times and the commitment of the lot.
SEALED = (
    "scope", "title", "question", "explanation", "method", "rules", "weights", "secrecy", "force", "effect", "early_close",
    "follows",
)  # fmt: skip


@dataclass(frozen=True)
class Voter:
    """A line of the roll."""

    organisation: str
    name: str
    weight: int


@dataclass(frozen=True)
class CountedBallot:
    """The effective ballot of one organisation. In a secret vote it says only that this organisation voted: `answer` is None."""

    organisation: str
    answer: Any
    statement: str | None
    cast_at: datetime
    entry_index: int
    by_proxy_of: str | None = None

    @property
    def voter(self) -> str:
        return self.organisation

    def as_json(self) -> dict[str, Any]:
        """As `telling.json` holds it."""
        return (
            {"organisation": self.organisation, "cast_at": moment(self.cast_at), "answer": self.answer}
            | ({"by_proxy_of": self.by_proxy_of} if self.by_proxy_of else {})
            | ({"statement": self.statement} if self.statement else {})
        )


@dataclass(frozen=True)
class TrackedBallot:
    """A ballot of a secret vote, of somebody."""

    tracker: str
    answer: Any

    @property
    def voter(self) -> str:
        return self.tracker

    def as_json(self) -> dict[str, Any]:
        """As `telling.json` holds it."""
        return {"tracker": self.tracker, "answer": self.answer}


def moment(at: datetime) -> str:
    """A moment as the documents spell it: `2026-11-23T20:19:05Z`. A ballot's keeps its fraction: half-open is exact."""
    exact = at.astimezone(UTC)
    return exact.isoformat(timespec="microseconds" if exact.microsecond else "seconds").replace("+00:00", "Z")


def option_json(options: Iterable[Option]) -> list[Json]:
    """The options, as both documents hold them."""
    return [
        {"id": option.id, "title": option.title}
        | ({"cost": option.cost} if option.cost is not None else {})
        | ({"excludes": list(option.excludes)} if option.excludes else {})
        for option in options
    ]


def roll_json(roll: Iterable[Voter]) -> list[Json]:
    """The roll, as both documents hold it."""
    return [{"organisation": line.organisation, "name": line.name, "weight": line.weight} for line in roll]


def seal(
    values: Mapping[str, Any],
    *,
    options: Sequence[Option],
    roll: Sequence[Voter],
    opens_at: datetime,
    closes_at: datetime,
    proxies_per_holder: int,
    lot_commitment: str,
) -> tuple[bytes, str]:
    """The canonical bytes of a vote's definition, and their SHA-256 in hexadecimal. From here on nothing of it can change."""
    sealed = canonical(
        {
            "format": DEFINITION_FORMAT,
            **values,
            "options": option_json(options),
            "roll": roll_json(roll),
            "opens_at": moment(opens_at),
            "closes_at": moment(closes_at),
            "proxies_per_holder": proxies_per_holder,
            "lot_commitment": lot_commitment,
        }
    )
    return sealed, sha256(sealed).hexdigest()


def digest_of(result: Mapping[str, Any]) -> str:
    """What the register holds of a result: the SHA-256 of its canonical form."""
    return sha256(canonical(result)).hexdigest()


def listed(ballots: Iterable[TrackedBallot]) -> dict[str, Any]:
    """The counted ballots of a secret vote, `{"ballots": [[tracker, answer], …]}`, by tracker: an order that says nothing."""
    return {"ballots": sorted([ballot.tracker, ballot.answer] for ballot in ballots)}


def digest_of_ballots(ballots: Iterable[TrackedBallot]) -> str:
    """What the register holds for ever of the ballots of a secret vote: the SHA-256 of how they are listed."""
    return digest_of(listed(ballots))


def tally_document(
    vote: Mapping[str, Json],
    *,
    options: Sequence[Option],
    roll: Sequence[Voter],
    proxies: Iterable[tuple[str, str]],
    ballots: Sequence[CountedBallot | TrackedBallot],
    voted: Sequence[str] | None = None,
    result: Mapping[str, Any],
    lot_secret: bytes,
    register: Mapping[str, int | None],
) -> dict[str, Any]:
    """The whole of `telling.json`. `proxies` are pairs of a giver and its holder; `voted` is who took part in a secret vote."""
    return {
        "format": FORMAT,
        "vote": dict(vote),
        "options": option_json(options),
        "roll": roll_json(roll),
        "proxies": [{"giver": giver, "holder": holder} for giver, holder in proxies],
        **({} if voted is None else {"voted": list(voted)}),
        "ballots": [ballot.as_json() for ballot in ballots],
        "result": dict(result),
        "lot": {"secret": lot_secret.hex()},
        "register": dict(register),
    }


@dataclass(frozen=True)
class Sealed:
    """What a sealed definition says, read back from its own bytes: what is counted is what was sealed."""

    document: Mapping[str, Any]
    options: tuple[Option, ...]
    roll: tuple[Voter, ...]

    @property
    def method(self) -> Method[Any, Any]:
        return method_named(self.document["method"], secret=self.secret)

    @property
    def rules(self) -> Any:
        """The rules, as the method reads them."""
        return self.method.rules_from(self.document["rules"])

    @property
    def voters(self) -> Message:
        """What those who vote are called, in the plural."""
        return Scope(self.document["scope"]).label

    @property
    def titles(self) -> dict[str, str]:
        return {option.id: option.title for option in self.options}

    @property
    def names(self) -> dict[str, str]:
        """The names of those on the roll, by code."""
        return {line.organisation: line.name for line in self.roll}

    @property
    def weighing(self) -> dict[str, int]:
        """The table by which votes weigh, of a vote by inhabitants."""
        return dict(self.document.get("weighing", {}))

    @property
    def proxies_per_holder(self) -> int:
        """How many proxies one organisation may hold; none in a vote that was sealed before there were any."""
        return int(self.document.get("proxies_per_holder", 0))

    @property
    def secret(self) -> bool:
        """Whether nobody ever learns who voted what."""
        return bool(self.document["secrecy"] == Secrecy.SECRET)

    @property
    def ties(self) -> Ties:
        """How a tie is broken; by the lot, unless a vote for persons says that a new vote comes first."""
        return ties_named(self.document.get("ties", "lot"))

    def count(self, digest: str, secret: bytes, ballots: Iterable[CountedBallot | TrackedBallot]) -> Result:
        """The result that follows from these ballots, and from nothing else."""
        cast = {ballot.voter: ballot.answer for ballot in ballots}
        weights = {line.organisation: line.weight for line in self.roll}
        counting = [Ballot(answer, 1 if self.secret else weights[voter]) for voter, answer in cast.items()]
        roll, read = Roll(len(weights), sum(weights.values())), self.rules
        return counted(
            lambda lot: self.method.tally(self.options, counting, roll, read, lot),
            Lot(lot_seed(digest, secret, cast)),
            self.ties,
        )


def read(definition: bytes) -> Sealed:
    """The definition in these bytes."""
    document = json.loads(definition)
    return Sealed(
        document,
        tuple(
            Option(line["id"], line["title"], line.get("cost"), tuple(line.get("excludes", ())))
            for line in document["options"]
        ),
        tuple(Voter(line["organisation"], line["name"], line["weight"]) for line in document["roll"]),
    )
