"""The roll call as tiles: what each municipality answered, in a few states that a shape tells apart without its colour."""

from collections.abc import Mapping, Sequence
from typing import Any

from gemportal.kernel.words import Message, _l
from gemportal.voting.outcome.answers import POSITIONS
from gemportal.voting.outcome.consent import CONSENT

# The look of an answer on the map: in favour, against, between these, blank. Who did not vote is faint.
YES, NO, BETWEEN, BLANK, SILENT = "yes", "no", "between", "blank", "silent"
_LOOKS = {
    "for": YES, "against": NO, "abstain": BETWEEN, "blank": BLANK,
    "consent": YES, "objection": NO, "concern": BETWEEN, "aside": BLANK,
}  # fmt: skip


def legend(method: str) -> list[tuple[str, Message]]:
    """Each look with what it means in a vote of this method."""
    not_voted = (SILENT, _l("stemde niet"))
    positions = CONSENT if method == "consent" else POSITIONS if method in ("majority", "double-majority") else None
    if positions is None:
        return [(YES, _l("heeft gekozen")), (BLANK, _l("blanco")), not_voted]
    return [(_LOOKS[position], label) for position, label in positions.items()] + [not_voted]


def looks(answers: Mapping[str, Any], roll: Sequence[str]) -> dict[str, str]:
    """The look of everybody on the roll, by the answers that were given."""
    return {code: _look(answers[code]) if code in answers else SILENT for code in roll}


def _look(answer: Any) -> str:
    if isinstance(answer, dict) and "position" in answer:
        answer = answer["position"]
    if isinstance(answer, str):
        return _LOOKS[answer]
    return YES if answer else BLANK
