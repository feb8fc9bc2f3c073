"""Forms about mergers: first which municipalities, then from which day."""

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from gemportal.kernel.web.fields import Day
from gemportal.kernel.web.forms import HouseForm


class MergerForm(HouseForm):
    """The day on which a municipality goes into its successor."""

    day = Day(
        _("Dag van de fusie"),
        [InputRequired(_("Vul een datum in."))],
        description=_("De eerste dag waarop de oude gemeente niet meer bestaat, meestal 1 januari."),
    )
