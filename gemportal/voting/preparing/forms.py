"""What the forms share with which votes are prepared: what is asked of every vote, how votes weigh, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from gemportal.kernel import clock
from gemportal.kernel.web.fields import Day
from gemportal.kernel.web.forms import HouseForm, at_most, choices, said_at_the_field
from gemportal.voting.force import check_meeting_day
from gemportal.voting.preparing import rules
from gemportal.voting.preparing.rules import KEPT, OF_DECISION, STOPS, Kind
from gemportal.voting.rules import (
    QUORUM_LABELS,
    Draft,
    Effect,
    Force,
    Weights,
    usual_last_day,
)

EFFECTS = {
    "": _("niets: het besluit komt in het besluitenregister"),
    STOPS: _("het gekozen initiatief stopt"),
    "decisions:supersede": _("dit besluit vervangt een eerder besluit"),
    "decisions:withdraw": _("een eerder besluit wordt ingetrokken"),
}


@dataclass(frozen=True)
class Offer:
    """What can be chosen from: who votes, by number of the group ("" for all members), and the open initiatives with their costs.

    `organisations` are the codes of those who could vote, by name.
    """

    voters: Mapping[str, Any]
    titles: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, int | None] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)

    @property
    def initiatives(self) -> list[tuple[str, str]]:
        return [(number, f"{number} {title}") for number, title in self.titles.items()]


def lines_of(text: str | None) -> tuple[str, ...]:
    """What stands on the lines of a text, without the empty ones."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def of_options(_form: Any, field: Field) -> None:
    """What is written here, one option on a line, can stand on a paper."""
    with said_at_the_field():
        rules.check_written(lines_of(field.data))


class VoteForm(HouseForm):
    """What is asked of every vote."""

    kind: ClassVar[Kind]

    group_number = SelectField(_("Wie stemmen?"))
    title = StringField(
        _("Titel"),
        [DataRequired(_("Geef de stemming een titel.")), at_most(rules.LONGEST_TITLE)],
        description=_("Kort en herkenbaar. Zo staat de stemming in lijsten."),
    )
    question = TextAreaField(
        _("Vraag"),
        [DataRequired(_("Schrijf de vraag op.")), at_most(rules.LONGEST_QUESTION)],
        description=_("De vraag, precies zoals wie stemt haar te zien krijgt."),
    )
    explanation = TextAreaField(
        _("Toelichting"),
        [at_most(rules.LONGEST_EXPLANATION)],
        description=_("Wat moet iemand weten om te kunnen kiezen?"),
    )
    closes_on = Day(
        _("Laatste dag om te stemmen"),
        [InputRequired(_("Vul een datum in."))],
        default=lambda: usual_last_day(clock.today()),
        description=_("Stemmen kan tot en met deze dag. Gewoonlijk is dat vijf werkdagen na het openen."),
    )
    quorum = SelectField(_("Hoeveel stemgerechtigden moeten meedoen?"), default="1/2")
    force = SelectField(_("Wat betekent de uitslag?"), default=Force.CONSULTATION.value)
    meeting_on = Day(
        _("Dag van de ledenvergadering"), description=_("Alleen bij een stemming voor de ledenvergadering.")
    )
    early_close = BooleanField(_("Sluit eerder zodra iedereen heeft gestemd"), default=True)

    def offer(self, offer: Offer) -> None:
        """Fill in what can be chosen from."""
        self.group_number.choices = choices((number, str(words)) for number, words in offer.voters.items())
        if not self.group_number.raw_data and self.group_number.data not in offer.voters:
            self.group_number.data = next(iter(offer.voters), "")
        self.quorum.choices = choices((share, str(label)) for share, label in QUORUM_LABELS.items())
        self.force.choices = choices((force.value, str(force.label)) for force in Force)

    def validate_closes_on(self, field: Field) -> None:
        """A day that is still to come. What is no day at all, the field has said already."""
        if field.data is not None:
            with said_at_the_field():
                rules.check_last_day(field.data, clock.today())

    def validate_meeting_on(self, field: Field) -> None:
        """Needed, and not too early, for a vote that is for a meeting."""
        if self.force.data == Force.MEETING and self.closes_on.data is not None and not field.errors:
            with said_at_the_field():
                check_meeting_day(field.data, self.closes_on.data)

    def own(self) -> dict[str, Any]:
        """What this kind adds to the draft."""
        raise NotImplementedError

    @property
    def draft(self) -> Draft | None:
        """What was sent, as the act takes it; None while something is missing or wrong."""
        if not self.is_submitted() or not self.validate():
            return None
        force = Force(self.force.data)
        common: dict[str, Any] = {
            "title": (self.title.data or "").strip(),
            "question": (self.question.data or "").strip(),
            "explanation": (self.explanation.data or "").strip(),
            "closes_on": self.closes_on.data,
            "quorum": self.quorum.data,
            "force": force,
            "meeting_on": self.meeting_on.data if force is Force.MEETING else None,
            "early_close": self.early_close.data,
            "group_number": self.group_number.data or None,
        }
        return Draft(**(common | self.own()))


class Weighed(VoteForm):
    """A kind in which votes may weigh differently."""

    weights = SelectField(_("Hoe zwaar telt een stem?"), default=Weights.EQUAL.value)
    given_weights = TextAreaField(
        _("Eigen stemgewichten"),
        [at_most(20_000)],
        description=_("Alleen als u het gewicht zelf opgeeft. Per regel een code of naam en een heel getal: Zwolle 3."),
    )
    quorum_by = SelectField(
        _("Meedoen wordt geteld naar"),
        default="heads",
        description=_("Naar stemgewicht kan alleen als stemmen verschillend wegen."),
    )

    organisations: Mapping[str, str] = {}

    def offer(self, offer: Offer) -> None:
        super().offer(offer)
        self.organisations = offer.organisations
        self.weights.choices = choices((weights.value, str(weights.label)) for weights in Weights)
        self.quorum_by.choices = choices(
            [
                ("heads", _("aantal organisaties")),
                ("weight", _("stemgewicht")),
                ("both", _("aantal organisaties en stemgewicht")),
            ]
        )

    @property
    def weighed(self) -> Weights:
        return Weights(self.weights.data)

    def validate_given_weights(self, field: Field) -> None:
        """Every line names an organisation and its weight. Who leaves all out, gets a line for each to change."""
        if self.weights.data == Weights.GIVEN and not lines_of("".join(field.raw_data or ())):
            field.data = "\n".join(f"{name} 1" for name in self.organisations)
            raise ValidationError(_("Hieronder heeft ieder gewicht 1. Verander wat anders moet, en bewaar opnieuw."))
        with said_at_the_field():
            self._given()

    def _given(self) -> dict[str, int]:
        lines = lines_of(self.given_weights.data) if self.weights.data == Weights.GIVEN else ()
        return rules.weights_in(lines, self.organisations)

    def own(self) -> dict[str, Any]:
        return {"weights": self.weighed, "quorum_by": self.quorum_by.data, "given_weights": self._given()}


class AboutOne(VoteForm):
    """A kind that is about one proposal: perhaps an initiative, perhaps with something that follows."""

    initiative = SelectField(
        _("Gaat het over een initiatief?"), default="", description=_("Dan staat de stemming ook bij dat initiatief.")
    )
    effect = SelectField(_("Wat gebeurt er vanzelf als het voorstel is aangenomen?"), default="")
    decision = StringField(
        _("Nummer van het besluit"),
        [at_most(20)],
        description=_("Alleen bij vervangen of intrekken, zoals B-2026-008."),
    )

    kept: Effect | None = None

    def offer(self, offer: Offer) -> None:
        super().offer(offer)
        self.initiative.choices = choices([("", _("nee")), *offer.initiatives])
        self.effect.choices = choices(EFFECTS.items())

    def keep(self, effect: Effect) -> None:
        """Offer what follows already, which is nothing that can be chosen here."""
        self.kept = effect
        self.effect.choices = choices([*EFFECTS.items(), (KEPT, _("wat al bij deze stemming hoort"))])

    def validate_effect(self, field: Field) -> None:
        """What follows needs something that it happens to."""
        if field.data == STOPS and not self.initiative.data:
            raise ValidationError(_("Kies het initiatief dat stopt."))
        if field.data in OF_DECISION and not (self.decision.data or "").strip():
            raise ValidationError(_("Vul het nummer in van het besluit."))

    def own(self) -> dict[str, Any]:
        number = self.initiative.data
        return {"initiatives": (number,) if number else (), "effect": self._effect()}

    def _effect(self) -> Effect | None:
        if self.effect.data == KEPT:
            return self.kept
        if self.effect.data in OF_DECISION:
            return Effect(self.effect.data, {"number": (self.decision.data or "").strip().upper()})
        return Effect(STOPS, {"number": self.initiative.data}) if self.effect.data == STOPS else None
