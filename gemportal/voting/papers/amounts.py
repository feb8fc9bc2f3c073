"""A number for each option: a score, where none is not nought, or points out of a budget."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, StringField, ValidationError

from gemportal.kernel.web.forms import choices
from gemportal.voting.papers.paper import Ask, BallotForm

# More steps than this do not fit beside each other on a phone: then the score is typed.
MOST_STEPS = 10
# Longer numbers are no amounts, and Python would take its time to read them.
_WHOLE = re.compile(r"[0-9]{1,7}")


def _whole(text: str | None) -> int | None:
    """The number in `text`; None where there is none, or something else."""
    written = (text or "").strip()
    return int(written) if _WHOLE.fullmatch(written) else None


def _whole_or_nothing(_form: BallotForm, field: Field) -> None:
    if (field.data or "").strip() and _whole(field.data) is None:
        raise ValidationError(gettext("Vul bij “%(option)s” een heel getal in.", option=field.label.text))


class _AmountsPaper(BallotForm):
    @classmethod
    def fields(cls, sealed: Ask) -> dict[str, Field]:
        return {
            f"answer-{at}": cls.amount(sealed, option.title, f"answer-{at}") for at, option in enumerate(sealed.options)
        }

    @classmethod
    def amount(cls, _sealed: Ask, title: str, name: str) -> Field:
        """The field for one option."""
        return StringField(title, [_whole_or_nothing], name=name)

    @classmethod
    def filled(cls, sealed: Ask, answer: Any) -> dict[str, Any]:
        kept = answer or {}
        return {f"answer-{at}": str(kept.get(option.id, "")) for at, option in enumerate(sealed.options)}

    @property
    def given(self) -> Any:
        read = (
            (option.id, _whole(field.data))
            for option, field in zip(self.sealed.options, self.answer_fields, strict=True)
        )
        return {option: amount for option, amount in read if amount is not None}


class ScorePaper(_AmountsPaper):
    """A score, or none."""

    @classmethod
    def amount(cls, sealed: Ask, title: str, name: str) -> Field:
        if sealed.rules.max > MOST_STEPS:
            return super().amount(sealed, title, name)
        steps = [*((str(score), str(score)) for score in range(sealed.rules.max + 1)), ("", _("geen cijfer"))]
        return RadioField(title, [_whole_or_nothing], choices=choices(steps), validate_choice=False, name=name)

    @property
    def missing(self) -> str:
        """What no score means to the count."""
        if self.sealed.rules.missing == "ignore":
            return str(_("Geen cijfer is niet hetzelfde als een 0: het telt niet mee in het gemiddelde."))
        return str(_("Geen cijfer telt hier als een 0."))


class PointsPaper(_AmountsPaper):
    """Points, no more than there are."""
