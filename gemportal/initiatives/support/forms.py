"""The form that shows who at home stands behind a declaration."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from gemportal.initiatives import rules
from gemportal.initiatives.rules import LENGTHS, Backing
from gemportal.kernel.web.forms import HouseForm, at_most


class BackingForm(HouseForm):
    """Who stands behind it now, and the paper that says so."""

    backing = RadioField(_("Wie staat erachter?"), [InputRequired(_("Kies wie erachter staat."))])
    backing_url = StringField(
        _("Link naar het stuk"),
        [at_most(LENGTHS["backing_url"])],
        description=_("Bijvoorbeeld het collegebesluit. De link begint met https://."),
    )

    def validate_backing_url(self, field: StringField) -> None:
        """Only a safe address of the web."""
        if field.data and not rules.is_paper(field.data.strip()):
            raise ValidationError(str(rules.PAPER))

    @property
    def chosen(self) -> Backing:
        return Backing(self.backing.data) if self.backing.data in set(Backing) else Backing.PERSON
