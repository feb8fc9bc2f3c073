"""The form with which a proxy is given."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from gemportal.kernel.web.forms import HouseForm, choices
from gemportal.voting.definition import Voter


class GiveForm(HouseForm):
    """To whom."""

    holder = SelectField(
        _("Wie stemt voor u?"),
        [InputRequired(_("Kies een organisatie."))],
        description=_("U kunt kiezen uit organisaties die nog een volmacht kunnen krijgen."),
    )

    def offer(self, holders: Iterable[Voter]) -> None:
        """Fill in who can be chosen."""
        self.holder.choices = choices([("", _("Kies een organisatie")), *((h.organisation, h.name) for h in holders)])
