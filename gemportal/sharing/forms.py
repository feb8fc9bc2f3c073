"""Forms about lessons."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.forms import HouseForm, at_most
from gemportal.sharing.rules import LONGEST_LESSON, LONGEST_TITLE, Domain, LessonKind, Wording


class LessonForm(HouseForm):
    """A lesson, written for whoever was not there."""

    title = StringField(
        _("De les in één zin"),
        [InputRequired(_("Geef de les een titel.")), at_most(LONGEST_TITLE)],
        description=_("Zo dat iemand die er niet bij was, hem begrijpt."),
    )
    kind = RadioField(_("Wat voor les is het?"), [InputRequired(_("Kies wat voor les het is."))])
    text = TextAreaField(
        _("Wat er gebeurde, en wat anderen daarvan kunnen leren"),
        [InputRequired(_("Schrijf op wat er gebeurde en wat anderen daarvan kunnen leren.")), at_most(LONGEST_LESSON)],
        description=_("Iedereen kan dit lezen, voorgoed. Noem geen namen van mensen."),
    )
    domain = SelectField(_("Domein"), coerce=lambda value: Domain(value) if value else None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(one.value, f"{one.label}: {one.explanation}") for one in LessonKind]
        self.domain.choices = [("", _("nog niet bekend")), *((one.value, str(one.label)) for one in Domain)]

    @property
    def wording(self) -> Wording:
        """What was typed; the rules tidy it."""
        kind = LessonKind(self.kind.data) if self.kind.data in set(LessonKind) else LessonKind.SURPRISE
        return Wording(self.title.data or "", self.text.data or "", kind, self.domain.data)


class WithdrawForm(HouseForm):
    """Why a lesson is taken back."""

    reason = TextAreaField(
        _("Reden"),
        [InputRequired(_("Schrijf de reden op.")), at_most(LONGEST_TEXT)],
        description=_("Iedereen kan deze reden lezen."),
    )
