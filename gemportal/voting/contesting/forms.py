"""The forms with which a result is contested, and ruled on."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.forms import HouseForm, at_most, choices
from gemportal.voting.contesting.rules import Ruling


class ContestForm(HouseForm):
    """Why the result is not right."""

    reason = TextAreaField(
        _("Waarom betwist u de uitslag?"),
        [DataRequired(_("Schrijf waarom de uitslag niet klopt.")), at_most(LONGEST_TEXT)],
        description=_("Schrijf wat er misging bij de stemming of de telling. Iedereen kan dit lezen."),
    )


class RulingForm(HouseForm):
    """What is ruled, and why."""

    ruling = RadioField(_("Wat beslist u?"), [InputRequired(_("Kies wat u beslist."))])
    answer = TextAreaField(
        _("Waarom?"),
        [DataRequired(_("Schrijf waarom u zo beslist.")), at_most(LONGEST_TEXT)],
        description=_("Iedereen kan dit lezen."),
    )

    def offer(self) -> None:
        """Fill in what can be ruled."""
        self.ruling.choices = choices((one.value, f"{one.label}. {one.explanation}") for one in Ruling)
