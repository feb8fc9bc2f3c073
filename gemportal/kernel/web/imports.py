"""The form by which many things at once come from a CSV file: first it is shown what would happen, then it is confirmed."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from gemportal.kernel import csv_files, previews
from gemportal.kernel.actor import Actor
from gemportal.kernel.csv_files import Column, Judged, Sheet
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import HouseForm, no_larger_than

# A character takes four bytes at most.
_MOST_BYTES = 4 * csv_files.MOST_CHARACTERS
_TOO_LARGE = _("Dit bestand is te groot: hoogstens 100.000 tekens per keer.")


class ImportForm(HouseForm):
    """A file or pasted lines. `seal` comes along with a confirmation only, from the page that showed the preview."""

    file = FileField(
        _("CSV-bestand"),
        description=_("Uit Excel: kies voor “opslaan als CSV”. Hoogstens 100.000 tekens per keer."),
        render_kw=no_larger_than(_MOST_BYTES, _TOO_LARGE),
    )
    text = TextAreaField(
        _("Of plak hier de regels"),
        [
            InputRequired(_("Kies een bestand, of plak de regels met de kolomnamen erboven.")),
            Length(max=csv_files.MOST_CHARACTERS, message=_("Dit is te lang: hoogstens 100.000 tekens per keer.")),
        ],
        filters=[lambda text: csv_files.normal(text or "")],
    )
    seal = StringField()

    def validate_file(self, field: FileField) -> None:
        """What is in the file takes the place of what was pasted, and stands there to be mended."""
        if not field.data:
            return
        content = field.data.read(_MOST_BYTES + 1)
        field.data = None
        if len(content) > _MOST_BYTES:
            raise ValidationError(_TOO_LARGE)
        try:
            self.text.data = csv_files.text_of(content)
        except RuleBroken as broken:
            raise ValidationError(str(broken)) from None
        self.text.raw_data = [self.text.data]

    def sheet(self, columns: Sequence[Column]) -> Sheet | None:
        """What was sent, read; None when nothing was, or nothing readable."""
        return csv_files.read(self._content, columns) if self.filled_in() else None

    @property
    def _content(self) -> str:
        return self.text.data or ""

    def confirmed(
        self, name: str, actor: Actor, found: Judged[Any], act: Callable[..., Any], lines: Sequence[Any]
    ) -> bool:
        """Whether exactly what was shown was confirmed, and `act`, known as `name`, was done with `lines`.

        When not, the form holds the reason, if it was confirmed at all.
        """
        if not self.seal.data:
            return False
        try:
            previews.check(name, actor, self._content, found.numbers, self.seal.data)
        except RuleBroken as broken:
            self.form_errors.append(str(broken))
            self.status = 409
            return False
        return self.performed(act, actor, lines)

    def sealed(self, name: str, actor: Actor, found: Judged[Any]) -> str:
        """What goes along with a confirmation of this preview."""
        return previews.sealed(name, actor, self._content, found.numbers)
