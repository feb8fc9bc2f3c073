"""Ballot papers: one module for each shape, each a form that is printed from the definition and gives the method its answer.

What is filled in and read back is the same answer. A paper asks for nothing that the method does not count, and says what a
blank means. `ballot_form` prints one from what was sealed, or from a vote in preparation that stands in for it.
"""

from typing import Any

from gemportal.voting.methods.method import Shape
from gemportal.voting.papers.amounts import PointsPaper, ScorePaper
from gemportal.voting.papers.consent import ConsentPaper
from gemportal.voting.papers.options import OptionsPaper
from gemportal.voting.papers.order import OrderPaper
from gemportal.voting.papers.paper import Ask, BallotForm
from gemportal.voting.papers.position import PositionPaper

__all__ = ["Ask", "BallotForm", "ballot_form"]

_PAPERS: dict[Shape, type[BallotForm]] = {
    "position": PositionPaper,
    "consent": ConsentPaper,
    "options": OptionsPaper,
    "order": OrderPaper,
}
_AMOUNTS: dict[str, type[BallotForm]] = {"score": ScorePaper, "points": PointsPaper}


def ballot_form(sealed: Ask, present: Any = None, statement: str | None = None) -> BallotForm:
    """The ballot of a vote, filled in with what the organisation voted before (None when it did not)."""
    paper = _AMOUNTS.get(sealed.method.name) or _PAPERS[sealed.method.shape]
    form: BallotForm = type("Ballot", (paper,), {**paper.fields(sealed), "sealed": sealed})(
        data={**paper.filled(sealed, present), "statement": statement or ""}
    )
    return form
