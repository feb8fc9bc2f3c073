"""The form with which the lead lets others read along."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from gemportal.kernel.web.forms import HouseForm, choices

IN, OUT = "ja", "nee"


class ObserversForm(HouseForm):
    """Whom the lead invites or lets in, or not."""

    code = SelectField(_("Welke organisatie?"), [InputRequired(_("Kies een organisatie."))])
    answer = RadioField(
        _("Mag zij meekijken?"),
        [InputRequired(_("Kies een antwoord."))],
        choices=choices(
            [(IN, _("Ja, nodig haar uit of willig haar verzoek in")), (OUT, _("Nee, wijs haar verzoek af"))]
        ),
        default=IN,
    )
