"""Forms about proposals within a group."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from gemportal.groups.forms import EVERYBODY_READS, ReasonForm
from gemportal.groups.room.rules import LONGEST_DECISION, LONGEST_TITLE, Proposal
from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.fields import Day
from gemportal.kernel.web.forms import HouseForm, at_most, choices

CONSENT, OBJECT = "consent", "object"


class ProposalForm(HouseForm):
    """A decision that the group could take."""

    title = StringField(
        _("Titel"),
        [DataRequired(_("Geef het besluit een titel.")), at_most(LONGEST_TITLE)],
        description=_("Kort, zodat iemand het besluit terugvindt."),
    )
    text = TextAreaField(
        _("Wat besluit de groep?"),
        [DataRequired(_("Schrijf wat de groep besluit.")), at_most(LONGEST_DECISION)],
        description=_("Schrijf het zo dat iemand die er niet bij was, het kan uitvoeren."),
    )
    rationale = TextAreaField(
        _("Waarom?"), [DataRequired(_("Schrijf waarom de groep dit besluit.")), at_most(LONGEST_DECISION)]
    )
    alternatives = TextAreaField(
        _("Wat is er nog meer overwogen?"),
        [Optional(), at_most(LONGEST_DECISION)],
        description=_("En waarom is daar niet voor gekozen?"),
    )
    review_on = Day(
        _("Wanneer kijkt u er opnieuw naar?"), [Optional()], description=_("Op die dag vraagt het portaal erom.")
    )

    @property
    def proposal(self) -> Proposal:
        """What was filled in, for the act to judge."""
        return Proposal(
            (self.title.data or "").strip(),
            (self.text.data or "").strip(),
            (self.rationale.data or "").strip(),
            (self.alternatives.data or "").strip() or None,
            self.review_on.data,
        )


class EndingForm(ReasonForm):
    """Whose seat should end, and why."""

    code = SelectField(_("Van wie is de zetel?"), [InputRequired(_("Kies van wie de zetel is."))])


class WordForm(HouseForm):
    """A word on a proposal."""

    word = RadioField(
        _("Wat zegt uw organisatie?"),
        [InputRequired(_("Kies een antwoord."))],
        choices=choices([(CONSENT, _("Wij stemmen in")), (OBJECT, _("Wij maken bezwaar"))]),
    )
    reason = TextAreaField(
        _("Waarom bezwaar?"), [at_most(LONGEST_TEXT)], description=_("Nodig bij een bezwaar. Iedereen kan dit lezen.")
    )


class AnswerForm(HouseForm):
    """The public answer of whom a proposal is about."""

    answer = TextAreaField(
        _("Uw antwoord"),
        [InputRequired(_("Schrijf uw antwoord op.")), at_most(LONGEST_TEXT)],
        description=EVERYBODY_READS,
    )
