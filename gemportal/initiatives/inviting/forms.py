"""The form with which a chain partner is invited."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from gemportal.kernel.web.forms import HouseForm


class InvitingForm(HouseForm):
    """Which partner is invited."""

    code = SelectField(_("Ketenpartner"), [InputRequired(_("Kies een ketenpartner."))])
