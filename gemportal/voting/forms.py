"""The small forms of votes: the reason for declaring one void, and buttons. Preparing and ballots have forms of their own."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from gemportal.kernel.web.forms import HouseForm


class AnnulForm(HouseForm):
    """Why a vote is void."""

    reason = TextAreaField(
        _("Reden"),
        [
            DataRequired(_("Schrijf waarom de stemming niet geldig is.")),
            Length(max=1000, message=_("Gebruik hoogstens 1000 tekens.")),
        ],
        description=_("Iedereen kan deze reden lezen."),
    )


class ButtonForm(HouseForm):
    """A form that is only a button."""
