"""Forms for one's own account."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from gemportal.kernel.web.forms import HouseForm, at_most, choices
from gemportal.people.rules import LONGEST_NAME, Language
from gemportal.people.signin.forms import ChosenPasswordForm

# Each language is named in itself, so that whoever needs it can read it.
LANGUAGES = [(Language.DUTCH.value, "Nederlands"), (Language.ENGLISH.value, "English")]


class ProfileForm(HouseForm):
    """How one is called and written to, and where one's name is public."""

    name = StringField(
        _("Naam"),
        [DataRequired(_("Vul uw naam in.")), at_most(LONGEST_NAME)],
        description=_("Wie is aangemeld, ziet deze naam bij uw organisatie."),
    )
    language = RadioField(
        _("In welke taal schrijven wij u?"),
        [InputRequired(_("Kies een taal."))],
        choices=choices(LANGUAGES),
        coerce=Language,
    )
    named = SelectMultipleField(
        _("Waar mag uw naam openbaar staan?"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_("Iedereen kan uw naam dan lezen bij deze organisatie. Uw e-mailadres is nooit openbaar."),
    )


class OwnPasswordForm(HouseForm):
    """The password one has now, with the address beside it that a browser keeps it by."""

    username = StringField(_("U meldt zich aan met"))
    current = PasswordField(_("Uw wachtwoord van nu"), [InputRequired(_("Vul uw wachtwoord van nu in."))])


class EmailForm(OwnPasswordForm):
    """Another address."""

    email = StringField(
        _("Nieuw e-mailadres"),
        [InputRequired(_("Vul een e-mailadres in."))],
        description=_("Wij sturen een e-mail naar dit adres en een naar uw adres van nu. Bevestig het bij allebei."),
    )


class PasswordForm(ChosenPasswordForm, OwnPasswordForm):
    """Another password."""


class ForgottenForm(HouseForm):
    """The address of an account whose password was forgotten."""

    email = StringField(_("E-mailadres"), [InputRequired(_("Vul uw e-mailadres in."))])


class ResetForm(ChosenPasswordForm):
    """A new password for whoever holds the link."""

    username = StringField(_("U meldt zich aan met"))
