"""The form for a decision."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from gemportal.decisions.rules import Wording
from gemportal.groups.room.rules import Proposal
from gemportal.kernel.web.forms import HouseForm

_long = Length(max=8000, message=_("Gebruik hoogstens 8000 tekens."))


class DecisionForm(HouseForm):
    """What was decided, and why."""

    title = StringField(
        _("Titel"),
        [DataRequired(_("Geef het besluit een titel.")), Length(max=200, message=_("Gebruik hoogstens 200 tekens."))],
        description=_("Kort, zodat iemand het besluit terugvindt."),
    )
    text = TextAreaField(
        _("Wat is besloten?"),
        [DataRequired(_("Schrijf wat er is besloten.")), _long],
        description=_("Schrijf het zo dat iemand die er niet bij was, het kan uitvoeren."),
    )
    rationale = TextAreaField(_("Waarom?"), [DataRequired(_("Schrijf waarom dit is besloten.")), _long])
    alternatives = TextAreaField(
        _("Wat is er nog meer overwogen?"), [Optional(), _long], description=_("En waarom is daar niet voor gekozen?")
    )
    dissent = TextAreaField(
        _("Wie dacht er anders over?"),
        [Optional(), _long],
        description=_("Noem organisaties, geen personen. Wat niet is overgenomen, hoort er ook bij."),
    )
    review_on = DateField(
        _("Wanneer kijkt u er opnieuw naar?"), [Optional()], description=_("Op die dag vraagt het portaal erom.")
    )

    @property
    def wording(self) -> Wording:
        """What was filled in; call after validation."""
        return Wording(
            title=(self.title.data or "").strip(),
            text=(self.text.data or "").strip(),
            rationale=(self.rationale.data or "").strip(),
            alternatives=(self.alternatives.data or "").strip() or None,
            dissent=(self.dissent.data or "").strip() or None,
            review_on=self.review_on.data,
        )

    @property
    def proposal(self) -> Proposal:
        """The same as a proposal to the others in a group, whose objections are what they thought of it."""
        return Proposal(
            self.title.data or "",
            self.text.data or "",
            self.rationale.data or "",
            self.alternatives.data,
            self.review_on.data,
        )
