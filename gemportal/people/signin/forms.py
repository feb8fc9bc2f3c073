"""Forms to sign in, to choose a capacity and a password, and to sign out elsewhere."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, RadioField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import HouseForm
from gemportal.people.signin.rules import check_password


class SignInForm(HouseForm):
    """Address and password."""

    email = StringField(_("E-mailadres"), [InputRequired(_("Vul uw e-mailadres in."))])
    password = PasswordField(_("Wachtwoord"), [InputRequired(_("Vul uw wachtwoord in."))])


class ChosenPasswordForm(HouseForm):
    """A password to sign in with from now on. `about` are texts that a guesser would know: name, address, organisation."""

    about: Iterable[str] = ()

    password = PasswordField(
        _("Kies een wachtwoord"),
        [InputRequired(_("Kies een wachtwoord."))],
        description=_("15 tekens of meer. Een zin van een paar woorden is sterk en makkelijk te onthouden."),
    )
    again = PasswordField(
        _("Herhaal het wachtwoord"),
        [
            InputRequired(_("Vul het wachtwoord nog een keer in.")),
            EqualTo("password", _("De twee wachtwoorden zijn niet gelijk.")),
        ],
    )

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what is short or easy to guess."""
        try:
            check_password(field.data or "", self.about)
        except RuleBroken as broken:
            raise ValidationError(str(broken)) from broken


class ChoiceForm(HouseForm):
    """One of one's own capacities."""

    choice = RadioField(_("Namens wie handelt u?"), [InputRequired(_("Maak een keuze."))])
