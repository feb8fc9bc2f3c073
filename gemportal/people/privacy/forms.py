"""Forms to prove who one is, and to let somebody be erased."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired

from gemportal.kernel.web.forms import HouseForm


class ProofForm(HouseForm):
    """The password once more: whoever passes an open screen takes nothing along."""

    password = PasswordField(
        _("Uw wachtwoord"),
        [InputRequired(_("Vul uw wachtwoord in."))],
        description=_("Zo weten wij zeker dat u het bent."),
    )


class EraseForm(ProofForm):
    """The password, and that one knows what goes."""

    sure = BooleanField(
        _("Ik weet dat dit na de bedenktijd niet ongedaan kan worden gemaakt"),
        [InputRequired(_("Zet een vinkje als u dit weet."))],
    )


class EraseForForm(HouseForm):
    """Whom it is about, and that they asked for it."""

    email = StringField(
        _("E-mailadres"),
        [InputRequired(_("Vul een e-mailadres in."))],
        description=_("Het adres waarmee de persoon zich aanmeldt."),
    )
    asked = BooleanField(
        _("Deze persoon heeft er zelf schriftelijk om gevraagd"),
        [InputRequired(_("Dit kan alleen op schriftelijk verzoek van de persoon zelf."))],
    )
