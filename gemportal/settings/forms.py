"""The form for one setting."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from gemportal.kernel.web.forms import HouseForm


class SettingForm(HouseForm):
    """A new value and why."""

    value = IntegerField(_("Nieuwe waarde"), [InputRequired(_("Vul een heel getal in."))])
    reason = TextAreaField(
        _("Reden"),
        [
            DataRequired(_("Schrijf waarom u dit wijzigt.")),
            Length(max=1000, message=_("Gebruik hoogstens 1000 tekens.")),
        ],
        description=_("Iedereen kan deze reden lezen."),
    )
