"""The forms of votes: preparing one, and the reason for declaring one void. Ballots are in `papers`."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput

from gemportal.kernel import clock
from gemportal.kernel.web.forms import HouseForm, choices
from gemportal.voting.rules import (
    QUORUM_LABELS,
    SETS_AGENDA,
    THRESHOLD_LABELS,
    Draft,
    Force,
    usual_last_day,
)

KINDS = {
    "majority": _("Voor of tegen één voorstel"),
    "approval": _("Een volgorde, door aan te kruisen wat men steunt"),
    "score": _("Een volgorde, door cijfers te geven"),
}


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _filled(what: str) -> list[Any]:
    return [InputRequired(what)]


class PrepareForm(HouseForm):
    """A vote as a coordinator fills it in."""

    group_number = SelectField(_("Wie stemmen?"), description=_("Alle leden, of de deelnemers van één groep."))
    method = RadioField(_("Wat voor stemming is het?"), _filled(_("Kies een manier van stemmen.")))
    title = StringField(
        _("Titel"),
        [DataRequired(_("Geef de stemming een titel.")), Length(max=150, message=_("Gebruik hoogstens 150 tekens."))],
        description=_("Kort en herkenbaar. Zo staat de stemming in lijsten."),
    )
    question = TextAreaField(
        _("Vraag"),
        [DataRequired(_("Schrijf de vraag op.")), Length(max=1000, message=_("Gebruik hoogstens 1000 tekens."))],
        description=_("De vraag, precies zoals de leden haar te zien krijgen."),
    )
    explanation = TextAreaField(
        _("Toelichting"),
        [Length(max=5000, message=_("Gebruik hoogstens 5000 tekens."))],
        description=_("Wat moet een lid weten om te kunnen kiezen?"),
    )
    initiatives = SelectMultipleField(
        _("Initiatieven om uit te kiezen"),
        option_widget=CheckboxInput(),
        description=_("Bij voor of tegen: het initiatief waar het voorstel over gaat, als dat er is."),
    )
    written = TextAreaField(
        _("Andere keuzes"),
        [Length(max=5000, message=_("Gebruik hoogstens 5000 tekens."))],
        description=_("Elke keuze op een eigen regel. Niet bij voor of tegen."),
    )
    closes_on = DateField(
        _("Laatste dag om te stemmen"),
        _filled(_("Vul een datum in.")),
        default=lambda: usual_last_day(clock.today()),
        description=_("Stemmen kan tot en met deze dag. Gewoonlijk is dat vijf werkdagen na het openen."),
    )
    quorum = SelectField(
        _("Quorum"), default="1/2", description=_("Hoeveel stemgerechtigden moeten meedoen voor een geldige uitslag?")
    )
    threshold = SelectField(
        _("Drempel"), default="simple", description=_("Wanneer is het voorstel aangenomen? Alleen bij voor of tegen.")
    )
    force = SelectField(_("Wat betekent de uitslag?"), default=Force.CONSULTATION.value)
    sets_agenda = BooleanField(
        _("De uitslag wordt de agenda van de leden"),
        description=_("Alleen bij een volgorde van initiatieven. De agenda verandert zodra de uitslag is vastgesteld."),
    )
    early_close = BooleanField(_("Sluit eerder zodra iedereen heeft gestemd"), default=True)

    def offer(self, open_initiatives: Mapping[str, str], working_groups: Mapping[str, str]) -> None:
        """Fill in what can be chosen from."""
        chosen = [(number, f"{number} {title}") for number, title in working_groups.items()]
        self.group_number.choices = choices([("", _("alle leden")), *chosen])
        self.method.choices = choices(KINDS.items())
        self.initiatives.choices = choices((number, f"{number} {title}") for number, title in open_initiatives.items())
        self.quorum.choices = choices((share, str(label)) for share, label in QUORUM_LABELS.items())
        self.threshold.choices = choices((name, str(label)) for name, label in THRESHOLD_LABELS.items())
        self.force.choices = choices((force.value, str(force.label)) for force in Force if force is not Force.CHARTER)

    @property
    def draft(self) -> Draft | None:
        """What was filled in, as the act takes it; None while it is not complete."""
        if not (self.closes_on.data and self.method.data):
            return None
        return Draft(
            title=(self.title.data or "").strip(),
            question=(self.question.data or "").strip(),
            explanation=(self.explanation.data or "").strip(),
            method=self.method.data,
            closes_on=self.closes_on.data,
            initiatives=tuple(self.initiatives.data or ()),
            written=_lines(self.written.data),
            quorum=self.quorum.data,
            threshold=self.threshold.data,
            force=Force(self.force.data),
            effect=SETS_AGENDA if self.sets_agenda.data else None,
            early_close=self.early_close.data,
            group_number=self.group_number.data or None,
        )


class AnnulForm(HouseForm):
    """Why a vote is void."""

    reason = TextAreaField(
        _("Reden"),
        [
            DataRequired(_("Schrijf waarom de stemming niet geldig is.")),
            Length(max=1000, message=_("Gebruik hoogstens 1000 tekens.")),
        ],
        description=_("Iedereen kan deze reden lezen."),
    )


class ButtonForm(HouseForm):
    """A form that is only a button."""
