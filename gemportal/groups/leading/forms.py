"""Forms about the lead of a group."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from gemportal.kernel.web.forms import HouseForm, choices

YES, NO = "ja", "nee"


class OfferLeadForm(HouseForm):
    """Whom one asks to lead."""

    code = RadioField(_("Wie vraagt u om te trekken?"), [InputRequired(_("Kies een deelnemer."))])


class LeadAnswerForm(HouseForm):
    """The answer of who is asked to lead."""

    answer = RadioField(
        _("Wilt u trekken?"),
        [InputRequired(_("Kies een antwoord."))],
        choices=choices([(YES, _("Ja, wij trekken de groep")), (NO, _("Nee, wij blijven deelnemer"))]),
    )
