"""The forms of votes: the ballot, and the reason for declaring one void."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import HouseForm, choices
from gemportal.voting.definition import Sealed
from gemportal.voting.outcome import POSITIONS
from gemportal.voting.rules import LONGEST_STATEMENT


def _filled(what: str) -> list[Any]:
    return [InputRequired(what)]


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
