"""What a tally says, in the form in which `telling.json` publishes it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

from gemportal.voting.methods.plain import Json, plain

Outcome = Literal["adopted", "rejected", "tied", "no-quorum"]
BrokenBy = Literal["rejection", "cost", "votes", "round", "heads", "lot", "revote"]


@dataclass(frozen=True)
class Tie:
    """Options that came out equal, in order of their id, and what then told them apart."""

    between: tuple[str, ...]
    broken_by: BrokenBy

    def as_json(self) -> Json:
        return {"between": list(self.between), "broken_by": self.broken_by}


@dataclass(frozen=True)
class Result:
    """A counted vote. `outcome` is None where a vote orders or chooses and the quorum was met.

    `ranking` goes from first to last, options on one place together. Without a quorum nothing is decided: ranking and
    winners are then empty, and the totals show what was cast.
    """

    outcome: Outcome | None
    quorum: Mapping[str, Json]
    totals: Mapping[str, int]
    ranking: tuple[tuple[str, ...], ...]
    winners: tuple[str, ...]
    ties: tuple[Tie, ...]
    detail: Mapping[str, object]

    def as_json(self) -> dict[str, Json]:
        """The `result` object of `telling.json`."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {key: plain(value) for key, value in values.items() if key != "ties"} | {
            "ties": [tie.as_json() for tie in self.ties]
        }
