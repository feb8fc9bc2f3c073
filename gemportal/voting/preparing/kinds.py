"""The form of each kind of vote, with only the fields that this kind needs. That for a budget stands by itself."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, ValidationError
from wtforms.widgets import CheckboxInput

from gemportal.kernel.web.fields import WholeNumber
from gemportal.kernel.web.forms import at_most, between, choices
from gemportal.voting.methods.stv import MOST_SEATS
from gemportal.voting.preparing import rules
from gemportal.voting.preparing.forms import AboutOne, Offer, VoteForm, Weighed, lines_of, of_options
from gemportal.voting.preparing.rules import Kind
from gemportal.voting.rules import SETS_AGENDA, THRESHOLD_LABELS, Secrecy


class ProposalForm(Weighed, AboutOne):
    """For or against."""

    kind = Kind.PROPOSAL

    threshold = SelectField(_("Wanneer is het voorstel aangenomen?"), default="simple")

    def offer(self, offer: Offer) -> None:
        super().offer(offer)
        self.threshold.choices = choices((name, str(label)) for name, label in THRESHOLD_LABELS.items())

    def own(self) -> dict[str, Any]:
        method = rules.majority_for(self.weighed)
        return Weighed.own(self) | AboutOne.own(self) | {"method": method, "threshold": self.threshold.data}


class ConsentForm(AboutOne):
    """Whether anybody objects."""

    kind = Kind.CONSENT

    def own(self) -> dict[str, Any]:
        return super().own() | {"method": rules.CONSENT}


class PriorityForm(Weighed):
    """What comes first."""

    kind = Kind.PRIORITY

    method = RadioField(
        _("Hoe komen de keuzes op volgorde?"),
        [InputRequired(_("Kies een manier van stemmen."))],
        default=next(iter(rules.WAYS)),
    )
    initiatives = SelectMultipleField(_("Initiatieven om uit te kiezen"), option_widget=CheckboxInput())
    written = TextAreaField(
        _("Andere keuzes"), [at_most(rules.LONGEST_LIST), of_options], description=_("Elke keuze op een eigen regel.")
    )
    sets_agenda = BooleanField(
        _("De uitslag wordt de agenda van de leden"),
        description=_("Alleen bij een volgorde van initiatieven. De agenda verandert zodra de uitslag is vastgesteld."),
    )

    def offer(self, offer: Offer) -> None:
        super().offer(offer)
        self.method.choices = choices((name, words[0]) for name, words in rules.WAYS.items())
        self.initiatives.choices = choices(offer.initiatives)

    def own(self) -> dict[str, Any]:
        return super().own() | {
            "method": self.method.data,
            "initiatives": tuple(self.initiatives.data or ()),
            "written": lines_of(self.written.data),
            "effect": SETS_AGENDA if self.sets_agenda.data else None,
        }


class PersonsForm(VoteForm):
    """Who gets a seat."""

    kind = Kind.PERSONS

    seats = WholeNumber(
        _("Hoeveel plaatsen zijn er?"),
        [
            InputRequired(_("Vul in hoeveel plaatsen er zijn.")),
            between(1, MOST_SEATS),
        ],
        default=1,
    )
    written = TextAreaField(
        _("Kandidaten"),
        [DataRequired(_("Schrijf op wie er kandidaat zijn.")), at_most(rules.LONGEST_LIST), of_options],
        description=_(
            "Elke kandidaat op een eigen regel. Schrijf alleen namen op van wie daarmee instemde: "
            "iedereen kan ze lezen."
        ),
    )

    kept: str | None = None

    def keep(self, method: str) -> None:
        """Hold on to a method that no answer here leads to."""
        self.kept = method

    def validate_seats(self, field: Field) -> None:
        """There are no more seats than candidates. What is no number at all, the field has said already."""
        if not self.seats.errors and field.data > (len(lines_of(self.written.data)) or MOST_SEATS):
            raise ValidationError(_("Er zijn meer plaatsen dan kandidaten."))

    def own(self) -> dict[str, Any]:
        candidates = lines_of(self.written.data)
        common = {"written": candidates, "secrecy": Secrecy.SECRET}
        if self.kept:
            return common | {"method": self.kept, "particular": {"winners": self.seats.data}}
        method = rules.election_for(self.seats.data or 1, len(candidates))
        return common | {
            "method": method,
            "particular": {"seats": self.seats.data} if method == "stv" else {},
        }
