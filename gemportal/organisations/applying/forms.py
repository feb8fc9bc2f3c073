"""Forms to apply, and to decide on an application."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from gemportal.kernel import clock
from gemportal.kernel.names import LONGEST_NAME
from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.fields import Day
from gemportal.kernel.web.forms import HouseForm, at_most
from gemportal.organisations.rules import LONGEST_GROUND


class ApplyForm(HouseForm):
    """Who applies, for an organisation that the address names."""

    name = StringField(_("Uw naam"), [DataRequired(_("Vul uw naam in.")), at_most(LONGEST_NAME)])
    email = StringField(
        _("E-mailadres van uw werk"),
        [DataRequired(_("Vul een e-mailadres in."))],
        description=_("U krijgt hier een link om de aanmelding te bevestigen."),
    )
    function = StringField(_("Uw functie"), [DataRequired(_("Vul uw functie in.")), at_most(LONGEST_NAME)])
    message = TextAreaField(
        _("Wat wilt u ons vertellen?"),
        [at_most(LONGEST_TEXT)],
        description=_("Bijvoorbeeld of uw college of management al heeft besloten."),
    )


class PartnerApplyForm(ApplyForm):
    """The same, with the name of the organisation."""

    partner_name = StringField(
        _("Naam van uw organisatie"), [DataRequired(_("Geef de organisatie een naam.")), at_most(LONGEST_NAME)]
    )


class GrantPartnerForm(HouseForm):
    """Let a partner in: it is no member, so there is no decision of the members to name."""

    invite = BooleanField(
        _("Nodig deze persoon meteen uit als vertegenwoordiger"),
        description=_("De link staat in de e-mail over de toelating."),
    )


class GrantForm(GrantPartnerForm):
    """Let a municipality in as a member."""

    first_day = Day(_("Eerste dag"), [InputRequired(_("Vul een datum in."))], default=clock.today)
    ground = StringField(
        _("Besluit"),
        [DataRequired(_("Noem het besluit.")), at_most(LONGEST_GROUND)],
        description=_("Bijvoorbeeld het nummer van een besluit, zoals B-2026-008. Iedereen kan dit lezen."),
    )


class DeclineForm(HouseForm):
    """Why an application is declined: for the applicant alone."""

    reason = TextAreaField(
        _("Reden"),
        [DataRequired(_("Schrijf de reden op.")), at_most(LONGEST_TEXT)],
        description=_("De aanvrager leest dit in een e-mail. Het komt nergens openbaar te staan."),
    )


class InviteForm(HouseForm):
    """To whom the letter goes."""

    email = StringField(
        _("E-mailadres"),
        [DataRequired(_("Vul een e-mailadres in."))],
        description=_("Wij bewaren dit adres niet."),
    )
