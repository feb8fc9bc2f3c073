"""Forms about membership and partners."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from gemportal.kernel import clock
from gemportal.kernel.names import LONGEST_NAME
from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.fields import Day
from gemportal.kernel.web.forms import HouseForm, at_most
from gemportal.organisations.rules import LONGEST_GROUND


class AdmitForm(HouseForm):
    """Admit a municipality as a member."""

    code = SelectField(_("Gemeente"), [InputRequired(_("Kies een gemeente."))])
    first_day = Day(_("Eerste dag van het lidmaatschap"), [InputRequired(_("Vul een datum in."))], default=clock.today)
    ground = StringField(
        _("Besluit"),
        [DataRequired(_("Noem het besluit.")), at_most(LONGEST_GROUND)],
        description=_("Bijvoorbeeld: besluit van de ledenvergadering van 12 mei 2026. Iedereen kan dit lezen."),
    )


class NoticeForm(HouseForm):
    """Give notice of the own membership."""

    last_day = Day(
        _("Laatste dag van het lidmaatschap"),
        [InputRequired(_("Vul een datum in."))],
        description=_("Tot en met deze dag bent u lid."),
    )
    reason = TextAreaField(_("Reden"), [at_most(LONGEST_TEXT)], description=_("Iedereen kan dit lezen."))


class EndForm(HouseForm):
    """End a membership or a partner's taking part, for a reason."""

    last_day = Day(
        _("Laatste dag"),
        [InputRequired(_("Vul een datum in."))],
        default=clock.today,
        description=_("Tot en met deze dag. Vandaag of later."),
    )
    reason = TextAreaField(
        _("Reden"),
        [DataRequired(_("Schrijf de reden op. Iedereen kan die lezen.")), at_most(LONGEST_TEXT)],
        description=_("Iedereen kan dit lezen. Noem geen namen van mensen."),
    )


class PartnerForm(HouseForm):
    """The name of a chain partner."""

    name = StringField(
        _("Naam van de organisatie"),
        [DataRequired(_("Geef de organisatie een naam.")), at_most(LONGEST_NAME)],
    )
