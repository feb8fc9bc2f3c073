"""Forms about membership."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from gemportal.kernel import clock
from gemportal.kernel.web.forms import HouseForm
from gemportal.organisations.rules import LONGEST_GROUND


class AdmitForm(HouseForm):
    """Admit a municipality as a member."""

    code = SelectField(_("Gemeente"), [InputRequired(_("Kies een gemeente."))])
    first_day = DateField(
        _("Eerste dag van het lidmaatschap"), [InputRequired(_("Vul een datum in."))], default=clock.today
    )
    ground = StringField(
        _("Besluit"),
        [DataRequired(_("Noem het besluit.")), Length(max=LONGEST_GROUND, message=_("Gebruik hoogstens 300 tekens."))],
        description=_("Bijvoorbeeld: besluit van de ledenvergadering van 12 mei 2026. Iedereen kan dit lezen."),
    )
