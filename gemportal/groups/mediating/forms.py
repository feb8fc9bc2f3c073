"""The form to ask for mediation."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.forms import HouseForm, at_most


class MediationForm(HouseForm):
    """What the coordinators should know."""

    text = TextAreaField(
        _("Wat speelt er?"),
        [InputRequired(_("Schrijf in een paar zinnen op wat er speelt.")), at_most(LONGEST_TEXT)],
        description=_(
            "Alleen de coördinatoren die niet bij de groep horen lezen dit. Het wordt gewist als het klaar is."
        ),
    )
