"""Ballot papers: one module for each shape, each a form that is printed from the definition and gives the method its answer.

What is filled in and read back is the same answer. A paper asks for nothing that the method does not count, and says what a
blank means. `ballot_form` prints one from what was sealed, or from a vote in preparation that stands in for it.
"""

from typing import Any

from wtforms import HiddenField

from gemportal.kernel.web.forms import NOT_KEPT
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
    "scores": ScorePaper,
    "points": PointsPaper,
    "order": OrderPaper,
}
# A secret ballot: no statement to tell whose it is; and what is sent too late is not put by for whoever sent it.
_APART: dict[str, Any] = {"statement": None, NOT_KEPT: HiddenField(default="1")}


def ballot_form(sealed: Ask, present: Any = None, statement: str | None = None) -> BallotForm:
    """The ballot of a vote, filled in with what the organisation voted before (None when it did not)."""
    paper = _PAPERS[sealed.method.shape]
    fields = {**paper.fields(sealed), **(_APART if sealed.secret else {})}
    form: BallotForm = type("Ballot", (paper,), {**fields, "sealed": sealed})(
        data={**paper.filled(sealed, present), "statement": statement or ""}
    )
    return form
