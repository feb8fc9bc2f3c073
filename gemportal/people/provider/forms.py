"""The one form: to accept an invitation as whom the provider vouched for."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from gemportal.kernel.web.forms import HouseForm


class AcceptForm(HouseForm):
    """A choice of one's own; who accepts, and what, is known already."""

    named_in_public = BooleanField(
        _("Mijn naam mag openbaar bij deze rol staan"),
        description=_("Anders zien alleen mensen die zijn aangemeld uw naam. Uw e-mailadres is nooit openbaar."),
    )
