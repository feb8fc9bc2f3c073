"""Forms of this room."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from gemportal.kernel.web.forms import HouseForm, choices
from gemportal.notices.rules import Frequency, Kind


class ChooseForm(HouseForm):
    """How often to be written to, of each kind."""

    asked = RadioField(validators=[InputRequired(_("Kies hoe vaak."))], coerce=Frequency)
    followed = RadioField(validators=[InputRequired(_("Kies hoe vaak."))], coerce=Frequency)
    decisions = RadioField(validators=[InputRequired(_("Kies hoe vaak."))], coerce=Frequency)

    def offer(self) -> None:
        """Fill in the words of each kind."""
        for kind in Kind:
            field = self[kind]
            field.label.text, field.description = kind.label, kind.explanation
            field.choices = choices((one, one.label) for one in Frequency)

    @property
    def often(self) -> dict[Kind, Frequency]:
        """What was chosen."""
        return {kind: self[kind].data for kind in Kind}
