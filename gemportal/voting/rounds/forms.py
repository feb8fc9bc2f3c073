"""The forms with which an objection is taken back, or settled."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.forms import HouseForm, at_most, choices
from gemportal.voting.rounds.rules import SETTLING

_NEEDED = [
    DataRequired(_("Schrijf op wat er met het bezwaar gebeurt, en waarom.")),
    at_most(LONGEST_TEXT),
]


class WithdrawForm(HouseForm):
    """Why the objection is gone."""

    text = TextAreaField(_("Waarom trekt u het bezwaar in?"), _NEEDED, description=_("Iedereen kan dit lezen."))


class SettleForm(HouseForm):
    """What becomes of the objection, and why."""

    state = RadioField(_("Wat gebeurt er met dit bezwaar?"), [InputRequired(_("Kies wat er met het bezwaar gebeurt."))])
    text = TextAreaField(_("Toelichting"), _NEEDED, description=_("Iedereen kan dit lezen."))

    def offer(self) -> None:
        """Fill in what can become of it."""
        self.state.choices = choices((state.value, str(label)) for state, label in SETTLING.items())
