"""Forms to invite and be invited, and to end a mandate or an office."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Optional

from gemportal.kernel import clock
from gemportal.kernel.actor import MandateRole, Office
from gemportal.kernel.web.fields import Day
from gemportal.kernel.web.forms import HouseForm, at_most, choices
from gemportal.people.rules import LONGEST_NAME
from gemportal.people.signin.forms import ChosenPasswordForm

ROLES = choices((role.value, role.label) for role in MandateRole)
OFFICES = choices([("", _("Kies een functie")), *((office.value, office.label) for office in Office)])


class AcceptForm(HouseForm):
    """The address an invitation was made for, shown so that a browser keeps it with the password; and a choice of one's own."""

    email = StringField(_("U meldt zich aan met"))
    named_in_public = BooleanField(
        _("Mijn naam mag openbaar bij deze rol staan"),
        description=_("Anders zien alleen mensen die zijn aangemeld uw naam. Uw e-mailadres is nooit openbaar."),
    )


class NewPasswordForm(ChosenPasswordForm, AcceptForm):
    """The first password of somebody who was invited."""


class KnownPasswordForm(AcceptForm):
    """The password of somebody who was invited and can sign in already."""

    password = PasswordField(
        _("Uw wachtwoord"),
        [InputRequired(_("Vul uw wachtwoord in."))],
        description=_("U hebt al een account op dit e-mailadres. Gebruik het wachtwoord dat daarbij hoort."),
    )


class InvitationForm(HouseForm):
    """Who is invited, and for how long."""

    name = StringField(
        _("Naam"),
        [DataRequired(_("Vul een naam in.")), at_most(LONGEST_NAME)],
    )
    email = StringField(
        _("E-mailadres"),
        [InputRequired(_("Vul een e-mailadres in."))],
        description=_("Met dit adres meldt de persoon zich straks aan. Het komt nergens openbaar te staan."),
    )
    first_day = Day(_("Eerste dag"), [InputRequired(_("Vul een datum in."))], default=clock.today)
    last_day = Day(_("Laatste dag"), [Optional()], description=_("Laat leeg als er nog geen einddatum is."))


class MandateInvitationForm(InvitationForm):
    """An invitation to represent an organisation."""

    organisation = SelectField(_("Organisatie"), [InputRequired(_("Kies een organisatie."))])
    role = RadioField(
        _("Rol"),
        [InputRequired(_("Kies een rol."))],
        choices=ROLES,
        default=MandateRole.REPRESENTATIVE.value,
    )


class OfficeInvitationForm(InvitationForm):
    """An invitation to an office."""

    office = SelectField(
        _("Functie"),
        [InputRequired(_("Kies een functie."))],
        choices=OFFICES,
    )


class EndForm(HouseForm):
    """The end of a mandate or an office."""

    last_day = Day(_("Laatste dag"), [Optional()], default=clock.today, description=_("Tot en met deze dag."))
    at_once = BooleanField(
        _("Beëindig meteen"), description=_("Vanaf nu kan deze persoon niets meer doen in deze rol, ook vandaag niet.")
    )
