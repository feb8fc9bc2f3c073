"""Forms about membership and partners."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from gemportal.kernel import clock
from gemportal.kernel.web.forms import HouseForm
from gemportal.organisations.rules import LONGEST_GROUND, LONGEST_NAME, LONGEST_REASON

TOO_LONG = Length(max=LONGEST_REASON, message=_("Gebruik hoogstens 2000 tekens."))


class AdmitForm(HouseForm):
    """Admit a municipality as a member."""

    code = SelectField(_("Gemeente"), [InputRequired(_("Kies een gemeente."))])
    first_day = DateField(
        _("Eerste dag van het lidmaatschap"), [InputRequired(_("Vul een datum in."))], default=clock.today
    )
    ground = StringField(
        _("Besluit"),
        [DataRequired(_("Noem het besluit.")), Length(max=LONGEST_GROUND, message=_("Gebruik hoogstens 300 tekens."))],
        description=_("Bijvoorbeeld: besluit van de ledenvergadering van 12 mei 2026. Iedereen kan dit lezen."),
    )


class NoticeForm(HouseForm):
    """Give notice of the own membership."""

    last_day = DateField(
        _("Laatste dag van het lidmaatschap"),
        [InputRequired(_("Vul een datum in."))],
        description=_("Tot en met deze dag bent u lid."),
    )
    reason = TextAreaField(_("Reden"), [TOO_LONG], description=_("Iedereen kan dit lezen."))


class EndForm(HouseForm):
    """End a membership or a partner's taking part, for a reason."""

    last_day = DateField(
        _("Laatste dag"),
        [InputRequired(_("Vul een datum in."))],
        default=clock.today,
        description=_("Tot en met deze dag. Vandaag of later."),
    )
    reason = TextAreaField(
        _("Reden"),
        [DataRequired(_("Schrijf de reden op. Iedereen kan die lezen.")), TOO_LONG],
        description=_("Iedereen kan dit lezen. Noem geen namen van mensen."),
    )


class ButtonForm(HouseForm):
    """Nothing to fill in: a page that asks once more."""


class PartnerForm(HouseForm):
    """The name of a chain partner."""

    name = StringField(
        _("Naam van de organisatie"),
        [
            DataRequired(_("Geef de organisatie een naam.")),
            Length(max=LONGEST_NAME, message=_("Gebruik hoogstens 120 tekens.")),
        ],
    )
