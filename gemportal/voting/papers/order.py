"""An order: a place for each option, or none. A script makes moving up and down of it; the places are what is sent."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField, ValidationError

from gemportal.kernel.web.forms import choices
from gemportal.voting.papers.paper import Ask, BallotForm


def _a_place_or_none(form: BallotForm, field: Field) -> None:
    if field.data and field.data not in map(str, range(1, len(form.sealed.options) + 1)):
        raise ValidationError(gettext("Kies een plaats voor “%(option)s”.", option=field.label.text))


class OrderPaper(BallotForm):
    """Places may leave gaps; what has no place is not on the list."""

    @classmethod
    def fields(cls, sealed: Ask) -> dict[str, Field]:
        places = [("", _("geen plaats")), *((str(place), str(place)) for place in range(1, len(sealed.options) + 1))]
        return {
            f"answer-{at}": SelectField(
                option.title, [_a_place_or_none], choices=choices(places), validate_choice=False, name=f"answer-{at}"
            )
            for at, option in enumerate(sealed.options)
        }

    @classmethod
    def filled(cls, sealed: Ask, answer: Any) -> dict[str, Any]:
        places = {option: str(place) for place, tier in enumerate(answer or (), 1) for option in tier}
        return {f"answer-{at}": places.get(option.id, "") for at, option in enumerate(sealed.options)}

    @property
    def given(self) -> Any:
        return [tier for _place, tier in self._places()]

    def _places(self) -> list[tuple[int, list[str]]]:
        """Those who share a place, by place. What else was sent is refused by its field, and is no place."""
        found: dict[str, list[str]] = {str(place): [] for place in range(1, len(self.sealed.options) + 1)}
        for option, field in zip(self.sealed.options, self.answer_fields, strict=True):
            found.get(field.data, []).append(option.id)
        return [(int(place), tier) for place, tier in found.items() if tier]

    def validate(self, extra_validators: Any = None) -> bool:
        """Where each option needs a place of its own, those who share one are named."""
        shared = [(place, tier) for place, tier in self._places() if len(tier) > 1]
        if not self.sealed.method.strict or not shared:
            return super().validate(extra_validators)
        for place, tier in shared:
            names = gettext("” en “").join(self.sealed.titles[option] for option in tier)
            self.form_errors.append(
                gettext(
                    "U zette “%(names)s” samen op plaats %(place)s. Geef elk een eigen plaats.",
                    names=names,
                    place=place,
                )
            )
        return False
