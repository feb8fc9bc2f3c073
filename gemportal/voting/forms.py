"""The forms of votes: preparing one, the ballot, and the reason for declaring one void."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput

from gemportal.kernel import clock
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import NOT_KEPT, HouseForm, choices
from gemportal.voting.definition import Sealed
from gemportal.voting.outcome import POSITIONS
from gemportal.voting.rules import (
    LONGEST_STATEMENT,
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


class BallotForm(HouseForm):
    """What every ballot has: the statement, and the step (`stap`) that a button asks for.

    `key` is made with the summary and goes with the ballot, so that the same summary counts once.
    """

    key = HiddenField()
    statement = TextAreaField(
        _("Stemverklaring"),
        [Length(max=LONGEST_STATEMENT, message=_("Gebruik hoogstens 2000 tekens."))],
        description=_("Waarom stemt uw organisatie zo? Iedereen kan dit lezen zodra de stemming gesloten is."),
    )

    sealed: Sealed

    @property
    def said(self) -> str | None:
        """The statement; a secret vote has none."""
        return self.statement.data if "statement" in self else None

    @property
    def given(self) -> Any:
        """The answer as the method takes it."""
        raise NotImplementedError

    @property
    def answer_fields(self) -> list[Field]:
        """The fields that hold the answer, in the order of the options."""
        return [field for field in self if field.name.startswith("answer")]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the method accepts the answer; its sentence stands above the form when not."""
        if not super().validate(extra_validators):
            return False
        try:
            self.sealed.method.validate(self.given, self.sealed.options, self.sealed.rules)
        except RuleBroken as broken:
            self.form_errors.append(str(broken))
            return False
        return True


class _OneOfFour(BallotForm):
    @property
    def given(self) -> Any:
        return self["answer"].data


class _Several(BallotForm):
    @property
    def given(self) -> Any:
        return list(self["answer"].data or ())


class _Scores(BallotForm):
    @property
    def given(self) -> Any:
        pairs = zip(self.sealed.options, self.answer_fields, strict=True)
        return {option.id: int(field.data) for option, field in pairs if field.data}


def ballot_form(sealed: Sealed, present: Any = None, statement: str | None = None) -> BallotForm:
    """The ballot of a vote, filled in with what the organisation voted before."""
    fields, base, filled = _PAPERS[sealed.document["method"]](sealed, present)
    if sealed.secret:
        # No statement that could tell whose the ballot is; and what is sent too late is not put by for whoever sent it.
        fields |= {"statement": None, NOT_KEPT: HiddenField(default="1")}
    paper = type("Ballot", (base,), {**fields, "sealed": sealed})
    form: BallotForm = paper(data={**filled, "statement": statement or ""})
    return form


def _majority(sealed: Sealed, present: Any) -> tuple[dict[str, Any], type[BallotForm], dict[str, Any]]:
    offered = choices((position, str(label)) for position, label in POSITIONS.items())
    field = RadioField(
        str(sealed.method.question), _filled(_("Kies voor, tegen, onthouding of blanco.")), choices=offered,
        description=str(sealed.method.answer),
    )  # fmt: skip
    return {"answer": field}, _OneOfFour, {"answer": present}


def _approval(sealed: Sealed, present: Any) -> tuple[dict[str, Any], type[BallotForm], dict[str, Any]]:
    offered = choices((option.id, option.title) for option in sealed.options)
    field = SelectMultipleField(
        str(sealed.method.question),
        choices=offered,
        description=str(sealed.method.answer),
        option_widget=CheckboxInput(),
    )
    return {"answer": field}, _Several, {"answer": present or []}


def _score(sealed: Sealed, present: Any) -> tuple[dict[str, Any], type[BallotForm], dict[str, Any]]:
    scale = choices([("", _("geen cijfer")), *((str(score), str(score)) for score in range(sealed.rules.max, -1, -1))])
    fields = {
        f"answer-{at}": SelectField(option.title, choices=scale, name=f"answer-{at}")
        for at, option in enumerate(sealed.options)
    }
    filled = {f"answer-{at}": str((present or {}).get(option.id, "")) for at, option in enumerate(sealed.options)}
    return fields, _Scores, filled


_PAPERS = {"majority": _majority, "approval": _approval, "score": _score}


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
