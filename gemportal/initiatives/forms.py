"""Forms of this room. They say what is missing; the rules judge again inside the act."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from gemportal.initiatives import rules
from gemportal.initiatives.proposal import FEWEST_SEATS, MOST_SEATS, USUAL_SEATS, ProposalText
from gemportal.initiatives.rules import LENGTHS, STRONGEST_FIRST, Backing, Declaration, Domain, Driver, Level
from gemportal.kernel.web.fields import Day, WholeNumber
from gemportal.kernel.web.forms import Check, HouseForm, at_most, between

NOT_KNOWN = _("nog niet bekend")


def _at_most(name: str) -> Check:
    return at_most(LENGTHS[name])


class ProposalForm(HouseForm):
    """The text of a proposal. What stays empty is shown as "nog niet bekend"."""

    title = StringField(_("Titel"), [InputRequired(_("Geef het initiatief een titel.")), _at_most("title")])
    summary = TextAreaField(
        _("In het kort"), [_at_most("summary")], description=_("Een of twee zinnen voor wie snel leest.")
    )
    goal = TextAreaField(
        _("Doel"), [_at_most("goal")], description=_("Wat moet er straks beter zijn, en waaraan ziet u dat?")
    )
    means = TextAreaField(
        _("Middelen"), [_at_most("means")], description=_("Hoe wilt u dat bereiken? Dit mag onderweg veranderen.")
    )
    existing = TextAreaField(
        _("Wat er al is"), [_at_most("existing")], description=_("Wat bestaat er al, hier of ergens anders?")
    )
    driver = SelectField(_("Aanleiding"), coerce=lambda value: Driver(value) if value else None)
    domain = SelectField(_("Domein"), coerce=lambda value: Domain(value) if value else None)
    cost = WholeNumber(
        _("Kosten"), [Optional(), between(0, rules.MOST_EUROS)], description=_("Een schatting, in hele euro’s.")
    )
    hours = WholeNumber(
        _("Uren"), [Optional(), between(0, rules.MOST_HOURS)], description=_("Een schatting, voor allen samen.")
    )
    seats = WholeNumber(
        _("Zetels"),
        [InputRequired(_("Vul een heel getal in.")), between(FEWEST_SEATS, MOST_SEATS)],
        default=USUAL_SEATS,
        description=_("Met hoeveel organisaties wilt u beginnen?"),
    )

    def __init__(self, text: ProposalText | None = None, **values: Any) -> None:
        super().__init__(**(vars(text) if text else {}), **values)
        unknown = ("", str(NOT_KNOWN))
        self.driver.choices = [unknown, *((driver.value, str(driver.label)) for driver in Driver)]
        self.domain.choices = [unknown, *((domain.value, str(domain.label)) for domain in Domain)]

    @property
    def text(self) -> ProposalText:
        """What was typed; the rules tidy it."""
        return ProposalText(
            title=self.title.data or "",
            summary=self.summary.data or "",
            goal=self.goal.data or "",
            means=self.means.data,
            existing=self.existing.data,
            driver=self.driver.data,
            domain=self.domain.data,
            cost=self.cost.data,
            hours=self.hours.data,
            seats=self.seats.data or USUAL_SEATS,
        )


class DraftForm(ProposalForm):
    """A draft: its text and when the call would close."""

    closes_on = Day(
        _("De oproep sluit na"),
        [Optional()],
        description=_("Tot en met deze dag kunnen organisaties zeggen of zij meedoen."),
    )


class RevisionForm(ProposalForm):
    """A new version of a published text."""

    why = TextAreaField(_("Waarom wijzigt u dit?"), [_at_most("why")], description=_("Iedereen kan dit lezen."))


class PublishForm(HouseForm):
    """Only a button: everything that is published stands on the page."""


class CoProposerForm(HouseForm):
    """Ask another member to propose together."""

    code = SelectField(_("Gemeente"), [InputRequired(_("Kies een gemeente."))])


class DeclarationForm(HouseForm):
    """How much an organisation wants to take part. Only the level is needed; the rest helps. `read` is the version in view."""

    read = HiddenField()

    level = RadioField(
        _("Hoe graag doet u mee?"),
        [InputRequired(_("Kies hoe graag u meedoet."))],
        choices=lambda: [(level.value, str(level.label)) for level in STRONGEST_FIRST],
    )
    considering_until = Day(_("In beraad tot en met"), description=_("Alleen nodig als u “in beraad” kiest."))
    hours = WholeNumber(_("Uren per jaar"), [Optional(), between(0, rules.MOST_HOURS)])
    euros = WholeNumber(_("Euro’s per jaar"), [Optional(), between(0, rules.MOST_EUROS)])
    expertise = StringField(_("Welke kennis brengt u in?"), [_at_most("expertise")])
    reason = TextAreaField(_("Waarom?"), [_at_most("reason")], description=_("Iedereen kan dit lezen."))
    who_would = StringField(
        _("Wie wil dit zelf graag?"),
        [_at_most("who_would")],
        description=_("Alleen wie is aangemeld kan dit lezen. Het komt niet in het register."),
    )
    backing = SelectField(
        _("Wie staat erachter?"), choices=lambda: [(backing.value, str(backing.label)) for backing in Backing]
    )
    backing_url = StringField(
        _("Link naar het stuk"),
        [_at_most("backing_url")],
        description=_("Bijvoorbeeld het collegebesluit. De link begint met https://."),
    )

    def validate_considering_until(self, field: Field) -> None:
        """Considering lasts until a day."""
        if self.level.data == Level.CONSIDERING and field.data is None and not field.errors:
            raise ValidationError(_("Kies tot en met welke dag u in beraad bent."))

    def validate_backing_url(self, field: StringField) -> None:
        """No address but one of the web."""
        if field.data and not rules.is_paper(field.data.strip()):
            raise ValidationError(str(rules.PAPER))

    @property
    def version_read(self) -> int | None:
        """The version that was in view."""
        typed = str(self.read.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else None

    @property
    def declaration(self) -> Declaration:
        """What was chosen; the rules leave out what does not fit the level."""
        return Declaration(
            level=Level(self.level.data) if self.level.data in set(Level) else Level.NO,
            hours=self.hours.data,
            euros=self.euros.data,
            expertise=self.expertise.data,
            reason=self.reason.data,
            who_would=self.who_would.data,
            backing=Backing(self.backing.data) if self.backing.data in set(Backing) else Backing.PERSON,
            backing_url=self.backing_url.data,
            considering_until=self.considering_until.data,
        )


class ReasonForm(HouseForm):
    """Why something ends."""

    reason = TextAreaField(
        _("Reden"),
        [InputRequired(_("Schrijf de reden op.")), _at_most("reason")],
        description=_("Iedereen kan deze reden lezen."),
    )


class StopForm(ReasonForm):
    """Stopping asks what was learned, too."""

    lesson = TextAreaField(
        _("Wat anderen hiervan kunnen leren"),
        [_at_most("reason")],
        description=_("Verplicht als er al een stap was. Het wordt een les voor iedereen."),
    )


class ReopenForm(ReasonForm):
    """A new call: why, and until when."""

    closes_on = Day(_("De nieuwe oproep sluit na"), [InputRequired(_("Kies een datum."))])
