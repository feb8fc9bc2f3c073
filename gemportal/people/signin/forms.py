"""Forms to sign in, to choose a password, and to choose a capacity."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from gemportal.kernel.web.forms import HouseForm
from gemportal.people.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD


class SignInForm(HouseForm):
    """Address and password."""

    email = StringField(_("E-mailadres"), [InputRequired(_("Vul uw e-mailadres in."))])
    password = PasswordField(_("Wachtwoord"), [InputRequired(_("Vul uw wachtwoord in."))])


class ChosenPassword(HouseForm):
    """A new password, typed twice: what every form shares in which one is chosen."""

    password = PasswordField(
        _("Kies een wachtwoord"),
        [
            InputRequired(_("Kies een wachtwoord.")),
            Length(min=SHORTEST_PASSWORD, message=_("Gebruik 15 tekens of meer.")),
            Length(max=LONGEST_PASSWORD, message=_("Gebruik hoogstens 256 tekens.")),
        ],
        description=_("15 tekens of meer. Een zin van een paar woorden is sterk en makkelijk te onthouden."),
    )
    again = PasswordField(
        _("Herhaal het wachtwoord"),
        [
            InputRequired(_("Vul het wachtwoord nog een keer in.")),
            EqualTo("password", _("De twee wachtwoorden zijn niet gelijk.")),
        ],
    )


class ChoiceForm(HouseForm):
    """One of one's own capacities."""

    choice = RadioField(_("Namens wie handelt u?"), [InputRequired(_("Maak een keuze."))])
