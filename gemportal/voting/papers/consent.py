"""Consent: no objection, a concern, an objection, or the judgement left to the others; and why."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from gemportal.kernel.web.forms import at_most, choices
from gemportal.voting.methods.consent import LONGEST_REASON, NEED_A_REASON, POSITIONS
from gemportal.voting.papers.paper import Ask, BallotForm

_MEANS = {
    "consent": _("U kunt hiermee leven. Het hoeft niet uw eigen voorkeur te zijn."),
    "concern": _("Het mag doorgaan. U wilt dat de anderen weten waar zij op moeten letten."),
    "objection": _("Het mag zo niet doorgaan. U legt uit welk argument dat is; daarover gaat het gesprek."),
    "aside": _("U doet mee, maar hebt geen oordeel. Zo stemt u blanco."),
}


class ConsentPaper(BallotForm):
    """A position with its reason. The reason is public after the vote: it takes the place of a statement."""

    means = _MEANS
    statement = None  # type: ignore[assignment] # so WTForms takes a field of the parent away

    @classmethod
    def fields(cls, sealed: Ask) -> dict[str, Field]:
        return {
            "answer": RadioField(
                str(sealed.method.question),
                [InputRequired(_("Kies een van de vier."))],
                choices=choices((position, str(label)) for position, label in POSITIONS.items()),
                description=str(sealed.method.answer),
                validate_choice=False,
            ),
            "answer_reason": TextAreaField(
                _("Uw argument"),
                [at_most(LONGEST_REASON)],
                description=_(
                    "Nodig bij een zorg of een bezwaar. Iedereen kan dit lezen zodra de stemming gesloten is."
                ),
            ),
        }

    @classmethod
    def filled(cls, sealed: Ask, answer: Any) -> dict[str, Any]:
        kept = answer or {}
        return {"answer": kept.get("position"), "answer_reason": kept.get("reason", "")}

    @property
    def given(self) -> Any:
        reason = (self["answer_reason"].data or "").strip()
        return {"position": self["answer"].data} | ({"reason": reason} if reason else {})

    @property
    def chose_nothing(self) -> bool:
        return False

    def validate(self, extra_validators: Any = None) -> bool:
        """The argument that is missing is asked for at its own field."""
        needed = {"answer_reason": [DataRequired(_("Schrijf uw argument op."))]}
        return super().validate(needed if self["answer"].data in NEED_A_REASON else extra_validators)
