"""The form with which a vote is declared void. Preparing and ballots have forms of their own."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.forms import HouseForm, at_most


class AnnulForm(HouseForm):
    """Why a vote is void."""

    reason = TextAreaField(
        _("Reden"),
        [DataRequired(_("Schrijf waarom de stemming niet geldig is.")), at_most(LONGEST_TEXT)],
        description=_("Iedereen kan deze reden lezen."),
    )
