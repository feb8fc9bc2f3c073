"""For or against one proposal, or one candidate: four buttons, each with what it means."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField
from wtforms.validators import InputRequired

from gemportal.kernel.web.forms import choices
from gemportal.voting.methods.majority import ONE_CANDIDATE, POSITIONS
from gemportal.voting.papers.paper import Ask, BallotForm

_MEANS = {
    "for": _("U wilt dat dit voorstel wordt aangenomen."),
    "against": _("U wilt dat dit voorstel niet wordt aangenomen."),
    "abstain": _("U bent niet voor en niet tegen, en zegt dat ook."),
    "blank": _("U levert een lege stem in: uw organisatie deed mee en zegt niets. Dat is geen onthouding."),
}
_MEANS_OF_A_CANDIDATE = {
    **_MEANS,
    "for": _("U wilt dat deze kandidaat wordt gekozen."),
    "against": _("U wilt dat deze kandidaat niet wordt gekozen."),
}
# What the two that are neither for nor against do to the count: it depends on what the votes in favour are a share of.
_COUNTS = {
    "cast": _("Onthouding en blanco tellen mee voor het quorum, maar niet bij de stemmen voor en tegen."),
    "present": _("Onthouding en blanco tellen mee bij alle uitgebrachte stemmen: er zijn dan meer stemmen voor nodig."),
    "roll": _(
        "De stemmen voor worden vergeleken met alle stemgerechtigden. Onthouding, blanco en niet stemmen helpen niet."
    ),
}


class PositionPaper(BallotForm):
    """One of four words."""

    @property
    def means(self) -> Mapping[str, Any]:
        return _MEANS_OF_A_CANDIDATE if self.sealed.method is ONE_CANDIDATE else _MEANS

    @classmethod
    def fields(cls, sealed: Ask) -> dict[str, Field]:
        return {
            "answer": RadioField(
                str(sealed.method.question),
                [InputRequired(_("Kies voor, tegen, onthouding of blanco."))],
                choices=choices((position, str(label)) for position, label in POSITIONS.items()),
                description=_COUNTS[sealed.rules.base],
                validate_choice=False,
            )
        }

    @classmethod
    def filled(cls, sealed: Ask, answer: Any) -> dict[str, Any]:
        return {"answer": answer}

    @property
    def given(self) -> Any:
        return self["answer"].data

    @property
    def chose_nothing(self) -> bool:
        return False
