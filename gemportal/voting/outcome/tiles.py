"""The roll call as tiles: what each municipality answered, in a few states that a shape tells apart without its colour."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l
from gemportal.voting.answers import POSITIONS
from gemportal.voting.definition import Sealed
from gemportal.voting.methods.method import Shape

# The look of an answer on the map: in favour, against, between these, blank. Who did not vote is faint.
YES, NO, BETWEEN, BLANK, SILENT = "yes", "no", "between", "blank", "silent"
NOBODY = object()  # No answer at all; a blank one is an answer.
_LOOKS = {
    "for": YES, "against": NO, "abstain": BETWEEN, "blank": BLANK,
    "consent": YES, "objection": NO, "concern": BETWEEN, "aside": BLANK,
}  # fmt: skip


@dataclass(frozen=True)
class RollCall:
    """The look of everybody on the roll by its code, what it says about whom, and the legend with its counts."""

    looks: Mapping[str, str]
    names: Mapping[str, Message]
    legend: Sequence[tuple[str, Message]]


def roll_call(sealed: Sealed, answers: Mapping[str, Any]) -> RollCall:
    """Everybody on the roll, with the answers that were given."""
    meanings = _meanings(sealed.method.shape)
    looks = {line.organisation: _look(answers.get(line.organisation, NOBODY)) for line in sealed.roll}
    counts = Counter(looks.values())
    return RollCall(
        looks,
        {
            line.organisation: _l("%(name)s: %(said)s", name=line.name, said=meanings[looks[line.organisation]])
            for line in sealed.roll
        },
        [(look, _l("%(said)s: %(heads)s", said=said, heads=Amount(counts[look]))) for look, said in meanings.items()],
    )


def _meanings(shape: Shape) -> dict[str, Message]:
    """What each look says in a vote with such ballots, in the order of the legend."""
    said = {_LOOKS[position]: label for position, label in POSITIONS.get(shape, {}).items()}
    return (said or {YES: _l("heeft gekozen"), BLANK: _l("blanco")}) | {SILENT: _l("stemde niet")}


def _look(answer: Any) -> str:
    if answer is NOBODY:
        return SILENT
    if isinstance(answer, dict) and "position" in answer:
        answer = answer["position"]
    if isinstance(answer, str):
        return _LOOKS[answer]
    return YES if answer else BLANK
