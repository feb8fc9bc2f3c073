"""Forms to sign in, and to choose a capacity."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import InputRequired

from gemportal.kernel.web.forms import HouseForm


class SignInForm(HouseForm):
    """Address and password."""

    email = StringField(_("E-mailadres"), [InputRequired(_("Vul uw e-mailadres in."))])
    password = PasswordField(_("Wachtwoord"), [InputRequired(_("Vul uw wachtwoord in."))])


class ChoiceForm(HouseForm):
    """One of one's own capacities."""

    choice = RadioField(_("Namens wie handelt u?"), [InputRequired(_("Maak een keuze."))])
