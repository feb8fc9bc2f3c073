"""Forms for one's own organisation: a deputy, and a successor."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Optional

from gemportal.kernel import clock
from gemportal.kernel.web.fields import Day
from gemportal.kernel.web.forms import HouseForm, at_most
from gemportal.people.rules import LONGEST_NAME


class SuccessorForm(HouseForm):
    """Who comes after, and from when."""

    name = StringField(_("Naam"), [DataRequired(_("Vul een naam in.")), at_most(LONGEST_NAME)])
    email = StringField(
        _("E-mailadres"),
        [InputRequired(_("Vul een e-mailadres in."))],
        description=_("Hierheen sturen wij de uitnodiging. Het adres komt nergens openbaar te staan."),
    )
    first_day = Day(_("Eerste dag"), [InputRequired(_("Vul een datum in."))], default=clock.today)


class DeputyForm(SuccessorForm):
    """Who deputises, and for how long."""

    last_day = Day(_("Laatste dag"), [Optional()], description=_("Laat leeg als er nog geen einddatum is."))
