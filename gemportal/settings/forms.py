"""The form for one setting."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, InputRequired

from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.fields import WholeNumber
from gemportal.kernel.web.forms import HouseForm, at_most


class SettingForm(HouseForm):
    """A new value and why."""

    value = WholeNumber(_("Nieuwe waarde"), [InputRequired(_("Vul een heel getal in."))])
    reason = TextAreaField(
        _("Reden"),
        [DataRequired(_("Schrijf waarom u dit wijzigt.")), at_most(LONGEST_TEXT)],
        description=_("Iedereen kan deze reden lezen."),
    )
