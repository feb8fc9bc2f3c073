"""Forms about forming a group, seats and the charter. They say what is missing; the rules judge again inside the act."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from gemportal.groups.ranking import Rank
from gemportal.groups.rules import LONGEST_CHARTER, MOST, YearPledged
from gemportal.kernel import clock
from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.fields import Day, WholeNumber
from gemportal.kernel.web.forms import HouseForm, at_most, between
from gemportal.people.queries import MandateLine

EVERYBODY_READS = _("Iedereen kan dit lezen.")


class ReasonForm(HouseForm):
    """A public reason."""

    reason = TextAreaField(
        _("Reden"),
        [InputRequired(_("Schrijf de reden op.")), at_most(LONGEST_TEXT)],
        description=EVERYBODY_READS,
    )


class FormingForm(HouseForm):
    """Forming a group; `forming_form` adds a field for each organisation in line, to say why it is passed over."""

    out_of_order = TextAreaField(
        _("Waarom dit initiatief voorgaat op de agenda van de leden"),
        [at_most(LONGEST_TEXT)],
        description=EVERYBODY_READS,
    )

    anew = TextAreaField(
        _("Waarom een nieuwe groep, terwijl er al iets is opgeleverd"),
        [at_most(LONGEST_TEXT)],
        description=EVERYBODY_READS,
    )

    def passing_over(self) -> dict[str, str]:
        """The reasons that were filled in, by the code of the organisation that is passed over."""
        return {
            field.name.removeprefix("over-"): field.data.strip()
            for field in self
            if field.name.startswith("over-") and (field.data or "").strip()
        }


def forming_form(ranks: Iterable[Rank]) -> FormingForm:
    """The form to form a group from this ranking."""
    fields = {
        f"over-{rank.candidate.code}": TextAreaField(
            _("%(name)s overslaan, omdat …", name=rank.candidate.name), [at_most(LONGEST_TEXT)]
        )
        for rank in ranks
        if rank.place
    }
    made: FormingForm = type("RankedFormingForm", (FormingForm,), fields)()
    return made


class AnswerForm(HouseForm):
    """An answer to being passed over."""

    answer = TextAreaField(
        _("Uw antwoord"),
        [InputRequired(_("Schrijf uw antwoord op.")), at_most(LONGEST_TEXT)],
        description=EVERYBODY_READS,
    )
    asks_for_vote = BooleanField(_("Wij vragen de leden om hierover te stemmen"))


class AcceptForm(HouseForm):
    """Taking a seat: a pledge for this year and the next, and who will work in it."""

    hours = WholeNumber(_("Uren dit jaar"), [InputRequired(_("Vul een heel getal in.")), between(0, MOST)])
    euros = WholeNumber(_("Euro’s dit jaar"), [InputRequired(_("Vul een heel getal in.")), between(0, MOST)], default=0)
    hours_next = WholeNumber(_("Uren volgend jaar"), [Optional(), between(0, MOST)])
    euros_next = WholeNumber(_("Euro’s volgend jaar"), [Optional(), between(0, MOST)])
    participants = SelectMultipleField(
        _("Wie werken er mee?"),
        [InputRequired(_("Kies wie er meewerkt."))],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_("Alleen wie is aangemeld ziet deze namen."),
    )
    willing_to_lead = BooleanField(_("Wij willen trekken als niemand anders dat doet"))

    def offer_people(self, holders: Iterable[MandateLine]) -> "AcceptForm":
        """Let the form be about these persons."""
        self.participants.choices = [(line.person_id, line.person_name) for line in holders]
        return self

    def pledges(self) -> list[YearPledged]:
        """The pledges that were filled in."""
        year = clock.today().year
        following = YearPledged(year + 1, self.hours_next.data or 0, self.euros_next.data or 0)
        first = YearPledged(year, self.hours.data or 0, self.euros.data or 0)
        return [first, following] if following.hours or following.euros else [first]


class DeclineForm(HouseForm):
    """Turning an offer down."""

    reason = TextAreaField(_("Waarom niet?"), [at_most(LONGEST_TEXT)], description=EVERYBODY_READS)


class CharterForm(HouseForm):
    """What the group may decide for itself."""

    scope = TextAreaField(
        _("Wat de groep zelf beslist"),
        [InputRequired(_("Schrijf op wat de groep zelf mag beslissen.")), at_most(LONGEST_CHARTER)],
        description=_("En wat niet: daarvoor gaat de groep terug naar de leden."),
    )
    budget = WholeNumber(
        _("Budget"), [InputRequired(_("Vul een heel getal in.")), between(0, MOST)], description=_("In hele euro’s.")
    )
    ends_on = Day(_("Einddatum"), [InputRequired(_("Kies een datum."))])


class ConsentForm(HouseForm):
    """Consent to the version that was read: another one that came meanwhile is not consented to."""

    version = HiddenField()


class PlacesForm(HouseForm):
    """Consent to growing to the number of places that was read."""

    places = HiddenField()


class GiveUpForm(ReasonForm):
    """The end of a group that does not come about."""

    closes_on = Day(
        _("Nieuwe oproep tot en met"),
        [Optional()],
        description=_("Laat dit leeg als er geen nieuwe oproep komt. Het initiatief is dan niet van de grond gekomen."),
    )
