"""Forms for the second step, and for what one sets up for it."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from gemportal.kernel.web.forms import HouseForm, at_most
from gemportal.people.factors.rules import LONGEST_PASSKEY_NAME


class SecondStepForm(HouseForm):
    """A code of an app, or one that was written down."""

    code = StringField(
        _("Code"),
        [InputRequired(_("Vul een code in.")), Length(max=60, message=_("Dit is te lang voor een code."))],
        description=_("De zes cijfers uit uw app, of een herstelcode."),
    )


class FirstCodeForm(HouseForm):
    """The first code of an app."""

    code = StringField(
        _("Code uit de app"),
        [InputRequired(_("Vul een code in.")), Length(max=60, message=_("Dit is te lang voor een code."))],
        description=_("De zes cijfers die de app nu laat zien."),
    )


class AnswerForm(HouseForm):
    """What a passkey answered; filled in by the browser."""

    answer = HiddenField()


class NewPasskeyForm(AnswerForm):
    """A new passkey, under a name of one's own."""

    name = StringField(
        _("Naam van de passkey"),
        [DataRequired(_("Geef de passkey een naam.")), at_most(LONGEST_PASSKEY_NAME)],
        description=_("Zo herkent u hem terug. Bijvoorbeeld: “laptop van het werk”."),
    )


class PasswordForm(HouseForm):
    """The password, once more."""

    password = PasswordField(_("Uw wachtwoord"), [InputRequired(_("Vul uw wachtwoord in."))])
